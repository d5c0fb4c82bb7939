from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import leave as rules
from ..clock import county_now
from .leave_return import REPORTED_BACK

JOB = "leave"
TODO = "mail.mail_activity_data_todo"


class Leave(models.Model):
    """What happens after the last day when nobody reports (R074, R085): told, never punished.

    Every step can run again and then changes nothing, so that downtime is caught up.
    """

    _inherit = "zhaoshang.leave"

    return_reminded_on = fields.Date("Reminded to Report Back On", readonly=True, copy=False)

    @api.model
    def _cron_after_leave(self):
        """Remind of the return, suspect who stays away, withdraw credit; county by county."""
        job = self.env["zhaoshang.job"]
        for company in self.env["res.company"].sudo().search([("active", "=", True)]):
            lang = self.env["zhaoshang.audit"]._lang()
            county = self.sudo().with_context(lang=lang)
            steps = (
                county._remind_of_return,
                county._withdraw_credits,
                self.env["zhaoshang.finding"].with_context(lang=lang)._raise_overstays,
            )
            job._begin(JOB, company)
            for step in steps:
                self.env["zhaoshang.duty"]._retried(partial(job._apart, JOB, step, company))

    @api.model
    def _remind_of_return(self, company):
        """R085: a to-do for the person on the evening of the last day for the report; once."""
        now = county_now(self.env)
        missing = self._not_back(company)
        for leave, due in missing._returns_due(now).items():
            if due == rules.NOT_DUE or leave.return_reminded_on or leave.return_date:
                continue
            self.env["zhaoshang.job"]._apart(JOB, type(self)._remind_to_report_back, leave)
        return missing

    def _remind_to_report_back(self):
        self._govern({"return_reminded_on": self._today()})
        self._remind(
            self.env._("Report back from leave"),
            self.env._(
                "The leave was granted until %s. Report on which day you were back at post (R085).",
                self.date_to,
            ),
        )

    def _returns_due(self, now):
        """Return {leave: what is to be done about its return}; nothing in years without table."""
        due, calendars = {}, self._calendars()
        for leave in self:
            calendar = calendars[leave.company_id]
            if calendar.has_table(leave.date_to.year) and calendar.has_table(now.year):
                days = leave._rule_set().return_days
                due[leave] = rules.missing_return(leave.date_to, now, calendar, days)
        return due

    @api.model
    def _not_back(self, company):
        """Return the granted leaves that are over without report, or were overstayed.

        What goes on from such a leave, prolonging it or as another absence, is looked at instead.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT l.id
                  FROM zhaoshang_leave l
                  JOIN zhaoshang_bureau b ON b.id = l.bureau_id
                  JOIN zhaoshang_appointment a ON a.id = l.appointment_id
                 WHERE l.company_id = %(company)s AND l.kind IN %(kinds)s
                   AND l.zs_approval_state = 'approved' AND l.turned_on IS NULL
                   AND l.date_to < %(today)s AND b.compliance_start <= l.date_to
                   AND a.date_to > l.date_to
                   AND (l.return_date IS NULL OR l.return_date > l.date_to + 1)
                   AND NOT EXISTS (
                       SELECT FROM zhaoshang_leave m
                        WHERE m.appointment_id = l.appointment_id
                          AND m.zs_approval_state = 'approved'
                          AND m.date_from <= l.date_to + 1 AND m.last_away > l.date_to)
              ORDER BY l.id
                """,
                company=company.id,
                kinds=REPORTED_BACK,
                today=self._today(),
            )
        )
        return self.browse(row[0] for row in rows)

    def _remind(self, summary, note):
        """Put a to-do on the person's clock; one is enough.

        Who cannot log in or read it any more is passed over: he must not stop the night of all.
        """
        self.ensure_one()
        if self.user_id.active and self._zs_may_be_read_by(self.user_id):
            self.activity_schedule(
                TODO, date_deadline=self._today(), summary=summary, note=note,
                user_id=self.user_id.id,
            )  # fmt: skip

    def _drop_reminders(self):
        self.activity_unlink([TODO])
