"""What the kinds of absence ask for, how they are prolonged, cut and ended, without Odoo."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import leave
from zhaoshang_office.rules.leave import Limits, Request, Span

TERM = Span(date(2025, 7, 1), date(2027, 6, 30))
DAY = timedelta(days=1)


def span(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def ask(kind, first, last, **values):
    asked = span(first, last)
    request = Request(kind, asked, TERM, asked.first - DAY, **values)
    return leave.violations(request, Limits(), CALENDAR)


def rules_broken(*args, **values):
    return [violation.rule for violation in ask(*args, **values)]


def test_special_leave_is_asked_for_in_writing():
    """R082: without the paper refused, with it not; the seven days do not bind it."""
    assert rules_broken(leave.SPECIAL, "2026-11-02", "2026-11-20") == ["R082"]
    assert rules_broken(leave.SPECIAL, "2026-11-02", "2026-11-20", has_paper=True) == []
    assert rules_broken(leave.ROTATION, "2026-11-02", "2026-11-03") == []


def test_an_escort_names_its_client():
    """R074: without client refused."""
    assert rules_broken(leave.ESCORT, "2026-05-11", "2026-05-14") == ["R074"]
    assert rules_broken(leave.ESCORT, "2026-05-11", "2026-05-14", has_client=True) == []


def test_an_escort_is_reported_before_leaving_or_on_the_same_day():
    """R074: the two days of a late request (R088) do not hold for it."""
    asked = span("2026-05-11", "2026-05-14")
    request = Request(leave.ESCORT, asked, TERM, asked.first, has_client=True)
    assert leave.violations(request, Limits(), CALENDAR) == []
    late = replace(request, today=asked.first + DAY)
    (violation,) = leave.violations(late, Limits(), CALENDAR)
    assert violation == leave.Violation("R074", {"first": asked.first})


def test_an_escort_of_five_days_is_explained():
    """R073: four days need no reason, five do."""
    four = ("2026-05-11", "2026-05-14")
    five = ("2026-05-11", "2026-05-15")
    assert rules_broken(leave.ESCORT, *four, has_client=True) == []
    (violation,) = ask(leave.ESCORT, *five, has_client=True)
    assert violation == leave.Violation("R073", {"days": 5, "limit": 4})
    assert rules_broken(leave.ESCORT, *five, has_client=True, has_reason=True) == []


def test_prolonging_counts_the_whole_against_the_seven_days():
    """R066, R085: five days and two more are seven, three more are eight."""
    before = [span("2026-11-02", "2026-11-06")]
    assert rules_broken(leave.ROTATION, "2026-11-07", "2026-11-08", continues=before) == []
    (violation,) = ask(leave.ROTATION, "2026-11-07", "2026-11-09", continues=before)
    assert violation == leave.Violation("R066", {"days": 8, "limit": 7})


def test_prolonging_counts_the_whole_escort():
    """R073, R085: three days and two more are five."""
    values = {"has_client": True, "continues": [span("2026-05-11", "2026-05-13")]}
    assert rules_broken(leave.ESCORT, "2026-05-14", "2026-05-14", **values) == []
    assert rules_broken(leave.ESCORT, "2026-05-14", "2026-05-15", **values) == ["R073"]


def test_a_leave_is_prolonged_before_it_ends():
    """R085: on its last day still, the day after no more."""
    before, more = span("2026-11-02", "2026-11-04"), span("2026-11-05", "2026-11-06")
    request = Request(leave.ROTATION, more, TERM, before.last, continues=[before])
    assert leave.violations(request, Limits(), CALENDAR) == []
    late = replace(request, today=before.last + DAY)
    assert [v.rule for v in leave.violations(late, Limits(), CALENDAR)] == ["R085"]


def test_a_leave_asked_for_on_its_first_day_is_not_asked_afterwards():
    """R088: marked from the day after."""
    first = date(2026, 11, 2)
    assert not leave.is_asked_afterwards(first, first)
    assert leave.is_asked_afterwards(first, first + DAY)


@pytest.mark.parametrize(
    ("asked", "others", "whole"),
    [
        ("2026-09-28/2026-09-30", (), "2026-09-25/2026-10-07"),
        ("2026-11-09/2026-11-10", ("2026-11-11/2026-11-12",), "2026-11-09/2026-11-12"),
        ("2026-11-09/2026-11-10", ("2026-11-12/2026-11-13",), "2026-11-09/2026-11-10"),
        ("2026-10-12/2026-10-13", ("2026-10-08/2026-10-11",), "2026-10-01/2026-10-13"),
    ],
)
def test_who_decides_sees_the_whole_absence(asked, others, whole):
    """R067, R070: holidays and absences that adjoin a leave make one absence with it."""
    spans = [span(*text.split("/")) for text in (asked, *others)]
    found = leave.continuous(spans[0], spans[1:], CALENDAR)
    assert found == span(*whole.split("/"))


def test_the_escort_takes_the_rest_of_the_leave():
    """R086, V9: 06-08 … 06-14 becomes leave until 06-11 and escort from 06-12."""
    rest, escort = leave.turned_into_escort(span("2026-06-08", "2026-06-14"), date(2026, 6, 12))
    assert rest == span("2026-06-08", "2026-06-11")
    assert escort == span("2026-06-12", "2026-06-14")


def test_a_leave_turned_on_its_first_day_is_an_escort_altogether():
    """R086: nothing is left of the leave; a day outside it is refused."""
    asked = span("2026-06-08", "2026-06-14")
    assert leave.turned_into_escort(asked, asked.first) == (None, asked)
    with pytest.raises(ValueError, match="no day of the leave"):
        leave.turned_into_escort(asked, asked.last + DAY)


@given(st.dates(date(2025, 7, 1), date(2026, 12, 1)), st.integers(0, 20), st.data())
def test_turning_a_leave_into_an_escort_keeps_the_total(first, length, data):
    """R086: no day is lost or won, whatever the day of the change."""
    asked = Span(first, first + length * DAY)
    day = data.draw(st.sampled_from(asked.days))
    rest, escort = leave.turned_into_escort(asked, day)
    assert (rest.days if rest else ()) + escort.days == asked.days


@pytest.mark.parametrize(
    ("back", "today", "broken"),
    [
        ("2026-11-02", "2026-11-03", False),
        ("2026-11-01", "2026-11-03", True),
        ("2026-11-03", "2026-11-03", False),
        ("2026-11-04", "2026-11-03", True),
    ],
)
def test_nobody_is_back_before_leaving_or_on_a_day_to_come(back, today, broken):
    """R085: the day of return lies between the first day and today."""
    days = [date.fromisoformat(day) for day in ("2026-11-02", back, today)]
    assert bool(leave.return_violations(*days)) is broken


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-06-14 20:00", leave.NOT_DUE),
        ("2026-06-15 17:59", leave.NOT_DUE),
        ("2026-06-15 18:00", leave.REMIND),
        ("2026-06-16 00:00", leave.SUSPECT),
        ("2026-06-30 09:00", leave.SUSPECT),
    ],
)
def test_who_does_not_report_back_is_reminded_and_then_suspected(moment, expected):
    """R085: end 06-14, reminder on the evening of 06-15, candidate from 06-16."""
    now = datetime.fromisoformat(moment)
    assert leave.missing_return(date(2026, 6, 14), now, CALENDAR, 1) == expected


def test_days_off_do_not_shorten_the_time_to_report_back():
    """R085: a leave that ends on a Friday is reported on the Monday after."""
    friday = date(2026, 11, 6)
    at = datetime.fromisoformat
    assert leave.missing_return(friday, at("2026-11-08 20:00"), CALENDAR, 1) == leave.NOT_DUE
    assert leave.missing_return(friday, at("2026-11-09 18:00"), CALENDAR, 1) == leave.REMIND


def test_a_filing_is_objected_to_within_a_working_day():
    """R078: filed on a Friday until Monday; over National Day until the first working day."""
    assert leave.objection_until(date(2026, 11, 27), CALENDAR, 1) == date(2026, 11, 30)
    assert leave.objection_until(date(2026, 9, 30), CALENDAR, 1) == date(2026, 10, 8)


def test_the_visit_is_linked_within_three_days():
    """R074: an escort until 05-14 is linked until 05-17."""
    assert leave.link_until(date(2026, 5, 14), 3) == date(2026, 5, 17)
