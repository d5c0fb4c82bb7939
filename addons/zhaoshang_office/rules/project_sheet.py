"""Past projects from a spreadsheet: rows in, projects or the reasons against them out (R032).

The opening import of the investment bureau. The words for what is refused are the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from . import project as rules
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
    to_amount,
    to_date,
)

# column -> headings it is known by, spaces and width ignored
HEADINGS = {
    "codename": ("项目代号", "代号", "项目名称", "项目"),
    "bureau": ("驻外招商局", "招商局", "报送单位", "单位"),
    "investor": ("投资方", "投资单位", "投资企业", "投资商"),
    "stage": ("阶段", "项目阶段", "进展", "当前阶段"),
    "reported_on": ("报送日期", "报送时间", "首报日期"),
    "stage_on": ("进入本阶段日期", "本阶段日期", "阶段日期"),
    "uscc": ("统一社会信用代码", "信用代码", "社会信用代码"),
    "contact": ("投资方联系人", "联系人"),
    "phone": ("联系电话", "电话", "手机"),
    "industry": ("产业", "产业类别", "行业"),
    "industrial": ("工业项目", "是否工业项目", "是否工业"),
    "fixed_investment": ("固定资产投资（万元）", "固定资产投资", "固投（万元）", "固投"),
    "total_investment": ("总投资（万元）", "总投资"),
    "land_mu": ("用地需求（亩）", "用地（亩）", "用地"),
    "intention_clear_on": ("意向明确日期", "意向日期"),
    "content": ("项目内容", "建设内容", "内容"),
    "source": ("信息来源", "来源"),
}
COLUMNS = Columns(HEADINGS, ("codename", "bureau", "investor", "stage", "reported_on"), "codename")
DATES = ("reported_on", "stage_on", "intention_clear_on")
AMOUNTS = ("fixed_investment", "total_investment", "land_mu")
#: what a second import may bring up to date; the stage moves by its buttons alone
CONTENT = (
    "investor", "uscc", "contact", "phone", "industry", "industrial", *AMOUNTS,
    "intention_clear_on", "content", "source",
)  # fmt: skip
YES = {"是": True, "√": True, "1": True, "工业": True, "否": False, "0": False, "非工业": False}


@dataclass(frozen=True)
class Record:
    """One project of the past; what the sheet leaves empty stays as it is on record."""

    codename: str
    bureau: str
    investor: str
    stage: str = ""
    reported_on: date | None = None
    stage_on: date | None = None
    uscc: str = ""
    contact: str = ""
    phone: str = ""
    industry: str = ""
    industrial: bool | None = None
    fixed_investment: Decimal | None = None
    total_investment: Decimal | None = None
    land_mu: Decimal | None = None
    intention_clear_on: date | None = None
    content: str = ""
    source: str = ""
    handle: int = 0  # the caller's, of what is on record

    @property
    def key(self) -> tuple[str, str]:
        """Which project it is: one codename in one bureau."""
        return self.bureau, plain(self.codename)


@dataclass(frozen=True)
class Reference:
    """What the rows are checked against; words as the county's screens have them."""

    bureaus: Iterable[str]  # those with somebody in post
    stages: Mapping[str, str]  # word -> stage
    industries: Mapping[str, str]  # word -> industry
    known: Sequence[Record]
    today: date
    is_uscc: Callable[[str], bool]


def plan_import(rows: Sequence[Sequence], reference: Reference) -> Plan:
    """R032: what importing ``rows`` would do; nothing may be imported unless ``plan.ok``."""
    refused, found, start = read(rows, COLUMNS)
    if refused:
        return refused
    lines = once_each([_read_row(row, reference) for row in found], "R032")
    known = {record.key: record for record in reference.known}
    return Plan(lines=tuple(_against_record(line, known) for line in lines), header_row=start)


def _read_row(row: Row, reference: Reference) -> Line:
    if row.error_cells:
        return Line(row.number, "error", row.cells, violations=row.error_cells)
    values = {name: tidy(value) for name, value in row.values.items()}
    values["uscc"] = plain(row.values["uscc"]).upper()
    values["bureau"] = plain(row.values["bureau"])
    values["stage"] = reference.stages.get(plain(row.values["stage"]), "")
    values["industry"] = reference.industries.get(plain(row.values["industry"]), "")
    values["industrial"] = YES.get(plain(row.values["industrial"]))
    values |= {name: to_date(row.values[name]) for name in DATES}
    values |= {name: to_amount(row.values[name]) for name in AMOUNTS}
    record = Record(**values)
    wrong = tuple(_wrong(record, row, reference))
    return Line(row.number, "error" if wrong else "new", row.cells, record, violations=wrong)


def _wrong(record: Record, row: Row, reference: Reference) -> Iterable[Violation]:
    """R032: what stands in a cell and cannot be meant."""
    for name in COLUMNS.required:
        if not plain(row.values[name]):
            yield Violation("empty", "R032", {"column": COLUMNS.title(name)})
    if record.bureau and record.bureau not in reference.bureaus:
        yield Violation("unknown_bureau", "R032", {"text": record.bureau})
    yield from _wrong_words(record, row, reference)
    yield from _wrong_dates(record, row, reference)
    yield from _wrong_amounts(record, row)
    if record.uscc and not reference.is_uscc(record.uscc):
        yield Violation("bad_uscc", "R113", {"text": record.uscc})
    if rules.names_investor(record.codename, record.investor):
        yield Violation("codename", "R110", {"text": record.codename})
    if record.stage_on and record.reported_on and record.stage_on < record.reported_on:
        yield Violation("stage_before_report", "R032")


def _wrong_words(record: Record, row: Row, reference: Reference) -> Iterable[Violation]:
    words = (("stage", reference.stages), ("industry", reference.industries))
    for name, known in words:
        if plain(row.values[name]) and not getattr(record, name):
            values = {"column": COLUMNS.title(name), "text": plain(row.values[name]),
                      "words": "、".join(known)}  # fmt: skip
            yield Violation("unknown_word", "R032", values)


def _wrong_dates(record: Record, row: Row, reference: Reference) -> Iterable[Violation]:
    for name in DATES:
        text = plain(row.values[name])
        if text and getattr(record, name) is None:
            values = {"column": COLUMNS.title(name), "text": text}
            yield Violation("bad_date", "R032", values)
        elif getattr(record, name) and getattr(record, name) > reference.today:
            yield Violation("ahead", "R032", {"column": COLUMNS.title(name), "text": text})


def _wrong_amounts(record: Record, row: Row) -> Iterable[Violation]:
    for name in AMOUNTS:
        amount, text = getattr(record, name), plain(row.values[name])
        if text and (amount is None or amount < 0):
            values = {"column": COLUMNS.title(name), "text": text}
            yield Violation("bad_amount", "R032", values)


def _against_record(line: Line, known: Mapping[tuple, Record]) -> Line:
    """Tell new from changed from unchanged; a stage on record is moved by its buttons (R108)."""
    own = known.get(line.record.key) if line.record else None
    if line.action == "error" or own is None:
        return line
    if line.record.stage != own.stage:
        return refuse(line, [Violation("other_stage", "R108")])
    changes = tuple(
        name
        for name in CONTENT
        if getattr(line.record, name) not in (None, "")
        and getattr(line.record, name) != getattr(own, name)
    )
    action = "changed" if changes else "unchanged"
    return replace(line, action=action, known=own, changes=changes)
