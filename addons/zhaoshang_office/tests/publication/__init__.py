from . import test_public_column
from . import test_publication
