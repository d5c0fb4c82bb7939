from . import report
from . import task_link
from . import verify
