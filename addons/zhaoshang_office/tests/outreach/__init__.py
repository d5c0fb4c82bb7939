from . import test_address_book
from . import test_bureau_closing
from . import test_contact_import
from . import test_outreach_readers
from . import test_registers
from . import test_visit
