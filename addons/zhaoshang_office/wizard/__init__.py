from . import appointment_end
from . import roster_import
