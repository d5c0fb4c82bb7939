"""Sign-in in the county, without Odoo."""

from dataclasses import replace
from datetime import date, timedelta

from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import leave, signin
from zhaoshang_office.rules.signin import Asked, Entry, Stay

TODAY = date(2026, 11, 27)  # a Friday
TUESDAY = date(2026, 11, 24)
ENTRY = Entry(TODAY, TODAY)


def stay(first, last, kind=leave.COUNTY_DUTY):
    return Stay(kind, leave.Span(date.fromisoformat(first), date.fromisoformat(last)))


def days(*stays, asked=signin.ASKED):
    return [day.isoformat() for day in signin.expected_days(stays, CALENDAR, asked)]


def broken(**changes):
    return [violation.rule for violation in signin.violations(replace(ENTRY, **changes))]


def test_three_days_in_the_county_and_two_sign_ins_leave_one_missing():
    """R079."""
    expected = signin.expected_days([stay("2026-11-24", "2026-11-26")], CALENDAR)
    signed = [TUESDAY, date(2026, 11, 26)]
    assert signin.missing_days(expected, signed, TODAY) == (date(2026, 11, 25),)


def test_today_is_not_missing_yet():
    """R079: until the day is over there is time."""
    expected = signin.expected_days([stay("2026-11-26", "2026-11-30")], CALENDAR)
    assert signin.missing_days(expected, [], TODAY) == (date(2026, 11, 26),)
    assert signin.state(TODAY, signed=False, today=TODAY) == signin.OPEN
    assert signin.state(date(2026, 11, 30), signed=False, today=TODAY) == signin.AHEAD
    assert signin.state(TUESDAY, signed=True, today=TODAY) == signin.SIGNED


def test_working_days_alone_unless_the_county_wants_more():
    """R080: weekends and holidays are left out; a working Saturday is not."""
    assert days(stay("2026-11-27", "2026-11-30")) == ["2026-11-27", "2026-11-30"]
    assert days(stay("2026-09-30", "2026-10-10")) == [
        "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10"
    ]  # fmt: skip
    asked = Asked(on_days_off=True)
    assert len(days(stay("2026-11-27", "2026-11-30"), asked=asked)) == 4


def test_an_escort_signs_in_where_the_parameter_says_so():
    """R080: accompaniment by parameter; own county work always; leave never."""
    escort = stay("2026-11-24", "2026-11-25", leave.ESCORT)
    assert len(days(escort)) == 2
    assert days(escort, asked=Asked(on_accompany=False)) == []
    assert len(days(stay("2026-11-24", "2026-11-25"), asked=Asked(on_accompany=False))) == 2
    for kind in (leave.ROTATION, leave.SPECIAL):
        assert days(stay("2026-11-24", "2026-11-25", kind)) == []


def test_once_a_day():
    """R080: the second of one day is refused."""
    assert broken() == []
    assert broken(signed=True) == ["R080"]


def test_neither_ahead_nor_out_of_service_nor_on_leave():
    """R007, R079, R080."""
    assert broken(day=TODAY + timedelta(1)) == ["R079"]
    assert broken(in_service=False) == ["R007"]
    span = leave.Span(TUESDAY, TODAY)
    assert broken(on_leave=span) == ["R080-leave"]


def test_a_past_day_needs_a_reason_and_an_open_month():
    """R079, R139: what was forgotten is added with its reason until the month is closed."""
    assert broken(day=TUESDAY) == ["R079-late"]
    assert broken(day=TUESDAY, has_reason=True) == []
    assert broken(day=TUESDAY, has_reason=True, month_closed=True) == ["R139"]


@given(
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 20)), max_size=4),
    st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31))),
)
def test_what_is_signed_is_never_missing(firsts, signed):
    """R079: every expected day that is over is either signed or missing, never both."""
    stays = [Stay(leave.COUNTY_DUTY, leave.Span(day, day + timedelta(4))) for day in firsts]
    expected = signin.expected_days(stays, CALENDAR)
    missing = set(signin.missing_days(expected, signed, TODAY))
    over = {day for day in expected if day < TODAY}
    assert missing == over - signed
