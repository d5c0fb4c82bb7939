"""Which account takes which part of a payment (clause 13)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_finance.rules.entry import Part, balanced, funding_parts, payment_parts
from zhaoshang_finance.rules.schedule import ScheduleError

PAID = st.decimals(min_value="0.01", max_value=10**7, places=2)
OWED = st.decimals(min_value=-100, max_value=10**7, places=2)


def test_a_loan_is_a_receivable_and_no_expense():
    """R119: Dr 借款 / Cr bank."""
    assert payment_parts("loan", Decimal(30000)) == [
        Part("loan", Decimal("30000.00")),
        Part("bank", Decimal("-30000.00")),
    ]


def test_an_allotment_is_paid_ahead():
    """R120: Dr 预拨经费 / Cr bank."""
    assert payment_parts("allotment", Decimal(20000)) == [
        Part("prepaid", Decimal("20000.00")),
        Part("bank", Decimal("-20000.00")),
    ]


def test_an_allotment_first_repays_what_the_bureau_advanced():
    """R120: Dr 应付垫付 up to its balance, the rest 预拨经费."""
    assert payment_parts("allotment", Decimal(20000), Decimal(500)) == [
        Part("advance", Decimal("500.00")),
        Part("prepaid", Decimal("19500.00")),
        Part("bank", Decimal("-20000.00")),
    ]
    assert [part.purpose for part in payment_parts("allotment", Decimal(20), Decimal(500))] == [
        "advance",
        "bank",
    ]


def test_funds_received_stand_against_the_treasury():
    """R115: Dr bank / Cr funds received from the treasury."""
    assert funding_parts(Decimal(250000)) == [
        Part("bank", Decimal("250000.00")),
        Part("funding", Decimal("-250000.00")),
    ]


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_neither_paid_nor_received(amount):
    with pytest.raises(ScheduleError, match="^only an amount above zero is paid$"):
        payment_parts("loan", Decimal(amount))
    with pytest.raises(ScheduleError, match="^only an amount above zero is received$"):
        funding_parts(Decimal(amount))


def test_a_cent_is_received_like_any_other_sum():
    assert funding_parts(Decimal("0.01"))[0] == Part("bank", Decimal("0.01"))


@given(kind=st.sampled_from(["loan", "allotment"]), amount=PAID, owed=OWED)
def test_every_entry_balances(kind, amount, owed):
    """R134: debit is credit, whatever was advanced."""
    parts = payment_parts(kind, amount, owed)
    assert sum(part.amount for part in parts) == 0
    assert [part.amount for part in parts if part.amount < 0] == [-amount]


def test_the_balances_match_what_was_paid():
    """R134: 借款 + 预拨 − 垫付 = paid − returned − accepted."""
    assert balanced(Decimal(18000), Decimal(0), Decimal(0), Decimal(30000), accepted=Decimal(12000))
    assert not balanced(Decimal(18000), Decimal(0), Decimal(1), Decimal(30000))
    loan, prepaid, advance, paid, returned, accepted = map(Decimal, (5, 20, 3, 50, 8, 20))
    assert balanced(loan, prepaid, advance, paid, returned, accepted)
