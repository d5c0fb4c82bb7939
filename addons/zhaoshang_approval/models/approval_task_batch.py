from odoo import models
from odoo.exceptions import UserError

#: system parameter: how many are decided at once
LIMIT_PARAMETER = "zhaoshang_approval.batch_limit"
LIMIT = 50
#: how many are handed on, put off, read, taken back or urged at once: about two seconds' work,
#: during which nobody else acts on them
AT_ONCE = 500


class ApprovalTask(models.Model):
    """Many tasks decided with one opinion: what must hold beside what holds for each."""

    _inherit = "zhaoshang.approval.task"

    def _zs_check_together(self):
        """Decided together is what is alike, and no more than a person has looked at.

        :returns: whether these are several
        """
        self._zs_check_actor()
        tasks = self.sudo()
        if len(set(tasks.ids)) <= 1:
            return False
        if len(set(zip(tasks.mapped("res_model"), tasks.mapped("flow_name"), strict=True))) > 1:
            raise UserError(
                self.env._(
                    "These are different matters: %s. Choose those of one matter, then the next.",
                    self.env._(", ").join(sorted({task.flow_name or "" for task in tasks})),
                )
            )
        limit = self._zs_batch_limit()
        if len(set(tasks.ids)) > limit:
            raise UserError(
                self.env._(
                    "%(count)s are chosen; at most %(limit)s are decided at once. Choose fewer.",
                    count=len(set(tasks.ids)),
                    limit=limit,
                )
            )
        return True

    def _zs_check_number(self):
        """No command holds more rows than it can let go of soon."""
        count = len(set(self.ids))
        if count > AT_ONCE:
            raise UserError(
                self.env._(
                    "%(count)s are chosen; at most %(limit)s are done at once. Choose fewer, then "
                    "the rest.",
                    count=count,
                    limit=AT_ONCE,
                )
            )

    def _zs_batch_limit(self):
        value = self.env["ir.config_parameter"].sudo().get_param(LIMIT_PARAMETER) or ""
        return int(value) if value.strip().isdecimal() else LIMIT

    def _zs_check_may_together(self, step):
        """Some steps want each document looked at by itself."""
        if step.is_one_by_one:
            raise UserError(
                self.env._(
                    "In the step “%s” each document is decided by itself: open it and decide "
                    "there.",
                    step.name,
                )
            )
