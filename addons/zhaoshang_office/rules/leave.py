"""Leave of clause 10: how long it is, whose month it uses, who decides it.

Plain values in, plain values out. The calendar is handed in; nothing here knows the day of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

DAY = timedelta(days=1)

ROTATION = "rotation"
SPECIAL = "special"
ESCORT = "escort"
COUNTY_DUTY = "county_duty"

HEAD = "head"
DEPUTY = "deputy"
ACTING_HEAD = "acting_head"


class Calendar(Protocol):
    """What these rules ask of a calendar of working days."""

    def is_statutory(self, day: date) -> bool: ...

    def is_working(self, day: date) -> bool: ...

    def add_working(self, day: date, count: int) -> date: ...


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


@dataclass(frozen=True)
class Share:
    """Part of a leave that falls into one month."""

    calendar_days: int = 0
    counted_days: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(
            self.calendar_days + other.calendar_days, self.counted_days + other.counted_days
        )


@dataclass(frozen=True)
class Counting:
    """R067: which days of a leave count."""

    day_kind: str = "calendar"
    exclude_statutory: bool = True


COUNTING = Counting()


@dataclass(frozen=True)
class Limits:
    """Parameters of ``zhaoshang.rule.set`` that bind a request."""

    counting: Counting = COUNTING
    max_days: int = 7
    max_hard: bool = True
    per_month: int = 1
    retro_days: int = 2


@dataclass(frozen=True)
class Request:
    """A leave about to be sent."""

    kind: str
    span: Span
    term: Span
    today: date
    others: Sequence[Span] = ()
    in_month: int = 0
    has_reason: bool = False


@dataclass(frozen=True)
class Violation:
    """One broken rule with the figures that show it; the model words it."""

    rule: str
    figures: dict[str, Any] = field(default_factory=dict)


def counted_days(span: Span, calendar: Calendar, counting: Counting = COUNTING) -> int:
    """R067: calendar days, weekends included, statutory holidays left out.

    Reading of clause 10 「每次休假时间不超过7天」: 2026-09-30 … 10-08 is 9 days long and counts 2.
    """
    return len(span.days) - len(left_out(span, calendar, counting))


def left_out(span: Span, calendar: Calendar, counting: Counting = COUNTING) -> tuple[date, ...]:
    """R067: the statutory holidays inside a leave, which use up none of it."""
    if counting.day_kind == "working":
        return tuple(day for day in span.days if not calendar.is_working(day))
    if counting.exclude_statutory:
        return tuple(day for day in span.days if calendar.is_statutory(day))
    return ()


def by_month(
    span: Span, calendar: Calendar, counting: Counting = COUNTING
) -> dict[tuple[int, int], Share]:
    """R067: split a leave by month; 2026-02-24 … 03-02 gives February 5 and March 2."""
    out = set(left_out(span, calendar, counting))
    shares: dict[tuple[int, int], Share] = {}
    for day in span.days:
        month = (day.year, day.month)
        shares[month] = shares.get(month, Share()) + Share(1, int(day not in out))
    return shares


def charged_month(span: Span) -> tuple[int, int]:
    """R067: the month whose one leave (R065) a leave uses up is that of its first day."""
    return span.first.year, span.first.month


def overlapping(span: Span, others: Iterable[Span]) -> list[Span]:
    """R086: the absences of the same person that share a day with ``span``."""
    return [other for other in others if span.overlaps(other)]


def latest_request_day(first: date, calendar: Calendar, retro_days: int) -> date:
    """R088: a leave already begun may be asked for up to ``retro_days`` working days after."""
    return calendar.add_working(first, retro_days)


def route(kind: str, *, is_head: bool, acts_as_head: bool) -> str:
    """R075, R077: on whose standing a request is decided.

    A head's goes to both departments, a deputy's to the head and then on file, an acting head's to
    both departments because nobody above him is at post. The flows condition on this word.
    """
    if is_head:
        return HEAD
    return ACTING_HEAD if acts_as_head else DEPUTY


def must_name_acting_head(*, is_head: bool, deputies_at_post: int) -> bool:
    """R015, R077: a head who goes away names a deputy who is there to act for him."""
    return is_head and deputies_at_post > 0


def days_at_post(
    service: Span,
    month: tuple[int, int],
    absences: Iterable[Span],
    calendar: Calendar,
    credit_holidays: bool = True,
) -> int:
    """R068–R070: days at post in a month if nothing else happens.

    Days of service in the month without those of absence; a statutory holiday is credited.
    """
    away = {
        day
        for absence in absences
        for day in absence.days
        if not (credit_holidays and calendar.is_statutory(day))
    }
    return sum((day.year, day.month) == month and day not in away for day in service.days)


def _dates_in_order(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    if request.span.last < request.span.first:
        yield Violation("R067", {"first": request.span.first, "last": request.span.last})


def _inside_the_term(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    """R007: nobody is on leave before the appointment starts or after it has ended."""
    if not request.span.within(request.term):
        yield Violation("R007", {"first": request.term.first, "last": request.term.last})


def _not_too_long(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    """Clause 10, R066: 「每次休假时间不超过7天」."""
    days = counted_days(request.span, calendar, limits.counting)
    excused = request.has_reason and not limits.max_hard
    if request.kind == ROTATION and days > limits.max_days and not excused:
        yield Violation("R066", {"days": days, "limit": limits.max_days})


def _not_too_late(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    """R088: a start in the past is refused once the days for a late request are over."""
    latest = latest_request_day(request.span.first, calendar, limits.retro_days)
    if request.today > latest:
        yield Violation(
            "R088",
            {"first": request.span.first, "latest": latest, "limit": limits.retro_days},
        )


def _no_overlap(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    """R086: 「一人的各类请假不得重叠」, requests still waiting included."""
    for other in overlapping(request.span, request.others):
        yield Violation("R086", {"first": other.first, "last": other.last})


def _second_needs_a_reason(
    request: Request, limits: Limits, calendar: Calendar
) -> Iterable[Violation]:
    """Clause 10, R065: 「原则上每人每月休假一次」; another one is asked for with its reason."""
    if request.kind == ROTATION and request.in_month >= limits.per_month and not request.has_reason:
        yield Violation("R065", {"count": request.in_month, "limit": limits.per_month})


CHECKS: tuple[Callable[[Request, Limits, Calendar], Iterable[Violation]], ...] = (
    _inside_the_term,
    _not_too_long,
    _not_too_late,
    _no_overlap,
    _second_needs_a_reason,
)


def violations(request: Request, limits: Limits, calendar: Calendar) -> list[Violation]:
    """Everything that stands against a request, in the order in which a person would mend it.

    Dates in the wrong order make every other figure meaningless and are reported alone.
    """
    upside_down = list(_dates_in_order(request, limits, calendar))
    return upside_down or [
        violation for check in CHECKS for violation in check(request, limits, calendar)
    ]
