from . import (
    account_merge,
    allotment_pay,
    allotment_reverse,
    finance_setup,
    funding_reverse,
    package_open,
    partner_merge,
)
