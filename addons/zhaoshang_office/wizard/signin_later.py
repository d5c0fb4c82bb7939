from odoo import fields, models


class SigninLater(models.TransientModel):
    """The question for the reason, before the sign-in of a past day is added (R079)."""

    _name = "zhaoshang.signin.later"
    _description = "Add a Sign-in Later"
    _inherit = ["zhaoshang.kept.links"]

    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, ondelete="cascade"
    )
    day = fields.Date(required=True)
    reason = fields.Char(
        required=True, help="Why it was not recorded on the day, and who saw the officer at work."
    )

    def action_add(self):
        self.ensure_one()
        self.env["zhaoshang.signin"].action_sign(self.appointment_id.id, self.day, self.reason)

    def _zs_kept_links(self):
        """R012: the label of another county's record is not told either."""
        return {"appointment_id"}
