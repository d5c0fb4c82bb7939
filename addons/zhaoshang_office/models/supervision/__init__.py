from . import rule_set
from . import finding
from . import finding_explanation
from . import finding_overstay
