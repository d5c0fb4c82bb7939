from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError

from ..models.package.package_settle import WAYS
from ..models.zhaoshang_package import decimal_of


class PackageSettle(models.TransientModel):
    """What is done with the balance of a year: returned, carried over, lapsed (R133)."""

    _name = "zhaoshang.package.settle"
    _description = "End of the Year"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    _zs_box_of = ("package_id",)
    _zs_box_list = "zhaoshang_finance.zhaoshang_package_action"

    package_id = fields.Many2one("zhaoshang.package", required=True, readonly=True)
    currency_id = fields.Many2one(related="package_id.currency_id")
    entitlement = fields.Monetary(related="package_id.entitlement")
    accepted = fields.Monetary(related="package_id.accepted")
    pending = fields.Monetary(related="package_id.pending")
    available = fields.Monetary("Balance", related="package_id.available")
    loan = fields.Monetary(related="package_id.loan")
    prepaid = fields.Monetary(related="package_id.prepaid")
    advance = fields.Monetary(related="package_id.advance")
    held = fields.Monetary("Held by the bureau", compute="_compute_held")
    undrawn = fields.Monetary("Never paid", compute="_compute_held")
    date = fields.Date("Day", required=True, default=lambda self: county_today(self.env))

    returned = fields.Monetary("To be returned")
    returned_document = fields.Char("Document of the return")
    returned_file = fields.Binary("File of the return")
    returned_file_name = fields.Char()
    carried = fields.Monetary("Carried over")
    carried_document = fields.Char("Document of the carry-over")
    carried_file = fields.Binary("File of the carry-over")
    carried_file_name = fields.Char()
    lapsed = fields.Monetary("Lapsing")
    lapsed_document = fields.Char("Document of the lapse")
    lapsed_file = fields.Binary("File of the lapse")
    lapsed_file_name = fields.Char()
    reason = fields.Char()
    rest = fields.Monetary("Left for late claims", compute="_compute_rest")
    refusal = fields.Char(compute="_compute_rest")

    @api.depends("package_id")
    def _compute_held(self):
        for wizard in self:
            wizard.package_id.check_access("read")
            balance = wizard.package_id.sudo()._zs_balance()
            wizard.held, wizard.undrawn = float(balance.held), float(balance.undrawn)

    @api.depends("package_id", "date", *WAYS)
    def _compute_rest(self):
        """What would be refused is told while it is typed."""
        for wizard in self:
            wizard.package_id.check_access("read")
            amounts = {way: decimal_of(wizard[way]) for way in WAYS}
            wizard.rest = wizard.available - float(sum(amounts.values()))
            wizard.refusal = False
            if any(amounts.values()):
                try:
                    if amounts["carried"]:
                        wizard.package_id.sudo()._zs_next_package()
                    day = wizard.date or county_today(self.env)  # while it is being typed
                    wizard.package_id.sudo()._zs_check_settlement(amounts, day)
                except UserError as refused:
                    wizard.refusal = str(refused)

    def action_confirm(self):
        """Enter what the documents say (clause 13, R128, R133)."""
        self.ensure_one()
        papers = {
            way: {
                "document": self[f"{way}_document"],
                "file": self[f"{way}_file"],
                "file_name": self[f"{way}_file_name"],
                "reason": self.reason,
            }
            for way in WAYS
        }
        amounts = {way: self[way] for way in WAYS}
        self.package_id.action_zs_settle(self.date, amounts, papers)
        return {"type": "ir.actions.act_window_close"}
