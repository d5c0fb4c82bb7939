from . import finding
from . import finding_explanation
