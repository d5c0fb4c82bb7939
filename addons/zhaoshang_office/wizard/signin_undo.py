from odoo import fields, models


class SigninUndo(models.TransientModel):
    """The question for the reason, before a sign-in is taken back (R080)."""

    _name = "zhaoshang.signin.undo"
    _description = "Take Back a Sign-in"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    _zs_box_of = ("signin_id",)
    _zs_box_list = "zhaoshang_office.zhaoshang_signin_action"

    signin_id = fields.Many2one("zhaoshang.signin", required=True, ondelete="cascade")
    reason = fields.Char(required=True)

    def action_undo(self):
        self.ensure_one()
        self.signin_id.action_undo(self.reason)

    def _zs_kept_links(self):
        """R012: the label of another county's record is not told either."""
        return {"signin_id"}
