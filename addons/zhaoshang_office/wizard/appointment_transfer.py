from odoo import api, fields, models


class AppointmentTransfer(models.TransientModel):
    """The slip on which a member of 组织部 proposes a transfer within the term (R008)."""

    _name = "zhaoshang.appointment.transfer"
    _description = "Transfer"

    appointment_id = fields.Many2one("zhaoshang.appointment", required=True, readonly=True)
    company_id = fields.Many2one(related="appointment_id.company_id")
    bureau_id = fields.Many2one("zhaoshang.bureau", "To Bureau", required=True)
    role = fields.Selection([("head", "Head"), ("deputy", "Deputy head")], "Post", required=True)
    first_day = fields.Date("First Day There", required=True)
    term_end = fields.Date(
        "Term Goes On Until", related="appointment_id.date_to", help="Clause 3, R007, R008."
    )
    host_unit_id = fields.Many2one("zhaoshang.host.unit", required=True)
    host_post = fields.Char("Post at the Host Unit")
    host_reason = fields.Char("Reason for Another Host Unit", help="Clause 2, R005, R006.")
    document = fields.Char("Document Number", required=True)
    reason = fields.Text(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        old = self.env["zhaoshang.appointment"].browse(values.get("appointment_id"))
        kept = {
            "role": old.role,
            "host_unit_id": old.host_unit_id.id,
            "host_post": old.host_post,
            "host_reason": old.host_reason,
        }
        return {name: value for name, value in kept.items() if name in fields} | values

    def action_propose(self):
        for slip in self:
            slip.appointment_id._propose_transfer(
                slip.first_day,
                slip.document,
                slip.reason,
                {
                    "bureau_id": slip.bureau_id.id,
                    "role": slip.role,
                    "host_unit_id": slip.host_unit_id.id,
                    "host_post": slip.host_post,
                    "host_reason": slip.host_reason,
                },
            )
        return {"type": "ir.actions.act_window_close"}
