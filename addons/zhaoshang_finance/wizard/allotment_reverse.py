from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class AllotmentReverse(models.TransientModel):
    _name = "zhaoshang.allotment.reverse"
    _description = "Reverse a Payment"
    _inherit = ["zhaoshang.kept.links"]

    allotment_id = fields.Many2one("zhaoshang.allotment", "Payment", required=True, readonly=True)
    currency_id = fields.Many2one(related="allotment_id.currency_id")
    amount = fields.Monetary(related="allotment_id.amount")
    bank_date = fields.Date(related="allotment_id.bank_date")
    slip_number = fields.Char(related="allotment_id.slip_number")
    reverse_date = fields.Date(
        "Date of the reversal", required=True, default=lambda self: county_today(self.env)
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Cancel the entry by a storno reversal; the line can be paid again (R134)."""
        self.ensure_one()
        self.allotment_id.action_reverse(self.reason, self.reverse_date)
        return {"type": "ir.actions.act_window_close"}
