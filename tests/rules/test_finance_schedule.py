"""The package schedule, proved without Odoo (clause 13)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_finance.rules.schedule import (
    ALLOTMENT,
    LOAN,
    Line,
    PackageTerms,
    ScheduleError,
    active_months,
    annual_standard,
    due_day,
    entitlement,
    lends,
    schedule,
    spread,
    to_cents,
    total,
)
from zhaoshang_office.rules.calendar import build_calendar

STANDARDS = {3: Decimal(250000), 2: Decimal(180000)}
YUAN = st.decimals(min_value=0, max_value=10**8, places=2)
OUTSIDE = "the active months must lie in one year, first before last"
NEGATIVE = "standard and loan cannot be negative"
MONTH_PAIRS = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted)


def amounts(lines):
    return [str(line.amount) for line in lines]


def lines_from(headcount, first_month=1, last_month=12):
    return schedule(PackageTerms(STANDARDS[headcount], first_month, last_month))


def test_three_people_get_250000():
    """R115: a bureau of three has 250,000.00 a year."""
    assert annual_standard(3, STANDARDS) == Decimal("250000.00")


def test_two_people_get_180000():
    """R116: a bureau of two has 180,000.00 a year."""
    assert annual_standard(2, STANDARDS) == Decimal("180000.00")


def test_a_headcount_without_a_standard_is_refused():
    """R116: nothing is guessed for another headcount."""
    with pytest.raises(ScheduleError, match="headcount of 4"):
        annual_standard(4, STANDARDS)


def test_the_first_month_is_a_loan_of_30000():
    """R119: the first line is a loan of 30,000.00, every other an allotment."""
    first, *others = lines_from(3)
    assert (first.month, first.kind, first.amount) == (1, LOAN, Decimal("30000.00"))
    assert {line.kind for line in others} == {ALLOTMENT}


def test_a_full_year_has_twelve_lines():
    """R118: twelve months, one line each, in order."""
    assert [line.month for line in lines_from(3)] == list(range(1, 13))


@pytest.mark.parametrize(
    ("lines", "expected", "expected_total"),
    [
        (lines_from(3), ["30000.00"] + ["20000.00"] * 11, "250000.00"),
        (lines_from(2), ["30000.00"] + ["13636.36"] * 10 + ["13636.40"], "180000.00"),
        (lines_from(3, 7), ["30000.00"] + ["19000.00"] * 5, "125000.00"),
        (lines_from(3, 10), ["30000.00", "16250.00", "16250.00"], "62500.00"),
        (lines_from(2, 4), ["30000.00"] + ["13125.00"] * 8, "135000.00"),
        (lines_from(3, 11), ["30000.00", "11666.67"], "41666.67"),
        (lines_from(3, 12), ["20833.33"], "20833.33"),
    ],
    ids=[
        "3 full",
        "2 full",
        "3 from July",
        "3 from October",
        "2 from April",
        "two months",
        "one month",
    ],
)
def test_the_golden_vectors_hold(lines, expected, expected_total):
    """R120, R121, R124: the lines and their sum to the cent."""
    assert amounts(lines) == expected
    assert str(total(lines)) == expected_total


def test_one_active_month_is_a_loan_within_the_entitlement():
    """R124: the loan never exceeds the entitlement."""
    (only,) = lines_from(3, 12)
    assert only == Line(12, LOAN, Decimal("20833.33"))
    assert amounts(lines_from(3, 11)) == ["30000.00", "11666.67"]


def test_one_active_month_takes_the_whole_entitlement():
    """R124: with a small loan parameter the single month is still paid whole."""
    (only,) = schedule(PackageTerms(STANDARDS[3], 12, 12, loan=Decimal(10000)))
    assert only.amount == Decimal("20833.33")


def test_a_year_without_loan_has_twelve_equal_parts():
    """R122: with the loan only in the first year of a term, later years are equal parts."""
    lines = schedule(PackageTerms(STANDARDS[3], loan=Decimal(0)))
    assert amounts(lines) == ["20833.33"] * 11 + ["20833.37"]
    assert {line.kind for line in lines} == {ALLOTMENT}


@pytest.mark.parametrize(
    ("each_year", "has_earlier", "began", "expected"),
    [
        (True, True, (), True),
        (False, False, (), True),
        (False, True, (2026,), True),
        (False, True, (2025,), False),
    ],
)
def test_which_years_begin_with_a_loan(each_year, has_earlier, began, expected):
    """R122: each budget year, or only the first one of a term and of a bureau."""
    found = lends(2026, each_year=each_year, has_earlier=has_earlier, terms_began=began)
    assert found is expected


def test_half_a_year_is_worth_the_whole_where_months_do_not_count():
    """R124: with ``prorate_months`` off; two standards then count by their months."""
    terms = PackageTerms(STANDARDS[3], 7, prorate=False)
    assert total(schedule(terms)) == Decimal(250000)
    assert entitlement(PackageTerms(STANDARDS[3], 12, prorate=False)) == Decimal(250000)
    assert terms.worth([STANDARDS[3]] * 3 + [STANDARDS[2]] * 3) == Decimal(215000)


def test_half_a_cent_is_rounded_up_for_the_bureau():
    """R124: a twelfth of 0.06 yuan is 0.01, and of no month nothing."""
    assert entitlement(PackageTerms(Decimal("0.06"), 12, 12)) == Decimal("0.01")
    assert str(PackageTerms(Decimal(1)).worth([])) == str(total([])) == "0.00"
    assert str(PackageTerms(Decimal(1), prorate=False).worth([])) == "0.00"


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        (None, None, (1, 12)),
        (date(2025, 12, 20), None, (1, 12)),
        (date(2026, 7, 1), None, (7, 12)),
        (date(2026, 9, 15), None, (9, 12)),
        (date(2026, 9, 16), None, (10, 12)),
        (date(2026, 12, 15), None, (12, 12)),
        (date(2026, 12, 16), None, None),
        (date(2027, 1, 1), None, None),
        (None, date(2026, 5, 3), (1, 5)),
        (None, date(2025, 12, 31), None),
        (None, date(2027, 3, 1), (1, 12)),
        (date(2026, 3, 16), date(2026, 3, 31), None),
        (date(2026, 3, 15), date(2026, 4, 1), (3, 4)),
    ],
)
def test_a_month_counts_when_active_by_the_15th(opened, closed, expected):
    """R124: opened by the 15th, and not closed before the month begins."""
    assert active_months(2026, opened, closed) == expected


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0.1, "money is never a float"), (Decimal("0.001"), "0.001 has parts of a cent")],
)
def test_no_float_and_no_half_cent(amount, text):
    """R121: the schedule is exact to the cent."""
    with pytest.raises(ScheduleError, match=f"^{text}$"):
        to_cents(amount)


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        (PackageTerms(Decimal(1), 5, 4), OUTSIDE),
        (PackageTerms(Decimal(1), 0, 4), OUTSIDE),
        (PackageTerms(Decimal(1), 1, 13), OUTSIDE),
        (PackageTerms(Decimal(-1)), NEGATIVE),
        (PackageTerms(Decimal(1), loan=Decimal(-1)), NEGATIVE),
    ],
)
def test_impossible_terms_are_refused(terms, text):
    with pytest.raises(ScheduleError, match=f"^{text}$"):
        schedule(terms)


def test_nothing_is_shared_among_no_months():
    with pytest.raises(ScheduleError, match="^an amount cannot be shared among no months$"):
        spread(Decimal(1), 0)


@given(standard=YUAN, loan=YUAN, months=MONTH_PAIRS)
def test_the_sum_is_the_entitlement_and_parts_are_equal_but_the_last(standard, loan, months):
    """R121: the sum is exact; parts are equal but the last, the last may hold some fen more."""
    terms = PackageTerms(standard, *months, loan=loan)
    lines = schedule(terms)
    assert total(lines) == entitlement(terms)
    assert all(line.amount >= 0 for line in lines)
    parts = [line.amount for line in lines if line.kind == ALLOTMENT]
    assert len(set(parts[:-1])) <= 1
    if parts[:-1]:
        assert 0 <= parts[-1] - parts[0] < Decimal("0.01") * len(parts)
    loans = [line.amount for line in lines if line.kind == LOAN]
    assert all(amount <= entitlement(terms) for amount in loans)


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (3, date(2026, 3, 6)),  # begins on a Sunday
        (7, date(2026, 7, 7)),  # begins on a Wednesday
        (10, date(2026, 10, 13)),  # 1 to 7 October are days off, 10 October is worked
    ],
)
def test_a_month_is_due_by_its_fifth_working_day(month, day):
    """R123: 月初, the working Saturday counted and the holiday week not."""
    calendar = build_calendar(date(2026, 1, 1), date(2026, 12, 31))
    assert due_day(2026, month, 5, calendar) == day
