from odoo import http
from odoo.addons.web.controllers.export import CSVExport, ExcelExport

# what a spreadsheet takes for the beginning of a formula; what Odoo looks for itself is less
FORMULA_IN_CSV = ("@", "\t", "\r")
FORMULA_IN_EXCEL = ("=", "{=")


def _plain(value, beginnings):
    """A text that somebody typed stays a text in the spreadsheet of who opens it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(beginnings) else value


def _plain_key(key):
    """The key of a group is its label, or a number and the label."""
    parts = key if isinstance(key, tuple) else (key,)
    plain = tuple(_plain(part, FORMULA_IN_EXCEL) for part in parts)
    return plain if isinstance(key, tuple) else plain[0]


class PlainCSVExport(CSVExport):
    @http.route()
    def web_export_csv(self, data):
        return super().web_export_csv(data)

    def from_data(self, fields, columns_headers, rows):
        plain = [[_plain(value, FORMULA_IN_CSV) for value in row] for row in rows]
        return super().from_data(fields, columns_headers, plain)


class PlainExcelExport(ExcelExport):
    @http.route()
    def web_export_xlsx(self, data):
        return super().web_export_xlsx(data)

    def from_data(self, fields, columns_headers, rows):
        plain = [[_plain(value, FORMULA_IN_EXCEL) for value in row] for row in rows]
        return super().from_data(fields, columns_headers, plain)

    def from_group_data(self, fields, columns_headers, groups):
        self._make_plain(groups)
        return super().from_group_data(fields, columns_headers, groups)

    def _make_plain(self, group):
        group.data = [[_plain(value, FORMULA_IN_EXCEL) for value in row] for row in group.data]
        group.children = {_plain_key(key): child for key, child in group.children.items()}
        for child in group.children.values():
            self._make_plain(child)
