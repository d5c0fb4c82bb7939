import binascii
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hash_sign, verify_hash_signed

from ..engine import states
from ..quiet import quiet
from .approval_role import COUNTY_TZ

SCOPE = "zhaoshang_approval_task_link"
VALID = timedelta(days=7)


class ApprovalTask(models.Model):
    """A task by a link in a mail: signed for one person, one task and one round. Whoever opens it
    has to be logged in; the link itself gives no right."""

    _inherit = "zhaoshang.approval.task"

    def _zs_link(self):
        self.ensure_one()
        values = [self.user_id.id, self.id, self.round]
        token = hash_sign(self.sudo().env, SCOPE, values, expiration=VALID)
        return f"{self.get_base_url()}/zs/task/{token}"

    @api.model
    def _zs_read_link(self, token):
        """``(user id, task, round)`` of a token that is ours and still valid, else None."""
        try:
            values = verify_hash_signed(self.sudo().env, SCOPE, token)
        except (ValueError, binascii.Error, OverflowError):
            return None
        if not values:
            return None
        user, number, of_round = values
        return user, self.browse(number), of_round

    def _zs_link_page(self, of_round):
        """All that the page shows to the person of the task, in his own rights.

        :raises AccessError: where he may not read it
        """
        self.check_access("read")
        task = quiet(self).sudo()
        run = task.instance_id
        return {
            "task": task,
            "run": run,
            "facts": task._zs_link_facts(),
            "papers": task._zs_link_papers(),
            "trail": [
                entry | {"at": self._zs_county_moment(fields.Datetime.to_datetime(entry["at"]))}
                for entry in run._zs_panel_trail()
            ],
            "waiting_since": self._zs_county_moment(task.create_date),
            "due": task.due_at and self._zs_county_moment(task.due_at),
            "overdue": task.due_at and task.due_at < fields.Datetime.now(),
            "stale": task._zs_link_stale(of_round) and task._zs_stale_text(),
            "decisions": task._zs_link_decisions(),
            "document_url": f"/odoo/{task.res_model}/{task.res_id}",
        }

    def _zs_link_stale(self, of_round):
        """Whether what the mail spoke of is not any more what can be decided."""
        return (
            self.state != "open"
            or self.user_id != self.env.user
            or of_round not in (self.round, None)
            or (self.kind == states.APPROVE and self.round != self.instance_id.round)
        )

    def _zs_link_decisions(self):
        """``[(value, label), …]`` of the buttons."""
        if self.assign_only:
            return []
        if self.kind == states.CC:
            return [("acknowledge", self.env._("Mark as Read"))]
        if self.kind == states.FILE:
            return [("file", self.env._("Register"))]
        labels = {
            "approve": self.env._("Agree"),
            "return": self.env._("Return"),
            "reject": self.env._("Refuse"),
        }
        step = self._zs_step()
        if step.signature_required:
            # a signature by hand is given where there is a place for it: in the document
            del labels["approve"]
        return list(labels.items())

    def _zs_link_facts(self):
        """``[(label, text), …]`` of what was submitted, as far as its person may know it."""
        snapshot = self.instance_id._zs_snapshots()[self.instance_id.id] or {}
        document = self.env[self.res_model].browse(self.res_id)
        return document._zs_snapshot_rows(snapshot)

    def _zs_link_papers(self):
        """Files to be read before deciding; none any more once that is over."""
        document = self.sudo(False).env[self.res_model].browse(self.res_id)
        return document.sudo()._zs_papers() if document.has_access("read") else []

    def _zs_link_decide(self, decision, comment, of_round, digest):
        """Do as the button says: by the commands that everybody uses."""
        if decision == "acknowledge":
            return self.action_acknowledge()
        if decision == "return":
            self.sudo()._zs_check_expected({"round": of_round, "digest": digest})
            return self.action_return(comment=comment)
        return self.action_decide(decision, comment, of_round, digest)

    def _zs_county_moment(self, moment):
        there = fields.Datetime.context_timestamp(self.with_context(tz=COUNTY_TZ), moment)
        return f"{there:%Y-%m-%d %H:%M}"
