from datetime import UTC, time, timedelta

from odoo import api, fields, models

from ...rules import duty as rules
from ..clock import COUNTY_ZONE
from .duty import SIGNS


class Duty(models.Model):
    """Why a duty stands as it does: clause, limit, parameters and the records behind it."""

    _inherit = "zhaoshang.duty"

    status = fields.Char("Status in Words", compute="_compute_explanation")
    explanation = fields.Text(compute="_compute_explanation")

    @api.depends("state", "excuse", "report_id", "research_id", "leave_id", "provisional")
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
        if self.state == "missed" and self.reported_at:
            return self.env._(
                "Not reported by %(grace)s; came in afterwards, %(when)s",
                grace=self._county_time(self.grace_end),
                when=when,
            )
        if self.state == "missed":
            return self.env._("Not reported by %s", self._county_time(self.grace_end))
        if self.state == "excused":
            return self._excuse_text()
        return self.env._("To be reported by %s", self._county_time(self.due_at))

    def _excuse_text(self):
        return {
            "left": self.env._("Excused: no longer in post"),
            "nobody": self.env._("Excused: nobody was there to answer for it"),
            "closed": self.env._("Excused: the bureau is closed or suspended on that day"),
            "explained": self.env._("Excused: the explanation was accepted (R046)"),
            "waived": self.env._("Waived: the bureau was active for too short a time"),
        }.get(self.excuse) or self.env._("Excused: on leave, %s", self.sudo().leave_id.number or "")

    def _basis_texts(self):
        limits = {
            "due": self._county_time(self.due_at),
            "grace": self._county_time(self.grace_end),
            "rule_set": self.rule_set_id.sudo().display_name,
        }
        yield self._clause_text(limits)
        if self.kind in rules.OF_THE_BUREAU:
            yield self._person_text()
        yield from self._shift_texts()
        yield self._reason_text()
        if self.provisional:
            yield self.env._("Provisional: the holiday table of this year is not published yet.")

    def _clause_text(self, limits):
        return {
            rules.MONDAY_CALL: self.env._(
                "Clause 8: every Monday by fixed telephone (R045). In time until %(due)s, late "
                "until %(grace)s. Parameters: %(rule_set)s.",
                **limits,
            ),
            rules.FRIDAY_REPORT: self.env._(
                "Clause 8: every Friday by fax or e-mail, what the bureau did this week (R051). In "
                "time until %(due)s, late until %(grace)s (R051, our reading). Parameters: "
                "%(rule_set)s.",
                **limits,
            ),
            rules.MONTH_REPORT: self.env._(
                "Clause 8: at the end of each month to the organisation department and the "
                "investment bureau (R053). In time until %(due)s, the end of the last working day, "
                "late until %(grace)s (R054, our reading). Parameters: %(rule_set)s.",
                **limits,
            ),
            rules.BIMONTH_REPORT: self.env._(
                "Clause 8: every two months to the liaison leader (R055). In time until %(due)s, "
                "the end of the last working day of the even month, late until %(grace)s (R056, "
                "our reading). Parameters: %(rule_set)s.",
                **limits,
            ),
            rules.RESEARCH_REPORT: self.env._(
                "Clause 6 ③: a research report each half-year (R034), handed in by %(due)s (R035, "
                "our reading). It is told in the bulletin and makes no step of clause 11. "
                "Parameters: %(rule_set)s.",
                **limits,
            ),
        }[self.kind]

    def _person_text(self):
        """R096: who answers for a bureau's report, and why he."""
        person = self.sudo().appointment_id
        if not person:
            return self.env._(
                "No head and no acting head was at post on that day: nobody answers for it (R096, "
                "our reading). Let an acting head be named."
            )
        if person == self.sudo().assigned_id:
            why = self.env._("the head gave it to this deputy by name")
        elif person.role == "head":
            why = self.env._("the head of the bureau")
        else:
            why = self.env._("acting head on that day")
        return self.env._(
            "%(person)s answers for it: %(why)s (R096, our reading).", person=person.name, why=why
        )

    def _shift_texts(self):
        if self.kind == rules.MONDAY_CALL and self.due_on != self.period_from:
            yield self.env._(
                "Monday %(first)s is a holiday; the call moved to the next working day (R049, our "
                "reading).",
                first=self.period_from,
            )
        friday = self.period_from + timedelta(days=4)
        if self.kind == rules.FRIDAY_REPORT and self.due_on != friday:
            yield self.env._(
                "Friday %(friday)s is a holiday; the report moved to the next working day (R049, "
                "our reading).",
                friday=friday,
            )
        if self.period_from != self.period_to:
            yield self.env._(
                "The weeks of %(first)s and %(last)s make one duty (R049, our reading).",
                first=self.period_from,
                last=self.period_to,
            )

    def _reason_text(self):
        if self.excuse == "waived" and self.kind == rules.BIMONTH_REPORT:
            return self.env._(
                "Waived where the bureau was active for less than %s days of the two months (R056, "
                "our reading).",
                self.rule_set_id.sudo().bimonth_min_days,
            )
        if self.excuse == "waived":
            return self.env._(
                "Waived where the bureau was open for less than %s months of the half-year (R035, "
                "our reading).",
                self.rule_set_id.sudo().research_min_months,
            )
        if self.leave_id:
            return self.env._("An approved absence excuses it (R047, our reading).")
        return None

    def _county_time(self, moment):
        """The moment on the county's clock; midnight is told as 24:00 of the day before."""
        local = moment.replace(tzinfo=UTC).astimezone(COUNTY_ZONE)
        if local.time() == time(0):
            return f"{local.date() - timedelta(days=1)} 24:00"
        return local.strftime("%Y-%m-%d %H:%M")
