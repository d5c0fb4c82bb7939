from odoo import models
from odoo.tools import get_lang


def _week(day):
    year, week, _weekday = day.isocalendar()
    return f"{year}年第{week}周"


LABELS = {
    "day": lambda day: f"{day:%Y-%m-%d}",
    "week": _week,
    "month": lambda day: f"{day.year}年{day.month}月",
    "quarter": lambda day: f"{day.year}年第{(day.month + 2) // 3}季度",
    "year": lambda day: f"{day.year}年",
}


class Base(models.AbstractModel):
    """Periods as Chinese writes them; Odoo has one order (七月 2026) for every language."""

    _inherit = "base"

    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        formatter = super()._web_read_group_groupby_formatter(groupby_spec, values)
        path, _colon, granularity = groupby_spec.partition(":")
        label = LABELS.get(granularity)
        if not label or "." in path or not get_lang(self.env).code.startswith("zh"):
            return formatter

        def formatter_in_chinese(value):
            shown, domain = formatter(value)
            return (shown[0], label(value)) if value else shown, domain

        return formatter_in_chinese
