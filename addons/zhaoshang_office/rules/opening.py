"""The opening sheet: what was before the first day of the software (R095, DESIGN of going live).

From which day on each bureau's duties are watched, the sanctions that were served on paper, the
months that the office has signed, and the last results, so that the counts of clause 11 go on where
they stood and day one creates nothing in the past. The words for what is refused are the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .days import DAY, month_span
from .opening_month import DAYS, Figures, read_figures, read_month, wrong_month
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
    "day": ("日期或月份", "日期", "月份", "起算日期", "送达日期"),
    "number": ("文号", "文件号", "发文字号"),
    "service": ("在聘天数", "应在驻地天数"),
    "at_post": ("在驻地天数", "驻地天数"),
    "leave": ("轮休天数", "休假天数"),
    "special": ("特殊请假天数",),
    "absent": ("未经请假天数", "未请假天数"),
    "note": ("事由", "内容", "备注"),
}
COLUMNS = Columns(HEADINGS, ("kind", "bureau", "day"), "kind")

START, MONTH, RESULT, CORRECTION = "start", "month", "result", "month_correction"
MONTHS = (MONTH, CORRECTION)
NONE = frozenset({"无", "没有", "暂无"})  # in the place of the day: there was no result
NAMES = {
    "起算日": START,
    "通报批评": "criticism",
    "警示": "warning",
    "月出勤": MONTH,
    "月出勤更正": CORRECTION,
    "最近实绩": RESULT,
}
KINDS = NAMES | {"职责起算日": START, "月份出勤": MONTH, "最后实绩": RESULT}
START_NAME = next(iter(NAMES))
CORRECTION_NAME = next(name for name, kind in NAMES.items() if kind == CORRECTION)
STEPS = ("criticism", "warning")  # who was dismissed is no officer any more


@dataclass(frozen=True)
class Officer:
    """An appointment that the rows may name."""

    handle: int
    first: date
    last: date

    def serves(self, first: date, last: date) -> bool:
        return self.first <= last and first <= self.last


@dataclass(frozen=True)
class Record:
    """One fact of the time before; ``officers`` are those whom it is about."""

    kind: str | None
    bureau: int | None
    officer: int | None
    label: str
    day: date | None
    number: str = ""
    note: str = ""
    officers: tuple[int, ...] = ()
    figures: Figures | None = None
    none: bool = False  # R101: it was looked, and there was no result

    @property
    def key(self) -> tuple:
        """Which fact it is: one start a bureau, one sanction of each kind an officer, one month."""
        if self.kind == START or (self.kind == RESULT and not self.officer):
            return self.kind, self.bureau
        if self.kind in MONTHS:
            return MONTH, self.officer, self.day
        return self.kind, self.officer


@dataclass(frozen=True)
class Reference:
    """What the rows are checked against."""

    bureaus: Mapping[str, int]  # plain name or city -> handle
    officers: Mapping[tuple[int, str], Sequence[Officer]]  # (bureau, plain name) -> appointments
    known: Mapping[tuple, tuple[date, str]]  # key on record -> (day, number)
    today: date
    # (officer, month) -> figures and number as taken over; None where the month was closed here
    months: Mapping[tuple[int, date], tuple[Figures, str] | None] = field(default_factory=dict)
    results: Mapping[int, date] = field(default_factory=dict)  # officer -> the last one on paper
    without: frozenset[int] = frozenset()  # officers of whom it was said that there was none
    back_days: int = 31  # how far back a bureau may begin to be watched


def plan_import(rows: Sequence[Sequence], reference: Reference) -> Plan:
    """What importing ``rows`` would do; nothing may be imported unless ``plan.ok``."""
    refused, found, start = read(rows, COLUMNS)
    if refused:
        return refused
    lines = once_each([_read_row(row, reference) for row in found], "R095")
    lines = [_against_record(line, reference) for line in lines]
    lines = _in_order(lines, reference)
    return Plan(lines=tuple(_before_the_start(lines, reference)), header_row=start)


def _read_row(row: Row, reference: Reference) -> Line:
    if row.error_cells:
        return Line(row.number, "error", row.cells, violations=row.error_cells)
    values = row.values
    kind = KINDS.get(plain(values["kind"]))
    bureau = reference.bureaus.get(plain(values["bureau"]))
    day = read_month(values["day"]) if kind in MONTHS else to_date(values["day"])
    officer = _officer(reference, bureau, plain(values["name"]), kind, day)
    figures, unread = read_figures(values) if kind in MONTHS else (None, ())
    record = Record(
        kind=kind,
        bureau=bureau,
        officer=officer and officer.handle,
        label=tidy(values["name"]) or tidy(values["bureau"]),
        day=day,
        number=tidy(values["number"]),
        note=tidy(values["note"]),
        officers=_concerned(reference, bureau, officer, day),
        figures=figures,
        none=kind == RESULT and plain(values["day"]) in NONE,
    )
    wrong = [*_wrong(record, row, officer, reference)]
    wrong += [Violation("bad_days", "R068", {"column": COLUMNS.title(name)}) for name in unread]
    return Line(row.number, "error" if wrong else "new", row.cells, record, violations=tuple(wrong))


def _officer(
    reference: Reference, bureau: int | None, name: str, kind: str | None, day: date | None
) -> Officer | None:
    """Of several appointments of one name the one of the day or month, else the last."""
    known = reference.officers.get((bureau, name), ()) if bureau else ()
    for officer in known:
        if day and officer.serves(day, month_span(day).last if kind in MONTHS else day):
            return officer
    return known[-1] if known else None


def _concerned(
    reference: Reference, bureau: int | None, officer: Officer | None, day: date | None
) -> tuple[int, ...]:
    """Whom a row is about: the officer it names, else all who were in the bureau on the day."""
    if officer:
        return (officer.handle,)
    return tuple(
        each.handle
        for (where, _name), posts in reference.officers.items()
        for each in posts
        if where == bureau and day and each.serves(day, day)
    )


def _wrong(
    record: Record, row: Row, officer: Officer | None, reference: Reference
) -> Iterable[Violation]:
    """What stands in a cell and cannot be meant."""
    texts = {name: plain(value) for name, value in row.values.items()}
    empty = [name for name in COLUMNS.required if not texts[name]]
    for name in empty:
        yield Violation("empty", "R095", {"column": COLUMNS.title(name)})
    if "kind" not in empty and record.kind is None:
        yield Violation("unknown_kind", "R095", {"text": texts["kind"], "kinds": "、".join(NAMES)})
    if "bureau" not in empty and record.bureau is None:
        yield Violation("unknown_bureau", "R002", {"text": texts["bureau"]})
    if "day" not in empty and record.day is None and not record.none:
        values: dict[str, Any] = {"column": COLUMNS.title("day"), "text": texts["day"]}
        yield Violation("bad_month" if record.kind in MONTHS else "bad_date", "R095", values)
    names_nobody = record.bureau and officer is None and record.kind in (*STEPS, *MONTHS, RESULT)
    if names_nobody and (texts["name"] or record.kind != RESULT or record.none):
        yield Violation("unknown_officer", "R007", {"text": record.label})
    checks = {MONTH: _wrong_month, CORRECTION: _wrong_correction, RESULT: _wrong_result}
    yield from checks.get(record.kind or "", _wrong_sanction)(record, officer, reference.today)


def _wrong_sanction(record: Record, officer: Officer | None, today: date) -> Iterable[Violation]:
    """R095: what was served has its day within the term, and its document."""
    if record.kind in STEPS:
        if not record.number:
            yield Violation("no_number", "R095")
        yield from _wrong_day(record, officer, today, "R094")


def _wrong_result(record: Record, officer: Officer | None, today: date) -> Iterable[Violation]:
    """R101: a result that was, within the term, and which one it is; or that there was none."""
    if record.none:
        return
    if not record.note:
        yield Violation("no_note", "R101")
    yield from _wrong_day(record, officer, today, "R101")
    if record.day and record.day <= today and record.bureau and not record.officers:
        yield Violation("nobody_there", "R101", {"day": record.day})


def _wrong_day(
    record: Record, officer: Officer | None, today: date, rule: str
) -> Iterable[Violation]:
    if record.day and record.day > today:
        yield Violation("ahead", "R095", {"day": record.day})
    elif record.day and officer and not officer.serves(record.day, record.day):
        values = {"day": record.day, "first": officer.first, "last": officer.last}
        yield Violation("outside_term", rule, values)


def _wrong_month(record: Record, officer: Officer | None, today: date) -> Iterable[Violation]:
    """R139, R068: a month that is over, in service, with its document and figures that add up."""
    if not record.number:
        yield Violation("no_number", "R139")
    if record.day and officer and record.figures:
        yield from wrong_month(record.day, record.figures, officer.first, officer.last, today)


def _wrong_correction(record: Record, officer: Officer | None, today: date) -> Iterable[Violation]:
    """R139, R138: figures that were signed are replaced by such as can be, and with the reason."""
    if not record.note:
        yield Violation("no_reason", "R138")
    yield from _wrong_month(record, officer, today)


def earliest_start(today: date, back_days: int) -> date:
    """The first day from which a bureau may be watched: day one creates no past duties (R095).

    >>> earliest_start(date(2026, 11, 27), 31)
    datetime.date(2026, 10, 27)
    """
    return today - back_days * DAY


def _against_record(line: Line, reference: Reference) -> Line:
    """What is on record is not imported again, and nothing is written over it."""
    record = line.record
    if line.action == "error":
        return line
    if record.none:
        return _against_results(line, reference)
    if record.kind == RESULT:  # of several the last counts: one on record that is later stays
        on_record = [reference.results.get(officer, date.min) for officer in record.officers]
        stands = all(day >= record.day for day in on_record)
        return replace(line, action="unchanged") if stands else line
    if record.kind in MONTHS:
        return _against_months(line, reference.months)
    if record.key not in reference.known:
        return _not_far_back(line, reference) if record.kind == START else line
    day, number = reference.known[record.key]
    same_number = record.kind == START or number == record.number
    if day == record.day and same_number:
        return replace(line, action="unchanged")
    values = {"day": day, "number": number}
    code = "start_known" if record.kind == START else "sanction_known"
    return refuse(line, [Violation(code, "R095", values)])


def _not_far_back(line: Line, reference: Reference) -> Line:
    """R095: what was due long before is not called missing by software that was not there."""
    first = earliest_start(reference.today, reference.back_days)
    if line.record.day >= first:
        return line
    values = {"day": line.record.day, "first": first, "days": reference.back_days}
    return refuse(line, [Violation("start_far_back", "R095", values)])


def _against_results(line: Line, reference: Reference) -> Line:
    """R101: that there was none is said once, and not of somebody whose result is on record."""
    officer = line.record.officer
    if officer in reference.results:
        values = {"day": reference.results[officer]}
        return refuse(line, [Violation("result_known", "R101", values)])
    return replace(line, action="unchanged") if officer in reference.without else line


def _against_months(line: Line, months: Mapping) -> Line:
    record = line.record
    if (record.officer, record.day) not in months:
        if record.kind == MONTH:
            return line
        values = {"month": f"{record.day:%Y-%m}"}
        return refuse(line, [Violation("no_paper_month", "R139", values)])
    on_record = months[record.officer, record.day]
    if on_record is None:
        return refuse(line, [Violation("month_closed", "R139", {"month": f"{record.day:%Y-%m}"})])
    figures, number = on_record
    in_service = record.figures.service
    wanted = record.figures if in_service else replace(record.figures, service=figures.service)
    if (wanted, record.number) == (figures, number):
        return replace(line, action="unchanged")
    if record.kind == CORRECTION:
        names = [*(name for name in DAYS if getattr(wanted, name) != getattr(figures, name))]
        names += ["number"] if record.number != number else []
        return replace(line, action="changed", changes=tuple(names))
    values = {
        "month": f"{record.day:%Y-%m}",
        "days": figures.at_post,
        "number": number,
        "kind": CORRECTION_NAME,
    }
    return refuse(line, [Violation("month_known", "R139", values)])


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


def _before_the_start(lines: Sequence[Line], reference: Reference) -> list[Line]:
    """R095, R101, R139: what is on paper lies before the day from which the bureau is watched.

    From that day on a sanction is decided by its flow, and a result stands with its project.
    """
    starts = {key[1]: day for key, (day, _number) in reference.known.items() if key[0] == START}
    starts |= {
        line.record.bureau: line.record.day
        for line in lines
        if line.action == "new" and line.record.kind == START
    }
    checked = []
    for line in lines:
        if line.action == "new" and line.record.kind != START:
            late = _watched(line.record, starts.get(line.record.bureau))
            line = refuse(line, [late]) if late else line  # noqa: PLW2901
        checked.append(line)
    return checked


def _watched(record: Record, start: date | None) -> Violation | None:
    """What is wrong with a fact of the time after ``start``, when this software knows it itself."""
    if record.none:
        return None
    if record.kind == MONTH:
        values = {"month": f"{record.day:%Y-%m}", "start": start, "kind": START_NAME}
        if start is None:
            return Violation("no_start", "R095", values)
        return Violation("month_watched", "R139", values) if record.day >= start else None
    if start is None or record.day < start:
        return None
    values = {"day": record.day, "start": start}
    if record.kind == RESULT:
        return Violation("result_watched", "R101", values)
    return Violation("sanction_watched", "R095", values)
