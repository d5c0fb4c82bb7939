"""When a confirmed finding is taken back (clause 11 「经查实」; R063, R138).

Plain values in, plain values out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .days import next_month

LEAVE, EXPLANATION, ERROR = "leave", "explanation", "error"


def needs_paper(because: str, on_record: bool) -> bool:
    """R063 (the text is silent): what came to light is in the records, or its paper is kept.

    An error needs the reason alone.

    >>> needs_paper(LEAVE, on_record=False)
    True
    """
    return because in (LEAVE, EXPLANATION) and not on_record


def months_touched(first: date, last: date, running: int = 1) -> Iterable[date]:
    """R097, R098: the months whose direct ground may rest on an absence from ``first`` to ``last``.

    :param running: how many months running make the ground; such a ground is named by its last

    >>> [f"{day:%Y-%m}" for day in months_touched(date(2026, 11, 3), date(2026, 11, 4), 2)]
    ['2026-11', '2026-12']
    """
    month, end = first.replace(day=1), last.replace(day=1)
    while month <= end:
        yield month
        month = next_month(month)
    for _further in range(running - 1):
        yield month
        month = next_month(month)
