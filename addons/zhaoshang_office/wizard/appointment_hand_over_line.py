from odoo import fields, models


class AppointmentHandOverLine(models.TransientModel):
    _name = "zhaoshang.appointment.hand.over.line"
    _description = "What There Is to Hand Over"
    _order = "id"

    wizard_id = fields.Many2one(
        "zhaoshang.appointment.hand.over", required=True, ondelete="cascade", readonly=True
    )
    name = fields.Char("What", readonly=True)
    count = fields.Integer("Open", readonly=True)
