from . import rotation_kept
from . import rotation_plan
from . import rotation_slot
from . import rotation_warning
from . import leave
from . import rotation_demonstration
