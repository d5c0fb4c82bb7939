from . import calls_out
from . import export
from . import password
from . import publication
