from odoo import fields, models

from ..engine import states


class ApprovalInstance(models.Model):
    """What is to be registered, by when, and when it was: read in one list over all models."""

    _inherit = "zhaoshang.approval.instance"

    filing_due_at = fields.Datetime(string="Register By", compute="_compute_filing")
    filed_at = fields.Datetime(string="Registered On", compute="_compute_filing")
    is_filing_late = fields.Boolean(
        string="Late", compute="_compute_filing", help="Registered after its deadline, or not yet."
    )

    def _compute_filing(self):
        """From the tasks of the last round, in one query."""
        tasks = self.env["zhaoshang.approval.task"].sudo()  # of runs that are read already
        found = {
            run.id: (due, filed)
            for run, due, filed in tasks._read_group(
                [("instance_id", "in", self.ids), ("kind", "=", states.FILE),
                 ("state", "in", (states.OPEN, states.FILED))],
                ["instance_id"], ["due_at:max", "decided_at:max"],
            )
        }  # fmt: skip
        now = fields.Datetime.now()
        for run in self:
            due, filed = found.get(run.id, (False, False))
            run.filing_due_at, run.filed_at = due, filed
            run.is_filing_late = bool(due) and (filed or now) > due
