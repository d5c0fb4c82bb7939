"""Reporting duties of clause 8: the days they fall on, and whether they were met in time.

Plain values in, plain values out. All moments are aware and in the county's own time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from .research import half_year

COUNTY = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
MONDAY = 0

MONDAY_CALL = "monday_call"
FRIDAY_REPORT = "friday_report"
MONTH_REPORT = "month_report"
BIMONTH_REPORT = "bimonth_report"
RESEARCH_REPORT = "research_report"
KINDS = (MONDAY_CALL, FRIDAY_REPORT, MONTH_REPORT, BIMONTH_REPORT, RESEARCH_REPORT)
# R048, R052, R096: each person calls; a report is the bureau's, one person answers for it.
OF_THE_BUREAU = KINDS[1:]
# R089: 「未按规定进行工作汇报」 means clause 8; the research report is clause 6 and makes no step.
ON_THE_LADDER = KINDS[:4]

DUE = "due"
DONE = "done"
LATE = "late"
MISSED = "missed"
EXCUSED = "excused"


class Calendar(Protocol):
    """What these rules ask of a calendar of working days."""

    def is_working(self, day: date) -> bool: ...

    def has_table(self, year: int) -> bool: ...

    def on_or_after(self, day: date) -> date: ...

    def on_or_before(self, day: date) -> date: ...

    def next_working(self, day: date) -> date: ...

    def working_days(self, first: date, last: date) -> list[date]: ...

    def add_working(self, day: date, count: int) -> date: ...


@dataclass(frozen=True)
class Duty:
    """One day on which a report is owed, for one or several periods that were merged into it.

    A period is named by its first day: the Monday of a week, the first of a month.
    """

    due_on: date
    periods: tuple[date, ...]


@dataclass(frozen=True)
class Deadline:
    """``due_at`` is the last moment in time; from ``grace_end`` on a report counts as missing."""

    due_at: datetime
    grace_end: datetime


@dataclass(frozen=True)
class Limits:
    """Dated parameters: hours of the county's day, days of grace."""

    monday_until: float = 18
    monday_grace: float = 24
    friday_until: float = 18
    friday_grace: float = 18
    month_grace: int = 3
    bimonth_grace: int = 3
    shift: str = "next"


DEFAULTS = Limits()


def mondays(first: date, last: date) -> Iterator[date]:
    """The Mondays from ``first`` to ``last``, both included."""
    day = first + DAY * ((MONDAY - first.weekday()) % 7)
    while day <= last:
        yield day
        day += 7 * DAY


def monday_calls(first: date, last: date, calendar: Calendar, shift: str = "next") -> list[Duty]:
    """Clause 8 「每周一以固定电话…汇报」: the days in the range on which the call is owed.

    R045, R049: one for each Monday, moved to the next working day; Mondays that meet on one day
    make one call. 2026-02-16 and 2026-02-23 are both holidays and give one call on 2026-02-24.
    With ``shift`` other than "next" the call of a Monday off is waived.

    A Monday before ``first`` belongs in when only days off lie between, so that a range cut
    anywhere gives the same duties as the whole.
    """
    if shift != "next":
        return [Duty(day, (day,)) for day in mondays(first, last) if calendar.is_working(day)]
    reach = _reach(first, calendar)
    days = ((monday, calendar.on_or_after(monday)) for monday in mondays(reach, last))
    return _merged(days, first, last)


def _reach(first: date, calendar: Calendar) -> date:
    """Return the first day off of those that lie directly before ``first``, else ``first``."""
    while not calendar.is_working(first - DAY):
        first -= DAY
    return first


def _merged(days: Iterable[tuple[date, date]], first: date, last: date) -> list[Duty]:
    """Make one duty of the (period, day) pairs whose days are the same (R049)."""
    merged: dict[date, list[date]] = {}
    for period, due_on in days:
        if first <= due_on <= last:
            merged.setdefault(due_on, []).append(period)
    return [Duty(due_on, tuple(periods)) for due_on, periods in sorted(merged.items())]


def friday_reports(first: date, last: date, calendar: Calendar, shift: str = "next") -> list[Duty]:
    """Clause 8 「每周五以传真或电子邮件汇报本周工作动态」: the days on which the report is owed.

    R051, R049: one for each week that has a working day, on its Friday or the working day after;
    Friday 2026-10-02 is a holiday: 10-08. The week of 2026-02-16 has no working day: none.
    """
    reach = first if shift != "next" else _reach(first, calendar)
    days = []
    for monday in mondays(reach - 6 * DAY, last):
        friday = monday + 4 * DAY
        if friday < reach or not calendar.working_days(monday, monday + 6 * DAY):
            continue
        if shift == "next" or calendar.is_working(friday):
            days.append((monday, calendar.on_or_after(friday)))
    return _merged(days, first, last)


def _firsts(kind: str, first: date, last: date) -> Iterator[date]:
    """The first days of the months, pairs of months or half-years that touch the range."""
    day = period_of(kind, first)
    while day <= last:
        yield day
        day = last_of(kind, day) + DAY


def period_of(kind: str, day: date) -> date:
    """Return the first day of the period of ``kind`` that ``day`` lies in.

    R028: Monday of the week; R054: first of the month; R056: of the odd month; R034: of the half.
    """
    if kind == MONTH_REPORT:
        return day.replace(day=1)
    if kind == BIMONTH_REPORT:
        return day.replace(month=day.month - (day.month - 1) % 2, day=1)
    if kind == RESEARCH_REPORT:
        return half_year(day).first
    return day - DAY * day.weekday()


def last_of(kind: str, first: date) -> date:
    """Return the last day of the period that begins on ``first``."""
    months = {MONTH_REPORT: 1, BIMONTH_REPORT: 2, RESEARCH_REPORT: 6}.get(kind)
    if not months:
        return first + 6 * DAY
    number = first.month - 1 + months
    return date(first.year + number // 12, number % 12 + 1, 1) - DAY


def period_reports(kind: str, first: date, last: date, calendar: Calendar) -> list[Duty]:
    """Clause 8 「每月末…」「每两月…」, clause 6 「每半年…」: due on the last working day.

    R054: 2026-10 on 10-30, 2026-02 on 02-28, a Saturday at work. R056: pairs 1–2, 3–4, …
    R035: 30 June and 31 December, or the working day before.
    """
    days = (
        (period, calendar.on_or_before(last_of(kind, period)))
        for period in _firsts(kind, first, last)
    )
    return _merged(days, first, last)


def duties(
    kind: str, first: date, last: date, calendar: Calendar, limits: Limits = DEFAULTS
) -> list[Duty]:
    """The duties of one kind that fall on the days from ``first`` to ``last``."""
    if kind == MONDAY_CALL:
        return monday_calls(first, last, calendar, limits.shift)
    if kind == FRIDAY_REPORT:
        return friday_reports(first, last, calendar, limits.shift)
    return period_reports(kind, first, last, calendar)


def duties_over(
    kind: str,
    first: date,
    last: date,
    calendar: Calendar,
    sets: Sequence[tuple[date, Limits]],
) -> list[Duty]:
    """The same over a stretch in which the parameters changed: each period by those of its day.

    R049, R139: a change of how days off are treated binds the weeks that begin from its day on.

    :param sets: (in force from, parameters) in the order of the days; the first holds before, too
    """
    if len({limits.shift for _since, limits in sets}) == 1:
        return duties(kind, first, last, calendar, sets[0][1])

    def in_force(day: date) -> Limits:
        return next((each for since, each in reversed(sets) if since <= day), sets[0][1])

    found: dict[date, set[date]] = {}
    for limits in {limits.shift: limits for _since, limits in sets}.values():
        for duty in duties(kind, first, last, calendar, limits):
            own = {day for day in duty.periods if in_force(day).shift == limits.shift}
            if own:
                found.setdefault(duty.due_on, set()).update(own)
    return [Duty(due_on, tuple(sorted(periods))) for due_on, periods in sorted(found.items())]


def horizon(kind: str, today: date, calendar: Calendar) -> date:
    """The last day on which a duty may fall whose period has begun by ``today``."""
    last = last_of(kind, period_of(kind, today))
    return calendar.on_or_after(last) if kind in (MONDAY_CALL, FRIDAY_REPORT) else last


def moment(day: date, hour: float, zone: ZoneInfo = COUNTY) -> datetime:
    """The moment ``hour`` hours into a day of the county: 17.5 is half past five, 24 midnight."""
    return datetime.combine(day, time(0), zone) + timedelta(hours=hour)


def deadline(due_on: date, until: float = 18, grace_until: float = 24) -> Deadline:
    """R045: in time until 18:00; late until the same day 24:00, missed after."""
    return Deadline(moment(due_on, until), moment(due_on, grace_until))


def deadline_of(kind: str, due_on: date, calendar: Calendar, limits: Limits = DEFAULTS) -> Deadline:
    """How long a duty of ``kind`` that falls on ``due_on`` is in time and counts as late.

    R051: Friday 18:00, late until the next working day 18:00. R054: the last working day, late for
    three calendar days: 2026-10 due 10-30, late on 11-02, missed on 11-03. R056: likewise, with a
    grace of its own. R035: the day itself, without grace.
    """
    if kind == MONDAY_CALL:
        return deadline(due_on, limits.monday_until, limits.monday_grace)
    if kind == FRIDAY_REPORT:
        following = calendar.next_working(due_on)
        return Deadline(moment(due_on, limits.friday_until), moment(following, limits.friday_grace))
    grace = {MONTH_REPORT: limits.month_grace, BIMONTH_REPORT: limits.bimonth_grace}.get(kind, 0)
    return Deadline(moment(due_on, 24), moment(due_on + grace * DAY, 24))


def answers_for(head, *acting, named=None, away: Iterable = ()):
    """R096, R015: who answers for a bureau's report: the head, while he is away who acts for him.

    A deputy answers only where the head named him for the item. Who is away answers for nothing;
    None where nobody is left.

    :param acting: whom the head named in his leave, then whom 组织部 has named for the bureau

    >>> answers_for("head", "in the leave", "for the bureau", away={"head", "in the leave"})
    'for the bureau'
    """
    absent = frozenset(away)
    present = (one for one in (named, head, *acting) if one is not None and one not in absent)
    return next(present, None)


def state(
    limit: Deadline, now: datetime, reported_at: datetime | None = None, excused: bool = False
) -> str:
    """R045, R047, R057: how a duty stands at ``now``.

    A report on the stroke of the deadline is in time, one on the stroke of midnight is missing.
    A report made in time counts even for somebody on leave; else the leave excuses.
    """
    if reported_at is not None and reported_at <= limit.due_at:
        return DONE
    if excused:
        return EXCUSED
    if reported_at is not None and reported_at < limit.grace_end:
        return LATE
    if now >= limit.grace_end:
        return MISSED
    return LATE if now > limit.due_at else DUE


@dataclass(frozen=True)
class Roll:
    """Who owes a call of a bureau and who is excused from it."""

    owed: frozenset
    excused: frozenset

    @property
    def nobody_at_post(self) -> bool:
        return not self.owed


def roll(people: Iterable, absent: Iterable, leave_excuses: bool = True) -> Roll:
    """R047: approved absence excuses, those at post owe the call; if nobody is, nobody owes it."""
    everybody = frozenset(people)
    excused = everybody & frozenset(absent) if leave_excuses else frozenset()
    return Roll(everybody - excused, excused)


def may_raise_finding(due_on: date, calendar: Calendar) -> bool:
    """No finding in a year without a published holiday table: its duties are only provisional."""
    return calendar.has_table(due_on.year)


def answer_until(raised_on: date, calendar: Calendar, answer_days: int = 3) -> date:
    """R063: the last day on which the person may still answer."""
    return calendar.add_working(raised_on, answer_days)
