from . import test_finding
from . import test_inspection
from . import test_dispatch
from . import test_suggestion
from . import test_opening_import
