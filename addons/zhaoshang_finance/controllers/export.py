import re
from decimal import Decimal

from odoo import http
from odoo.addons.zhaoshang_office.controllers.export import PlainExcelExport

from ..models.book.trial_balance import EDGES
from ..models.zhaoshang_package import decimal_of

EDGE_OF = {"MIN": min, "MAX": max}


class TrialBalanceExport(PlainExcelExport):
    @http.route()
    def web_export_xlsx(self, data):
        return super().web_export_xlsx(data)

    def from_group_data(self, fields, columns_headers, groups):
        """Let a group of 余额表 open as its first month and close as its last, as on the screen."""
        if groups._model._name == "zhaoshang.trial.balance":
            take_edges(groups)
        return super().from_group_data(fields, columns_headers, groups)


def take_edges(group):
    """Replace the sums of what stood at a moment, in a group and all groups within it.

    Without the column of months nothing tells them apart: then no figure is better than a wrong.

    :return: the rows of the group
    """
    figures = dict(group.aggregated_values)  # first: Odoo adds up those of the groups within
    rows = [*group.data, *(row for child in group.children.values() for row in take_edges(child))]
    names = group._export_field_names
    for name in EDGES.keys() & set(names):
        figures[name] = None
        if "date" in names and rows:
            place, months = names.index(name), [_month(row[names.index("date")]) for row in rows]
            edge = EDGE_OF[EDGES[name]](months)
            amounts = (row[place] for row, month in zip(rows, months, strict=True) if month == edge)
            figures[name] = float(sum(map(decimal_of, amounts), Decimal(0)))
    group.aggregated_values = figures
    return rows


def _month(text):
    """Year and month of what the column of months says (2026年10月, 2026-10)."""
    return tuple(map(int, re.findall(r"\d+", text)))
