from . import (
    expense_category,
    claim,
    claim_line,
    claim_paper,
    claim_access,
    claim_check,
    claim_room,
    claim_approval,
    claim_posting,
    claim_payment,
    claim_print,
    claim_demonstration,
)
