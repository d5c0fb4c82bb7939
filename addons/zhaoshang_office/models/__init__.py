from . import clock
from . import worked_out
from . import organisation
from . import leave
from . import reporting
from . import supervision
