"""Read the first sheet of a workbook as rows of plain values; write one back with reasons."""

import csv
import io
import itertools
import zipfile
from datetime import datetime
from xml.parsers import expat

import openpyxl
import xlrd
import xlsxwriter
from openpyxl.utils.cell import range_boundaries

BIGGEST_FILE = 5 * 1024 * 1024
BIGGEST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
# a few thousand bytes can ask the readers for billions of cells: looked at before they do
MOST_ELEMENTS = 1_000_000  # of cells and their texts
MOST_OTHER_ELEMENTS = 100_000  # of formats, drawings and the like
MOST_MERGED_CELLS = 200_000
MACROS_IN_XLS = "_VBA_PROJECT".encode("utf-16-le")
# a byte order mark says it, else what Chinese Windows writes; GB18030 has every GBK character
ENCODINGS = ("utf-8-sig", "gb18030")


class NotASpreadsheet(Exception):
    """The file is no workbook that can be read."""


class HasMacros(NotASpreadsheet):
    """The file carries a macro project, whatever it is called."""


def read_rows(content: bytes, text: bool = False) -> list[list]:
    """Return the rows of the first sheet that is not empty.

    Cells formatted as dates become datetimes; cells merged downwards carry their value on every
    row; a formula's error stays as the text that the spreadsheet shows, like ``#REF!``. With
    ``text`` a comma separated file is read as well. Raises ``NotASpreadsheet`` for anything else.
    """
    if not content or len(content) > BIGGEST_FILE:
        raise NotASpreadsheet
    try:
        if content.startswith(b"PK"):
            sheets = _read_xlsx(content)
        elif content.startswith(xlrd.compdoc.SIGNATURE) or not text:
            sheets = _read_xls(content)
        else:
            sheets = [_read_csv(content)]
        return next((rows for rows in sheets if any(any(row) for row in rows)), [])
    except NotASpreadsheet:
        raise
    except Exception as error:  # the readers raise almost anything on a broken file
        raise NotASpreadsheet from error


def _read_csv(content):
    text = _decoded(content)
    if "\0" in text or text.lstrip().startswith("<"):
        raise NotASpreadsheet
    lines = text.splitlines()
    separator = max(",;\t", key="".join(lines[:20]).count)
    reader = itertools.islice(csv.reader(lines, delimiter=separator), MOST_ROWS + 1)
    rows = [[cell or None for cell in row] for row in reader]
    if len(rows) > MOST_ROWS:
        raise NotASpreadsheet
    return rows


def _decoded(content):
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotASpreadsheet


def _read_xls(content):
    if MACROS_IN_XLS in content:
        raise HasMacros
    book = xlrd.open_workbook(
        file_contents=content, formatting_info=True, logfile=io.StringIO(), on_demand=True
    )
    for sheet in map(book.sheet_by_index, range(book.nsheets)):
        if sheet.nrows > MOST_ROWS:
            raise NotASpreadsheet
        rows = [
            [_xls_value(cell, book.datemode) for cell in sheet.row(index)]
            for index in range(sheet.nrows)
        ]
        for top, bottom, left, right in sheet.merged_cells:
            _fill_down(rows, top, bottom, left, right)
        yield rows


def _xls_value(cell, datemode):
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    return cell.value


def check_xlsx(content):
    """Raise ``NotASpreadsheet`` for a workbook that would take all memory or time to read."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > BIGGEST_UNPACKED:
            raise NotASpreadsheet
        if any(part.filename.lower().endswith("vbaproject.bin") for part in parts.infolist()):
            raise HasMacros
        sizes = _Sizes()
        for part in parts.infolist():
            if part.filename.lower().endswith((".xml", ".rels")):
                with parts.open(part) as unpacked:
                    sizes.add(part.filename, unpacked)


class _Sizes:
    """How many elements and merged cells the parts of a workbook have, without building any."""

    def __init__(self):
        self.cells = self.others = self.merged = 0

    def add(self, name, unpacked):
        of_cells = name.lower().startswith(("xl/worksheets/", "xl/sharedstrings"))
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._count_cell if of_cells else self._count_other
        parser.EntityDeclHandler = self._refuse
        parser.ParseFile(unpacked)

    def _count_cell(self, tag, attributes):
        self.cells += 1
        if tag.rpartition(":")[2] == "mergeCell":
            left, top, right, bottom = range_boundaries(attributes["ref"])
            self.merged += (right - left + 1) * (bottom - top + 1)
        if self.cells > MOST_ELEMENTS or self.merged > MOST_MERGED_CELLS:
            raise NotASpreadsheet

    def _count_other(self, _tag, _attributes):
        self.others += 1
        if self.others > MOST_OTHER_ELEMENTS:
            raise NotASpreadsheet

    def _refuse(self, *_declared):
        raise NotASpreadsheet


def _read_xlsx(content):
    check_xlsx(content)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS:
            raise NotASpreadsheet
        last = min(sheet.max_column, MOST_COLUMNS)
        rows = [list(row) for row in sheet.iter_rows(max_col=last, values_only=True)]
        for span in sheet.merged_cells.ranges:
            _fill_down(rows, span.min_row - 1, span.max_row, span.min_col - 1, span.max_col)
        yield rows


def _fill_down(rows, top, bottom, left, right):
    """Repeat the value of a cell merged downwards; a title merged across stays where it is."""
    if right - left != 1:
        return
    for index in range(top + 1, min(bottom, len(rows))):
        if left < len(rows[index]) and left < len(rows[top]):
            rows[index][left] = rows[top][left]


def write_rows(rows, reasons, heading, header_row) -> bytes:
    """Return an .xlsx of ``rows`` with a last column: the reasons by row number, from 1."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    red = book.add_format({"font_color": "#C00000", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    width = max((len(row) for row in rows), default=0)
    for index, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(index, place, value, day)
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(index, place, value)
            elif value is not None:
                sheet.write_string(index, place, str(value))
        if reason := reasons.get(index + 1):
            sheet.write_string(index, width, reason, red)
    sheet.write_string(header_row, width, heading, bold)
    sheet.set_column(0, max(width - 1, 0), 14)
    sheet.set_column(width, width, 60)
    book.close()
    return out.getvalue()
