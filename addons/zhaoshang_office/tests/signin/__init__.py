from . import test_signin
from . import test_signin_day
from . import test_signin_sheet
