"""Sign-in at the management office by officers who work in the county (clause 10, R079, R080).

「驻外招商人员回县工作期间，每天须到驻外招商管理办公室履行签到手续一次。」
Values in, values out; the calendar and the day of today are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from .leave import COUNTY_DUTY, ESCORT, Calendar, Span, Violation

IN_COUNTY = (COUNTY_DUTY, ESCORT)

SIGNED, MISSING, OPEN, AHEAD = "signed", "missing", "open", "ahead"


@dataclass(frozen=True)
class Asked:
    """Parameters of ``zhaoshang.rule.set`` that say which days need a sign-in."""

    on_accompany: bool = True
    on_days_off: bool = False


@dataclass(frozen=True)
class Stay:
    """A granted absence that brings its officer to the county; leave is none."""

    kind: str
    span: Span


@dataclass(frozen=True)
class Entry:
    """A sign-in about to be recorded for ``day``."""

    day: date
    today: date
    in_service: bool = True
    signed: bool = False
    on_leave: Span | None = None
    month_closed: bool = False
    has_reason: bool = False


ASKED = Asked()


def is_expected(kind: str, day: date, calendar: Calendar, asked: Asked = ASKED) -> bool:
    """R080: own county work always, an escort by parameter; working days unless told otherwise."""
    if kind == ESCORT and not asked.on_accompany:
        return False
    return kind in IN_COUNTY and (asked.on_days_off or calendar.is_working(day))


def expected_days(
    stays: Iterable[Stay], calendar: Calendar, asked: Asked = ASKED
) -> tuple[date, ...]:
    """R080: the days of these stays on which their officer signs in, each of them once."""
    return tuple(
        sorted(
            {
                day
                for stay in stays
                for day in stay.span.days
                if is_expected(stay.kind, day, calendar, asked)
            }
        )
    )


def state(day: date, signed: bool, today: date) -> str:
    """R079: a day is missing once it is over; today there is still time."""
    if signed:
        return SIGNED
    if day == today:
        return OPEN
    return MISSING if day < today else AHEAD


def missing_days(expected: Iterable[date], signed: Iterable[date], today: date) -> tuple[date, ...]:
    """R079: three days in the county with two sign-ins leave one missing."""
    found = set(signed)
    return tuple(day for day in expected if state(day, day in found, today) == MISSING)


def _in_service(entry: Entry) -> Iterable[Violation]:
    if not entry.in_service:
        yield Violation("R007", {"day": entry.day})


def _not_ahead(entry: Entry) -> Iterable[Violation]:
    """R079: the procedure is done in person on the day; nobody signs in for tomorrow."""
    if entry.day > entry.today:
        yield Violation("R079", {"day": entry.day})


def _once_a_day(entry: Entry) -> Iterable[Violation]:
    """R080: 「每天……签到手续一次」."""
    if entry.signed:
        yield Violation("R080", {"day": entry.day})


def _not_on_leave(entry: Entry) -> Iterable[Violation]:
    """R080: who is on leave is not at work in the county."""
    if entry.on_leave:
        yield Violation("R080-leave", {"first": entry.on_leave.first, "last": entry.on_leave.last})


def _late_in_the_open_month(entry: Entry) -> Iterable[Violation]:
    """A past day is added with its reason, while its month is open (R138, R139)."""
    if entry.day >= entry.today:
        return
    if entry.month_closed:
        yield Violation("R139", {"day": entry.day})
    elif not entry.has_reason:
        yield Violation("R079-late", {"day": entry.day})


CHECKS: tuple[Callable[[Entry], Iterable[Violation]], ...] = (
    _in_service,
    _not_ahead,
    _once_a_day,
    _not_on_leave,
    _late_in_the_open_month,
)


def violations(entry: Entry) -> list[Violation]:
    """Everything that stands against a sign-in."""
    return [violation for check in CHECKS for violation in check(entry)]
