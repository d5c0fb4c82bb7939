"""Clause 12: how a project is reported, who moves it on, and how long it may rest (R106–R113).

Values in, violations out; nothing here looks at a clock or a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from .calendar import WorkCalendar
from .names import normalised_name

DRAFT, REPORTED, ACCEPTED, INSPECTION = "draft", "reported", "accepted", "inspection"
SCREENED, NEGOTIATION, LEADING_GROUP = "screened", "negotiation", "leading_group"
SIGNED, STARTED, FUNDED, PRODUCING = "signed", "started", "funded", "producing"
RETURNED, PAUSED, DROPPED = "returned", "paused", "dropped"

#: R108: the way of a project; no stage is skipped
WAY = (
    DRAFT, REPORTED, ACCEPTED, INSPECTION, SCREENED, NEGOTIATION, LEADING_GROUP,
    SIGNED, STARTED, FUNDED, PRODUCING,
)  # fmt: skip
ASIDE = (RETURNED, PAUSED, DROPPED)
#: at the investment bureau, and so able to be returned, paused or dropped
UNDER_WAY = WAY[1:-1]
#: what the bureau may still write
BUREAU_EDITS = (DRAFT, RETURNED)
#: moves that say why
NEEDS_REASON = frozenset(ASIDE)

BUREAU, AUTHORITY = "bureau", "authority"


def _transitions() -> dict[str, frozenset[str]]:
    table = {stage: {following} for stage, following in zip(WAY, WAY[1:], strict=False)}
    for stage in UNDER_WAY:
        table[stage] |= set(ASIDE)
    table[PRODUCING] = set()
    table[RETURNED] = {REPORTED, DROPPED}
    table[PAUSED] = {*UNDER_WAY, DROPPED}  # in fact back where it was: see ``allowed``
    table[DROPPED] = set()
    return {stage: frozenset(to) for stage, to in table.items()}


#: R108, R109: {stage: stages that may follow}
TRANSITIONS = _transitions()


@dataclass(frozen=True)
class Violation:
    """What stands against a move or a report: the rule and the figures that its text names."""

    rule: str
    code: str
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """One project going from one stage to another, and who moves it."""

    stage: str
    to: str
    movers: frozenset[str]  # BUREAU, AUTHORITY
    reason: str = ""
    paused_from: str | None = None


def mover(to: str) -> str:
    """R106, R108, R109: the bureau reports, the investment bureau alone does everything else."""
    return BUREAU if to == REPORTED else AUTHORITY


def allowed(stage: str, paused_from: str | None = None) -> frozenset[str]:
    """Return the stages that may follow ``stage``; a paused one goes back where it was (R108)."""
    if stage == PAUSED:
        return frozenset({paused_from, DROPPED} - {None})
    return TRANSITIONS[stage]


def following(stage: str) -> str | None:
    """Return the next stage on the way, or None at its end and aside from it."""
    if stage not in WAY or stage == WAY[-1]:
        return None
    return WAY[WAY.index(stage) + 1]


def move_violations(move: Move) -> list[Violation]:
    """R108, R109: what stands against a move, the first reason first."""
    found = []
    resumes = move.stage == PAUSED and move.to == move.paused_from
    who = AUTHORITY if resumes else mover(move.to)
    if who not in move.movers:
        rule = "R109" if move.to == LEADING_GROUP else "R106" if who == BUREAU else "R108"
        code = f"not_{who}" if move.to != LEADING_GROUP else "not_leading_group"
        found.append(Violation(rule, code, {"to": move.to}))
    if move.to not in allowed(move.stage, move.paused_from):
        way_on = move.paused_from if move.stage == PAUSED else following(move.stage)
        figures = {"stage": move.stage, "to": move.to, "next": way_on}
        found.append(Violation("R108", "out_of_turn", figures))
    if move.to in NEEDS_REASON and not move.reason.strip():
        found.append(Violation("R108", "reason", {"to": move.to}))
    return found


def is_mature(mature: bool, to: str, mature_stage: str = INSPECTION) -> bool:
    """R111: mature once the stage has been reached; what was mature stays so."""
    if mature or to not in WAY:
        return mature
    return WAY.index(to) >= WAY.index(mature_stage)


def report_due(clear_on: date | None, days: int, calendar: WorkCalendar) -> date | None:
    """R107: the last day in time, ``days`` working days after the intention became clear."""
    return calendar.add_working(clear_on, days) if clear_on else None


def stage_due(entered_on: date, limit: int) -> date | None:
    """Return the day after which a project is stuck in its stage; no limit where it is 0."""
    return entered_on + timedelta(days=limit) if limit else None


@dataclass(frozen=True)
class Report:
    """What a bureau is about to report (R106); amounts in 万元."""

    investor: str
    codename: str
    content: str = ""
    industry: str = ""
    fixed_investment: Decimal = Decimal(0)
    total_investment: Decimal = Decimal(0)
    contact: str = ""
    source: str = ""
    fits_plan: bool = False
    intention_clear_on: date | None = None
    today: date | None = None


def report_violations(report: Report) -> list[Violation]:
    """R106: both conditions of the clause, and all that the form has to say."""
    found = []
    missing = [
        name
        for name in ("investor", "content", "industry", "fixed_investment", "contact", "source")
        if not getattr(report, name)
    ]
    if missing:
        found.append(Violation("R106", "missing", {"names": missing}))
    if not report.intention_clear_on:
        found.append(Violation("R106", "no_intention"))
    elif report.today and report.intention_clear_on > report.today:
        found.append(Violation("R107", "future", {"day": report.intention_clear_on}))
    if not report.fits_plan:
        found.append(Violation("R106", "no_plan"))
    if report.total_investment and report.total_investment < report.fixed_investment:
        found.append(
            Violation(
                "R032",
                "total",
                {"total": report.total_investment, "fixed": report.fixed_investment},
            )
        )
    if names_investor(report.codename, report.investor):
        found.append(Violation("R110", "codename", {"codename": report.codename}))
    return found


@dataclass(frozen=True)
class Investor:
    """Who stands behind a project: its registered name and its credit code, where known."""

    name: str
    code: str = ""


def same_investor(reported: Investor, now: Investor) -> bool:
    """R113: whether a corrected report still names the firm that was reported first.

    The credit codes decide where both are known, else the names, however they are written.

    >>> same_investor(Investor("甲（宁波）公司"), Investor("甲(宁波)公司", "91110000600037341L"))
    True
    >>> same_investor(Investor("甲公司", "91110000600037341L"), Investor("乙公司"))
    False
    """
    if reported.code and now.code:
        return reported.code == now.code
    return normalised_name(reported.name) == normalised_name(now.name)


def names_investor(codename: str, investor: str) -> bool:
    """R110: whether a codename gives away the investor, whom it is there to keep.

    >>> names_investor("云梯精密铸件", "浙江云梯演示有限公司"), names_investor("项目A", "云梯公司")
    (False, False)
    >>> names_investor("云梯演示铸件", "云梯演示有限公司")
    True
    """
    investor, codename = normalised_name(investor), normalised_name(codename)
    return len(investor) > 1 and investor in codename


def holder_on(day: date, before: Sequence[tuple[int, date]], now: int) -> int:
    """R101, R023: who held a project on a day; a hand-over moves nothing that was counted.

    :param before: who held it, each with his last day, in the order of the hand-overs
    :param now: who holds it now

    >>> holder_on(date(2026, 3, 10), [(1, date(2026, 3, 9)), (2, date(2026, 5, 31))], 3)
    2
    """
    return next((holder for holder, last in before if day <= last), now)
