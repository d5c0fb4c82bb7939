from . import test_duty_schedule
from . import test_duty_state
from . import test_report
