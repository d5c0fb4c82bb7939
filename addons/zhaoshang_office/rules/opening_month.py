"""Months closed on paper: the figures that the office signed, as the opening sheet brings them.

They stand as they are (R139); what they come to is judged as any month is (R068, R071, R097).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .days import Span, month_span
from .sheet import Violation, plain, to_amount, to_date

DAYS = ("service", "at_post", "leave", "special", "absent")


@dataclass(frozen=True)
class Figures:
    """Days of one officer in one month; ``service`` 0 stands for all days of his appointment."""

    at_post: int
    service: int = 0
    leave: int = 0
    special: int = 0
    absent: int = 0


def read_month(value: Any) -> date | None:
    """Return the first day of the month that a cell means.

    >>> read_month("2026年9月") == read_month("2026-09") == read_month("2026-09-30")
    True
    """
    day = to_date(value)
    if day:
        return day.replace(day=1)
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?(?:份)?", plain(value))
    if found and 1 <= int(found.group(2)) <= 12:
        return date(int(found.group(1)), int(found.group(2)), 1)
    return None


def read_figures(values: Mapping[str, Any]) -> tuple[Figures | None, tuple[str, ...]]:
    """Return the figures of a row, and the columns that hold no number of days.

    >>> read_figures({"at_post": "18天", "absent": 1})[0]
    Figures(at_post=18, service=0, leave=0, special=0, absent=1)
    >>> read_figures({"at_post": "", "leave": "很多"})
    (None, ('at_post', 'leave'))
    """
    found, unread = {}, []
    for name in DAYS:
        text = plain(values.get(name))
        amount = to_amount(text or ("" if name == "at_post" else "0"), "天")
        if amount is None or amount < 0 or amount != int(amount):
            unread.append(name)
        else:
            found[name] = int(amount)
    return (None, tuple(unread)) if unread else (Figures(**found), ())


def in_service(month: date, first: date, last: date) -> int:
    """Return how many days of a month lie within an appointment."""
    span = month_span(month)
    begins, ends = max(first, span.first), min(last, span.last)
    return len(Span(begins, ends).days) if begins <= ends else 0


def wrong_month(
    month: date, figures: Figures, first: date, last: date, today: date
) -> Iterable[Violation]:
    """R139, R068: what of the figures cannot be; the month is over and the days add up."""
    name = f"{month:%Y-%m}"
    if month_span(month).last >= today:
        yield Violation("month_runs", "R139", {"month": name})
        return
    most = in_service(month, first, last)
    if not most:
        yield Violation("outside_term", "R007", {"day": name, "first": first, "last": last})
        return
    service = figures.service or most
    if service > most:
        yield Violation("service_beyond", "R007", {"month": name, "days": service, "most": most})
    named = figures.at_post + figures.leave + figures.special + figures.absent
    if named > service:
        yield Violation("days_beyond", "R068", {"days": named, "most": service})
