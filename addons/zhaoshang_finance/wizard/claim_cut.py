from odoo import api, fields, models


class ClaimCut(models.TransientModel):
    _name = "zhaoshang.claim.cut"
    _description = "Accept Less of an Invoice"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    _zs_box_of = ("line_id",)
    _zs_box_list = "zhaoshang_finance.claim_action"

    line_id = fields.Many2one("zhaoshang.claim.line", "Invoice", required=True, readonly=True)
    currency_id = fields.Many2one(related="line_id.currency_id")
    amount = fields.Monetary("Claimed", related="line_id.amount")
    cut = fields.Monetary("Not accepted", compute="_compute_cut", store=True, readonly=False)
    reason = fields.Char("Why not", compute="_compute_cut", store=True, readonly=False)
    left = fields.Monetary("Accepted", compute="_compute_left")

    @api.depends("line_id")
    def _compute_cut(self):
        for wizard in self:
            wizard.cut = wizard.line_id.cut
            wizard.reason = wizard.line_id.cut_reason

    @api.depends("amount", "cut")
    def _compute_left(self):
        for wizard in self:
            wizard.left = wizard.amount - wizard.cut

    def action_confirm(self):
        """Take it off the line, with the reason that the claimant reads (R129)."""
        self.ensure_one()
        self.line_id.action_cut(self.cut, self.reason)
        return {"type": "ir.actions.act_window_close"}
