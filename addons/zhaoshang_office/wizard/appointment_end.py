from odoo import fields, models


class AppointmentEnd(models.TransientModel):
    """The slip on which a member of the organisation department proposes an earlier end (R008)."""

    _name = "zhaoshang.appointment.end"
    _description = "End Appointment"

    appointment_id = fields.Many2one("zhaoshang.appointment", required=True)
    date = fields.Date("Ends On", required=True)
    document = fields.Char("Document Number", required=True)
    reason = fields.Text(required=True)

    def action_propose(self):
        for slip in self:
            slip.appointment_id._propose_end(slip.date, slip.document, slip.reason)
        return {"type": "ir.actions.act_window_close"}
