from odoo import models
from odoo.addons.zhaoshang_office.models.clock import county_today

from ..claim.claim_access import ACCOUNTANT, CASHIER

TODO = "mail.mail_activity_data_todo"


class Package(models.Model):
    """To-dos of the people of finance about a package (R124): told, never done by itself."""

    _name = "zhaoshang.package"
    _inherit = ["zhaoshang.package", "mail.activity.mixin"]

    def _zs_sync_todos(self):
        """Money to be returned stands in the to-dos until it has come back (R124, R128)."""
        for package in self.sudo():
            if package.return_due:
                if not package._zs_open_todos("zs_return"):
                    package._zs_tell("zs_return", package.return_notice, ACCOUNTANT, CASHIER)
            else:
                package._zs_open_todos("zs_return").unlink()

    def _zs_open_todos(self, key):
        """The open to-dos of one cause; the note carries its key."""
        return self.activity_ids.filtered(lambda todo: todo.zs_cause == key)

    def _zs_tell(self, key, summary, *groups):
        """Give each person of these groups in the county a to-do."""
        people = self.env["res.users"].sudo().browse()
        for group in groups:
            people |= self.env.ref(group).sudo().all_user_ids
        for user in people.filtered(
            lambda user: user.active and self.company_id in user.company_ids
        ):
            self.activity_schedule(
                TODO,
                date_deadline=county_today(self.env),
                summary=summary,
                user_id=user.id,
                zs_cause=key,
            )
