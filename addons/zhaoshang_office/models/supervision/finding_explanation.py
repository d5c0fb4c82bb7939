from odoo import api, fields, models

from ..words import days_words, join_names


class Finding(models.Model):
    """What a finding rests on: clause, limit, parameters, records (R045, R047, R057)."""

    _inherit = "zhaoshang.finding"

    explanation = fields.Text("What It Rests On", compute="_compute_explanation")
    next_step = fields.Char("What Happens Next", compute="_compute_explanation")

    @api.depends("duty_id.state", "state", "answer_until")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for finding in self:
            finding.explanation = finding.sudo()._explanation_text()
            finding.next_step = finding._next_step_text()

    def _explanation_text(self):
        if self.kind == "absence":
            return self._absence_text()
        if not self.duty_id:
            return self.facts or ""
        return self._call_text() if self.kind == "monday_call" else self._report_text()

    def _report_text(self):
        """R089, R096: what was owed, and why it is this person's."""
        return "\n".join(
            [
                self.duty_id.explanation or "",
                self.env._(
                    "The report is the bureau's; the head answers for it, or whoever acted for him "
                    "(our reading, R096): %s.",
                    self.appointment_id.name,
                ),
            ]
        )

    def _absence_text(self):
        """R090, R069: the days, who found it and what, and what it would take from the month."""
        return self.env._(
            "Clause 11 (R090): not at the outpost without leave (%(days)s). "
            "Reported by %(who)s on %(day)s: %(facts)s\nOnce confirmed, these days do not count as "
            "at post (clause 10, R069); statutory holidays and days granted after all stay out.",
            days=days_words(self.env, self.occurred_on, self.last_on),
            who=self.reported_by_id.name or self.env._("the system"),
            day=self.raised_on,
            facts=self.facts or "",
        )

    def _call_text(self):
        duty = self.duty_id
        calls = self.env["zhaoshang.report"].search(
            [
                ("bureau_id", "=", self.bureau_id.id),
                ("kind", "=", "monday_call"),
                ("reported_at", ">=", duty.opens_at),
                ("reported_at", "<", duty.grace_end),
                ("state", "=", "registered"),
            ]
        )
        names = join_names(self.env, calls.mapped("display_name")) or self.env._("none")
        return "\n".join(
            [
                duty.explanation or "",
                self.env._("Calls of the bureau on that day: %s.", names),
                self.env._(
                    "Approved leave on that day: %s.",
                    duty.leave_id.display_name or self.env._("none"),
                ),
            ]
        )

    def _next_step_text(self):
        if self.state == "suspected":
            return self.env._(
                "The person may answer until %s. After that, or after the answer, the "
                "management office decides. Nothing follows by itself.",
                self.answer_until,
            )
        if self.state == "answered":
            return self.env._("The management office decides. Nothing follows by itself.")
        if self.state == "confirmed":
            return self.env._("Confirmed. No consequence follows from it by itself.")
        if self.state == "taken_back":
            return self._taken_back_text()
        return self.env._("Dropped. It counts nowhere.")
