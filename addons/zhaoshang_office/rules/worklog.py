"""Work logs of clause 8: the days that need one, and until when it may be written.

Plain values in, plain values out. ``models/reporting/worklog_day`` says the same in one SQL
statement for everybody at once; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from .presence import AT_POST

WRITTEN = "written"
OPEN = "open"
MISSING = "missing"
EXEMPT = "exempt"


def needs_log(working: bool, code: str) -> bool:
    """R044, our reading of 「详实记录驻外招商工作日志」: a working day at post needs a log.

    ``code`` is the day's code of ``rules.presence``; leave, escort and county duty are exempt.
    """
    return working and code == AT_POST


def write_until(day: date, backfill_days: int = 3, opened_until: date | None = None) -> date:
    """R044: the last day on which the log of ``day`` may be written or corrected.

    >>> write_until(date(2026, 11, 20))
    datetime.date(2026, 11, 23)
    """
    ordinary = day + timedelta(days=backfill_days)
    return max(ordinary, opened_until) if opened_until else ordinary


def state(written: bool, needed: bool, writable: bool) -> str:
    """R044: how one day stands. A missing log is told; it makes no ladder step (clause 11)."""
    if written:
        return WRITTEN
    if not needed:
        return EXEMPT
    return OPEN if writable else MISSING


def without_evidence(
    days: Iterable[tuple[date, bool]], limit: int = 3
) -> list[tuple[date, date, int]]:
    """R069, our reading: working days at post that follow each other without any evidence.

    :param days: (working day presumed at post, whether anything shows it), in their order; days
        off and days of a granted absence are left out, so that they neither break a run nor count
    :param limit: how long a run must be to be told (``no_evidence_days``); 0 tells of none
    :return: (first day, last day, how many working days) of each run. It is to be looked into by a
        person and counts as nothing.
    """
    runs: list[tuple[date, date, int]] = []
    run: list[date] = []
    for day, shown in [*days, (date.max, True)]:
        if not shown:
            run.append(day)
            continue
        if limit and len(run) >= limit:
            runs.append((run[0], run[-1], len(run)))
        run = []
    return runs
