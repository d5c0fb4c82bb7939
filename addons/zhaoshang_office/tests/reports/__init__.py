from . import test_explanation
from . import test_report_written
