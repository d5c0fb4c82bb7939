"""Liaison leaders and their dispatches, without Odoo."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import dispatch

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
LONG_AGO = date(2025, 1, 1)


def lacks(today, *days, watched=LONG_AGO, months=3):
    found = dispatch.lacks_dispatch(date.fromisoformat(today), days, watched, months)
    return found and (found.first.isoformat(), found.last.isoformat())


def test_a_quarter_without_a_dispatch_is_told_once_it_is_over():
    """R040: in October the third quarter is told of, not the fourth."""
    assert lacks("2026-10-01") == ("2026-07-01", "2026-09-30")
    assert lacks("2026-12-31") == ("2026-07-01", "2026-09-30")
    assert lacks("2027-01-01") == ("2026-10-01", "2026-12-31")


def test_one_dispatch_in_the_quarter_is_enough():
    """R040: on its first or its last day; one of another quarter does not help."""
    for day in (date(2026, 7, 1), date(2026, 9, 30)):
        assert lacks("2026-10-01", day) is None
    assert lacks("2026-10-01", date(2026, 6, 30), date(2026, 10, 1))


def test_a_quarter_counts_where_it_was_watched_whole():
    """R040: day one of the software creates no lack in the past."""
    assert lacks("2026-10-01", watched=date(2026, 7, 2)) is None
    assert lacks("2026-10-01", watched=date(2026, 7, 1))
    assert lacks("2026-10-01", watched=None) is None


@pytest.mark.parametrize(("months", "first"), [(1, "2026-09-01"), (6, "2026-01-01"),
                                               (12, "2025-01-01")])  # fmt: skip
def test_the_period_is_a_parameter(months, first):
    """R040: how often 「定期」 is stands in the parameters."""
    assert lacks("2026-10-01", watched=date(2020, 1, 1), months=months)[0] == first


@given(DAYS, st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_periods_cover_the_year_without_gap_or_overlap(day, months):
    """R040."""
    span = dispatch.period_of(day, months)
    assert span.first <= day <= span.last
    after = dispatch.period_of(span.last + timedelta(1), months)
    assert after.first == span.last + timedelta(1)
    assert dispatch.period_before(after.first, months) == span


def test_an_item_is_overdue_while_nobody_has_answered():
    """R040: on its deadline it is not yet; once answered no longer."""
    deadline = date(2026, 11, 26)
    assert not dispatch.is_overdue(dispatch.OPEN, deadline, deadline)
    assert dispatch.is_overdue(dispatch.OPEN, deadline, deadline + timedelta(1))
    assert not dispatch.is_overdue(dispatch.ANSWERED, deadline, deadline + timedelta(9))
    assert not dispatch.is_overdue(dispatch.DONE, deadline, deadline + timedelta(9))


def test_a_leader_keeps_contact_from_the_first_to_the_last_day():
    """R039."""
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    days = (first - timedelta(1), first, last, last + timedelta(1))
    assert [dispatch.in_force(first, last, day) for day in days] == [False, True, True, False]
    assert dispatch.in_force(first, None, date(2030, 1, 1))
