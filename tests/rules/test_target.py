from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import target as rules

FIRST, LAST = date(2025, 7, 1), date(2027, 6, 30)
TARGET = rules.Target(FIRST, LAST, Decimal(6000))
AMOUNTS = st.decimals(0, 100000, places=2)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_a_target_holds_for_two_years():
    """R018: from 2025-07-01 to 2027-06-30, 24 months."""
    assert rules.period_end(FIRST) == LAST
    assert rules.months_of(FIRST, LAST) == 24


def test_six_thousand_is_met_and_a_hundred_yuan_less_is_not():
    """R019: 5999.99 is not met, 6000.00 is."""
    assert not rules.is_met(TARGET.amount, Decimal("5999.99"))
    assert rules.is_met(TARGET.amount, Decimal("6000.00"))


def test_a_big_project_is_industrial_and_of_a_hundred_million():
    """R020: “以上” includes the figure itself; 9999 or a commercial project does not count."""
    assert rules.is_big(True, 10000, 10000)
    assert not rules.is_big(True, 9999, 10000)
    assert not rules.is_big(True, "9999.99", 10000)
    assert not rules.is_big(False, 20000, 10000)


def test_a_project_counts_from_the_stage_of_the_parameter_on():
    """R020: 开工 by default, 签约 where the parameter says so."""
    assert rules.counted_stages("started") == ("started", "funded", "producing")
    assert rules.counted_stages("signed") == ("signed", "started", "funded", "producing")


def test_a_split_is_whole_or_no_split():
    """R023: 60 and 40 are whole; 90, 100.01 and nothing are not."""
    assert rules.split_is_whole([60, 40])
    assert rules.split_is_whole(["33.33", "33.33", "33.34"])
    for percents in ([50, 40], [60, "40.01"], []):
        assert not rules.split_is_whole(percents)
    assert rules.split(1000, [60, 40]) == [Decimal("600.00"), Decimal("400.00")]


@given(AMOUNTS, st.lists(st.integers(0, 10000), min_size=1, max_size=5))
def test_the_parts_of_an_arrival_add_up_to_it(amount, weights):
    """R023: to the cent, whatever the split."""
    weights.append(10000)
    total, percents = sum(weights), []
    for weight in weights[:-1]:
        percents.append((Decimal(weight) * 100 / total).quantize(Decimal("0.01")))
    percents.append(100 - sum(percents))
    parts = rules.split(amount, percents)
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts if min(percents) >= 0)


def test_after_twelve_months_half_is_expected():
    """R024: month 12: 3000; the months gone by are whole ones."""
    assert rules.expected(TARGET, date(2026, 7, 1)) == Decimal(3000)
    assert rules.expected(TARGET, date(2026, 6, 30)) == Decimal(2750)
    assert rules.expected(TARGET, date(2025, 6, 1)) == 0
    assert rules.expected(TARGET, date(2030, 1, 1)) == Decimal(6000)


def test_a_month_that_lacks_the_day_is_over_on_its_last():
    """R024: a period from the 31st has passed a month on 30 September and on 28 February."""
    assert rules.months_between(date(2025, 8, 31), date(2025, 9, 29)) == 0
    assert rules.months_between(date(2025, 8, 31), date(2025, 9, 30)) == 1
    assert rules.months_between(date(2025, 8, 31), date(2026, 2, 28)) == 6
    assert rules.months_between(date(2027, 8, 31), date(2028, 2, 28)) == 5
    assert rules.months_between(date(2027, 8, 31), date(2028, 2, 29)) == 6


@given(DAYS, st.integers(0, 3000))
def test_months_never_run_backwards(first, days):
    """R024: a later day has never fewer months behind it."""
    day = first + timedelta(days=days)
    assert rules.months_between(first, day) <= rules.months_between(first, day + timedelta(1))
    assert rules.months_of(first, rules.period_end(first)) == 24


def test_the_colours_change_at_seventy_and_a_hundred_per_cent():
    """R024: expected 4000: 2799.99 is red, 2800 amber, 3999.99 amber, 4000 green."""
    for actual, colour in (
        ("2799.99", rules.RED),
        ("2800", rules.AMBER),
        ("3999.99", rules.AMBER),
        ("4000", rules.GREEN),
    ):
        assert rules.colour(Decimal(actual), Decimal(4000), 70) == colour
    assert rules.colour(Decimal(0), Decimal(0), 70) == rules.NOT_YET


def test_progress_says_pace_forecast_and_what_is_missing():
    """R024: 杭州 after 16 months: 4000 of 4000 expected, 6000 by pace, 250 a month to go."""
    found = rules.progress(TARGET, 4000, 1, date(2026, 11, 23))
    assert (found.elapsed, found.months, found.expected) == (16, 24, Decimal(4000))
    assert (found.percent, found.colour) == (100, rules.GREEN)
    assert (found.forecast, found.needed_a_month) == (Decimal(6000), Decimal(250))
    assert not found.amount_met
    assert found.projects_met
    shanghai = rules.progress(TARGET, 600, 0, date(2026, 11, 23))
    assert (shanghai.percent, shanghai.colour) == (15, rules.RED)
    assert not shanghai.projects_met


@given(AMOUNTS, AMOUNTS, DAYS)
def test_more_arrivals_never_make_it_worse(first, more, day):
    """R024: the colour never falls when something is recognised."""
    order = (rules.RED, rules.AMBER, rules.GREEN)
    before = rules.progress(TARGET, first, 0, day).colour
    after = rules.progress(TARGET, first + more, 0, day).colour
    if before == rules.NOT_YET:
        assert after == rules.NOT_YET
    else:
        assert order.index(after) >= order.index(before)


def test_two_people_owe_the_same_and_a_factor_changes_it():
    """R025: a bureau of two: 6000 by default; 0.5 makes 3000."""
    assert rules.target_amount(6000, 1) == Decimal(6000)
    assert rules.target_amount(6000, "0.5") == Decimal(3000)
