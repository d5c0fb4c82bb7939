"""Liaison leaders and their dispatches (clause 7, R039, R040).

「驻外招商局实行县级领导联系制度，定期对驻外招商局进行督查和调度」
How often 「定期」 is, the regulation does not say: the period is a parameter, and what follows from
a period without a dispatch is a reminder and never anything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .days import DAY, Span

OPEN, ANSWERED, DONE = "open", "answered", "done"
MONTHS_A_YEAR = 12


def period_of(day: date, months: int = 3) -> Span:
    """R040: the period of the year to which a day belongs; 3 months are a quarter.

    >>> period_of(date(2026, 11, 26))
    Span(first=datetime.date(2026, 10, 1), last=datetime.date(2026, 12, 31))
    """
    begins = (day.month - 1) // months * months + 1
    first = date(day.year, begins, 1)
    ends = begins + months
    last = date(day.year + 1, 1, 1) if ends > MONTHS_A_YEAR else date(day.year, ends, 1)
    return Span(first, last - DAY)


def period_before(day: date, months: int = 3) -> Span:
    """R040: the last period that is over."""
    return period_of(period_of(day, months).first - DAY, months)


def lacks_dispatch(
    today: date, dispatches: Iterable[date], watched_from: date | None, months: int = 3
) -> Span | None:
    """R040: the period that went by without a dispatch, where it was watched from its beginning.

    A bureau that was opened or put under watch within the period has not had it whole.
    """
    period = period_before(today, months)
    if watched_from is None or watched_from > period.first:
        return None
    if any(period.first <= day <= period.last for day in dispatches):
        return None
    return period


def is_overdue(state: str, deadline: date, today: date) -> bool:
    """R040: an item is overdue while nobody has said what was done; from then on it is not."""
    return state == OPEN and today > deadline


def in_force(first: date, last: date | None, day: date) -> bool:
    """R039: whether a leader keeps contact with a bureau on ``day``."""
    return first <= day and (last is None or day <= last)
