"""The opening sheet: what was before the first day of the software (R095, DESIGN of going live).

From which day on each bureau's duties are watched, and the sanctions that were served on paper, so
that the count of clause 11 goes on where it stood and day one creates nothing in the past. The
words for what is refused are the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
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
    refuse,
    tidy,
    to_date,
)

# column -> headings it is known by, spaces and width ignored
HEADINGS = {
    "kind": ("类别", "事项"),
    "bureau": ("驻外招商局", "局", "单位"),
    "name": ("姓名", "人员"),
    "day": ("日期", "起算日期", "送达日期"),
    "number": ("文号", "文件号", "发文字号"),
    "note": ("事由", "内容", "备注"),
}
COLUMNS = Columns(HEADINGS, ("kind", "bureau", "day"), "kind")

START = "start"
KINDS = {"起算日": START, "职责起算日": START, "通报批评": "criticism", "警示": "warning"}
STEPS = ("criticism", "warning")  # who was dismissed is no officer any more


@dataclass(frozen=True)
class Officer:
    """An appointment that the rows may name."""

    handle: int
    first: date
    last: date


@dataclass(frozen=True)
class Record:
    """One fact of the time before."""

    kind: str | None
    bureau: int | None
    officer: int | None
    label: str
    day: date | None
    number: str = ""
    note: str = ""

    @property
    def key(self) -> tuple:
        """Which fact it is: one start a bureau, one sanction of each kind an officer."""
        return self.kind, self.bureau if self.kind == START else self.officer


@dataclass(frozen=True)
class Reference:
    """What the rows are checked against."""

    bureaus: Mapping[str, int]  # plain name or city -> handle
    officers: Mapping[tuple[int, str], Officer]  # (bureau, plain name) -> appointment
    known: Mapping[tuple, tuple[date, str]]  # key on record -> (day, number)
    today: date


def plan_import(rows: Sequence[Sequence], reference: Reference) -> Plan:
    """What importing ``rows`` would do; nothing may be imported unless ``plan.ok``."""
    refused, found, start = read(rows, COLUMNS)
    if refused:
        return refused
    lines = once_each([_read_row(row, reference) for row in found], "R095")
    lines = [_against_record(line, reference.known) for line in lines]
    return Plan(lines=tuple(_in_order(lines, reference)), header_row=start)


def _read_row(row: Row, reference: Reference) -> Line:
    if row.error_cells:
        return Line(row.number, "error", row.cells, violations=row.error_cells)
    values = row.values
    bureau = reference.bureaus.get(plain(values["bureau"]))
    officer = reference.officers.get((bureau, plain(values["name"])))
    record = Record(
        kind=KINDS.get(plain(values["kind"])),
        bureau=bureau,
        officer=officer and officer.handle,
        label=tidy(values["name"]) or tidy(values["bureau"]),
        day=to_date(values["day"]),
        number=tidy(values["number"]),
        note=tidy(values["note"]),
    )
    wrong = tuple(_wrong(record, row, officer, reference))
    return Line(row.number, "error" if wrong else "new", row.cells, record, violations=wrong)


def _wrong(
    record: Record, row: Row, officer: Officer | None, reference: Reference
) -> Iterable[Violation]:
    """What stands in a cell and cannot be meant."""
    texts = {name: plain(value) for name, value in row.values.items()}
    empty = [name for name in COLUMNS.required if not texts[name]]
    for name in empty:
        yield Violation("empty", "R095", {"column": COLUMNS.title(name)})
    if "kind" not in empty and record.kind is None:
        yield Violation("unknown_kind", "R095", {"text": texts["kind"], "kinds": "、".join(KINDS)})
    if "bureau" not in empty and record.bureau is None:
        yield Violation("unknown_bureau", "R002", {"text": texts["bureau"]})
    if "day" not in empty and record.day is None:
        values: dict[str, Any] = {"column": COLUMNS.title("day"), "text": texts["day"]}
        yield Violation("bad_date", "R095", values)
    if record.kind in STEPS:
        yield from _wrong_sanction(record, officer, reference.today)


def _wrong_sanction(record: Record, officer: Officer | None, today: date) -> Iterable[Violation]:
    """R095: what was served has its day within the term, and its document."""
    if record.bureau and officer is None:
        yield Violation("unknown_officer", "R007", {"text": record.label})
    if not record.number:
        yield Violation("no_number", "R095")
    if record.day and record.day > today:
        yield Violation("ahead", "R095", {"day": record.day})
    elif record.day and officer and not officer.first <= record.day <= officer.last:
        values = {"day": record.day, "first": officer.first, "last": officer.last}
        yield Violation("outside_term", "R094", values)


def _against_record(line: Line, known: Mapping[tuple, tuple[date, str]]) -> Line:
    """What is on record is not imported again, and nothing is written over it."""
    if line.action == "error" or line.record.key not in known:
        return line
    day, number = known[line.record.key]
    same_number = line.record.kind == START or number == line.record.number
    if day == line.record.day and same_number:
        return replace(line, action="unchanged")
    values = {"day": day, "number": number}
    code = "start_known" if line.record.kind == START else "sanction_known"
    return refuse(line, [Violation(code, "R095", values)])


def _in_order(lines: Sequence[Line], reference: Reference) -> list[Line]:
    """R091, R092: a warning follows a public criticism that was served before it."""
    served = {key: day for key, (day, _number) in reference.known.items()}
    served |= {line.record.key: line.record.day for line in lines if line.action == "new"}
    checked = []
    for line in lines:
        if line.action == "new" and line.record.kind == "warning":
            before = served.get(("criticism", line.record.officer))
            if before is None or before > line.record.day:
                line = refuse(line, [Violation("no_criticism", "R092")])  # noqa: PLW2901
        checked.append(line)
    return checked
