from . import project_investor
from . import project_stage_event
from . import project
from . import project_kept
from . import project_reader
from . import project_access
from . import project_brief
from . import project_hand_over
