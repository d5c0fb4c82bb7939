from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..clock import county_moment

OVERDUE = timedelta(hours=3)  # the check runs each hour
LONGEST = 500  # characters of one reason
RUNNING, FAILED, LATE, OFF = "running", "failed", "late", "off"


class DutyScan(models.Model):
    """When the duties of a county were last checked, and what failed; the system writes it."""

    _name = "zhaoshang.duty.scan"
    _description = "Check of the Duties"
    _rec_name = "company_id"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", "County", required=True, readonly=True, ondelete="cascade"
    )
    finished_at = fields.Datetime("Last Checked", required=True, readonly=True)
    failures = fields.Text("What Failed", readonly=True)
    jobs = fields.Json("What Failed Beside the Duties", readonly=True, exportable=False)
    other_failures = fields.Text("Other Work That Failed", compute="_compute_other_failures")
    state = fields.Selection(
        [
            (RUNNING, "✔ Runs"),
            (FAILED, "▲ Something failed"),
            (LATE, "▲ Overdue"),
            (OFF, "⊗ Switched off"),
        ],
        "Status",
        compute="_compute_state",
    )
    words = fields.Char("In Words", compute="_compute_state")

    _one_a_county = models.UniqueIndex("(company_id)")

    @api.depends("jobs")
    @api.depends_context("lang")
    def _compute_other_failures(self):
        names = self.env["zhaoshang.job"]._names()
        for scan in self:
            scan.other_failures = "\n".join(
                f"{names[name]}: {text}"
                for name, texts in sorted((scan.jobs or {}).items())
                for text in texts
            )

    @api.depends("finished_at", "failures", "other_failures")
    @api.depends_context("lang")
    def _compute_state(self):
        active = self._is_switched_on()
        latest = fields.Datetime.now() - OVERDUE
        for scan in self:
            if not active:
                scan.state = OFF
            elif not scan.finished_at or scan.finished_at < latest:
                scan.state = LATE
            else:
                scan.state = FAILED if scan.failures or scan.other_failures else RUNNING
            scan.words = scan._text()

    @api.model
    def _is_switched_on(self):
        job = self.env.ref("zhaoshang_office.cron_duties", raise_if_not_found=False)
        return bool(job and job.sudo().active)

    def _failures_text(self):
        return "\n".join(filter(None, (self.failures, self.other_failures)))

    def _text(self):
        when = self.finished_at and county_moment(self.finished_at).strftime("%Y-%m-%d %H:%M")
        if self.state == OFF:
            return self.env._(
                "The check of the duties is switched off; last done %s. No duty is laid out and "
                "nothing is found. Let the operator switch the scheduled action on again.",
                when or "—",
            )
        if self.state == LATE:
            return self.env._(
                "The check of the duties is overdue; last done %s. What it missed is caught up as "
                "soon as it runs: let the operator see whether the server's scheduled actions run.",
                when or "—",
            )
        if self.state == FAILED:
            return self.env._(
                "The check of %(when)s could not finish everything: %(what)s",
                when=when,
                what=self._failures_text(),
            )
        return self.env._("Last checked %s; checked each hour.", when)

    @api.model
    def _of_county(self):
        """Return the row of the user's county, or a new one that says it was never checked."""
        return self.search([("company_id", "=", self.env.company.id)], limit=1) or self.new(
            {"company_id": self.env.company.id}
        )

    def _finished(self, counties, failures):
        """Note that the duties of these counties were checked.

        :param failures: ``[(county, reason), …]``
        """
        if not counties:
            return
        reasons = {}
        for county, reason in failures:
            reasons.setdefault(county.id, []).append(reason)
        now = fields.Datetime.now()
        rows = [
            (county, now, "\n".join(reasons.get(county, ())) or None) for county in counties.ids
        ]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_duty_scan (company_id, finished_at, failures) VALUES %s
                ON CONFLICT (company_id) DO UPDATE
                   SET finished_at = EXCLUDED.finished_at, failures = EXCLUDED.failures
                """,
                SQL(", ").join(rows),
            )
        )
        self.invalidate_model()

    @api.model
    def _forget_failures(self, name, counties):
        if not counties:
            return
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE zhaoshang_duty_scan SET jobs = jobs - %s::text"
                " WHERE company_id IN %s AND jobs->%s IS NOT NULL",
                name,
                counties._ids,
                name,
            )
        )
        self.invalidate_model()

    @api.model
    def _note_failure(self, name, counties, text):
        """Add a line about other work than the duties; a county never checked gets its row."""
        if not counties:
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_duty_scan AS s (company_id, finished_at, jobs)
                SELECT c, 'epoch', jsonb_build_object(
                       %(name)s::text, jsonb_build_array(%(text)s::text))
                  FROM UNNEST(%(counties)s) c
                ON CONFLICT (company_id) DO UPDATE
                   SET jobs = COALESCE(s.jobs, '{}') || jsonb_build_object(%(name)s::text,
                       COALESCE(s.jobs->%(name)s, '[]') || to_jsonb(%(text)s::text))
                """,
                name=name,
                text=text[:LONGEST],
                counties=counties.ids,
            )
        )
        self.invalidate_model()
