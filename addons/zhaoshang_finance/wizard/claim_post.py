from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.arguments import chosen_of

LOAN, PREPAID = "loan", "prepaid"


class ClaimPost(models.TransientModel):
    _name = "zhaoshang.claim.post"
    _description = "Post Claims"
    _inherit = ["zhaoshang.box.of.record"]
    _zs_box_list = "zhaoshang_finance.claim_action"

    claim_ids = fields.Many2many("zhaoshang.claim", string="Claims")
    date = fields.Date("Posted on", required=True, default=lambda self: county_today(self.env))
    first = fields.Selection(
        [(LOAN, "The loan"), (PREPAID, "What was paid ahead")],
        "Cleared first",
        required=True,
        default=LOAN,
        help="R128: the loan, unless the accountant chooses otherwise.",
    )
    currency_id = fields.Many2one("res.currency", default=lambda self: self.env.company.currency_id)
    total = fields.Monetary(compute="_compute_total")
    preview = fields.Text("What is posted", compute="_compute_preview")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "zhaoshang.claim":
            chosen = chosen_of(self.env, "zhaoshang.claim")
            ready = chosen.filtered(lambda claim: claim.state == "approved")
            if not ready:
                raise UserError(
                    self.env._(
                        "None of these is waiting to be posted. A claim is posted once everybody "
                        "has agreed to it."
                    )
                )
            values["claim_ids"] = [Command.set(ready.ids)]
        elif "claim_ids" in fields_list and not values.get("claim_ids"):
            self._zs_lead_to_list()
        return values

    @api.depends("claim_ids")
    def _compute_total(self):
        for wizard in self:
            wizard.total = sum(wizard.claim_ids.mapped("accepted_amount"))

    @api.depends("claim_ids", "first", "date")
    def _compute_preview(self):
        """The accounts and amounts, before anything is posted."""
        for wizard in self:
            claims = self.env["zhaoshang.claim"].browse(wizard.claim_ids.ids)
            wizard.preview = claims._posting_preview(wizard.first == LOAN)

    def action_confirm(self):
        """Post each claim as one entry (clause 13, R125, R128)."""
        self.ensure_one()
        self.claim_ids.action_post(self.date, self.first == LOAN)
        return {"type": "ir.actions.act_window_close"}
