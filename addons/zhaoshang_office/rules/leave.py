"""Leave of clause 10: how long it is, whose month it uses, who decides it.

Plain values in, plain values out. The calendar is handed in; nothing here knows the day of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from .days import DAY, Span

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
    escort_days: int = 4


@dataclass(frozen=True)
class Request:
    """A leave about to be sent.

    ``today`` is the day on which it counts as asked for; ``continues`` are the absences without a
    gap before it that it prolongs.
    """

    kind: str
    span: Span
    term: Span
    today: date
    others: Sequence[Span] = ()
    in_month: int = 0
    has_reason: bool = False
    has_paper: bool = False
    has_client: bool = False
    continues: Sequence[Span] = ()


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


def objection_until(filed: date, calendar: Calendar, days: int) -> date:
    """R078: the last day on which a leave sent for filing on ``filed`` may be objected to.

    Friday 2026-11-27 and one working day give Monday 2026-11-30.
    """
    return calendar.add_working(filed, days)


def is_asked_afterwards(first: date, asked_on: date) -> bool:
    """R088: a leave asked for after its first day is marked 补办."""
    return asked_on > first


def continuous(span: Span, others: Iterable[Span], calendar: Calendar) -> Span:
    """Return the days without a break around a leave on which the person is not at work.

    The leave, the absences and the statutory holidays that adjoin it, and what adjoins those: who
    decides sees the whole (clause 10). 2026-09-28 … 09-30 reaches to 10-07.
    """
    away = {day for other in others for day in other.days}

    def reach(day: date, step: timedelta) -> date:
        while day + step in away or calendar.is_statutory(day + step):
            day += step
        return day

    return Span(reach(span.first, -DAY), reach(span.last, DAY))


def turned_into_escort(span: Span, day: date) -> tuple[Span | None, Span]:
    """R086 (休假转陪商): cut a leave before ``day``; an escort takes the rest of it.

    The leave is None where nothing is left of it. 06-08 … 06-14 on 06-12 gives 06-08 … 06-11 and
    06-12 … 06-14.
    """
    if not span.first <= day <= span.last:
        raise ValueError(f"{day} is no day of the leave")
    rest = Span(span.first, day - DAY) if day > span.first else None
    return rest, Span(day, span.last)


def return_violations(first: date, back: date, today: date) -> list[Violation]:
    """R085: one is back neither before one has left nor on a day to come."""
    if back < first:
        return [Violation("R085", {"first": first, "back": back})]
    if back > today:
        return [Violation("R085", {"back": back, "today": today})]
    return []


NOT_DUE, REMIND, SUSPECT = "not_due", "remind", "suspect"
EVENING = time(18)


def missing_return(last: date, now: datetime, calendar: Calendar, return_days: int) -> str:
    """R085: what is to be done while nobody has reported back from a leave until ``last``.

    A reminder on the evening of the last day for the report, a suspicion from the next day on.
    End 06-14, one working day: reminder on the evening of 06-15, suspicion from 06-16.
    """
    latest = calendar.add_working(last, return_days)
    if now.date() > latest:
        return SUSPECT
    return REMIND if now.date() == latest and now.time() >= EVENING else NOT_DUE


def link_until(last: date, link_days: int) -> date:
    """R074: the last day on which the client visit of an escort is linked in time."""
    return last + link_days * DAY


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


def _dates_in_order(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    if request.span.last < request.span.first:
        yield Violation("R067", {"first": request.span.first, "last": request.span.last})


def _inside_the_term(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    """R007: nobody is on leave before the appointment starts or after it has ended."""
    if not request.span.within(request.term):
        yield Violation("R007", {"first": request.term.first, "last": request.term.last})


def _not_too_long(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    """Clause 10, R066: 「每次休假时间不超过7天」, what was prolonged counted as a whole (R085)."""
    whole = (*request.continues, request.span)
    days = sum(counted_days(span, calendar, limits.counting) for span in whole)
    excused = request.has_reason and not limits.max_hard
    if request.kind == ROTATION and days > limits.max_days and not excused:
        yield Violation("R066", {"days": days, "limit": limits.max_days})


def _not_too_late(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    """R088: a start in the past is refused once the days for a late request are over."""
    if request.kind == ESCORT:
        return  # R074 is stricter
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


def _special_in_writing(
    request: Request, limits: Limits, calendar: Calendar
) -> Iterable[Violation]:
    """Clause 10, R082: 「特殊情况不能外出的，须书面……请假」."""
    if request.kind == SPECIAL and not request.has_paper:
        yield Violation("R082")


def _escort_of_clients(request: Request, limits: Limits, calendar: Calendar) -> Iterable[Violation]:
    """R074: an escort says whom it is for, and is reported before leaving or the same day."""
    if request.kind != ESCORT:
        return
    if not request.has_client:
        yield Violation("R074")
    if request.today > request.span.first:
        yield Violation("R074", {"first": request.span.first})


def _long_escort_explained(
    request: Request, limits: Limits, calendar: Calendar
) -> Iterable[Violation]:
    """Clause 10, R073: 「原则上每次时间不超过4天」; a longer one is asked for with its reason."""
    if request.kind != ESCORT or request.has_reason:
        return
    days = sum(len(span.days) for span in (*request.continues, request.span))
    if days > limits.escort_days:
        yield Violation("R073", {"days": days, "limit": limits.escort_days})


def _prolonged_before_its_end(
    request: Request, limits: Limits, calendar: Calendar
) -> Iterable[Violation]:
    """R085: who returns later asks to prolong before the leave ends."""
    if request.continues and request.today > request.continues[-1].last:
        yield Violation("R085", {"last": request.continues[-1].last})


CHECKS: tuple[Callable[[Request, Limits, Calendar], Iterable[Violation]], ...] = (
    _inside_the_term,
    _not_too_long,
    _not_too_late,
    _no_overlap,
    _second_needs_a_reason,
    _special_in_writing,
    _escort_of_clients,
    _long_escort_explained,
    _prolonged_before_its_end,
)


def violations(request: Request, limits: Limits, calendar: Calendar) -> list[Violation]:
    """Everything that stands against a request, in the order in which a person would mend it.

    Dates in the wrong order make every other figure meaningless and are reported alone.
    """
    upside_down = list(_dates_in_order(request, limits, calendar))
    return upside_down or [
        violation for check in CHECKS for violation in check(request, limits, calendar)
    ]
