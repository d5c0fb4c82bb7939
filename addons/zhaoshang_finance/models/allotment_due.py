from datetime import date

from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today

from ..rules.schedule import due_day


class Allotment(models.Model):
    """By when a month is to be paid, and which are late (clause 13, R123)."""

    _inherit = "zhaoshang.allotment"

    due_on = fields.Date(
        "Due by",
        compute="_compute_due_on",
        store=True,
        help="R123: “at the beginning of the month” is read as its fifth working day.",
    )
    late = fields.Boolean(compute="_compute_late")

    @api.depends("year", "month", "package_id.rule_set_id")
    def _compute_due_on(self):
        calendars = self.env["zhaoshang.workday"]
        for line in self:
            line.due_on = False
            if line.year and line.month:
                nth = line.package_id.sudo().rule_set_id.allot_day
                first, last = date(line.year, line.month, 1), date(line.year, 12, 31)
                calendar = calendars._calendar(first, last, line.company_id)
                line.due_on = due_day(line.year, line.month, nth, calendar)

    @api.depends("due_on", "state", "bank_date", "amount")
    def _compute_late(self):
        """Not paid by then, or paid later."""
        today = county_today(self.env)
        for line in self:
            paid = line.bank_date or today
            counts = line.state not in ("refused", "replaced")
            line.late = bool(line.due_on and line.amount) and counts and paid > line.due_on
