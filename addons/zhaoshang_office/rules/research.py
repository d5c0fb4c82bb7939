"""Half-yearly research reports of clause 6 ③ (R034, R035)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

DAY = timedelta(days=1)

MET, DUE, MISSING, WAIVED = "met", "due", "missing", "waived"


class Calendar(Protocol):
    """What these rules ask of a calendar of working days."""

    def on_or_before(self, day: date) -> date: ...


@dataclass(frozen=True, order=True)
class HalfYear:
    """``half`` is 1 for January to June, 2 for July to December."""

    year: int
    half: int

    @property
    def first(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last(self) -> date:
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)


def half_year(day: date) -> HalfYear:
    """Return the half-year of a day."""
    return HalfYear(day.year, 1 if day.month <= 6 else 2)


def due_on(half: HalfYear, calendar: Calendar) -> date:
    """R035: 30 June and 31 December, moved to the working day before.

    31 December 2028 is a Sunday: due on Friday 29.
    """
    return calendar.on_or_before(half.last)


def active_months(half: HalfYear, active_from: date, active_to: date | None = None) -> int:
    """Return the whole months in which a bureau was open within a half-year."""
    first = max(half.first, active_from)
    last = min(half.last, active_to or half.last)
    if last < first:
        return 0
    after = last + DAY
    months = (after.year - first.year) * 12 + after.month - first.month
    return months - (after.day < first.day)


def is_owed(
    half: HalfYear, active_from: date, active_to: date | None = None, min_months: int = 3
) -> bool:
    """R035: waived where the bureau was open for less than three months of the half-year."""
    return active_months(half, active_from, active_to) >= min_months


def state(owed: bool, accepted: int, due: date, today: date, wanted: int = 1) -> str:
    """R034: a second report of one half-year does not serve for the next.

    ``accepted`` counts the reports of this half-year that 招商管理局 has accepted.
    """
    if accepted >= wanted:
        return MET
    if not owed:
        return WAIVED
    return DUE if today <= due else MISSING
