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
        due = self.sudo().filtered("return_due")
        (self.sudo() - due)._zs_open_todos("zs_return").unlink()
        for package in due:
            if not package._zs_open_todos("zs_return"):
                package._zs_tell("zs_return", package.return_notice, ACCOUNTANT, CASHIER)

    def _zs_open_todos(self, key):
        """The open to-dos of one cause, whose key they carry."""
        return self.activity_ids.filtered(lambda todo: todo.zs_cause == key)

    def _zs_tell(self, key, summary, *groups):
        """Give each person of these groups in the county a to-do, all in one go.

        :param key: the cause, by which the to-do is found and taken away again
        :param summary: what the person reads
        :param groups: external ids of groups
        """
        self.ensure_one()
        members = [self.env.ref(group).sudo().all_user_ids for group in groups]
        people = self.env["res.users"].sudo().union(*members)
        todo = {
            "activity_type_id": self.env.ref(TODO).id,
            "automated": True,
            "date_deadline": county_today(self.env),
            "summary": summary,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "zs_cause": key,
        }
        here = people.filtered(lambda user: user.active and self.company_id in user.company_ids)
        self.env["mail.activity"].create([todo | {"user_id": user.id} for user in here])
