from . import document_series
from . import document_counter
from . import document_number
from . import document_register
from . import document_font
from . import document_paper
from . import document_mixin
from . import document_typeface
