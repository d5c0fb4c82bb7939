from . import (
    account_merge,
    allotment_pay,
    allotment_reverse,
    finance_setup,
    package_open,
    partner_merge,
)
