from . import (
    account_merge,
    allotment_pay,
    allotment_reverse,
    claim_cut,
    claim_pay,
    claim_post,
    claim_reverse,
    finance_setup,
    funding_reverse,
    package_open,
    partner_merge,
)
