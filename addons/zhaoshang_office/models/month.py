from odoo import fields

from .words import month_words


class Month(fields.Date):
    """A month, kept as a day in it; on screen the widget ``zs_month`` shows and chooses it."""

    def convert_to_export(self, value, record):
        """Return the month as text, as a spreadsheet is to show it: 2026年10月."""
        return month_words(record.env, value) if value else ""
