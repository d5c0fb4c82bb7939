from datetime import UTC, time, timedelta

from odoo import api, fields, models

from ..clock import COUNTY_ZONE
from .duty import SIGNS


class Duty(models.Model):
    """Why a duty stands as it does: clause, limit, parameters and the records behind it."""

    _inherit = "zhaoshang.duty"

    status = fields.Char("Status in Words", compute="_compute_explanation")
    explanation = fields.Text(compute="_compute_explanation")

    @api.depends("state", "report_id", "leave_id", "provisional")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for duty in self:
            text = duty._status_text()
            duty.status = f"{SIGNS[duty.state]} {text}"
            duty.explanation = "\n".join(filter(None, [text, *duty._basis_texts()]))

    def _status_text(self):
        when = self.reported_at and self._county_time(self.reported_at)
        if self.state == "done":
            return self.env._("Reported in time, %s", when)
        if self.state == "late":
            if self.reported_at:
                return self.env._("Reported late, %s", when)
            return self.env._(
                "Overdue; still counts as late until %s", self._county_time(self.grace_end)
            )
        if self.state == "missed":
            return self.env._("Not reported by %s", self._county_time(self.grace_end))
        if self.state == "excused" and not self.leave_id:
            return self.env._("Excused: no longer in post")
        if self.state == "excused":
            return self.env._("Excused: on leave, %s", self.sudo().leave_id.number or "")
        return self.env._("To be reported by %s", self._county_time(self.due_at))

    def _basis_texts(self):
        texts = [
            self.env._(
                "Clause 8: every Monday by fixed telephone (R045). In time until %(due)s, late "
                "until %(grace)s. Parameters: %(rule_set)s.",
                due=self._county_time(self.due_at),
                grace=self._county_time(self.grace_end),
                rule_set=self.rule_set_id.sudo().display_name,
            )
        ]
        if self.due_on != self.period_from:
            texts.append(
                self.env._(
                    "Monday %(first)s is a holiday; the call moved to the next working day "
                    "(R049, our reading).",
                    first=self.period_from,
                )
            )
        if self.period_from != self.period_to:
            texts.append(
                self.env._(
                    "The Mondays %(first)s and %(last)s make one call (R049, our reading).",
                    first=self.period_from,
                    last=self.period_to,
                )
            )
        if self.leave_id:
            texts.append(self.env._("An approved absence excuses the call (R047, our reading)."))
        if self.provisional:
            texts.append(
                self.env._("Provisional: the holiday table of this year is not published yet.")
            )
        return texts

    def _county_time(self, moment):
        """The moment on the county's clock; midnight is told as 24:00 of the day before."""
        local = moment.replace(tzinfo=UTC).astimezone(COUNTY_ZONE)
        if local.time() == time(0):
            return f"{local.date() - timedelta(days=1)} 24:00"
        return local.strftime("%Y-%m-%d %H:%M")
