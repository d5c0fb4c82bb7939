from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import worklog
from zhaoshang_office.rules.presence import CODES
from zhaoshang_office.rules.worklog import needs_log, state, without_evidence, write_until

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.mark.parametrize("code", CODES)
def test_only_working_days_at_post_need_a_log(code):
    """R044: leave, escort and county duty are exempt, and so is what was confirmed as absence."""
    assert needs_log(True, code) == (code == "P")
    assert not needs_log(False, code)


def test_three_days_back_and_not_four():
    """R044: the log of a day four days ago is refused."""
    assert write_until(FRIDAY) == FRIDAY + 3 * DAY


def test_the_management_office_opens_a_day():
    """R044: until the day it says, and never shorter than for all."""
    later = FRIDAY + 10 * DAY
    assert write_until(FRIDAY, opened_until=later) == later
    assert write_until(FRIDAY, opened_until=FRIDAY) == FRIDAY + 3 * DAY


def test_how_a_day_stands():
    """R043, R044: a written log is written, whatever the day; the rest is open before missing."""
    assert state(True, False, False) == worklog.WRITTEN
    assert state(False, False, True) == worklog.EXEMPT
    assert state(False, True, True) == worklog.OPEN
    assert state(False, True, False) == worklog.MISSING


def days(marks, first=FRIDAY):
    """Days from ``first`` on: ``x`` for one with evidence, ``.`` for one without."""
    return [(first + number * DAY, mark == "x") for number, mark in enumerate(marks)]


@pytest.mark.parametrize(
    ("marks", "lengths"),
    [("..", []), ("...", [3]), ("..x..", []), ("x....x...", [4, 3]), ("", []), ("xxx", [])],
)
def test_three_working_days_in_a_row_without_evidence(marks, lengths):
    """R069: three and more are told, two are not; any evidence begins anew."""
    assert [length for _first, _last, length in without_evidence(days(marks))] == lengths


def test_a_run_names_its_days():
    """R069: a leave between two such days does not break the run: it is left out by the caller."""
    gap = [(FRIDAY, False), (FRIDAY + 9 * DAY, False), (FRIDAY + 10 * DAY, False)]
    assert without_evidence(gap) == [(FRIDAY, FRIDAY + 10 * DAY, 3)]
    assert without_evidence(gap, limit=0) == []


@given(st.text("x.", max_size=40), st.integers(1, 6))
def test_every_day_told_lacks_evidence(marks, limit):
    """R069: no run is shorter than the limit, and none holds a day with evidence."""
    shown = dict(days(marks))
    for first, last, length in without_evidence(days(marks), limit):
        run = [shown[first + number * DAY] for number in range((last - first).days + 1)]
        assert length == len(run) >= limit
        assert not any(run)
