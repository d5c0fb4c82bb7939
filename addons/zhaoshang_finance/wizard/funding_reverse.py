from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class FundingReverse(models.TransientModel):
    _name = "zhaoshang.funding.reverse"
    _description = "Reverse Funds Received"
    _inherit = ["zhaoshang.kept.links"]

    funding_id = fields.Many2one("zhaoshang.funding", "Payment", required=True, readonly=True)
    currency_id = fields.Many2one(related="funding_id.currency_id")
    amount = fields.Monetary(related="funding_id.amount")
    reverse_date = fields.Date(
        "Date of the reversal", required=True, default=lambda self: county_today(self.env)
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Cancel the entry by a storno reversal (R134)."""
        self.ensure_one()
        self.funding_id.action_reverse(self.reason, self.reverse_date)
        return {"type": "ir.actions.act_window_close"}
