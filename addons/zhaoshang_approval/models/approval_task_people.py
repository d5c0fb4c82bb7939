from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..engine import states
from ..quiet import quiet

OFFERED = 8
#: more are looked at, since some of those found may not decide
LOOKED_AT = 40


class ApprovalTask(models.Model):
    """Whom a person may hand his task to, or ask to sign."""

    _inherit = "zhaoshang.approval.task"

    @api.readonly
    def zs_people(self, search=""):
        """People who could decide on my task's document, found by their name or their post.

        :returns: ``[{"id", "name", "post": names of their posts}]``, at most eight; the commands
            check again whom they are given
        :raises AccessError: unless it is the current user's own open task
        """
        self.ensure_one()
        self._zs_check_texts(search)
        task = quiet(self).sudo()
        if task.user_id.id != self.env.uid or task.state != states.OPEN:
            raise AccessError(
                self.env._("This task is not yours to decide: nobody signs for another.")
            )
        roles = task.env["zhaoshang.approval.role"].search(
            [("company_id", "=", task.company_id.id)]
        )
        members = roles._memberships_at(roles._today())
        search = (search or "").strip()
        by_post = members.filtered(lambda member: search.lower() in member.role_id.name.lower())
        posts = {
            user: self.env._(", ").join(dict.fromkeys(its.role_id.mapped("name")))
            for user, its in members.grouped("user_id").items()
        }
        found = task._zs_people_found(search, by_post.user_id.ids)
        return [
            {"id": user.id, "name": user.name, "post": posts.get(user, "")}
            for user in found[:OFFERED]
        ]

    def _zs_people_found(self, search, holders):
        """Users of that name, or among the ``holders`` of a post, who may decide and are not
        asked in this step already."""
        run = self.instance_id
        its_tasks = run.task_ids.filtered(
            lambda task: task.step_key == self.step_key and task.round == self.round
        )
        asked = its_tasks.filtered(
            lambda task: task.state not in (states.CLOSED, states.TRANSFERRED)
        )
        never = run._zs_excluded([(run, None, None)])[run.id] | set(asked.user_id.ids)
        domain = Domain("share", "=", False) & Domain("id", "not in", [*never, self.env.uid])
        if run.company_id:
            domain &= Domain("company_ids", "in", run.company_id.ids)
        domain &= Domain("name", "ilike", search) | Domain("id", "in", holders)
        users = self.env["res.users"].search(domain, order="name, id", limit=LOOKED_AT)
        document = self.env[run.res_model]
        return users.filtered(lambda user: document.with_user(user).has_access("read"))
