"""A book as workbook: title, period, frozen heading, real numbers and days."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

import xlsxwriter

WIDTHS = {"account_id": 34, "bureau_id": 20, "move_name": 22, "summary": 44, "date": 16}
FIGURES = "#,##0.00;[Red]-#,##0.00;"
DAYS = 'yyyy"年"m"月"d"日"'
FIRST = 3  # rows of title, period and heading


@dataclass(frozen=True)
class Column:
    """A column of the workbook: what stands above it and which field fills it."""

    heading: str
    field: str
    kind: str
    choices: dict

    @classmethod
    def of(cls, field, env):
        choices = dict(field._description_selection(env)) if field.type == "selection" else {}
        return cls(field._description_string(env), field.name, field.type, choices)

    @property
    def figure(self):
        return self.kind == "monetary"

    @property
    def width(self):
        return WIDTHS.get(self.field, 16 if self.figure else 12)

    def text(self, row):
        value = row[self.field]
        if self.kind == "many2one":
            return value.sudo().display_name or ""
        return self.choices.get(value, value) or ""


def sheet_of(out, title, period, columns, rows, bold=(), total=""):
    """Return a workbook of ``rows`` as base64; what somebody typed is never a formula in it.

    :param bold: ids of rows that are totals
    :param total: the word of a last row that adds up every figure, or nothing
    """
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title[-31:].replace("/", " "))
    formats = {
        (kind, strong): book.add_format({"bold": strong, "border": 1, **its})
        for strong in (False, True)
        for kind, its in (
            ("monetary", {"num_format": FIGURES}),
            ("date", {"num_format": DAYS, "align": "center"}),
            ("text", {"text_wrap": True, "valign": "top"}),
        )
    }
    last = len(columns) - 1
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#E7EDF3"}
    )
    large = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, last, title, large)
    sheet.merge_range(1, 0, 1, last, period, book.add_format({"align": "center"}))
    for place, column in enumerate(columns):
        sheet.write_string(FIRST - 1, place, column.heading, head)
        sheet.set_column(place, place, column.width)
    for number, row in enumerate(rows, FIRST):
        for place, column in enumerate(columns):
            _write(sheet, number, place, column, row, formats, row.id in bold)
    if total and rows:
        _write_total(sheet, FIRST + len(rows), columns, rows, total, formats)
    sheet.freeze_panes(FIRST, 0)
    sheet.autofilter(FIRST - 1, 0, FIRST - 1 + len(rows), last)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, FIRST - 1)
    book.close()
    return b64encode(out.getvalue())


def _write(sheet, number, place, column, row, formats, strong):
    if column.figure:
        sheet.write_number(number, place, row[column.field], formats["monetary", strong])
    elif column.kind == "date":
        sheet.write_datetime(number, place, row[column.field], formats["date", strong])
    else:
        sheet.write_string(number, place, column.text(row), formats["text", strong])


def _write_total(sheet, number, columns, rows, total, formats):
    sheet.write_string(number, 0, total, formats["text", True])
    for place, column in enumerate(columns):
        if column.figure:
            amount = round(sum(row[column.field] for row in rows), 2)
            sheet.write_number(number, place, amount, formats["monetary", True])
