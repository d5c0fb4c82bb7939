"""A list of invoices in a spreadsheet, as a bureau keeps it or the tax office exports it (R126)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from odoo.addons.zhaoshang_office.rules.sheet import (
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

from ..rules import claim as rules

HEADINGS = {
    "number": ("发票号码", "数电票号码", "号码"),
    "code": ("发票代码",),
    # the tax office's export has a column for these, beside the other
    "digital": ("数电发票号码", "全电发票号码"),
    "day": ("开票日期", "日期"),
    "seller": ("销售方", "销方名称", "销售方名称", "开票单位"),
    "total": ("价税合计", "发票金额", "票面金额", "含税金额"),
    "amount": ("报销金额", "申请金额", "本次报销"),
    "category": ("费用类别", "类别", "支出类别"),
    "note": ("备注",),
}
COLUMNS = Columns(HEADINGS, ("number", "day", "total"), "number")
SHOWN = ("number", "code", "day", "seller", "total", "amount", "category", "note")
#: digits that a spreadsheet keeps of a number that is not text
MOST_DIGITS = 15
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Record:
    """One invoice of the list; ``category``: the caller's handle, None where none is named."""

    code: str
    number: str
    day: date | None
    seller: str
    total: Decimal | None
    amount: Decimal | None
    category: Any = None
    note: str = ""

    @property
    def key(self) -> tuple:
        """Which invoice it is."""
        return (self.code or "-", self.number)


def plan_import(rows: Sequence[Sequence], categories: Mapping[str, Any]) -> Plan:
    """What importing ``rows`` would do, before each is held against the law (R126).

    :param categories: ``{name, plain: handle}``
    """
    refused, found, start = read(rows, COLUMNS)
    if refused:
        return refused
    lines = once_each([_read_row(row, categories) for row in found], "R126")
    return Plan(lines=tuple(lines), header_row=start)


def _read_row(row: Row, categories: Mapping[str, Any]) -> Line:
    if row.error_cells:
        return Line(row.number, "error", row.cells, violations=row.error_cells)
    values = row.values
    number = values["digital"] if plain(values["digital"]) else values["number"]
    total = _amount(values["total"])
    record = Record(
        code=rules.normal_number(plain(values["code"])),
        number=rules.normal_number(plain(number)),
        day=to_date(values["day"]),
        seller=tidy(values["seller"]),
        total=total,
        amount=_amount(values["amount"]) if plain(values["amount"]) else total,
        category=categories.get(plain(values["category"])),
        note=tidy(values["note"]),
    )
    wrong = tuple(_wrong(record, row, number))
    return Line(row.number, "error" if wrong else "new", row.cells, record, violations=wrong)


def _amount(value) -> Decimal | None:
    amount = to_amount(value, "元")
    return amount.quantize(CENT) if amount is not None and abs(amount) < 10**9 else None


def _wrong(record, row, number):
    """What stands in a cell and cannot be meant."""
    texts = {name: plain(value) for name, value in row.values.items()}
    if not record.number:
        yield Violation("empty", "R125", {"column": COLUMNS.title("number")})
    elif isinstance(number, (int, float)) and len(record.number) > MOST_DIGITS:
        yield Violation("digits_lost", "R126", {"text": record.number, "most": MOST_DIGITS})
    for name in ("day", "total", "amount"):
        if name in COLUMNS.required and not texts[name]:
            yield Violation("empty", "R125", {"column": COLUMNS.title(name)})
        elif texts[name] and getattr(record, name) is None:
            code = "bad_date" if name == "day" else "bad_amount"
            yield Violation(code, "R125", {"column": COLUMNS.title(name), "text": texts[name]})
    if texts["category"] and record.category is None:
        yield Violation("unknown_category", "R126", {"text": texts["category"]})
