"""Visits a week, without Odoo."""

from datetime import date, timedelta

from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import visit

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 23)


def required(monday, **values):
    return visit.need(date.fromisoformat(monday), CALENDAR, **values).required


def stands(*visits, today=TODAY):
    organisations = visit.counted(visits, MONDAY, today)
    return visit.state(2, len(organisations), MONDAY + timedelta(6), today)


def test_a_week_belongs_to_the_month_of_its_friday():
    """R028: 2026-09-28 to 10-04 belongs to October."""
    assert visit.month_of(date(2026, 9, 28)) == date(2026, 10, 1)
    assert date(2026, 9, 28) in visit.weeks_of_month(date(2026, 10, 31))
    assert date(2026, 9, 28) not in visit.weeks_of_month(date(2026, 9, 1))
    assert visit.month_of(date(2026, 12, 28)) == date(2027, 1, 1)


@given(DAYS)
def test_every_week_belongs_to_one_month(day):
    """R028: no week is lost between two months and none counts in both."""
    monday = visit.monday_of(day)
    months = {month for n in range(-40, 41, 20) for month in [(day + timedelta(n)).replace(day=1)]}
    assert [monday in visit.weeks_of_month(month) for month in months].count(True) == 1
    assert visit.weeks_of_month(visit.month_of(monday)).count(monday) == 1


def test_the_same_organisation_twice_is_one():
    """R027: one organisation visited twice is a shortfall, two organisations are enough."""
    first, second = (MONDAY, "registered", "甲"), (MONDAY + timedelta(2), "registered", "甲")
    assert stands(first, second) == visit.SHORT
    assert stands(first, (MONDAY, "registered", "乙")) == visit.MET


def test_only_what_is_registered_and_not_ahead_counts():
    """R026: planned and cancelled visits and one dated tomorrow do not count."""
    tomorrow = MONDAY + timedelta(3)
    done = (MONDAY, "registered", "甲")
    for other in (
        (MONDAY, "planned", "乙"),
        (MONDAY, "cancelled", "乙"),
        (tomorrow, "registered", "乙"),
        (MONDAY - timedelta(1), "registered", "乙"),
        (MONDAY + timedelta(7), "registered", "乙"),
    ):
        assert stands(done, other, today=tomorrow - timedelta(1)) == visit.RUNNING
    assert stands(done, (tomorrow, "registered", "乙"), today=tomorrow) == visit.MET


def test_a_week_is_short_only_once_it_is_over():
    """R027: on its Sunday it still runs."""
    sunday = MONDAY + timedelta(6)
    assert stands(today=sunday) == visit.RUNNING
    assert stands(today=sunday + timedelta(1)) == visit.SHORT


def test_weeks_of_public_holidays_ask_for_less():
    """R029: none in the Spring Festival week, one in a week of three working days."""
    assert required("2026-02-16") == 0
    assert visit.need(date(2026, 2, 16), CALENDAR).working_days == 0
    assert required("2026-10-05") == 1
    assert required("2026-11-16") == 2
    assert visit.state(0, 0, date(2026, 2, 22), TODAY) == visit.WAIVED


def test_without_the_proration_every_week_with_a_working_day_asks_for_all():
    """R029: the parameter switched off."""
    assert required("2026-10-05", prorate=False) == 2
    assert required("2026-02-16", prorate=False) == 0


def test_a_saturday_worked_in_lieu_is_a_working_day():
    """R029: 2026-02-09 to 02-15 has Saturday 14 as a working day, six in all."""
    assert visit.need(date(2026, 2, 9), CALENDAR).working_days == 6


def test_days_on_which_the_bureau_is_not_open_are_no_working_days():
    """R003, R029: a bureau that opens on Thursday owes nothing in its first week."""
    idle = [MONDAY + timedelta(n) for n in range(3)]
    assert required("2026-11-16", idle=idle) == 0
    assert required("2026-11-16", idle=idle[:2]) == 1


@given(DAYS, st.integers(1, 9))
def test_a_shorter_week_never_asks_for_more(day, per_week):
    """R029: none, half rounded up, all."""
    found = visit.need(visit.monday_of(day), CALENDAR, per_week)
    assert 0 <= found.required <= per_week
    assert (found.required == per_week) or found.working_days <= visit.HALF_WEEK
