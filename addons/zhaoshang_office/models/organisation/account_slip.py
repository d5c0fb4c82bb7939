from odoo import fields, models


class AccountSlip(models.TransientModel):
    """A one-time password until it is printed; swept away within the hour."""

    _name = "zhaoshang.account.slip"
    _description = "Account Slip"
    _order = "id"
    _transient_max_hours = 1.0

    appointment_id = fields.Many2one("zhaoshang.appointment", ondelete="cascade")
    name = fields.Char("Full Name", readonly=True)
    bureau = fields.Char(readonly=True)
    post = fields.Selection([("head", "Head"), ("deputy", "Deputy head")], readonly=True)
    login = fields.Char("Login Name", readonly=True)
    password = fields.Char("One-time Password", readonly=True)

    def action_print(self):
        """Print these slips, or all of the user's own where none is ticked."""
        slips = self or self.search([("create_uid", "=", self.env.uid)])
        return self.env.ref("zhaoshang_office.report_account_slip").report_action(slips)

    def _action_show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Account Slips"),
            "res_model": self._name,
            "view_mode": "list,kanban",
            "views": [(False, "list"), (False, "kanban")],
            "domain": [("id", "in", self.ids)],
            "target": "current",
        }
