from . import clock
from . import organisation
from . import leave
from . import reporting
from . import supervision
