from . import test_leave_length
from . import test_leave_route
from . import test_leave_overlap
from . import test_leave_race
from . import test_leave_acting
from . import test_leave_access
from . import test_leave_forecast
from . import test_leave_status
