"""Presence of clause 10: what each day of a month is, how many count, what the month comes to.

Plain values in, plain values out. A month is a string with one code a day, 2026-10 with a leave
from the 8th to the 14th is ``HHHHHHHLLLLLLLPPPPPPPPPPPPPPPPP``. ``models/presence`` says the same
in one SQL statement for everybody at once; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from .days import Span, month_span
from .leave import COUNTY_DUTY, ESCORT, ROTATION, SPECIAL, Calendar

ABSENCE = "absence"  # confirmed by a person, beside the kinds of leave

AT_POST = "P"
HOLIDAY = "H"
LEAVE = "L"
ESCORT_COUNTED = "E"
ESCORT_BEYOND = "X"
DUTY_CALLED = "N"
DUTY_OWN = "C"
SPECIAL_LEAVE = "S"
ABSENT = "A"
NOT_IN_SERVICE = "-"
ON_PAPER = "Z"  # of a month that was closed on paper only the sums are known
CODES = (
    AT_POST,
    HOLIDAY,
    LEAVE,
    ESCORT_COUNTED,
    ESCORT_BEYOND,
    DUTY_CALLED,
    DUTY_OWN,
    SPECIAL_LEAVE,
    ABSENT,
    NOT_IN_SERVICE,
    ON_PAPER,
)

CREDIT, STRICT = "credit", "strict"
WITH_NOTICE, ALWAYS, NEVER = "with_notice", "always", "never"

MET = "met"
SHORT = "short"
GROUND = "ground"
INFORMATIVE = "informative"

REMINDER = "reminder"


@dataclass(frozen=True)
class Parameters:
    """Parameters of ``zhaoshang.rule.set`` by which a month is counted and judged."""

    min_days: int = 20
    dismiss_days: int = 15
    holiday_mode: str = CREDIT
    prorate: bool = True
    prorate_min_service: int = 10
    accompany_credit: bool = True
    accompany_max: int = 4
    county_duty_counts: str = WITH_NOTICE
    special_leave_reduces: bool = True


PARAMETERS = Parameters()


@dataclass(frozen=True)
class Away:
    """Days on which somebody is not at the outpost, granted or confirmed by people.

    ``kind`` is a kind of leave or ``ABSENCE``. ``span`` is the whole absence, also where it
    reaches into other months: an escort's days are counted from its first. ``days_before`` are the
    days of what this absence prolongs (R085): an escort goes on counting from there.
    """

    kind: str
    span: Span
    days_before: int = 0
    with_notice: bool = False
    long_accepted: bool = False
    credit_withdrawn: bool = False


@dataclass(frozen=True)
class Totals:
    """How many days a month has of each kind."""

    service: int
    at_post: int
    special: int
    unapproved: int


TOTALS = tuple(field.name for field in fields(Totals))


@dataclass(frozen=True)
class Judgement:
    """Limits that bind a month and what it comes to."""

    limit: int
    dismiss_limit: int
    result: str


def code_away(away: Away, day: date, parameters: Parameters = PARAMETERS) -> str:
    """R072, R073, R074, R081, R083: what a day of an absence is, holidays aside."""
    if away.kind == ROTATION:
        return LEAVE
    if away.kind == SPECIAL:
        return SPECIAL_LEAVE
    if away.kind == COUNTY_DUTY or (away.kind == ESCORT and away.credit_withdrawn):
        return DUTY_CALLED if away.with_notice else DUTY_OWN
    if away.kind == ESCORT:
        number = away.days_before + (day - away.span.first).days
        within = number < parameters.accompany_max or away.long_accepted
        return ESCORT_COUNTED if parameters.accompany_credit and within else ESCORT_BEYOND
    return ABSENT


def counted_codes(parameters: Parameters = PARAMETERS) -> str:
    """R070, R072, R081: the codes whose days count as at post.

    >>> counted_codes()
    'PEHN'
    """
    counted = AT_POST + ESCORT_COUNTED
    if parameters.holiday_mode == CREDIT:
        counted += HOLIDAY
    if parameters.county_duty_counts in (WITH_NOTICE, ALWAYS):
        counted += DUTY_CALLED
    if parameters.county_duty_counts == ALWAYS:
        counted += DUTY_OWN
    return counted


def credited_days(away: Away, parameters: Parameters = PARAMETERS) -> int:
    """R072, R073, R081: how many days of an absence count as at post, holidays aside."""
    counted = counted_codes(parameters)
    return sum(code_away(away, day, parameters) in counted for day in away.span.days)


def code(
    day: date,
    service: Span,
    absences: Sequence[Away],
    calendar: Calendar,
    parameters: Parameters = PARAMETERS,
) -> str:
    """R069, R070: the one code of a day.

    Work that counts stays visible on a holiday. Where holidays are credited, nothing else is held
    against one; in strict mode an absence is told rather than the holiday it lies on. A granted
    absence comes before a confirmed one: days that were granted after all are not without leave.
    """
    if not service.first <= day <= service.last:
        return NOT_IN_SERVICE
    covering = [away for away in absences if away.span.first <= day <= away.span.last]
    covering.sort(key=lambda away: away.kind == ABSENCE)
    found = code_away(covering[0], day, parameters) if covering else AT_POST
    if not calendar.is_statutory(day):
        return found
    works = covering and found in counted_codes(parameters)
    told = works or (covering and parameters.holiday_mode == STRICT)
    return found if told else HOLIDAY


def days_of(
    month: date,
    service: Span,
    absences: Iterable[Away],
    calendar: Calendar,
    parameters: Parameters = PARAMETERS,
) -> str:
    """Return the month's codes, one a calendar day (R069)."""
    absences = list(absences)
    return "".join(
        code(day, service, absences, calendar, parameters) for day in month_span(month).days
    )


def totals(days: str, parameters: Parameters = PARAMETERS) -> Totals:
    """R069: presence is presumed; what counts is added up."""
    return Totals(
        service=len(days) - days.count(NOT_IN_SERVICE),
        at_post=sum(days.count(each) for each in counted_codes(parameters)),
        special=days.count(SPECIAL_LEAVE),
        unapproved=days.count(ABSENT),
    )


def prorated(limit: int, days: str, parameters: Parameters = PARAMETERS) -> int:
    """R071, R083: a limit × days that count for it / days of the month, rounded down.

    Reading of clause 10 「每月在驻地时间不得少于20天」: in service to 2026-03-17 gives
    20 × 17 / 31 = 10; 15 days of special leave in a month of 30 give 20 × 15 / 30 = 10.
    """
    return _share(limit, totals(days, parameters), len(days), parameters)


def _share(limit: int, found: Totals, calendar: int, parameters: Parameters) -> int:
    base = found.service if parameters.prorate else calendar
    if parameters.special_leave_reduces:
        base -= found.special
    return limit * max(base, 0) // calendar


def judge(days: str, parameters: Parameters = PARAMETERS) -> Judgement:
    """R068, R071, R097: the month's limits and what it comes to; below is below, equal is not.

    >>> judge("L" * 12 + "P" * 19)
    Judgement(limit=20, dismiss_limit=15, result='short')
    """
    return judge_totals(totals(days, parameters), len(days), parameters)


def judge_totals(found: Totals, calendar: int, parameters: Parameters = PARAMETERS) -> Judgement:
    """The same from sums alone, as a month that was closed on paper has them.

    :param calendar: days of the month

    >>> judge_totals(Totals(service=31, at_post=14, special=0, unapproved=10), 31)
    Judgement(limit=20, dismiss_limit=15, result='ground')
    """
    limit = _share(parameters.min_days, found, calendar, parameters)
    dismiss_limit = _share(parameters.dismiss_days, found, calendar, parameters)
    if found.service < parameters.prorate_min_service:
        result = INFORMATIVE
    elif found.at_post < dismiss_limit:
        result = GROUND
    elif found.at_post < limit:
        result = SHORT
    else:
        result = MET
    return Judgement(limit, dismiss_limit, result)


def of_person(
    posts: Iterable[Totals], calendar: int, parameters: Parameters = PARAMETERS
) -> tuple[Totals, Judgement]:
    """R097, R099 (our reading): the month is the person's, whatever posts he held in it.

    Clause 11 speaks of who works at an outpost in the month and names no bureau: the days of all
    posts are added and judged once, by limits of all days in service.

    :param posts: totals of each post; nobody serves in two on one day
    :param calendar: days of the month

    >>> moved = [Totals(service=14, at_post=7, special=0, unapproved=1),
    ...          Totals(service=16, at_post=7, special=0, unapproved=0)]
    >>> of_person(moved, 30)[1]
    Judgement(limit=20, dismiss_limit=15, result='ground')
    """
    found = list(posts)
    added = Totals(*(sum(getattr(each, name) for each in found) for name in TOTALS))
    return added, judge_totals(added, calendar, parameters)


def months_in_a_row(
    months: Sequence[tuple[str, int]], needed: int = 2, needs_unapproved: bool = True
) -> str | None:
    """R098, R099: what the last ``needed`` of consecutive months, oldest first, come to.

    Each month is (result, days away without leave). All short and, as we read 「不按规定坚持外出」,
    with such a day in each: a direct ground; short from granted absences alone: a reminder.
    """
    last = months[-needed:]
    if len(last) < needed or any(result not in (SHORT, GROUND) for result, _days in last):
        return None
    if needs_unapproved and not all(unapproved for _result, unapproved in last):
        return REMINDER
    return GROUND
