"""The list of arrivals that were recognised on paper before the start (R023): rows to plans.

The opening import of the investment bureau. The words for what is refused are the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from .sheet import (
    Columns,
    Line,
    Plan,
    Row,
    Violation,
    once_each,
    plain,
    read,
    tidy,
    to_amount,
    to_date,
)

# column -> headings it is known by, spaces and width ignored
HEADINGS = {
    "project": ("项目编号", "项目", "项目代号"),
    "day": ("到资日期", "日期"),
    "amount": ("到资金额（万元）", "到资金额", "金额（万元）", "金额"),
    "note": ("备注",),
}
COLUMNS = Columns(HEADINGS, ("project", "day", "amount"), "project")
UNIT = "万元"
CENT = Decimal("0.01")  # as finely as arrivals are kept
MOST = Decimal(10**9)


@dataclass(frozen=True)
class Record:
    """One arrival of the past."""

    project: int | None  # the caller's handle
    label: str
    day: date | None
    amount: Decimal | None  # 10,000 yuan
    note: str = ""

    @property
    def key(self) -> tuple:
        """Which arrival it is: one project, one day, one amount."""
        return self.project, self.day, self.amount


@dataclass(frozen=True)
class Reference:
    """What the rows are checked against."""

    projects: Mapping[str, int]  # number or codename, plain -> handle
    known: Mapping[tuple, bool]  # key of an arrival on record -> whether it is a draft still
    today: date


def plan_import(rows: Sequence[Sequence], reference: Reference) -> Plan:
    """R023: what importing ``rows`` would do; nothing may be imported unless ``plan.ok``."""
    refused, found, start = read(rows, COLUMNS)
    if refused:
        return refused
    lines = once_each([_read_row(row, reference) for row in found], "R023")
    return Plan(
        lines=tuple(_against_record(line, reference.known) for line in lines), header_row=start
    )


def _read_row(row: Row, reference: Reference) -> Line:
    if row.error_cells:
        return Line(row.number, "error", row.cells, violations=row.error_cells)
    label = plain(row.values["project"])
    record = Record(
        project=reference.projects.get(label),
        label=label,
        day=to_date(row.values["day"]),
        amount=_amount(row.values["amount"]),
        note=tidy(row.values["note"]),
    )
    wrong = tuple(_wrong(record, row, reference))
    return Line(row.number, "error" if wrong else "new", row.cells, record, violations=wrong)


def _amount(value: Any) -> Decimal | None:
    amount = to_amount(value, UNIT)
    return amount.quantize(CENT) if amount is not None and abs(amount) < MOST else None


def _wrong(record: Record, row: Row, reference: Reference) -> Iterable[Violation]:
    """R023: what stands in a cell and cannot be meant."""
    texts = {name: plain(row.values[name]) for name in COLUMNS.required}
    empty = [name for name, text in texts.items() if not text]
    for name in empty:
        yield Violation("empty", "R023", {"column": COLUMNS.title(name)})
    if "project" not in empty and record.project is None:
        yield Violation("unknown_project", "R023", {"text": record.label})
    if "day" not in empty and record.day is None:
        values = {"column": COLUMNS.title("day"), "text": texts["day"]}
        yield Violation("bad_date", "R023", values)
    if record.day and record.day > reference.today:
        yield Violation("ahead", "R023", {"text": texts["day"]})
    if "amount" not in empty and not (record.amount and record.amount > 0):
        yield Violation("bad_amount", "R023", {"text": texts["amount"]})


def _against_record(line: Line, known: Mapping[tuple, bool]) -> Line:
    """What is on record is not reported again; a draft waits there for its report."""
    if line.action == "error" or line.record.key not in known:
        return line
    drafted = known[line.record.key]
    return replace(
        line,
        action="unchanged",
        warnings=(Violation("on_record_draft", "R023"),) if drafted else (),
    )
