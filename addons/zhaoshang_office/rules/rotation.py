"""The rotation plan of a bureau for one month (clause 10, R064).

「驻外招商干部实行轮休制度。」 A plan binds nobody: what speaks against it is a warning
that explains, and a leave is checked anew when it is asked for. Values in, values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .days import DAY, Span, month_span, runs
from .leave import COUNTING, Calendar, Counting, Violation, counted_days, left_out


@dataclass(frozen=True)
class Member:
    """An officer of the bureau with the days on which he is in service."""

    officer: int
    term: Span


@dataclass(frozen=True, order=True)
class Slot:
    """Days that the plan gives to one officer."""

    officer: int
    span: Span


@dataclass(frozen=True)
class Limits:
    """Parameters of ``zhaoshang.rule.set`` that the plan is measured by."""

    counting: Counting = COUNTING
    max_days: int = 7
    per_month: int = 1


LIMITS = Limits()


def shifted(span: Span, month: date) -> Span:
    """Return ``span`` in another month: the same day of the month and the same length.

    A day that the month does not have becomes its last one, and no slot leaves the month because of
    it: 29 to 31 January becomes 26 to 28 February.
    """
    length = (span.last - span.first).days
    last_day = month_span(month).last.day
    first = month.replace(day=min(span.first.day, last_day))
    inside = span.last.month == span.first.month
    if inside and first.day + length > last_day:
        first = month.replace(day=max(1, last_day - length))
    return Span(first, first + DAY * length)


def days_without_anybody(
    slots: Iterable[Slot], members: Sequence[Member], month: Span
) -> tuple[date, ...]:
    """R064: the days of the month on which the plan leaves nobody of those in service at post."""
    planned = list(slots)

    def away(officer: int, day: date) -> bool:
        return any(s.officer == officer and s.span.first <= day <= s.span.last for s in planned)

    last = max([month.last, *(slot.span.last for slot in planned)])
    return tuple(
        day
        for day in Span(month.first, last).days
        if (here := [m.officer for m in members if m.term.first <= day <= m.term.last])
        and all(away(officer, day) for officer in here)
    )


def _nobody_at_post(slots, members, month, limits, calendar) -> Iterable[Violation]:
    """R064, R087: all members away on one day; runs of days are told together."""
    for run in runs(days_without_anybody(slots, members, month)):
        yield Violation("R064", {"first": run.first, "last": run.last})


def _too_long(slots, members, month, limits, calendar) -> Iterable[Violation]:
    """Clause 10, R066: 「每次休假时间不超过7天」."""
    for slot in slots:
        days = counted_days(slot.span, calendar, limits.counting)
        if days > limits.max_days:
            yield Violation(
                "R066", {"officer": slot.officer, "days": days, "limit": limits.max_days}
            )


def _too_often(slots, members, month, limits, calendar) -> Iterable[Violation]:
    """Clause 10, R065: 「原则上每人每月休假一次」."""
    for officer in dict.fromkeys(slot.officer for slot in slots):
        count = sum(slot.officer == officer for slot in slots)
        if count > limits.per_month:
            yield Violation("R065", {"officer": officer, "count": count, "limit": limits.per_month})


def _overlapping(slots, members, month, limits, calendar) -> Iterable[Violation]:
    """R086: two slots of one officer share a day."""
    for one, other in pairwise(sorted(slots)):
        if one.officer == other.officer and one.span.overlaps(other.span):
            yield Violation(
                "R086",
                {"officer": one.officer, "first": other.span.first,
                 "last": min(one.span.last, other.span.last)},
            )  # fmt: skip


def _holidays(slots, members, month, limits, calendar) -> Iterable[Violation]:
    """R067: statutory holidays inside a slot use up none of it; the slot may be better placed."""
    for slot in slots:
        out = left_out(slot.span, calendar, limits.counting)
        if out:
            yield Violation(
                "R067",
                {"officer": slot.officer, "first": out[0], "last": out[-1], "days": len(out)},
            )


def _outside_the_term(slots, members, month, limits, calendar) -> Iterable[Violation]:
    """R007: a slot on days on which its officer is not in service."""
    terms = {member.officer: member.term for member in members}
    for slot in slots:
        term = terms.get(slot.officer)
        if term is None or not slot.span.within(term):
            yield Violation("R007", {"officer": slot.officer, "term": term})


CHECKS = (_nobody_at_post, _too_long, _overlapping, _too_often, _outside_the_term, _holidays)


def warnings(
    slots: Sequence[Slot],
    members: Sequence[Member],
    month: Span,
    calendar: Calendar,
    limits: Limits = LIMITS,
) -> list[Violation]:
    """Everything that speaks against a plan, what weighs most first; none of it blocks."""
    return [
        warning for check in CHECKS for warning in check(slots, members, month, limits, calendar)
    ]
