from . import signin
from . import signin_refusal
from . import signin_day
from . import signin_desk
from . import signin_sheet
from . import signin_demonstration
