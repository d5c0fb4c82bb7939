"""Days that follow each other, and the months they lie in. No rule of the regulation is here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """Days from ``first`` to ``last``, both included.

    >>> len(Span(date(2026, 10, 8), date(2026, 10, 14)).days)
    7
    """

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + DAY * n for n in range((self.last - self.first).days + 1))

    def overlaps(self, other: Span) -> bool:
        """R086: two absences of one person share a day."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: Span) -> bool:
        return other.first <= self.first and self.last <= other.last


def month_span(day: date) -> Span:
    """Return the days of the month in which ``day`` lies."""
    return Span(day.replace(day=1), next_month(day) - DAY)


def next_month(day: date) -> date:
    """Return the first day of the month after the one of ``day``.

    >>> next_month(date(2026, 12, 31))
    datetime.date(2027, 1, 1)
    """
    return (day.replace(day=1) + 31 * DAY).replace(day=1)


def each_month(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month from that of ``first`` to that of ``last``."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def runs(days: Iterable[date]) -> list[Span]:
    """Join days, in their order, that follow each other.

    >>> [len(run.days) for run in runs(date(2026, 10, n) for n in (1, 2, 5))]
    [2, 1]
    """
    found: list[Span] = []
    for day in days:
        if found and day - found[-1].last == DAY:
            found[-1] = Span(found[-1].first, day)
        else:
            found.append(Span(day, day))
    return found
