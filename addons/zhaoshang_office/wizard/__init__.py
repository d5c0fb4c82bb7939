from . import appointment_end
from . import roster_import
from . import roster_demonstration
