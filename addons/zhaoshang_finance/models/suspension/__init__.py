from . import (
    suspension,
    suspension_effect,
    suspension_fact,
    suspension_demonstration,
)
