from . import test_finding
from . import test_inspection
from . import test_dispatch
from . import test_suggestion
