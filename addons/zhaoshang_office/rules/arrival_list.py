"""The list of arrivals that were recognised on paper before the start (R023): rows to plans.

Values in, lines out; a row that is not right says why, and then nothing is imported at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

PROJECT, DAY, AMOUNT, NOTE = "project", "day", "amount", "note"
#: heading of a column -> what it holds
HEADINGS = {
    "项目编号": PROJECT,
    "项目": PROJECT,
    "项目代号": PROJECT,
    "到资日期": DAY,
    "日期": DAY,
    "到资金额（万元）": AMOUNT,
    "到资金额": AMOUNT,
    "金额（万元）": AMOUNT,
    "金额": AMOUNT,
    "备注": NOTE,
}
NEEDED = (PROJECT, DAY, AMOUNT)


@dataclass(frozen=True)
class Line:
    """One row: what it means, or the codes of what is wrong with it."""

    row: int
    project: int | None = None
    label: str = ""
    day: date | None = None
    amount: Decimal | None = None
    note: str = ""
    problems: tuple[str, ...] = ()


def plain(value: Any) -> str:
    """Return a cell as text without spaces, half-width brackets made full.

    >>> plain(" 金额 (万元) ")
    '金额（万元）'
    """
    text = "" if value is None else str(value)
    return "".join(text.split()).replace("(", "（").replace(")", "）")


def header(rows: Sequence[Sequence]) -> tuple[int, dict[str, int]] | None:
    """Return the place of the heading row and its columns, or None where there is none."""
    for place, row in enumerate(rows):
        columns: dict[str, int] = {}
        for number, cell in enumerate(row):
            if (name := HEADINGS.get(plain(cell))) and name not in columns:
                columns[name] = number
        if all(name in columns for name in NEEDED):
            return place, columns
    return None


def read(rows: Sequence[Sequence], projects: Mapping[str, int], today: date) -> list[Line] | None:
    """Return a line for each row below the headings that says anything; None without headings.

    :param projects: number or codename -> id, of the county's projects
    """
    found = header(rows)
    if not found:
        return None
    place, columns = found
    lines = [
        _line(number, row, columns, projects, today)
        for number, row in enumerate(rows[place + 1 :], place + 2)
        if any(plain(_cell(row, columns, name)) for name in NEEDED)
    ]
    first = {}
    for line in lines:
        first.setdefault(_key(line), line.row)
    return [_once(line, first[_key(line)]) for line in lines]


def _line(number, row, columns, projects, today) -> Line:
    label = plain(_cell(row, columns, PROJECT))
    project = projects.get(label)
    day, amount = _day(_cell(row, columns, DAY)), _amount(_cell(row, columns, AMOUNT))
    problems = []
    if project is None:
        problems.append("project")
    if day is None:
        problems.append("day")
    elif day > today:
        problems.append("ahead")
    if amount is None or amount <= 0:
        problems.append("amount")
    note = plain(_cell(row, columns, NOTE)) if NOTE in columns else ""
    return Line(number, project, label, day, amount, note, tuple(problems))


def _key(line: Line) -> tuple:
    return line.project, line.day, line.amount


def _once(line: Line, first_row: int) -> Line:
    """The same project, day and amount twice in one list is a slip of the pen."""
    if line.problems or first_row == line.row:
        return line
    return replace(line, problems=("twice",))


def _cell(row, columns, name):
    number = columns.get(name)
    return row[number] if number is not None and number < len(row) else None


def _day(value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(value).replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    try:
        return date(*(int(part) for part in text.replace(".", "-").split("-")))
    except (TypeError, ValueError):
        return None


def _amount(value) -> Decimal | None:
    try:
        amount = Decimal(plain(value).replace(",", "").replace("，", "").removesuffix("万元"))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None  # "NaN" is read as a number, too
