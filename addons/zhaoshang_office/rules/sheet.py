"""What every imported sheet has in common: cells, headings, rows that are none, and the plan.

Nothing here reads a file or a table; the reader hands rows in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

SUMMARY = ("合计", "总计", "小计", "共计", "制表", "填表", "审核", "注:", "备注:", "说明:")
HEADER_SEARCH_ROWS = 20
FEWEST_HEADINGS = 3
EXCEL_EPOCH = date(1899, 12, 30)
ERROR_CELLS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA"}
)


@dataclass(frozen=True)
class Violation:
    """Why a row, or the whole sheet, is refused."""

    code: str
    rule: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One row of the sheet: what would become of it, or why nothing does."""

    row: int  # as the spreadsheet counts, from 1
    action: str  # new, changed, unchanged, error
    cells: tuple = ()
    record: Any = None
    known: Any = None
    changes: tuple[str, ...] = ()
    violations: tuple[Violation, ...] = ()
    warnings: tuple[Violation, ...] = ()


@dataclass(frozen=True)
class Plan:
    lines: tuple[Line, ...] = ()
    violations: tuple[Violation, ...] = ()
    header_row: int = 0

    @property
    def ok(self) -> bool:
        return not self.violations and all(line.action != "error" for line in self.lines)

    def count(self, action: str) -> int:
        return sum(line.action == action for line in self.lines)


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of sheet, with the headings each is known by."""

    headings: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    subject: str  # the column that names what a row is about

    def title(self, name: str) -> str:
        """Return the usual heading of a column."""
        return self.headings[name][0]

    def titles(self, names: Iterable[str] | None = None) -> str:
        """Return the usual headings of these columns, as a person reads them."""
        return "、".join(self.title(name) for name in names or self.required)

    def find(self, rows: Sequence[Sequence]) -> tuple[int, dict[str, int]] | None:
        """Return the index of the heading row and the place of each column in it.

        The row in which most headings are found, three at least; title rows above are passed
        over.
        """
        best = None
        aliases = {plain(alias): name for name, known in self.headings.items() for alias in known}
        for index, row in enumerate(rows[:HEADER_SEARCH_ROWS]):
            places: dict[str, int] = {}
            for place, cell in enumerate(row):
                name = aliases.get(plain(cell))
                if name:
                    places.setdefault(name, place)
            if len(places) >= FEWEST_HEADINGS and (best is None or len(places) > len(best[1])):
                best = index, places
        return best


@dataclass(frozen=True)
class Row:
    number: int  # as the spreadsheet counts, from 1
    cells: tuple
    values: Mapping[str, Any]  # by column; None where the sheet has no such column
    error_cells: tuple[Violation, ...] = ()


def read(rows: Sequence[Sequence], columns: Columns) -> tuple[Plan | None, list[Row], int]:
    """Return the plan of a sheet that cannot be used at all or None, its rows, and the heading's.

    Blank rows, totals, signatures below the table and a repeated heading are no rows of it.
    """
    header = columns.find(rows)
    if header is None:
        wrong = Violation("no_header", values={"headings": columns.titles()})
        return Plan(violations=(wrong,)), [], 0
    start, places = header
    missing = [name for name in columns.required if name not in places]
    if missing:
        wrong = Violation("missing_columns", values={"columns": columns.titles(missing)})
        return Plan(violations=(wrong,), header_row=start), [], start
    found = [
        row
        for offset, cells in enumerate(rows[start + 1 :])
        if (row := _row(start + 2 + offset, cells, places, columns))
    ]
    if not found:
        return Plan(violations=(Violation("no_rows"),), header_row=start), [], start
    return None, found, start


def _row(number: int, cells: Sequence, places: Mapping[str, int], columns: Columns) -> Row | None:
    first = next((text for text in map(plain, cells) if text), "")
    if not first or first.startswith(SUMMARY):
        return None
    values = dict.fromkeys(columns.headings)
    values |= {name: cells[place] for name, place in places.items() if place < len(cells)}
    subject = plain(values[columns.subject])
    if subject.startswith(SUMMARY) or subject in columns.headings[columns.subject]:
        return None
    texts = {name: plain(value) for name, value in values.items()}
    if not any(texts.values()):
        return None
    wrong = tuple(
        Violation(
            "error_cell", values={"cell": f"{column_letters(place)}{number}", "text": texts[name]}
        )
        for name, place in places.items()
        if texts[name].upper() in ERROR_CELLS
    )
    return Row(number, tuple(cells), values, wrong)


def refuse(line: Line, wrong: Sequence[Violation]) -> Line:
    """Return the line as refused, where anything stands against it."""
    if not wrong:
        return line
    return replace(line, action="error", violations=(*line.violations, *wrong))


def once_each(lines: Sequence[Line], rule: str) -> list[Line]:
    """Refuse rows whose records have the same ``key``; each is told the other."""
    rows: dict[tuple, list[int]] = {}
    for line in lines:
        if line.record and all(line.record.key):
            rows.setdefault(line.record.key, []).append(line.row)
    return [
        refuse(line, [Violation("twice", rule, {"row": other})])
        if (other := _other_row(line, rows))
        else line
        for line in lines
    ]


def _other_row(line: Line, rows: Mapping[tuple, list[int]]) -> int | None:
    same = rows.get(line.record.key, ()) if line.record else ()
    return next((row for row in same if row != line.row), None)


def column_letters(place: int) -> str:
    """Return how a spreadsheet names the column at ``place``, counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def plain(value: Any) -> str:
    """Return a cell as text without any space, full width folded to half width.

    >>> plain(" 甄　杭 远 "), plain("２０２５"), plain(3.0), plain(None)
    ('甄杭远', '2025', '3', '')
    """
    # an accent may have lost its space
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", _readable(value)))


def tidy(value: Any) -> str:
    """Return a cell as text: half width, single spaces, none beside a Chinese character.

    >>> tidy(" 杭州　机械 (集团) "), tidy("ABC  Holding"), tidy(571000.0)
    ('杭州机械(集团)', 'ABC Holding', '571000')
    """
    text = re.sub(r"\s+", " ", _readable(value)).strip()
    text = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)
    return unicodedata.normalize("NFKC", text)


def _readable(value: Any) -> str:
    """A cell as text, half width, without characters that nobody sees."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value))
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc"))


def to_date(value: Any) -> date | None:
    """Return the day a cell means: a date, a serial number, or a text in one of the usual forms.

    >>> to_date("2025年7月1日") == to_date("2025.7.1") == to_date("20250701") == date(2025, 7, 1)
    True
    >>> to_date(45839.0)
    datetime.date(2025, 7, 1)
    >>> to_date("七月一日") is None
    True
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(value)
    if re.fullmatch(r"\d{5}", text):
        return EXCEL_EPOCH + timedelta(days=int(text))
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text) or re.fullmatch(
        r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:0?0:00(?::00)?)?", text
    )
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def to_amount(value: Any, unit: str = "") -> Decimal | None:
    """Return the number a cell means, with or without ``unit`` behind it, or None.

    >>> to_amount("2,000万元", "万元"), to_amount(0.5), to_amount("NaN"), to_amount("很多")
    (Decimal('2000'), Decimal('0.5'), None, None)
    """
    try:
        amount = Decimal(plain(value).replace(",", "").removesuffix(unit))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None  # "NaN" is read as a number, too
