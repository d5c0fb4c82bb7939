"""Changes of a package within its year, proved without Odoo (clause 13)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_finance.rules.entitlement import (
    BEYOND,
    CLOSED,
    LAPSED,
    NOT_HELD,
    NOT_UNDRAWN,
    OPENED,
    OWED,
    RESIZED,
    Balance,
    Turn,
    carried_in_money,
    counts_from,
    deduct,
    entitled,
    lapsed_amounts,
    monthly_standards,
    respread,
    settlement_faults,
    to_be_returned,
)
from zhaoshang_finance.rules.entry import Part, balanced, carry_parts, return_parts
from zhaoshang_finance.rules.schedule import (
    ALLOTMENT,
    LOAN,
    Line,
    PackageTerms,
    ScheduleError,
    schedule,
    total,
)

THREE = PackageTerms(Decimal(250000))
TWO = Decimal(180000)
YUAN = st.decimals(min_value=0, max_value=10**6, places=2)


@pytest.mark.parametrize(
    ("kind", "day", "month"),
    [
        (RESIZED, date(2026, 7, 1), 7),
        (RESIZED, date(2026, 7, 2), 8),
        (RESIZED, date(2026, 12, 2), 13),
        (CLOSED, date(2026, 6, 30), 7),
        (CLOSED, date(2026, 5, 3), 6),
        (OPENED, date(2026, 9, 15), 9),
        (OPENED, date(2026, 9, 16), 10),
    ],
)
def test_a_change_counts_from_a_month(kind, day, month):
    """R124: headcount from the next month; a month counts if active on or before the 15th."""
    assert counts_from(kind, day) == month


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((), "250000.00"),
        ((Turn(RESIZED, 7, TWO),), "215000.00"),
        ((Turn(RESIZED, 7, TWO), Turn(RESIZED, 10, Decimal(250000))), "232500.00"),
        ((Turn(CLOSED, 7),), "125000.00"),
        ((Turn(OPENED, 7),), "125000.00"),
        ((Turn(OPENED, 3), Turn(CLOSED, 3)), "0.00"),
        ((Turn(RESIZED, 7, TWO), Turn(CLOSED, 10)), "170000.00"),
    ],
)
def test_the_months_decide_the_entitlement(turns, expected):
    """R124: a twelfth of the standard of each active month."""
    assert str(entitled(THREE, turns)) == expected


@pytest.mark.parametrize(
    ("lapsed", "turns", "expected"),
    [
        ((8, 9), (), "210000.00"),
        ((3,), (Turn(RESIZED, 7, TWO),), "195000.00"),
        ((8, 9), (Turn(RESIZED, 7, TWO),), "186666.67"),
        ((8,), (Turn(CLOSED, 9),), "146666.67"),
        ((8, 9), (Turn(CLOSED, 9),), "146666.67"),
        ((8, 9), (Turn(RESIZED, 9, TWO), Turn(CLOSED, 9)), "146666.67"),
        ((2,), (Turn(OPENED, 3),), "208333.33"),
        ((12,), (Turn(RESIZED, 12, TWO),), "230000.00"),
    ],
)
def test_what_has_lapsed_is_taken_off_once(lapsed, turns, expected):
    """R124, R132: a lapsed month has no new standard; out of service, it has not lapsed."""
    lapses = [Turn(LAPSED, month, amount=Decimal(20000)) for month in lapsed]
    assert str(entitled(THREE, [*lapses, *turns])) == expected


@given(
    st.lists(
        st.one_of(
            st.builds(Turn, st.just(RESIZED), st.integers(1, 13), st.sampled_from([TWO, 250000])),
            st.builds(Turn, st.sampled_from([CLOSED, OPENED]), st.integers(1, 13)),
            st.builds(Turn, st.just(LAPSED), st.integers(1, 12)),
        ),
        max_size=8,
    )
)
def test_other_months_receive_what_they_would_without_the_lapse(turns):
    """R124, R132: where lapsed months take their twelfth, the others keep theirs."""
    told, months = [], {}
    for turn in turns:
        months = monthly_standards(THREE, told)
        taken = lapsed_amounts(THREE, told)
        if turn.kind != LAPSED or turn.month in months.keys() - taken.keys():
            share = Decimal(months.get(turn.month, 0)) / 12
            told.append(replace(turn, amount=share) if turn.kind == LAPSED else turn)
    lapsed = lapsed_amounts(THREE, told).keys()
    alone = monthly_standards(THREE, [turn for turn in told if turn.kind != LAPSED])
    of_others = sum(Decimal(at) / 12 for month, at in alone.items() if month not in lapsed)
    assert abs(entitled(THREE, told) - of_others) < Decimal("0.01")


def test_months_that_no_longer_count_have_no_standard():
    """R124: closed from October, opened with March."""
    months = monthly_standards(THREE, [Turn(CLOSED, 10), Turn(OPENED, 3)])
    assert list(months) == list(range(3, 10))


def test_three_to_two_in_july_shares_85000_anew():
    """R124: 130,000 paid to June; 85,000 = 5 × 14,166.66 + 14,166.70."""
    unpaid = schedule(THREE)[6:]
    lines = respread(unpaid, Decimal("85000.00"), free=range(7, 13))
    assert [str(line.amount) for line in lines] == ["14166.66"] * 5 + ["14166.70"]
    assert {line.kind for line in lines} == {ALLOTMENT}


def test_what_was_paid_early_is_borne_by_the_next_months():
    """R128: months in approval bear it last, none falls below zero."""
    lines = [Line(month, ALLOTMENT, Decimal(100)) for month in (9, 10, 11)]

    def left(amount, last=()):
        return [int(line.amount) for line in deduct(lines, Decimal(amount), last)]

    assert left(0) == [100, 100, 100]
    assert left(150) == [0, 50, 100]
    assert left(150, last={9, 11}) == [50, 0, 100]
    assert left(250, last={9}) == [50, 0, 0]
    assert left(400) == [0, 0, 0]
    assert [line.month for line in deduct(lines, Decimal(150), last={9})] == [9, 10, 11]


def test_a_loan_not_yet_paid_lies_in_the_first_month_that_counts():
    """R119, R124: opened in October: 30,000 and 2 × 16,250.00, the months before are zero."""
    lines = respread(schedule(THREE), Decimal("62500.00"), free={10, 11, 12}, loan=THREE.loan)
    assert lines == [
        Line(1, LOAN, Decimal(0)),
        *(Line(month, ALLOTMENT, Decimal(0)) for month in range(2, 10)),
        Line(10, LOAN, Decimal(30000)),
        Line(11, ALLOTMENT, Decimal("16250.00")),
        Line(12, ALLOTMENT, Decimal("16250.00")),
    ]
    (only,) = respread(
        [Line(12, ALLOTMENT, Decimal(1))], Decimal(20000), free={12}, loan=Decimal(9)
    )
    assert only == Line(12, LOAN, Decimal(20000))


def test_a_headcount_that_counts_from_january_has_the_schedule_of_its_standard():
    """R116, R119, R124: 30,000, 10 × 13,636.36 and 13,636.40; with one month left, it is all."""
    two = respread(schedule(THREE), TWO, free=range(1, 13), loan=THREE.loan)
    assert two == schedule(PackageTerms(TWO))
    only = respread(schedule(PackageTerms(TWO, 12)), Decimal("20833.33"), free={12}, loan=TWO)
    assert only == [Line(12, LOAN, Decimal("20833.33"))]


def test_without_a_loan_every_month_that_shares_is_an_allotment():
    """R119, R122: once no loan is to be paid, its month is shared like the others."""
    shared = respread(schedule(THREE)[:3], Decimal(60000), free={1, 2, 3})
    assert shared == [Line(month, ALLOTMENT, Decimal(20000)) for month in (1, 2, 3)]


def test_a_month_before_the_change_stays_as_it_is():
    """R121, R124: neither its amount nor its kind changes; the others share the rest."""
    kept = respread(schedule(THREE)[:3], Decimal(60000), kept={1}, free={1, 2, 3})
    assert kept == [
        Line(1, LOAN, Decimal(30000)),
        Line(2, ALLOTMENT, Decimal(15000)),
        Line(3, ALLOTMENT, Decimal(15000)),
    ]


def test_nothing_left_leaves_zero_and_an_excess():
    """R124: 130,000 paid and 125,000 entitled: the rest is zero, 5,000 are to be returned."""
    lines = respread(schedule(THREE)[6:], Decimal(-5000), free=range(7, 13))
    assert total(lines) == 0
    assert to_be_returned(Decimal(125000), Decimal(130000), Decimal(0)) == 5000
    assert to_be_returned(Decimal(125000), Decimal(130000), Decimal(5000)) == 0
    assert to_be_returned(Decimal(125000), Decimal(130000), Decimal(9000)) == 0


@given(
    rest=YUAN,
    months=st.sets(st.integers(1, 12), min_size=1),
    first=st.integers(1, 12),
    loan=YUAN,
)
def test_a_respread_ends_at_what_is_left(rest, months, first, loan):
    """R121, R124: kept months stay; the sum is what is left, or the kept ones alone."""
    lines = [Line(month, ALLOTMENT, Decimal("10.01")) for month in sorted(months)]
    kept = {month for month in months if month < first}
    new = respread(lines, rest, kept, months - kept, loan)
    assert [line.month for line in new] == [line.month for line in lines]
    held = Decimal("10.01") * len(kept)
    assert total(line for line in new if line.month in kept) == held
    if months - kept:
        assert total(new) == max(rest, held)
    assert all(line.amount >= 0 for line in new)


@given(amount=YUAN, loan=YUAN, prepaid=YUAN, loan_first=st.booleans())
def test_money_returned_takes_exactly_what_is_held(amount, loan, prepaid, loan_first):
    """R128: bank / 借款, 预拨经费; never more than is held, never nothing."""
    if not 0 < amount <= loan + prepaid:
        with pytest.raises(ScheduleError):
            return_parts(amount, loan, prepaid, loan_first)
        return
    parts = return_parts(amount, loan, prepaid, loan_first)
    assert sum(part.amount for part in parts) == 0
    by = {part.purpose: part.amount for part in parts}
    assert by["bank"] == amount
    loan_left, prepaid_left = loan + by.get("loan", 0), prepaid + by.get("prepaid", 0)
    assert min(loan_left, prepaid_left) >= 0
    assert balanced(loan_left, prepaid_left, Decimal(0), loan + prepaid, amount)
    first, second = ("loan", "prepaid") if loan_first else ("prepaid", "loan")
    held = {"loan": loan, "prepaid": prepaid}
    assert by.get(first, 0) == -min(amount, held[first])
    assert by.get(second, 0) == -(amount - min(amount, held[first]))


def balance(**figures):
    amounts = {name: Decimal(value) for name, value in figures.items()}
    return Balance(**({"entitlement": Decimal(250000)} | amounts))


def test_where_a_package_stands_at_the_end_of_its_year():
    """R128, R133: unspent, held, never paid, due; settled only when nothing is open."""
    stands = balance(paid=50000, accepted=12000, pending=1000, loan=18000, prepaid=20000)
    assert (stands.unspent, stands.held, stands.undrawn, stands.due) == (237000, 38000, 200000, 0)
    assert not stands.settled
    ahead = balance(entitlement=45000, paid=50000, accepted=12000, loan=18000, prepaid=20000)
    assert (ahead.due, ahead.held, ahead.undrawn, ahead.unspent) == (5000, 33000, 0, 33000)
    assert balance(paid=12000, accepted=12000).settled
    for open_part in ({"loan": 1}, {"prepaid": 1}, {"advance": 1}, {"paid": 250001}):
        assert not balance(**open_part).settled


@pytest.mark.parametrize(
    ("returned", "carried", "lapsed", "faults"),
    [
        (38000, 0, 199000, ()),
        (0, 0, 200000, ()),
        (0, 237000, 0, ()),
        (0, 38000, 199000, ()),
        (8000, 30000, 199000, ()),
        (38001, 0, 0, (NOT_HELD,)),
        (0, 0, 200001, (NOT_UNDRAWN,)),
        (38000, 0, 199001, (BEYOND,)),
        (8000, 229001, 0, (BEYOND,)),
        (38000, 1, 200000, (BEYOND, NOT_UNDRAWN)),
    ],
)
def test_money_held_never_lapses(returned, carried, lapsed, faults):
    """R128, R133: returned or carried over; only what was never paid lapses; claims go first."""
    stands = balance(paid=50000, accepted=12000, pending=1000, loan=18000, prepaid=20000)
    found = settlement_faults(stands, *map(Decimal, (returned, carried, lapsed)))
    assert found == faults


@pytest.mark.parametrize("owed", ["0.01", "2000"])
@pytest.mark.parametrize("disposal", ["returned", "carried", "lapsed"])
def test_who_is_owed_is_paid_first(owed, disposal):
    """R128: no disposal while claimants wait for their money, and be it a cent."""
    stands = balance(paid=10000, accepted=12000, prepaid=1, advance=owed)
    assert settlement_faults(stands, **{disposal: Decimal(1)}) == (OWED,)
    assert settlement_faults(stands) == ()


@pytest.mark.parametrize(
    ("returned", "carried", "money"), [(0, 20000, 20000), (0, 50000, 38000), (30000, 50000, 8000)]
)
def test_money_is_carried_over_before_what_was_never_paid(returned, carried, money):
    """R133: as far as the bureau holds it beside what it returns."""
    stands = balance(paid=50000, accepted=12000, loan=18000, prepaid=20000)
    assert carried_in_money(stands, Decimal(returned), Decimal(carried)) == money


def test_a_carry_over_clears_the_loan_and_then_what_was_paid_ahead():
    """R128, R133: 预拨经费 of the new package / 借款, 预拨经费 of the old."""
    assert carry_parts(Decimal(38000), Decimal(18000), Decimal(20000)) == [
        Part("prepaid", Decimal(38000)),
        Part("loan", Decimal(-18000)),
        Part("prepaid", Decimal(-20000)),
    ]
    cent = Decimal("0.01")
    assert carry_parts(cent, Decimal(0), cent) == [Part("prepaid", cent), Part("prepaid", -cent)]


def test_a_return_clears_the_loan_first_unless_turned_around():
    """R128: bank / 借款, 预拨经费; the accountant may turn the two around."""
    returned = [Part("bank", Decimal(32000)), Part("loan", Decimal(-30000))]
    given_back, loan, prepaid = map(Decimal, (32000, 30000, 5000))
    assert return_parts(given_back, loan, prepaid) == [*returned, Part("prepaid", Decimal(-2000))]
    assert return_parts(given_back, loan, prepaid, loan_first=False) == [
        Part("bank", Decimal(32000)),
        Part("prepaid", Decimal(-5000)),
        Part("loan", Decimal(-27000)),
    ]


@pytest.mark.parametrize(
    ("parts", "amount", "text"),
    [
        (return_parts, "0", "only an amount above zero is returned"),
        (return_parts, "-1", "only an amount above zero is returned"),
        (return_parts, "11", "1.00 more than the bureau holds"),
        (carry_parts, "0", "only an amount above zero is carried over"),
        (carry_parts, "-1", "only an amount above zero is carried over"),
        (carry_parts, "10.01", "0.01 more than the bureau holds"),
    ],
)
def test_neither_nothing_nor_more_than_is_held_goes_back_or_over(parts, amount, text):
    """R128, R133: the bureau holds ten yuan."""
    with pytest.raises(ScheduleError, match=f"^{text}$"):
        parts(Decimal(amount), Decimal(5), Decimal(5))
