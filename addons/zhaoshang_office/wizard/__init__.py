from . import appointment_end
from . import appointment_hand_over
from . import appointment_hand_over_line
from . import appointment_transfer
from . import finding_opinion
from . import roster_import
from . import roster_demonstration
from . import target_change
