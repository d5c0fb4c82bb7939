from . import (
    test_claim,
    test_allotment_notice,
    test_allotment_pay,
    test_finance_setup,
    test_funding,
    test_package,
    test_package_guard,
    test_package_ledger,
    test_package_readers,
    test_posting_race,
)
