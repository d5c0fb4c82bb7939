from odoo import models
from odoo.exceptions import UserError

from ..engine import states


class ResUsers(models.Model):
    _inherit = "res.users"

    @property
    def SELF_WRITEABLE_FIELDS(self):  # noqa: N802
        """Nobody renames himself: opinions, history and prints bear the name of who signed."""
        return [name for name in super().SELF_WRITEABLE_FIELDS if name != "name"]

    def write(self, vals):
        result = super().write(vals)
        if {"active", "company_ids"} & vals.keys():
            self._zs_check_nothing_waits()
        return result

    def _zs_works_everywhere(self):
        """Whether this user works in every company of the database."""
        others = [("id", "not in", self.sudo().company_ids.ids)]
        return not self.env["res.company"].sudo().search_count(others, limit=1)

    def _zs_check_nothing_waits(self):
        """Who is archived, or leaves a company, leaves nothing there that only he could decide."""
        tasks = self.env["zhaoshang.approval.task"].sudo().search(
            [("user_id", "in", self.ids), ("state", "in", list(states.LIVING)),
             ("kind", "in", list(states.DECIDING))]
        )  # fmt: skip
        left = tasks.filtered(
            lambda task: (
                not task.user_id.active
                or (task.company_id and task.company_id not in task.user_id.company_ids)
            )
        )
        if left:
            raise UserError(
                self.env._(
                    "%(user)s still has matters to decide (%(count)s, “%(title)s” among them), so "
                    "he cannot be archived or taken out of the company. He hands them on, or a "
                    "delegation in his name gives them to somebody else; then try again.",
                    user=left[0].user_id.name,
                    count=len(left.filtered(lambda task: task.user_id == left[0].user_id)),
                    title=left[0].title,
                )
            )

    def _zs_approval_manager(self):
        """Whom this user answers to: the manager of his employee, where ``hr`` is installed."""
        if "employee_id" not in self._fields:
            return self.browse()
        return self.sudo().employee_id.parent_id.user_id
