from . import (
    test_allotment_notice,
    test_allotment_pay,
    test_claim_posting,
    test_claim_refusals,
    test_claim_way,
    test_finance_setup,
    test_funding,
    test_package,
    test_package_guard,
    test_package_ledger,
    test_package_readers,
    test_posting_race,
)
