from . import calls_out
from . import password
