"""What fell short in a month without being anybody's offence (R027, R030, R107).

Clause 11 names reports and absences alone, so these raise no step; the bulletin tells them as facts
of a bureau, in the order of the bureaus and never by their number (R137). Plain figures in,
sentences out: ``figures["shortfalls"]`` is a dictionary of lists, each line with ``bureau`` and

- ``weeks``: ``weeks``, each with ``first``, ``last``, ``found`` and ``required`` organisations
- ``books``: nothing more: the address book was not kept up
- ``projects``: ``number``, ``due`` and ``reported``, the day of a report that came late
- ``unreported``: ``count`` of the clear intentions whose day had passed without a report
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .visit import month_of


def sentences(shortfalls: dict) -> Iterator[tuple[str, str]]:
    """Yield (bureau, what is told of it).

    >>> list(sentences({"books": [{"bureau": "泉州驻外招商局"}]}))[0][1]
    '企业通信录本月未更新，也未说明“本月无变化”（第六条，R030）。'
    """
    for line in shortfalls.get("weeks", ()):
        weeks = "、".join(_week(week) for week in line["weeks"])
        yield line["bureau"], f"拜访企业少于规定家数：{weeks}（第六条，R027）。"
    for line in shortfalls.get("books", ()):
        yield line["bureau"], "企业通信录本月未更新，也未说明“本月无变化”（第六条，R030）。"
    for line in shortfalls.get("projects", ()):
        yield (
            line["bureau"],
            f"项目{line['number']}应于{_day(line['due'])}前报送，{_day(line['reported'])}报送"
            "（第十二条，R107）。",
        )
    for line in shortfalls.get("unreported", ()):
        yield (
            line["bureau"],
            f"有{line['count']}条投资意向明确的项目信息逾期未报送（第十二条，R107）。",
        )


def is_told(week: tuple[date, date], month: date, drawn_before: date | None) -> bool:
    """R028: a week is told with the month of its Friday; where it was still running when that
    month's figures were drawn, with the month after.

    :param week: Monday and Sunday
    :param drawn_before: the day on which the figures of the month before were drawn

    >>> last = date(2026, 10, 26), date(2026, 11, 1)
    >>> [is_told(last, date(2026, 11, 1), date(2026, 11, day)) for day in (1, 2)]
    [True, False]
    """
    monday, sunday = week
    return month_of(monday) == month or bool(drawn_before) and drawn_before <= sunday


def _week(week: dict) -> str:
    return f"{_day(week['first'])}至{_day(week['last'])}{week['found']}家（应{week['required']}家）"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"
