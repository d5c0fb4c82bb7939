"""The rotation plan, without Odoo."""

from datetime import date, timedelta

from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import rotation
from zhaoshang_office.rules.days import Span, month_span
from zhaoshang_office.rules.rotation import Limits, Member, Slot

HEAD, FIRST, SECOND = 1, 2, 3
TERM = Span(date(2025, 7, 1), date(2027, 6, 30))
MEMBERS = [Member(officer, TERM) for officer in (HEAD, FIRST, SECOND)]
DECEMBER = month_span(date(2026, 12, 1))


def slot(officer, first, last, month="2026-12"):
    return Slot(
        officer, Span(date.fromisoformat(f"{month}-{first:02}"),
                      date.fromisoformat(f"{month}-{last:02}"))
    )  # fmt: skip


def told(*slots, members=MEMBERS, month=DECEMBER, limits=rotation.LIMITS):
    found = rotation.warnings(slots, members, month, CALENDAR, limits)
    return [(warning.rule, warning.figures) for warning in found]


def test_a_plan_that_takes_turns_needs_no_word():
    """R064."""
    assert told(slot(HEAD, 1, 5), slot(FIRST, 8, 14), slot(SECOND, 15, 21)) == []


def test_all_members_away_on_one_day():
    """R064: told as one run of days, weekends included."""
    plan = [slot(HEAD, 1, 7), slot(FIRST, 4, 8), slot(SECOND, 5, 10)]
    assert told(*plan) == [("R064", {"first": date(2026, 12, 5), "last": date(2026, 12, 7)})]


def test_who_has_left_keeps_nobody_at_post():
    """R064: of a bureau of three of whom one leaves on the 3rd, two away are all."""
    members = [*MEMBERS[:2], Member(SECOND, Span(TERM.first, date(2026, 12, 3)))]
    plan = [slot(HEAD, 1, 5), slot(FIRST, 2, 6)]
    assert told(*plan, members=members) == [
        ("R064", {"first": date(2026, 12, 4), "last": date(2026, 12, 5)})
    ]


def test_over_seven_counted_days():
    """R066: eight days are too long, nine with seven of a holiday are not."""
    assert told(slot(HEAD, 1, 8)) == [("R066", {"officer": HEAD, "days": 8, "limit": 7})]
    plan = Slot(HEAD, Span(date(2026, 9, 30), date(2026, 10, 8)))
    found = told(plan, month=month_span(date(2026, 9, 1)))
    assert [rule for rule, _figures in found] == ["R067"]


def test_own_slots_that_overlap_and_more_than_one():
    """R065, R086."""
    found = told(slot(HEAD, 1, 5), slot(HEAD, 4, 6))
    assert [rule for rule, _figures in found] == ["R086", "R065"]
    assert found[0][1]["first"] == date(2026, 12, 4)
    assert told(slot(HEAD, 1, 2), slot(HEAD, 8, 9), limits=Limits(per_month=2)) == []


def test_a_holiday_in_a_slot():
    """R067: it uses up none of the leave."""
    plan = Slot(HEAD, Span(date(2026, 10, 5), date(2026, 10, 9)))
    assert told(plan, month=month_span(date(2026, 10, 1))) == [
        ("R067", {"officer": HEAD, "first": date(2026, 10, 5), "last": date(2026, 10, 7),
                  "days": 3})
    ]  # fmt: skip


def test_a_slot_after_the_term():
    """R007."""
    members = [*MEMBERS[:2], Member(SECOND, Span(TERM.first, date(2026, 12, 3)))]
    assert [rule for rule, _figures in told(slot(SECOND, 2, 5), members=members)] == ["R007"]


def test_last_months_plan_comes_over_by_the_day_of_the_month():
    """R064: the same days; what February does not have moves forward inside it."""
    january = Span(date(2027, 1, 29), date(2027, 1, 31))
    assert rotation.shifted(january, date(2027, 2, 1)) == Span(date(2027, 2, 26), date(2027, 2, 28))
    across = Span(date(2026, 12, 29), date(2027, 1, 2))
    assert rotation.shifted(across, date(2027, 1, 1)) == Span(date(2027, 1, 29), date(2027, 2, 2))


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 8), st.integers(1, 12))
def test_a_slot_that_comes_over_keeps_its_length_and_its_month(first, days, month):
    """R064, R067: the slot still begins in the month it is planned for."""
    span = Span(first, first + timedelta(days))
    target = date(2028, month, 1)
    moved = rotation.shifted(span, target)
    assert len(moved.days) == len(span.days)
    assert moved.first.replace(day=1) == target
