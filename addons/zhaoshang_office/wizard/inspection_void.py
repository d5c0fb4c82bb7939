from odoo import fields, models


class InspectionVoid(models.TransientModel):
    """The box for the reason why a circular is void; the inspection checks who may."""

    _name = "zhaoshang.inspection.void"
    _description = "Declare a Circular Void"
    _inherit = ["zhaoshang.kept.links"]

    inspection_id = fields.Many2one(
        "zhaoshang.inspection", required=True, readonly=True, ondelete="cascade"
    )
    reason = fields.Text("Void Because", required=True)

    def action_send(self):
        self.ensure_one()
        self.inspection_id.action_void(self.reason)
        return {"type": "ir.actions.act_window_close"}
