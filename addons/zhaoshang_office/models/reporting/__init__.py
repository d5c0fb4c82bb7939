from . import readable
from . import duty_watermark
from . import duty
from . import duty_schedule
from . import duty_explanation
from . import report
from . import leave
from . import duty_demonstration
