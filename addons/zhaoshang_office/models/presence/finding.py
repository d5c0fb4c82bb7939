from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...rules import duty as duty_rules
from ..clock import county_today

REPORTERS = ("zhaoshang_office.group_office", "zhaoshang_office.group_efficiency")


class Finding(models.Model):
    """An absence without leave: reported by a person, answered, confirmed by a person (R090)."""

    _inherit = "zhaoshang.finding"

    @api.model
    def _report_absence(self, appointment, first, last, facts):
        """Raise a suspected absence from ``first`` to ``last``, both included.

        :raise AccessError: for all but 管理办公室 and 效能办, and about oneself
        :raise UserError: where the days cannot be an absence; nothing follows by itself
        """
        self._check_reporter(appointment)
        self._require_text(facts, self.env._("Write what was found, by whom and how."))
        self._check_absence(appointment.sudo(), first, last)
        today = county_today(self.env)
        county = appointment.sudo().company_id
        rule_set = self.env["zhaoshang.rule.set"].sudo()._at(first, county)
        calendar = self.env["zhaoshang.workday"]._calendar(today, today, county)
        finding = self.sudo()._raise(
            {
                "kind": "absence",
                "state": "suspected",
                "appointment_id": appointment.id,
                "user_id": appointment.sudo().user_id.id,
                "bureau_id": appointment.sudo().bureau_id.id,
                "company_id": county.id,
                "occurred_on": first,
                "last_on": last,
                "facts": facts.strip(),
                "reported_by_id": self.env.uid,
                "raised_on": today,
                "answer_until": duty_rules.answer_until(today, calendar, rule_set.answer_days),
                "rule_set_id": rule_set.id,
            }
        )
        self.env.flush_all()
        finding._ask_the_person()
        return finding.sudo(self.env.su)

    def _check_reporter(self, appointment):
        user = self.env.user
        if not any(user.has_group(group) for group in REPORTERS):
            raise AccessError(
                self.env._(
                    "An absence is reported by the management office or the efficiency office "
                    "(clause 9)."
                )
            )
        if appointment.sudo().company_id not in self.env.companies:
            raise AccessError(self.env._("This officer belongs to another county."))
        if appointment.sudo().user_id == user:
            raise AccessError(self.env._("Nobody decides a finding about himself (R084)."))

    def _check_absence(self, appointment, first, last):
        """Refuse days that are no absence without leave: each with its rule and the way out."""
        refusal = self._absence_refusal(appointment, first, last)
        if refusal:
            raise UserError(refusal)

    def _absence_refusal(self, appointment, first, last):
        if last < first or last > county_today(self.env):
            return self.env._(
                "The days %(first)s to %(last)s are not in order or not over yet (R090). Only days "
                "that have been can be found; correct the dates.",
                first=first,
                last=last,
            )
        if first < appointment.date_from or last > appointment.date_to:
            return self.env._(
                "%(name)s is in service from %(first)s to %(last)s (clause 3, R007). Choose days "
                "within.",
                name=appointment.name,
                first=appointment.date_from,
                last=appointment.date_to,
            )
        calendar = self.env["zhaoshang.workday"]._calendar(first, last, appointment.company_id)
        for year in (first.year, last.year):
            if not calendar.has_table(year):
                return self.env._(
                    "The holiday table of %s is not published yet: figures are provisional and no "
                    "finding is raised (R070). Import the table first.",
                    year,
                )
        granted = self.env["zhaoshang.leave"].sudo().search(
            [
                ("appointment_id", "=", appointment.id),
                ("zs_approval_state", "=", "approved"),
                ("date_from", "<=", last),
                ("last_away", ">=", first),
            ],
            limit=1,
        )  # fmt: skip
        if granted:
            return self.env._(
                "On some of these days a leave is granted: %s (R086). Leave those days out.",
                granted.display_name,
            )
        return None

    def _transition(self, to, **values):
        result = super()._transition(to, **values)
        self._recompute_presence()
        return result

    def _recompute_presence(self):
        """A confirmed absence takes its days from the month, a dropped one gives them back."""
        absences = self.sudo().filtered(lambda finding: finding.kind == "absence")
        if absences:
            self.env["zhaoshang.presence.month"].sudo()._recompute_for(
                absences.appointment_id,
                min(absences.mapped("occurred_on")),
                max(absences.mapped("last_on")),
            )
