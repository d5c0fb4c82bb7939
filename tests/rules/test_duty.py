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


def test_the_deadline_is_a_parameter():
    """R045: a county that publishes 17:30 is served at 17:30."""
    early = duty.deadline(date(2026, 11, 16), until=17.5, grace_until=20)
    assert early.due_at.isoformat() == "2026-11-16T17:30:00+08:00"
    assert early.grace_end.isoformat() == "2026-11-16T20:00:00+08:00"


def test_a_county_may_waive_the_call_of_a_holiday_monday():
    """R049: the other value of the parameter ``holiday_shift``."""
    found = duty.monday_calls(date(2026, 2, 9), date(2026, 3, 2), CALENDAR, shift="waive")
    assert [call.due_on.isoformat() for call in found] == ["2026-02-09", "2026-03-02"]


def reports(kind, first, last):
    """The days, with the periods where they are not the day's own."""
    found = duty.duties(kind, date.fromisoformat(first), date.fromisoformat(last), CALENDAR)
    return {each.due_on.isoformat(): [p.isoformat() for p in each.periods] for each in found}


def test_a_report_is_owed_every_friday():
    """R051: four weeks, four Fridays; each is of the week of its Monday."""
    assert reports(duty.FRIDAY_REPORT, "2026-11-02", "2026-11-29") == {
        "2026-11-06": ["2026-11-02"],
        "2026-11-13": ["2026-11-09"],
        "2026-11-20": ["2026-11-16"],
        "2026-11-27": ["2026-11-23"],
    }


def test_the_friday_of_national_day_moves_and_the_one_after_stays():
    """R049, R051: 2026-10-02 is a holiday: 10-08; the week of 10-05 reports on its own Friday."""
    assert reports(duty.FRIDAY_REPORT, "2026-09-29", "2026-10-11") == {
        "2026-10-08": ["2026-09-28"],
        "2026-10-09": ["2026-10-05"],
    }


def test_a_week_without_a_working_day_has_no_friday_report():
    """R049, R051: the week of 2026-02-16."""
    assert list(reports(duty.FRIDAY_REPORT, "2026-02-09", "2026-03-01")) == [
        "2026-02-13",
        "2026-02-27",
    ]


def test_the_friday_of_week_53_is_reported_once():
    """R049, R051: 2026-W53, whose Friday is 2027-01-01."""
    assert reports(duty.FRIDAY_REPORT, "2026-12-21", "2027-01-10") == {
        "2026-12-25": ["2026-12-21"],
        "2027-01-04": ["2026-12-28"],
        "2027-01-08": ["2027-01-04"],
    }


@given(DAYS, st.integers(0, 120), st.integers(0, 120), st.sampled_from(duty.KINDS))
def test_any_kind_caught_up_in_pieces_is_the_same_as_at_once(first, one, two, kind):
    """R049, R051, R054, R056: a watermark may stop anywhere; every day is a working day."""
    middle, last = first + timedelta(days=one), first + timedelta(days=one + 1 + two)
    whole = duty.duties(kind, first, last, CALENDAR)
    pieces = duty.duties(kind, first, middle, CALENDAR) + duty.duties(
        kind, middle + duty.DAY, last, CALENDAR
    )
    assert pieces == whole
    assert all(CALENDAR.is_working(each.due_on) for each in whole)
    periods = [period for each in whole for period in each.periods]
    assert len(periods) == len(set(periods))
    assert periods == sorted(periods)
    assert all(period == duty.period_of(kind, period) <= each.due_on
               for each in whole for period in each.periods)  # fmt: skip


def test_a_friday_report_is_late_until_the_next_working_day():
    """R051, R057: Friday 18:00, late until Monday 18:00, missed after."""
    limit = duty.deadline_of(duty.FRIDAY_REPORT, date(2026, 11, 20), CALENDAR)
    assert limit.due_at.isoformat() == "2026-11-20T18:00:00+08:00"
    assert limit.grace_end.isoformat() == "2026-11-23T18:00:00+08:00"
    saturday = duty.moment(date(2026, 11, 21), 9)
    assert duty.state(limit, saturday, saturday) == duty.LATE
    assert duty.state(limit, limit.grace_end) == duty.MISSED


def test_the_month_ends_on_its_last_working_day():
    """R054: 2026-02-28 is a Saturday at work; January, May and October end on a weekend."""
    days = reports(duty.MONTH_REPORT, "2026-01-01", "2026-10-31")
    for day in ("2026-01-30", "2026-02-28", "2026-05-29", "2026-10-30"):
        assert days[day] == [f"{day[:8]}01"]


def test_a_monthly_report_is_late_for_three_days():
    """R054: 2026-10 is due on 10-30, late on 11-02, missed on 11-03."""
    limit = duty.deadline_of(duty.MONTH_REPORT, date(2026, 10, 30), CALENDAR)
    at = [duty.moment(date(2026, 10, 30), 23), duty.moment(date(2026, 11, 2), 23),
          duty.moment(date(2026, 11, 3), 0)]  # fmt: skip
    assert [duty.state(limit, moment) for moment in at] == [duty.DUE, duty.LATE, duty.MISSED]


def test_pairs_of_months_follow_the_calendar():
    """R055, R056: 1–2, 3–4, …; due on the last working day of the even month."""
    assert reports(duty.BIMONTH_REPORT, "2026-01-01", "2026-12-31") == {
        "2026-02-28": ["2026-01-01"],
        "2026-04-30": ["2026-03-01"],
        "2026-06-30": ["2026-05-01"],
        "2026-08-31": ["2026-07-01"],
        "2026-10-30": ["2026-09-01"],
        "2026-12-31": ["2026-11-01"],
    }


def test_a_pair_without_report_is_missed_in_march():
    """R055: January and February without record: a candidate in March."""
    limit = duty.deadline_of(duty.BIMONTH_REPORT, date(2026, 2, 28), CALENDAR)
    assert duty.state(limit, duty.moment(date(2026, 2, 28), 12)) == duty.DUE
    assert duty.state(limit, duty.moment(date(2026, 3, 4), 0)) == duty.MISSED


def test_research_is_due_at_the_end_of_the_half_year_without_grace():
    """R034, R035: 30 June and 31 December."""
    assert reports(duty.RESEARCH_REPORT, "2026-01-01", "2026-12-31") == {
        "2026-06-30": ["2026-01-01"],
        "2026-12-31": ["2026-07-01"],
    }
    limit = duty.deadline_of(duty.RESEARCH_REPORT, date(2026, 6, 30), CALENDAR)
    assert limit.due_at == limit.grace_end == duty.moment(date(2026, 7, 1), 0)


def test_the_head_answers_for_a_report_of_the_bureau():
    """R096: else the acting head; a deputy only where he was named; who is away never."""
    assert duty.answers_for("head", "acting") == "head"
    assert duty.answers_for("head", "acting", away={"head"}) == "acting"
    assert duty.answers_for(None, "acting") == "acting"
    assert duty.answers_for("head", "acting", named="named") == "named"
    assert duty.answers_for("head", None, named="named", away={"named"}) == "head"
    assert duty.answers_for("head", "acting", away={"head", "acting"}) is None
    assert duty.answers_for("head", "a", "b", away={"head", "a"}) == "b"


def test_research_makes_no_step():
    """R034, R089: clause 11 names the reports of clause 8."""
    assert duty.RESEARCH_REPORT not in duty.ON_THE_LADDER
    assert set(duty.KINDS) - set(duty.ON_THE_LADDER) == {duty.RESEARCH_REPORT}


def test_a_parameter_moves_a_limit():
    """R051, R054, R056: each county publishes its own."""
    own = duty.Limits(friday_until=17, friday_grace=12, month_grace=5, bimonth_grace=0)
    friday = duty.deadline_of(duty.FRIDAY_REPORT, date(2026, 11, 20), CALENDAR, own)
    assert (friday.due_at.hour, friday.grace_end.hour) == (17, 12)
    month = duty.deadline_of(duty.MONTH_REPORT, date(2026, 10, 30), CALENDAR, own)
    assert month.grace_end == duty.moment(date(2026, 11, 4), 24)
    pair = duty.deadline_of(duty.BIMONTH_REPORT, date(2026, 10, 30), CALENDAR, own)
    assert pair.due_at == pair.grace_end


def test_a_change_of_how_days_off_are_treated_binds_the_weeks_from_its_day_on():
    """R049, R139: Friday 2026-10-02 is off and moved; from 11-01 on a day off waives, so that
    nothing before loses its duty, whenever it is laid out."""
    moved, waived = duty.Limits(), duty.Limits(shift="waive")
    span = date(2026, 9, 21), date(2026, 10, 31)
    sets = [(date(2026, 1, 1), moved), (date(2026, 10, 12), waived)]
    for kind in (duty.MONDAY_CALL, duty.FRIDAY_REPORT):
        before = duty.duties(kind, *span, CALENDAR, moved)
        after = duty.duties(kind, *span, CALENDAR, waived)
        found = duty.duties_over(kind, *span, CALENDAR, sets)
        cut = date(2026, 10, 12)
        assert found == [
            *(each for each in before if each.periods[0] < cut),
            *(each for each in after if each.periods[0] >= cut),
        ]
        assert found != after
        assert duty.duties_over(kind, *span, CALENDAR, [sets[0]]) == before


def test_a_week_that_met_another_one_is_not_lost_where_the_way_changes_between():
    """R049: 2026-02-16 was waived; 02-23, a holiday, moves by the parameters of its own day."""
    sets = [(date(2026, 1, 1), duty.Limits(shift="waive")), (date(2026, 2, 23), duty.Limits())]
    found = duty.duties_over(duty.MONDAY_CALL, date(2026, 2, 16), date(2026, 2, 28), CALENDAR, sets)
    assert found == [duty.Duty(date(2026, 2, 24), (date(2026, 2, 23),))]
