from . import clock
from . import worked_out
from . import organisation
from . import outreach
from . import projects
from . import leave
from . import reporting
from . import supervision
