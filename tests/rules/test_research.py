"""Half-yearly research reports, without Odoo."""

from datetime import date

from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import research
from zhaoshang_office.rules.research import HalfYear

FIRST, SECOND = HalfYear(2026, 1), HalfYear(2026, 2)
LONG_AGO = date(2013, 1, 1)


def test_it_is_due_at_the_end_of_june_and_december():
    """R035: moved to the working day before; 2028-12-31 is a Sunday."""
    assert research.due_on(FIRST, CALENDAR) == date(2026, 6, 30)
    assert research.due_on(SECOND, CALENDAR) == date(2026, 12, 31)
    assert research.due_on(HalfYear(2028, 2), CALENDAR) == date(2028, 12, 29)


def test_two_reports_of_one_half_do_not_serve_for_the_next():
    """R034: two accepted in the first half, none in the second."""
    today = date(2027, 1, 4)
    assert research.state(True, 2, date(2026, 6, 30), today) == research.MET
    assert research.state(True, 0, date(2026, 12, 31), today) == research.MISSING
    assert research.state(True, 0, date(2026, 12, 31), date(2026, 12, 31)) == research.DUE


def test_a_bureau_open_for_less_than_three_months_owes_none():
    """R035: opened on 2026-05-01, no report for the first half of the year."""
    assert not research.is_owed(FIRST, date(2026, 5, 1))
    assert research.is_owed(SECOND, date(2026, 5, 1))
    assert research.is_owed(FIRST, date(2026, 4, 1))
    assert not research.is_owed(FIRST, date(2026, 4, 2))
    assert not research.is_owed(SECOND, LONG_AGO, date(2026, 9, 29))
    assert research.is_owed(SECOND, LONG_AGO, date(2026, 9, 30))
    assert research.state(False, 0, date(2026, 6, 30), date(2027, 1, 1)) == research.WAIVED


def test_what_is_handed_in_without_being_owed_is_met_all_the_same():
    """R035."""
    assert research.state(False, 1, date(2026, 6, 30), date(2027, 1, 1)) == research.MET


@given(st.dates(date(2025, 1, 1), date(2029, 12, 31)))
def test_every_day_lies_in_its_half_year(day):
    """R034: and the half-years do not overlap."""
    half = research.half_year(day)
    assert half.first <= day <= half.last
    assert 0 <= research.active_months(half, day) <= 6
    assert research.active_months(half, half.first) == 6
