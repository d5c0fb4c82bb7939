from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class PackageRefundReverse(models.TransientModel):
    _name = "zhaoshang.package.refund.reverse"
    _description = "Reverse Money Returned"
    _inherit = ["zhaoshang.kept.links"]

    refund_id = fields.Many2one("zhaoshang.package.refund", "Payment", required=True, readonly=True)
    currency_id = fields.Many2one(related="refund_id.currency_id")
    amount = fields.Monetary(related="refund_id.amount")
    reverse_date = fields.Date(
        "Date of the reversal", required=True, default=lambda self: county_today(self.env)
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Cancel the entry by a storno reversal (R134)."""
        self.ensure_one()
        self.refund_id.action_reverse(self.reason, self.reverse_date)
        return {"type": "ir.actions.act_window_close"}
