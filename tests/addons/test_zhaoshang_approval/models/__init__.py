from . import purchase_order
from . import test_document
