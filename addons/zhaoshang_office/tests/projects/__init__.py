from . import test_project
from . import test_project_move
from . import test_project_share
from . import test_report_race
from . import test_project_import
