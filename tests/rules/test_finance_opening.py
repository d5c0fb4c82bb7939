"""A package that is taken over from paper in its year (clause 13, R117, R127, R134)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_finance.rules.entry import Part, balanced, opening_parts
from zhaoshang_finance.rules.opening import (
    ABOVE,
    BEYOND,
    FUTURE,
    HELD,
    LOAN,
    NEGATIVE,
    NOTHING,
    OWED,
    Fault,
    Opening,
    last_month,
    opening_faults,
    remaining_amounts,
)

YUAN = Decimal
STANDARD = YUAN(250000)
MONTHS = {1: YUAN(30000)} | dict.fromkeys(range(2, 10), YUAN(20000))


def opening(paid=None, accepted="96000.50", loan="18000", advance="0"):
    paid = MONTHS if paid is None else paid
    return Opening(paid, paid.get(1, YUAN(0)), {"rent": YUAN(accepted)}, YUAN(loan), YUAN(advance))


def figures(accepted, **others):
    """Yuan by name, as the text of a fault names them."""
    return {name: YUAN(amount) for name, amount in {"accepted": accepted, **others}.items()}


def keys(faults):
    return [fault.key for fault in faults]


def test_what_is_left_follows_from_paid_accepted_and_open():
    """R134: 预拨 = paid − accepted − 借款 + 垫付."""
    assert opening().prepaid == YUAN("75999.50")
    assert opening_faults(opening(), STANDARD, 9) == []


def test_the_voucher_stands_against_the_funds_received_and_moves_no_bank():
    """R134: expense, 借款, 预拨, 垫付 against the funds; no part on the bank."""
    parts = opening_parts(opening(advance="500"))
    assert parts == [
        Part("expense", YUAN("96000.50"), "rent"),
        Part("loan", YUAN(18000)),
        Part("prepaid", YUAN("76499.50")),
        Part("advance", YUAN(-500)),
        Part("funding", YUAN(-190000)),
    ]


@given(
    paid=st.lists(st.integers(0, 2_500_000), min_size=12, max_size=12),
    accepted=st.lists(st.integers(0, 9_000_000), max_size=4),
    loan=st.integers(0, 3_000_000),
    advance=st.integers(0, 500_000),
)
def test_whatever_is_taken_over_balances(paid, accepted, loan, advance):
    """R134: without faults the parts add up to nothing and 借款 + 预拨 − 垫付 = paid − accepted."""
    cents = [YUAN(amount) / 100 for amount in paid]
    facts = Opening(
        dict(enumerate(cents, 1)),
        cents[0],
        {str(place): YUAN(amount) / 100 for place, amount in enumerate(accepted)},
        YUAN(loan) / 100,
        YUAN(advance) / 100,
    )
    if opening_faults(facts, STANDARD, 12):
        return
    sums = dict.fromkeys(("loan", "prepaid", "advance", "funding", "expense"), YUAN(0))
    for part in opening_parts(facts):
        sums[part.purpose] += part.amount
    assert sum(sums.values()) == 0
    assert balanced(
        sums["loan"], sums["prepaid"], -sums["advance"], -sums["funding"], 0, sums["expense"]
    )


@pytest.mark.parametrize(
    ("facts", "entitlement", "until", "fault"),
    [
        (opening({1: YUAN(0)}, "0", "0"), STANDARD, 9, Fault(NOTHING, "R134")),
        (opening(accepted="-1"), STANDARD, 9, Fault(NEGATIVE, "R134")),
        (opening(), STANDARD, 8, Fault(FUTURE, "R120", {"month": 9, "until": 8})),
        (opening(), STANDARD, 6, Fault(FUTURE, "R120", {"month": 7, "until": 6})),
        (
            opening(),
            YUAN("189999.99"),
            9,
            Fault(ABOVE, "R124", {"paid": YUAN(190000), "entitlement": YUAN("189999.99")}),
        ),
        (
            opening(loan="30000.01"),
            STANDARD,
            9,
            Fault(LOAN, "R128", {"open": YUAN("30000.01"), "paid": YUAN(30000)}),
        ),
        (
            opening(accepted="180000", advance="1000"),
            STANDARD,
            9,
            Fault(
                HELD, "R134", figures(180000, loan=18000, paid=190000, advance=1000, missing=7000)
            ),
        ),
        (
            opening(accepted="172000.01"),
            STANDARD,
            9,
            Fault(
                HELD,
                "R134",
                figures("172000.01", loan=18000, paid=190000, advance=0, missing="0.01"),
            ),
        ),
        (
            opening(accepted="250000.01", advance="99999"),
            STANDARD,
            9,
            Fault(BEYOND, "R127", figures("250000.01", pending=0, entitlement=STANDARD)),
        ),
        (
            opening(accepted="99", advance="99.01"),
            STANDARD,
            9,
            Fault(OWED, "R128", figures(99, advance="99.01")),
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_rule(facts, entitlement, until, fault):
    """R120, R124, R127, R128, R134: one cent, one month too much is a fault, and which is told."""
    assert opening_faults(facts, entitlement, until) == [fault]


def test_all_that_cannot_be_is_told_at_once():
    """R120, R124, R127, R128, R134: who mends the papers sees everything, the gravest first."""
    facts = Opening({2: YUAN(300)}, YUAN(0), {"rent": YUAN(400)}, YUAN(50), YUAN(0))
    assert opening_faults(facts, YUAN(250), 1, YUAN(7)) == [
        Fault(FUTURE, "R120", {"month": 2, "until": 1}),
        Fault(ABOVE, "R124", {"paid": YUAN(300), "entitlement": YUAN(250)}),
        Fault(BEYOND, "R127", figures(400, pending=7, entitlement=250)),
        Fault(LOAN, "R128", {"open": YUAN(50), "paid": YUAN(0)}),
        Fault(HELD, "R134", figures(400, loan=50, paid=300, advance=0, missing=150)),
    ]


@pytest.mark.parametrize(
    ("facts", "entitlement", "until"),
    [
        (opening(), YUAN(190000), 9),
        (opening(loan="30000"), STANDARD, 9),
        (opening(accepted="172000"), STANDARD, 9),
        (opening(accepted="250000", advance="78000"), STANDARD, 9),
        (opening({1: YUAN(0)}, "1", "0", "1"), STANDARD, 0),
    ],
)
def test_what_is_just_right_is_taken(facts, entitlement, until):
    """R124, R127, R128, R134: up to the cent and the month."""
    assert opening_faults(facts, entitlement, until) == []


def test_claims_under_way_hold_their_part():
    """R127: accepted on paper and claimed here together stay within the package."""
    facts = opening(accepted="172000")
    assert opening_faults(facts, STANDARD, 9, YUAN(78000)) == []
    assert keys(opening_faults(facts, STANDARD, 9, YUAN("78000.01"))) == [BEYOND]


def test_months_follow_the_day():
    """R120: a day of the next year stands for the whole year, one before it for none."""
    assert [last_month(2026, day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [0, 1]
    assert last_month(2026, date(2026, 9, 30)) == 9
    assert [last_month(2026, day) for day in (date(2026, 12, 1), date(2027, 3, 1))] == [12, 12]


def test_the_plan_stands_where_it_was_followed():
    """R121: 180,000 in its own cents, not shared anew."""
    plan = {1: YUAN(30000)} | dict.fromkeys(range(2, 12), YUAN("13636.36")) | {12: YUAN("13636.40")}
    paid = {month: plan[month] for month in range(1, 10)} | {10: YUAN(0)}
    rest = remaining_amounts(plan, paid, YUAN(180000))
    assert rest == {10: YUAN("13636.36"), 11: YUAN("13636.36"), 12: YUAN("13636.40")}


def test_other_amounts_on_paper_change_the_months_that_are_left():
    """R121, R124: what the package leaves is shared, the last month absorbs the cents."""
    plan = MONTHS | dict.fromkeys((10, 11, 12), YUAN(20000))
    rest = remaining_amounts(plan, MONTHS | {9: YUAN(10000)}, STANDARD)
    assert [str(rest[month]) for month in (10, 11, 12)] == ["23333.33", "23333.33", "23333.34"]
    assert remaining_amounts(plan, MONTHS | {9: YUAN(80000)}, STANDARD)[12] == 0
    assert remaining_amounts({1: YUAN(5)}, {1: YUAN(4)}, YUAN(5)) == {}
