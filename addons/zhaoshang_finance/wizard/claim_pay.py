from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class ClaimPay(models.TransientModel):
    _name = "zhaoshang.claim.pay"
    _description = "Pay What Is Owed for a Claim"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    _zs_box_of = ("claim_id",)
    _zs_box_list = "zhaoshang_finance.claim_action"

    claim_id = fields.Many2one("zhaoshang.claim", required=True, readonly=True)
    user_id = fields.Many2one(related="claim_id.user_id")
    currency_id = fields.Many2one(related="claim_id.currency_id")
    payable = fields.Monetary(related="claim_id.payable")
    bank_date = fields.Date("Bank date", required=True, default=lambda self: county_today(self.env))
    slip_number = fields.Char("Bank slip", required=True)

    def action_confirm(self):
        """Pay the claimant (R128)."""
        self.ensure_one()
        self.claim_id.action_pay(self.bank_date, self.slip_number)
        return {"type": "ir.actions.act_window_close"}
