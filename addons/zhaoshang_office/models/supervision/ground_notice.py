from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...rules import grounds

KINDS = [
    (grounds.TWO_MONTHS, "Two Short Months From Granted Absence"),
    (grounds.NO_RESULT, "No Result So Far"),
]


class GroundNotice(models.Model):
    """A reminder that is no case: two short months from granted absence alone (R099), and six or
    eight months without result (R101). Told to the person and the offices; nothing follows."""

    _name = "zhaoshang.ground.notice"
    _description = "Reminder of Clause 11"
    _inherit = ["zhaoshang.readable"]
    _order = "raised_on desc, id desc"
    _rec_name = "appointment_id"
    _rec_names_search = ("appointment_id.name",)

    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one(related="appointment_id.user_id", store=True, index=True)
    bureau_id = fields.Many2one(related="appointment_id.bureau_id", store=True)
    company_id = fields.Many2one(related="appointment_id.company_id", store=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    raised_on = fields.Date(required=True, readonly=True)
    text = fields.Text("What It Rests On", required=True, readonly=True)

    _once = models.UniqueIndex("(appointment_id, kind, key)", "This was told already.")

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._by_the_system()

    def _tell(self, vals):
        """Insert what ``create`` refuses to everybody."""
        return super().create([vals])  # pylint: disable=super-method-mismatch

    def write(self, vals):  # pylint: disable=method-required-super
        raise self._by_the_system()

    def unlink(self):  # pylint: disable=method-required-super
        raise self._by_the_system()

    def _by_the_system(self):
        return AccessError(
            self.env._("Reminders of clause 11 follow from closed months and results alone.")
        )
