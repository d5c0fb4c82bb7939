"""The direct grounds of clause 11 that can be worked out (R097 to R101): cases to be verified.

「当月在驻地开展招商工作低于15天的、连续两个月不按规定坚持外出招商、9个月无任何招商实绩…经查实直接予以解聘」:
nothing follows from them but that people look (R103).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .days import DAY, Span, next_month, runs
from .presence import GROUND, REMINDER, months_in_a_row

LOW_PRESENCE = "low_presence"
TWO_MONTHS = "two_months"
NO_RESULT = "no_result"
GRAVE = "grave"


@dataclass(frozen=True)
class Month:
    """One closed month of one officer, as :func:`presence.judge` has judged it."""

    first: date
    result: str
    unapproved: int = 0


@dataclass(frozen=True)
class Ground:
    """A ground, the closed months it rests on, and whether it is only a reminder (R099)."""

    kind: str
    months: tuple[date, ...]
    reminder: bool = False


def of_months(
    months: Sequence[Month], needed: int = 2, needs_unapproved: bool = True
) -> list[Ground]:
    """R097 to R099: what closed months come to, in the order of their days.

    Months follow each other across the year: December and January are consecutive.

    >>> of_months([Month(date(2026, 7, 1), GROUND, 10)])
    [Ground(kind='low_presence', months=(datetime.date(2026, 7, 1),), reminder=False)]
    """
    found, row = [], []
    for month in sorted(months, key=lambda month: month.first):
        row = [*row, month] if row and next_month(row[-1].first) == month.first else [month]
        if month.result == GROUND:
            found.append(Ground(LOW_PRESENCE, (month.first,)))
        came_to = months_in_a_row(
            [(each.result, each.unapproved) for each in row], needed, needs_unapproved
        )
        if came_to:
            days = tuple(each.first for each in row[-needed:])
            found.append(Ground(TWO_MONTHS, days, came_to == REMINDER))
    return found


def months_later(day: date, months: int) -> date:
    """Return the same day some months on, the last of a shorter month.

    >>> months_later(date(2026, 5, 31), 9)
    datetime.date(2027, 2, 28)
    """
    month = day.replace(day=1)
    for _each in range(months):
        month = next_month(month)
    last = (next_month(month) - DAY).day
    return month.replace(day=min(day.day, last))


def clock_from(start: date, last_result: date | None = None) -> date:
    """R101: the first day without a result: the start, or the day after the last result."""
    if last_result is None or last_result < start:
        return start
    return last_result + DAY


def without_result(
    first: date, months: int = 9, stops: Iterable[Span] = (), stops_over: int = 30
) -> date:
    """R100, R101: the day on which ``months`` without result are over.

    :param first: as :func:`clock_from` says
    :param stops: special leaves; the clock stands still in each of more than ``stops_over`` days,
        and one that was prolonged is one (R085)

    >>> without_result(date(2025, 7, 1))
    datetime.date(2026, 4, 1)
    """
    due = months_later(first, months)
    for stop in runs(sorted({day for leave in stops for day in leave.days})):
        if len(stop.days) > stops_over and stop.last >= first and stop.first < due:
            due += (stop.last - max(stop.first, first)).days * DAY + DAY
    return due


def stage(
    first: date,
    today: date,
    stops: Sequence[Span] = (),
    months: int = 9,
    warnings: Sequence[int] = (6, 8),
    stops_over: int = 30,
) -> int | None:
    """R100, R101: how many months without result are told today: 6, 8, then 9, the case."""
    told = [
        number
        for number in sorted({*warnings, months})
        if without_result(first, number, stops, stops_over) <= today
    ]
    return told[-1] if told else None
