from odoo import api, fields, models
from odoo.exceptions import AccessError


class HandoverLine(models.Model):
    _name = "zhaoshang.handover.line"
    _description = "Line of a Hand-over Slip"
    _order = "id"

    handover_id = fields.Many2one(
        "zhaoshang.handover", required=True, readonly=True, ondelete="restrict", index=True
    )
    name = fields.Char("What", required=True, readonly=True)
    count = fields.Integer("Handed Over", readonly=True)
    stays = fields.Text(
        "Stays, and Why", readonly=True, help="What could not be handed over, with its reason."
    )
    company_id = fields.Many2one(related="handover_id.company_id", store=True)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("A hand-over slip is written by the hand-over itself (R008).")
            )
        return super().create(vals_list)
