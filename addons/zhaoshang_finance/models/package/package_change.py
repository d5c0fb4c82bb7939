from odoo import fields, models

from ...rules.entitlement import LAPSED, Turn
from ...rules.schedule import ZERO
from ..zhaoshang_package import decimal_of


class PackageChange(models.Model):
    """A change of what a package is entitled to, by a person with a document (R124, R132, R133).

    The entitlement is the package as it was opened and the sum of these rows; a wrong one is
    answered by another, nothing is edited.
    """

    _name = "zhaoshang.package.change"
    _description = "Change of a Package"
    _inherit = ["zhaoshang.finance.commanded", "zhaoshang.package.part", "zhaoshang.audit.mixin"]
    _order = "id desc"
    _rec_name = "document"
    _zs_kept_in_bureau = True
    _zs_audit_fields = ("kind", "date", "month", "amount", "document")

    kind = fields.Selection(
        [
            ("resized", "Another headcount"),
            ("closed", "Closed in the year"),
            ("opened", "Opened later"),
            ("suspended", "Suspended months lapsed"),
            ("carried_in", "Carried over from the year before"),
            ("carried_out", "Carried over into the next year"),
            ("returned", "To be returned at the end of the year"),
            ("lapsed", "Balance lapsed"),
            ("reopened", "Year opened again"),
        ],
        "Change",
        required=True,
    )
    date = fields.Date(required=True, help="The day of the change itself.")
    month = fields.Integer("Counts from month", aggregator=None)
    month_to = fields.Integer("Until month", aggregator=None)
    headcount = fields.Integer("New headcount", aggregator=None)
    standard = fields.Monetary("New annual standard", aggregator=None)
    amount = fields.Monetary(
        "Change of the package", required=True, help="What the entitlement rises or falls by."
    )
    reason = fields.Char()
    document = fields.Char("Document number", required=True)
    file = fields.Binary("Document", attachment=True, required=True)
    file_name = fields.Char()
    move_id = fields.Many2one("account.move", "Entry", readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", "Entered by", required=True)

    def _zs_turn(self):
        """This change of months or standard as the rules know it."""
        lapsed = -decimal_of(self.amount) if self.kind == LAPSED else ZERO
        return Turn(self.kind, self.month, decimal_of(self.standard), lapsed)

    def action_zs_open_entry(self):
        """Open the entry in accounting."""
        self.ensure_one()
        return self.move_id._get_records_action()
