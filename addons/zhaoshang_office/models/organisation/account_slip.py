from odoo import fields, models
from odoo.http import request


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
        """Print these slips, or all that the list shows of the user's own where none is ticked."""
        shown = self.env.context.get("zs_slips")
        slips = self or self.search([("create_uid", "=", self.env.uid)]).filtered(
            lambda slip: not isinstance(shown, list) or slip.id in shown
        )
        return self.env.ref("zhaoshang_office.report_account_slip").report_action(slips)

    def _web_address(self):
        """The address by which whoever prints reaches the system himself."""
        return request.httprequest.host_url if request else self.get_base_url()

    def _action_show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Account Slips"),
            "res_model": self._name,
            "view_mode": "list,kanban",
            "views": [(False, "list"), (False, "kanban")],
            "domain": [("id", "in", self.ids)],
            "context": {"zs_slips": self.ids},
            "target": "current",
        }
