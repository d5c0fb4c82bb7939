"""Reporting duties of clause 8: the days they fall on, and whether they were met in time.

Plain values in, plain values out. All moments are aware and in the county's own time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

COUNTY = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
MONDAY = 0

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

    def add_working(self, day: date, count: int) -> date: ...


@dataclass(frozen=True)
class Duty:
    """One day on which a report is owed, for one or several Mondays that were merged into it."""

    due_on: date
    periods: tuple[date, ...]


@dataclass(frozen=True)
class Deadline:
    """``due_at`` is the last moment in time; from ``grace_end`` on a report counts as missing."""

    due_at: datetime
    grace_end: datetime


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
    reach = first
    while not calendar.is_working(reach - DAY):
        reach -= DAY
    merged: dict[date, list[date]] = {}
    for monday in mondays(reach, last):
        due_on = calendar.on_or_after(monday)
        if first <= due_on <= last:
            merged.setdefault(due_on, []).append(monday)
    return [Duty(due_on, tuple(periods)) for due_on, periods in sorted(merged.items())]


def moment(day: date, hour: float, zone: ZoneInfo = COUNTY) -> datetime:
    """The moment ``hour`` hours into a day of the county: 17.5 is half past five, 24 midnight."""
    return datetime.combine(day, time(0), zone) + timedelta(hours=hour)


def deadline(due_on: date, until: float = 18, grace_until: float = 24) -> Deadline:
    """R045: in time until 18:00; late until the same day 24:00, missed after."""
    return Deadline(moment(due_on, until), moment(due_on, grace_until))


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


def may_confirm(
    raised_on: date, today: date, answered: bool, calendar: Calendar, answer_days: int = 3
) -> bool:
    """R063: a finding is confirmed after the answer, or once the days for it are over."""
    return answered or today > answer_until(raised_on, calendar, answer_days)


def answer_until(raised_on: date, calendar: Calendar, answer_days: int = 3) -> date:
    """R063: the last day on which the person may still answer."""
    return calendar.add_working(raised_on, answer_days)
