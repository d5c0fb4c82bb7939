"""A bureau's address book from a spreadsheet: rows in, contacts or the reasons against them out.

Clause 6 ①, R026 and R030. The words for what is refused are the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .names import normalised_name
from .sheet import Columns, Line, Plan, Row, Violation, plain, read, refuse, tidy, to_date

# column -> headings it is known by, spaces and width ignored
HEADINGS = {
    "organisation": ("单位名称", "企业名称", "公司名称", "单位", "企业", "公司", "拜访单位"),
    "name": ("姓名", "联系人", "联系人姓名", "联系人名称"),
    "category": ("类别", "单位类别", "企业类别", "单位性质", "类型"),
    "post": ("职务", "职位", "联系人职务"),
    "phone": ("电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式"),
    "wechat": ("微信", "微信号"),
    "email": ("电子邮箱", "邮箱", "电子邮件", "E-mail", "Email"),
    "native_place": ("籍贯", "祖籍"),
    "last_contact_on": ("最近联系", "最近联系日期", "最近联系时间", "最后联系", "最后联系日期"),
    "uscc": ("统一社会信用代码", "信用代码", "社会信用代码"),
    "note": ("备注", "说明"),
}
COLUMNS = Columns(HEADINGS, ("organisation", "name"), "organisation")
OF_ORGANISATION = ("category", "uscc")
OF_CONTACT = ("post", "phone", "wechat", "email", "native_place", "last_contact_on", "note")
FEWEST_DIGITS = 7
PHONE = re.compile(r"[\d\s()+\-/、,;转]+")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True)
class Record:
    """One contact of one organisation; what the sheet leaves empty stays as it is on record."""

    organisation: str
    name: str
    category: str = ""
    uscc: str = ""
    post: str = ""
    phone: str = ""
    wechat: str = ""
    email: str = ""
    native_place: str = ""
    last_contact_on: date | None = None
    note: str = ""

    @property
    def organisation_key(self) -> str:
        return normalised_name(self.organisation)

    @property
    def key(self) -> tuple[str, str]:
        """Who it is: one name at one organisation."""
        return self.organisation_key, plain(self.name)


@dataclass(frozen=True)
class Known(Record):
    """A contact on record; ``contact`` and ``holder`` are the caller's handles.

    An organisation without contacts has one entry with an empty name.
    """

    contact: int = 0
    holder: int = 0


@dataclass(frozen=True)
class Reference:
    """What the rows are checked against."""

    categories: Iterable[str]
    known: Sequence[Known]
    today: date
    is_uscc: Callable[[str], bool]


def plan_import(rows: Sequence[Sequence], reference: Reference) -> Plan:
    """Return what importing ``rows`` would do; nothing may be imported unless ``plan.ok``."""
    refused, found, start = read(rows, COLUMNS)
    if refused:
        return refused
    categories = {plain(name) for name in reference.categories}
    lines = [_read_row(row, categories, reference) for row in found]
    lines = _check_known(_check_against_each_other(lines), reference.known)
    return Plan(lines=tuple(lines), header_row=start)


def _read_row(row: Row, categories: set[str], reference: Reference) -> Line:
    if row.error_cells:
        return Line(row.number, "error", row.cells, violations=row.error_cells)
    record = Record(
        **{name: tidy(value) for name, value in row.values.items() if name not in _CLEANED},
        **{name: clean(row.values[name]) for name, clean in _CLEANED.items()},
    )
    wrong = [
        Violation("empty", "R030", {"column": COLUMNS.title(name)})
        for name in COLUMNS.required
        if not getattr(record, name)
    ]
    wrong += _bad_values(record, row, categories, reference)
    action = "error" if wrong else "new"
    return Line(row.number, action, row.cells, record, violations=tuple(wrong))


def _bad_values(
    record: Record, row: Row, categories: set[str], reference: Reference
) -> Iterable[Violation]:
    """R026, R030: what stands in a cell and cannot be meant."""
    when = row.values["last_contact_on"]
    if record.category and record.category not in categories:
        yield Violation("unknown_category", "R026", {"text": record.category})
    if record.phone and not is_phone(record.phone):
        yield Violation("bad_phone", "R030", {"text": record.phone})
    if record.email and not EMAIL.fullmatch(record.email):
        yield Violation("bad_email", "R030", {"text": record.email})
    if record.uscc and not reference.is_uscc(record.uscc):
        yield Violation("bad_uscc", "R030", {"text": record.uscc})
    if plain(when) and record.last_contact_on is None:
        column = COLUMNS.title("last_contact_on")
        yield Violation("bad_date", "R030", {"column": column, "text": plain(when)})
    if record.last_contact_on and record.last_contact_on > reference.today:
        yield Violation("contact_ahead", "R030", {"date": record.last_contact_on})


def is_phone(text: str) -> bool:
    """Tell whether a text can be dialled: seven digits at least, no letters.

    >>> is_phone("000-1234 5678"), is_phone("1.38E+10"), is_phone("无")
    (True, False, False)
    """
    return bool(PHONE.fullmatch(text)) and len(re.sub(r"\D", "", text)) >= FEWEST_DIGITS


_CLEANED = {
    "category": plain,
    "uscc": lambda value: plain(value).upper(),
    "email": plain,
    "wechat": plain,
    "last_contact_on": to_date,
}


def _check_against_each_other(lines: Sequence[Line]) -> list[Line]:
    """One contact stands once, and one organisation has one code; both rows are told."""
    rows: dict[tuple, list[int]] = {}
    said: dict[tuple, dict[str, int]] = {}
    for line in lines:
        if line.record:
            rows.setdefault(line.record.key, []).append(line.row)
            for _code, subject, value in _says(line.record):
                said.setdefault(subject, {}).setdefault(value, line.row)
    return [refuse(line, _conflicts(line, rows, said)) for line in lines]


def _says(record: Record) -> Iterable[tuple[str, tuple, str]]:
    """Return what a row says that every other row has to say, too: (code, about what, value)."""
    if record.uscc:
        yield "two_codes", ("uscc of", record.organisation_key), record.uscc
        yield "code_of_two", ("owner of", record.uscc), record.organisation_key
    if record.category:
        yield "two_categories", ("category of", record.organisation_key), record.category


def _conflicts(line: Line, rows: Mapping, said: Mapping) -> list[Violation]:
    if not line.record or not all(line.record.key):
        return []
    record, wrong = line.record, []
    others = [row for row in rows[record.key] if row != line.row]
    if others:
        values = {"name": record.name, "row": others[0]}
        wrong.append(Violation("contact_twice", "R030", values))
    for code, subject, value in _says(record):
        rivals = [row for other, row in said[subject].items() if other != value]
        if rivals:
            text = record.category if code == "two_categories" else record.uscc
            wrong.append(Violation(code, "R030", {"row": rivals[0], "text": text}))
    return wrong


def _check_known(lines: Sequence[Line], known: Sequence[Known]) -> list[Line]:
    """Tell new from changed from unchanged, and refuse what contradicts the address book."""
    people = {entry.key: entry for entry in reversed(known) if entry.name}
    holders = {entry.organisation_key: entry for entry in reversed(known)}
    codes = {entry.uscc: entry for entry in known if entry.uscc}
    checked = []
    for line in lines:
        if line.action == "error":
            checked.append(line)
            continue
        record = line.record
        holder = holders.get(record.organisation_key)
        wrong = _code_conflicts(record, holder, codes.get(record.uscc))
        if wrong:
            checked.append(refuse(line, wrong))
            continue
        own = people.get(record.key)
        changes = _changes(record, own, OF_CONTACT) if own else ()
        changes += _changes(record, holder, OF_ORGANISATION) if holder else ()
        action = "new" if own is None else "changed" if changes else "unchanged"
        checked.append(replace(line, action=action, known=own or holder, changes=changes))
    return checked


def _code_conflicts(record: Record, holder: Known | None, owner: Known | None) -> list[Violation]:
    wrong = []
    if owner and owner.organisation_key != record.organisation_key:
        values = {"text": record.uscc, "organisation": owner.organisation}
        wrong.append(Violation("code_on_record", "R030", values))
    if record.uscc and holder and holder.uscc and holder.uscc != record.uscc:
        wrong.append(Violation("other_code_on_record", "R030", {"text": holder.uscc}))
    return wrong


def _changes(record: Record, known: Known, names: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that the sheet fills and that differ; an empty cell changes nothing."""
    return tuple(
        name
        for name in names
        if getattr(record, name) and _comparable(record, name) != _comparable(known, name)
    )


def _comparable(entry: Record, name: str):
    value = getattr(entry, name)
    return value if isinstance(value, date) else plain(value)
