from . import (
    loan_handover,
    loan_handover_check,
    loan_handover_print,
    package_holder,
    appointment,
    handover_demonstration,
)
