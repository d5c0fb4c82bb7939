from . import appointment_end
from . import finding_opinion
from . import roster_import
from . import roster_demonstration
