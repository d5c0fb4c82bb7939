"""Leave of clause 10, without Odoo."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import leave
from zhaoshang_office.rules.leave import Counting, Limits, Request, Share, Span

TERM = Span(date(2025, 7, 1), date(2027, 6, 30))
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@st.composite
def spans(draw, longest=40):
    first = draw(DAYS)
    return Span(first, first + timedelta(days=draw(st.integers(0, longest))))


def span(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def ask(first, last, **values):
    defaults = {
        "kind": leave.ROTATION,
        "span": span(first, last),
        "term": Span(date(2025, 7, 1), date(2029, 6, 30)),
        "today": date.fromisoformat(first) - timedelta(days=3),
    }
    return leave.violations(Request(**{**defaults, **values}), Limits(), CALENDAR)


def rules_broken(*args, **values):
    return [violation.rule for violation in ask(*args, **values)]


@pytest.mark.parametrize(
    ("first", "last", "calendar_days", "counted", "refused"),
    [
        ("2026-09-30", "2026-10-08", 9, 2, False),
        ("2026-10-08", "2026-10-15", 8, 8, True),
        ("2026-02-24", "2026-03-02", 7, 7, False),
        ("2028-02-26", "2028-03-03", 7, 7, False),
    ],
)
def test_the_leave_lengths_of_the_rule_book(first, last, calendar_days, counted, refused):
    """R066, R067: the golden leave lengths."""
    asked = span(first, last)
    assert len(asked.days) == calendar_days
    assert leave.counted_days(asked, CALENDAR) == counted
    assert ("R066" in rules_broken(first, last)) is refused


def test_eight_counted_days_are_refused_with_days_and_limit():
    """R066: the refusal carries the figure and the limit."""
    (violation,) = ask("2026-11-02", "2026-11-09")
    assert violation == leave.Violation("R066", {"days": 8, "limit": 7})


def test_seven_counted_days_are_allowed_and_weekends_count():
    """R066, R067: a week from Monday to Sunday counts seven days."""
    assert leave.counted_days(span("2026-11-02", "2026-11-08"), CALENDAR) == 7
    assert ask("2026-11-02", "2026-11-08") == []


def test_a_county_may_ask_for_a_reason_instead_of_refusing():
    """R066: with the soft option a reason lets a longer leave be asked for."""
    soft = Limits(max_hard=False)
    asked = Request(leave.ROTATION, span("2026-11-02", "2026-11-09"), TERM, date(2026, 10, 30))
    assert [v.rule for v in leave.violations(asked, soft, CALENDAR)] == ["R066"]
    assert not leave.violations(replace(asked, has_reason=True), soft, CALENDAR)


def test_only_rotation_leave_is_bound_by_the_seven_days():
    """R066: the limit stands for rotation leave; special leave is the way out."""
    asked = {"kind": leave.SPECIAL, "has_paper": True}
    assert rules_broken("2026-11-02", "2026-11-20", **asked) == []


@pytest.mark.parametrize(
    ("first", "last", "shares"),
    [
        ("2026-02-24", "2026-03-02", {(2026, 2): Share(5, 5), (2026, 3): Share(2, 2)}),
        ("2028-02-26", "2028-03-03", {(2028, 2): Share(4, 4), (2028, 3): Share(3, 3)}),
        ("2026-09-30", "2026-10-08", {(2026, 9): Share(1, 1), (2026, 10): Share(8, 1)}),
        ("2026-12-28", "2027-01-03", {(2026, 12): Share(4, 4), (2027, 1): Share(3, 0)}),
    ],
)
def test_a_leave_over_a_month_end_is_split_by_month(first, last, shares):
    """R067: V14 and the golden month splits."""
    assert leave.by_month(span(first, last), CALENDAR) == shares


def test_a_leave_uses_the_month_of_its_first_day():
    """R067: 2026-02-24 … 03-02 uses February's one leave, V14 uses December's."""
    assert leave.charged_month(span("2026-02-24", "2026-03-02")) == (2026, 2)
    assert leave.charged_month(span("2026-12-28", "2027-01-03")) == (2026, 12)


def test_the_county_may_count_statutory_holidays():
    """R067: with the parameter off, every calendar day counts."""
    assert (
        leave.counted_days(
            span("2026-09-30", "2026-10-08"), CALENDAR, Counting(exclude_statutory=False)
        )
        == 9
    )


def test_the_county_may_count_working_days():
    """R067: the other reading of the length, 2026-09-30 and 10-08 either way."""
    asked = span("2026-09-30", "2026-10-11")
    assert leave.counted_days(asked, CALENDAR, Counting("working")) == 4


@given(spans())
def test_the_months_of_a_leave_add_up_to_the_whole(asked):
    """R067: no day is lost or counted twice by the split."""
    total = sum(leave.by_month(asked, CALENDAR).values(), Share())
    assert total == Share(len(asked.days), leave.counted_days(asked, CALENDAR))


@given(spans())
def test_days_left_out_are_exactly_the_statutory_ones(asked):
    """R067: counted days and left-out holidays make up the leave."""
    out = leave.left_out(asked, CALENDAR)
    assert all(CALENDAR.is_statutory(day) for day in out)
    assert leave.counted_days(asked, CALENDAR) + len(out) == len(asked.days)


@given(spans(), spans())
def test_overlap_means_a_shared_day_and_is_mutual(one, other):
    """R086: two absences overlap exactly when they share a day."""
    assert one.overlaps(other) == bool(set(one.days) & set(other.days))
    assert one.overlaps(other) == other.overlaps(one)


def test_an_overlap_names_the_other_absence():
    """R086: leave 06-08 … 06-14 and accompaniment 06-12 … 06-15 are refused."""
    (violation,) = ask("2026-06-12", "2026-06-15", others=[span("2026-06-08", "2026-06-14")])
    assert violation == leave.Violation(
        "R086", {"first": date(2026, 6, 8), "last": date(2026, 6, 14)}
    )


def test_absences_that_touch_do_not_overlap():
    """R086: after the leave was cut to 06-11 the accompaniment from 06-12 is allowed."""
    assert ask("2026-06-12", "2026-06-15", others=[span("2026-06-08", "2026-06-11")]) == []


def test_dates_in_the_wrong_order_are_refused_alone():
    """R067: an end before the start makes every other figure meaningless."""
    assert rules_broken("2026-11-09", "2026-11-02", others=[TERM]) == ["R067"]


@pytest.mark.parametrize(
    ("first", "last", "broken"),
    [
        ("2027-06-28", "2027-06-30", []),
        ("2027-06-28", "2027-07-01", ["R007"]),
        ("2025-06-30", "2025-07-02", ["R007"]),
        ("2025-07-01", "2025-07-02", []),
    ],
)
def test_a_leave_stays_inside_the_term(first, last, broken):
    """R007: duties and leave end with the appointment."""
    assert rules_broken(first, last, term=TERM) == broken


@pytest.mark.parametrize(
    ("first", "today", "refused"),
    [
        ("2026-11-18", "2026-11-20", False),
        ("2026-11-18", "2026-11-21", True),
        ("2026-11-18", "2026-11-23", True),
        ("2026-11-20", "2026-11-24", False),
        ("2026-11-20", "2026-11-25", True),
        ("2026-09-30", "2026-10-09", False),
        ("2026-09-30", "2026-10-10", True),
        ("2026-11-23", "2026-11-23", False),
    ],
)
def test_a_late_request_has_two_working_days(first, today, refused):
    """R088: counted over weekends, holidays and working Saturdays."""
    asked = rules_broken(first, first, today=date.fromisoformat(today))
    assert ("R088" in asked) is refused


def test_a_second_leave_of_the_month_needs_its_reason():
    """R065: refused without a reason, taken with one."""
    assert rules_broken("2026-11-16", "2026-11-17", in_month=1) == ["R065"]
    assert rules_broken("2026-11-16", "2026-11-17", in_month=1, has_reason=True) == []


def test_everything_that_stands_against_a_request_is_told_at_once():
    """R066, R086: one answer carries all the refusals."""
    broken = rules_broken("2026-11-02", "2026-11-12", others=[span("2026-11-10", "2026-11-10")])
    assert broken == ["R066", "R086"]


@pytest.mark.parametrize(
    ("is_head", "acts_as_head", "route"),
    [
        (True, False, leave.HEAD),
        (False, False, leave.DEPUTY),
        (False, True, leave.ACTING_HEAD),
    ],
)
def test_the_route_follows_the_standing_of_the_person(is_head, acts_as_head, route):
    """R075, R077: head, deputy and acting head are decided differently."""
    assert leave.route(leave.ROTATION, is_head=is_head, acts_as_head=acts_as_head) == route


def test_a_head_names_who_acts_when_a_deputy_is_there():
    """R015, R077: nobody can be named where no deputy is at post."""
    assert leave.must_name_acting_head(is_head=True, deputies_at_post=1)
    assert not leave.must_name_acting_head(is_head=True, deputies_at_post=0)
    assert not leave.must_name_acting_head(is_head=False, deputies_at_post=2)
