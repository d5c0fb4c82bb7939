from . import rule_set
from . import finding
from . import finding_overstay
from . import finding_explanation
from . import term_ladder
from . import finding_ladder
from . import mail_activity
from . import standing
