"""Reporting duties of clause 8, without Odoo."""

from datetime import date, datetime, timedelta

import pytest
from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import duty

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
SECOND = timedelta(seconds=1)
LIMIT = duty.deadline(date(2026, 11, 16))


def calls(first, last):
    return [
        (call.due_on.isoformat(), [period.isoformat() for period in call.periods])
        for call in duty.monday_calls(date.fromisoformat(first), date.fromisoformat(last), CALENDAR)
    ]


def test_a_call_is_owed_every_monday():
    """R045: four Mondays, four calls."""
    assert [due for due, _periods in calls("2026-11-01", "2026-11-29")] == [
        "2026-11-02",
        "2026-11-09",
        "2026-11-16",
        "2026-11-23",
    ]


def test_the_mondays_of_the_spring_festival_make_one_call():
    """R049: 2026-02-16 and 02-23 both move to 02-24 and merge."""
    assert calls("2026-02-10", "2026-03-01") == [("2026-02-24", ["2026-02-16", "2026-02-23"])]


def test_the_monday_of_the_national_day_week_moves_behind_it():
    """R049: Monday 2026-10-05 is called on 10-08."""
    assert calls("2026-10-01", "2026-10-11") == [("2026-10-08", ["2026-10-05"])]


def test_a_range_that_starts_after_the_holiday_monday_still_has_its_call():
    """R049: the range may be cut between a Monday and the day it moved to."""
    assert calls("2026-02-24", "2026-02-24") == [("2026-02-24", ["2026-02-16", "2026-02-23"])]
    assert calls("2026-02-16", "2026-02-23") == []


def test_the_last_week_of_a_year_of_53_weeks_has_one_call():
    """R049: 2026-W53 is called on 2026-12-28, the next on 2027-01-04."""
    assert [due for due, _periods in calls("2026-12-22", "2027-01-10")] == [
        "2026-12-28",
        "2027-01-04",
    ]


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_catching_up_in_pieces_gives_the_same_calls_as_at_once(first, one, two):
    """R045, R049: a watermark may stop anywhere."""
    middle, last = first + timedelta(days=one), first + timedelta(days=one + 1 + two)
    whole = duty.monday_calls(first, last, CALENDAR)
    pieces = duty.monday_calls(first, middle, CALENDAR) + duty.monday_calls(
        middle + duty.DAY, last, CALENDAR
    )
    assert pieces == whole


@given(DAYS, st.integers(0, 200))
def test_every_monday_is_called_once_and_on_a_working_day(first, length):
    """R049: shifted, merged, never doubled and never on a day off."""
    found = duty.monday_calls(first, first + timedelta(days=length), CALENDAR)
    assert all(CALENDAR.is_working(call.due_on) for call in found)
    periods = [period for call in found for period in call.periods]
    assert len(periods) == len(set(periods))
    assert len({call.due_on for call in found}) == len(found)
    assert all(period.weekday() == 0 and period <= c.due_on for c in found for period in c.periods)


def test_the_deadline_is_six_in_the_evening_of_the_county():
    """R045: 18:00 at Shanghai is 10:00 UTC, the grace ends at 16:00 UTC."""
    assert LIMIT.due_at.isoformat() == "2026-11-16T18:00:00+08:00"
    assert LIMIT.grace_end.isoformat() == "2026-11-17T00:00:00+08:00"


@pytest.mark.parametrize(
    ("now", "reported_at", "expected"),
    [
        (LIMIT.due_at - SECOND, None, duty.DUE),
        (LIMIT.due_at, None, duty.DUE),
        (LIMIT.due_at + SECOND, None, duty.LATE),
        (LIMIT.grace_end - SECOND, None, duty.LATE),
        (LIMIT.grace_end, None, duty.MISSED),
        (LIMIT.grace_end + SECOND, None, duty.MISSED),
        (LIMIT.grace_end, LIMIT.due_at - SECOND, duty.DONE),
        (LIMIT.grace_end, LIMIT.due_at, duty.DONE),
        (LIMIT.grace_end, LIMIT.due_at + SECOND, duty.LATE),
        (LIMIT.grace_end, LIMIT.grace_end - SECOND, duty.LATE),
        (LIMIT.grace_end, LIMIT.grace_end, duty.MISSED),
        (LIMIT.grace_end + SECOND, LIMIT.grace_end + SECOND, duty.MISSED),
    ],
)
def test_late_until_midnight_and_missed_after(now, reported_at, expected):
    """R045, R057: one second before, on and after each limit."""
    assert duty.state(LIMIT, now, reported_at) == expected


@pytest.mark.parametrize(
    ("reported_at", "expected"),
    [
        (None, duty.EXCUSED),
        (LIMIT.due_at, duty.DONE),
        (LIMIT.due_at + SECOND, duty.EXCUSED),
        (LIMIT.grace_end, duty.EXCUSED),
    ],
)
def test_leave_excuses_and_a_call_in_time_still_counts(reported_at, expected):
    """R047: an approved leave excuses the call."""
    assert duty.state(LIMIT, LIMIT.grace_end, reported_at, excused=True) == expected


def test_the_county_half_past_midnight_utc_is_still_monday_morning():
    """R045: a call entered at 00:30 UTC was made on Monday at 08:30."""
    reported = datetime.fromisoformat("2026-11-16T00:30:00+00:00")
    assert duty.state(LIMIT, LIMIT.grace_end, reported) == duty.DONE


def test_the_call_is_owed_by_those_at_post():
    """R047: the head on leave, both deputies owe; nobody at post, nobody owes."""
    three = {"head", "deputy 1", "deputy 2"}
    one_away = duty.roll(three, {"head"})
    assert one_away.owed == {"deputy 1", "deputy 2"}
    assert one_away.excused == {"head"}
    assert not one_away.nobody_at_post
    assert duty.roll(three, three).nobody_at_post
    assert duty.roll(three, three, leave_excuses=False).owed == three


def test_a_year_without_a_holiday_table_raises_no_finding():
    """R045: duties of a provisional year are made, findings wait for the table."""
    assert duty.may_raise_finding(date(2026, 11, 16), CALENDAR)
    assert not duty.may_raise_finding(date(2028, 1, 10), CALENDAR)


@pytest.mark.parametrize(
    ("raised", "last"), [("2026-11-17", "2026-11-20"), ("2026-09-29", "2026-10-09")]
)
def test_the_person_has_three_working_days_to_answer(raised, last):
    """R063: the days for an answer skip weekends and holidays."""
    raised, last = date.fromisoformat(raised), date.fromisoformat(last)
    assert duty.answer_until(raised, CALENDAR) == last
    assert not duty.may_confirm(raised, last, False, CALENDAR)
    assert duty.may_confirm(raised, last + duty.DAY, False, CALENDAR)
    assert duty.may_confirm(raised, raised, True, CALENDAR)


def test_the_deadline_is_a_parameter():
    """R045: a county that publishes 17:30 is served at 17:30."""
    early = duty.deadline(date(2026, 11, 16), until=17.5, grace_until=20)
    assert early.due_at.isoformat() == "2026-11-16T17:30:00+08:00"
    assert early.grace_end.isoformat() == "2026-11-16T20:00:00+08:00"


def test_a_county_may_waive_the_call_of_a_holiday_monday():
    """R049: the other value of the parameter ``holiday_shift``."""
    found = duty.monday_calls(date(2026, 2, 9), date(2026, 3, 2), CALENDAR, shift="waive")
    assert [call.due_on.isoformat() for call in found] == ["2026-02-09", "2026-03-02"]
