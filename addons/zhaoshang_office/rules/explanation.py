"""Explanations of clause 8: until when somebody may say why a report was not made.

Plain values in, plain values out.
"""

from __future__ import annotations

from datetime import date

from .duty import Calendar


def explain_until(due_on: date, calendar: Calendar, explain_days: int = 2) -> date:
    """R046 「特殊情况作出说明」: before, or within ``explain_days`` working days after.

    The number of days is our proposal. A call missed on Friday 2026-11-20 may be explained until
    Tuesday 2026-11-24.
    """
    return calendar.add_working(due_on, explain_days)


def may_explain(due_on: date, today: date, calendar: Calendar, explain_days: int = 2) -> bool:
    """R046: whether it is still time; ahead of the day it always is."""
    return today <= explain_until(due_on, calendar, explain_days)
