"""Visits of clause 6: how many organisations a week asks for, and how a week stands.

Plain values in, plain values out. A week is Monday to Sunday; it is named by its Monday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

DAY = timedelta(days=1)
WEEK = 7 * DAY

MET, SHORT, WAIVED, RUNNING = "met", "short", "waived", "running"
SHORT_WEEK, HALF_WEEK = 2, 3  # working days


class Calendar(Protocol):
    """What these rules ask of a calendar of working days."""

    def is_working(self, day: date) -> bool: ...


@dataclass(frozen=True)
class Need:
    """What one week asks of one bureau, and from how many working days that follows."""

    monday: date
    working_days: int
    required: int

    @property
    def sunday(self) -> date:
        return self.monday + 6 * DAY


def monday_of(day: date) -> date:
    """Return the Monday of the ISO week of ``day`` (R028)."""
    return day - day.weekday() * DAY


def month_of(monday: date) -> date:
    """Return the first day of the month that a week belongs to: that of its Friday (R028).

    >>> month_of(date(2026, 9, 28))
    datetime.date(2026, 10, 1)
    """
    return (monday + 4 * DAY).replace(day=1)


def weeks(first: date, last: date) -> Iterator[date]:
    """Return the Mondays of the weeks that ``first`` to ``last`` touch."""
    monday = monday_of(first)
    while monday <= last:
        yield monday
        monday += WEEK


def weeks_of_month(month: date) -> list[date]:
    """Return the Mondays of the weeks that belong to the month of ``month`` (R028)."""
    first = month.replace(day=1)
    after = (first + 31 * DAY).replace(day=1)
    return [monday for monday in weeks(first - WEEK, after) if month_of(monday) == first]


def need(
    monday: date,
    calendar: Calendar,
    per_week: int = 2,
    prorate: bool = True,
    idle: Iterable[date] = (),
) -> Need:
    """Clause 6 「每周拜访企业不少于2家」 for one week of one bureau.

    R027, R029: a week of two working days or fewer asks for nothing, one of three for half,
    rounded up, a longer one for all. Days on which the bureau does not work (``idle``: not open
    yet, suspended, closed) are no working days of it.
    """
    idle = set(idle)
    days = (monday + n * DAY for n in range(7))
    working = sum(calendar.is_working(day) and day not in idle for day in days)
    if working == 0:
        return Need(monday, 0, 0)
    if not prorate or working > HALF_WEEK:
        return Need(monday, working, per_week)
    return Need(monday, working, -(-per_week // 2) if working > SHORT_WEEK else 0)


def counted(visits: Iterable[tuple[date, str, object]], monday: date, today: date) -> set:
    """Return the organisations that count in a week (R026, R027).

    ``visits`` are (day, state, organisation): only what is registered and not ahead of ``today``
    counts, and an organisation visited twice counts once.
    """
    return {
        organisation
        for day, state, organisation in visits
        if state == "registered" and monday_of(day) == monday and day <= today
    }


def state(required: int, organisations: int, sunday: date, today: date) -> str:
    """Return how a week stands: waived, met, still running, or short once it is over (R027)."""
    if required == 0:
        return WAIVED
    if organisations >= required:
        return MET
    return RUNNING if today <= sunday else SHORT
