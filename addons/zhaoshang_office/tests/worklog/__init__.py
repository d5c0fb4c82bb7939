from . import test_worklog
from . import test_worklog_day
