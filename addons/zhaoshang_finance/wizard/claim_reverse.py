from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class ClaimReverse(models.TransientModel):
    _name = "zhaoshang.claim.reverse"
    _description = "Reverse the Entry of a Claim"
    _inherit = ["zhaoshang.kept.links"]

    claim_id = fields.Many2one("zhaoshang.claim", required=True, readonly=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    accepted_amount = fields.Monetary(related="claim_id.accepted_amount")
    posted_on = fields.Date(related="claim_id.posted_on")
    reverse_date = fields.Date(
        "Date of the reversal", required=True, default=lambda self: county_today(self.env)
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Cancel the entry by a storno reversal; the claim can be posted again (R134)."""
        self.ensure_one()
        self.claim_id.action_reverse(self.reason, self.reverse_date)
        return {"type": "ir.actions.act_window_close"}
