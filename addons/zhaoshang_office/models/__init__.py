from . import clock
from . import organisation
