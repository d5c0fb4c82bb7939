"""The staff roster: rows of a spreadsheet in, appointments or the reasons against them out.

Nothing here reads a file or a table; the reader hands rows in, the caller what is known already.
Each refused row names the rule by its number; the words are the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .sheet import Columns, Line, Plan, Row, Violation, plain, read, refuse, to_date

HEAD, DEPUTY = "head", "deputy"
ROLES = {"局长": HEAD, "副局长": DEPUTY}

# column -> headings it is known by, spaces and width ignored
HEADINGS = {
    "name": ("姓名", "名字"),
    "bureau": ("驻外招商局", "招商局", "所在招商局", "局别"),
    "role": ("职务", "驻外职务"),
    "host_unit": ("挂任单位", "挂职单位"),
    "host_post": ("挂任职务", "挂职职务"),
    "home_unit": ("原单位", "原工作单位"),
    "date_from": ("聘任起", "聘任开始", "聘期起", "聘任起始"),
    "date_to": ("聘任止", "聘任截止", "聘任结束", "聘期止"),
    "reason": ("说明", "备注"),
}
REQUIRED = ("name", "bureau", "role", "host_unit", "host_post", "home_unit", "date_from", "date_to")
COLUMNS = Columns(HEADINGS, REQUIRED, "name")


@dataclass(frozen=True)
class Known:
    """An appointment on record; ``key`` is the caller's handle for it."""

    key: int
    name: str
    home_unit: str
    bureau: str
    role: str
    host_unit: str
    host_post: str
    date_from: date
    date_to: date
    draft: bool = False


@dataclass(frozen=True)
class BureauFacts:
    code: str
    names: tuple[str, ...]
    opened_on: date
    headcount: int = 3
    closed_on: date | None = None


@dataclass(frozen=True)
class Reference:
    """What the rows are checked against."""

    bureaus: Sequence[BureauFacts]
    host_units: Mapping[str, tuple[bool, bool]]  # name -> (for heads, for deputies)
    known: Sequence[Known]
    longest_end: Callable[[date], date]


@dataclass(frozen=True)
class Record:
    name: str
    bureau: str
    role: str
    host_unit: str
    host_post: str
    home_unit: str
    date_from: date
    date_to: date
    reason: str = ""

    def overlaps(self, other: Record | Known) -> bool:
        return self.date_from <= other.date_to and other.date_from <= self.date_to

    def same_person(self, other: Record | Known) -> bool:
        """Same name; two home units that are both given and differ are two people."""
        units = {plain(self.home_unit), plain(other.home_unit)} - {""}
        return self.name == plain(other.name) and len(units) < 2


def bureau_of(text: str, bureaus: Iterable[BureauFacts]) -> BureauFacts | None:
    """Return the bureau a cell means: its city, its name or a usual short form of it."""
    wanted = _bureau_stem(text)
    for bureau in bureaus:
        if wanted and wanted in {_bureau_stem(name) for name in bureau.names}:
            return bureau
    return None


def _bureau_stem(text: str) -> str:
    return re.sub(r"驻外招商局|招商局|驻外|^驻|市|局$", "", plain(text))


def plan_import(rows: Sequence[Sequence], reference: Reference) -> Plan:
    """Return what importing ``rows`` would do; nothing may be imported unless ``plan.ok``."""
    refused, found, start = read(rows, COLUMNS)
    if refused:
        return refused
    lines = [_read_row(row, reference) for row in found]
    lines = [_check_known(line, reference) for line in _check_against_each_other(lines)]
    lines = _check_headcount(lines, reference)
    return Plan(lines=tuple(lines), header_row=start)


def _read_row(row: Row, reference: Reference) -> Line:
    if row.error_cells:
        return Line(row.number, "error", row.cells, violations=row.error_cells)
    texts = {name: plain(value) for name, value in row.values.items()}
    wrong = [
        Violation("empty", values={"column": COLUMNS.title(name)})
        for name in ("name", "bureau", "role", "date_from")
        if not texts[name]
    ]
    bureau = bureau_of(texts["bureau"], reference.bureaus)
    if texts["bureau"] and not bureau:
        wrong.append(Violation("unknown_bureau", "R002", {"bureau": texts["bureau"]}))
    role = ROLES.get(texts["role"])
    if texts["role"] and not role:
        wrong.append(Violation("unknown_role", "R004", {"role": texts["role"]}))
    days = {}
    for name in ("date_from", "date_to"):
        days[name] = to_date(row.values[name])
        if texts[name] and days[name] is None:
            values = {"column": COLUMNS.title(name), "text": texts[name]}
            wrong.append(Violation("bad_date", values=values))
    if wrong:
        return Line(row.number, "error", row.cells, violations=tuple(wrong))
    longest = reference.longest_end(days["date_from"])
    record = Record(
        name=texts["name"],
        bureau=bureau.code,
        role=role,
        host_unit=texts["host_unit"],
        host_post=texts["host_post"],
        home_unit=texts["home_unit"],
        date_from=days["date_from"],
        date_to=days["date_to"] or longest,
        reason=texts["reason"],
    )
    wrong = [
        *validate_term(record, longest),
        *validate_bureau(record, bureau),
        *validate_host_unit(record, reference.host_units),
    ]
    action = "error" if wrong else "new"
    return Line(row.number, action, row.cells, record, violations=tuple(wrong))


def validate_term(record: Record, longest: date) -> list[Violation]:
    """R007: an appointment ends after it begins and no later than its term."""
    if record.date_to < record.date_from:
        dates = {"from": record.date_from, "to": record.date_to}
        return [Violation("ends_before_start", "R007", dates)]
    if record.date_to > longest:
        return [Violation("term_too_long", "R007", {"to": record.date_to, "longest": longest})]
    return []


def validate_bureau(record: Record, bureau: BureauFacts) -> list[Violation]:
    """R003: nobody is appointed before a bureau opens or beyond its closing."""
    if record.date_from < bureau.opened_on:
        return [Violation("bureau_not_open", "R003", {"date": bureau.opened_on})]
    if bureau.closed_on and record.date_to > bureau.closed_on:
        return [Violation("bureau_closed", "R003", {"date": bureau.closed_on})]
    return []


def validate_host_unit(
    record: Record, host_units: Mapping[str, tuple[bool, bool]]
) -> list[Violation]:
    """R005, R006: everybody has a host unit; one that is not on the post's list has its reason."""
    rule = "R005" if record.role == HEAD else "R006"
    if not record.host_unit:
        return [Violation("no_host_unit", rule)]
    if record.host_unit not in host_units:
        return [Violation("unknown_host_unit", rule, {"unit": record.host_unit})]
    for_head, for_deputy = host_units[record.host_unit]
    listed = for_head if record.role == HEAD else for_deputy
    if listed or record.reason:
        return []
    return [Violation("host_unit_not_listed", rule, {"unit": record.host_unit})]


def _check_against_each_other(lines: Sequence[Line]) -> list[Line]:
    """R004, R008: two heads at once, or one person twice at once; both rows are told."""
    checked = []
    for line in lines:
        wrong = [
            Violation(code, rule, {"row": other.row, "name": other.record.name})
            for other in lines
            if line.record and other.record and other.row != line.row
            for code, rule in _conflicts(line.record, other.record)
        ]
        checked.append(refuse(line, wrong))
    return checked


def _conflicts(record: Record, other: Record | Known) -> list[tuple[str, str]]:
    if not record.overlaps(other):
        return []
    found = []
    if record.same_person(other):
        found.append(("person_twice", "R008"))
    elif record.role == other.role == HEAD and record.bureau == other.bureau:
        found.append(("second_head", "R004"))
    return found


def _check_known(line: Line, reference: Reference) -> Line:
    """Tell new from changed from unchanged, and refuse what clashes with appointments on record."""
    record = line.record
    if record is None:
        return line
    own = next((known for known in reference.known if _is_same(record, known)), None)
    wrong = [
        Violation(
            f"{code}_on_record",
            rule,
            {"name": known.name, "from": known.date_from, "to": known.date_to},
        )
        for known in reference.known
        if known is not own
        for code, rule in _conflicts(record, known)
    ]
    changes = _changes(record, own) if own else ()
    fixed = [COLUMNS.title(name) for name in changes if name in ("role", "date_to")]
    if own and not own.draft and fixed:
        wrong.append(Violation("confirmed_is_fixed", "R008", {"columns": "、".join(fixed)}))
    line = refuse(line, wrong)
    if line.action == "error":
        return line
    action = "new" if own is None else "changed" if changes else "unchanged"
    return replace(line, action=action, known=own, changes=changes)


def _is_same(record: Record, known: Known) -> bool:
    """The row speaks of this appointment: same name, bureau and first day."""
    return (record.name, record.bureau, record.date_from) == (
        plain(known.name),
        known.bureau,
        known.date_from,
    )


def _changes(record: Record, known: Known) -> tuple[str, ...]:
    names = ("role", "host_unit", "host_post", "home_unit", "date_to")
    return tuple(name for name in names if _comparable(record, name) != _comparable(known, name))


def _comparable(entry: Record | Known, name: str) -> Any:
    value = getattr(entry, name)
    return value if isinstance(value, date) else plain(value)


def _check_headcount(lines: Sequence[Line], reference: Reference) -> list[Line]:
    """R004: more deputies at once than the standard are possible, with a word of warning."""
    standard = {bureau.code: bureau.headcount for bureau in reference.bureaus}
    listed = [line.record for line in lines if line.record]
    mentioned = {line.known.key for line in lines if line.known}
    others = [known for known in reference.known if known.key not in mentioned]
    checked = []
    for line in lines:
        record = line.record
        if record and record.role == DEPUTY:
            count = sum(
                other.role == DEPUTY and other.bureau == record.bureau and record.overlaps(other)
                for other in [*listed, *others]
            )
            if count > standard[record.bureau] - 1:
                line = replace(
                    line,
                    warnings=(
                        Violation(
                            "many_deputies",
                            "R004",
                            {"count": count, "standard": standard[record.bureau]},
                        ),
                    ),
                )
        checked.append(line)
    return checked
