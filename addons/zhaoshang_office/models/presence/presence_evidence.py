from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..clock import COUNTY_ZONE, county_today
from ..reporting.worklog_day import DAYS

CHECKERS = ("zhaoshang_office.group_office", "zhaoshang_office.group_efficiency")

GRID = 100  # officers on one sheet; a nation's hints are in their own list alone

# the days on which something shows that an officer was at work (R069), of a span
EVIDENCE = """
    SELECT p.appointment_id, v.date AS day
      FROM zhaoshang_visit v JOIN zhaoshang_visit_participant_rel p ON p.visit_id = v.id
     WHERE v.state = 'registered' AND v.date BETWEEN %(first)s AND %(last)s
     UNION
    SELECT s.appointment_id, (r.reported_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
      FROM zhaoshang_report r JOIN zhaoshang_report_speaker_rel s ON s.report_id = r.id
     WHERE r.kind = 'monday_call' AND r.state = 'registered' AND r.reported_at >= %(first)s - 1
     UNION
    SELECT r.submitted_by_id, (r.reported_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
      FROM zhaoshang_report r
     WHERE r.state = 'registered' AND r.submitted_by_id IS NOT NULL
       AND r.reported_at >= %(first)s - 1
     UNION
    SELECT e.appointment_id, c.date_from + n
      FROM zhaoshang_client_visit c
      JOIN zhaoshang_client_visit_escort_rel e ON e.client_visit_id = c.id
     CROSS JOIN LATERAL generate_series(0, c.date_to - c.date_from) n
     WHERE c.state IN ('confirmed', 'done') AND c.date_to >= %(first)s
       AND c.date_from <= %(last)s
     UNION
    SELECT n.appointment_id, n.day FROM zhaoshang_signin n
     WHERE n.undone_at IS NULL AND n.day BETWEEN %(first)s AND %(last)s
"""


class EvidenceGap(models.Model):
    """Working days in a row on which nothing shows that an officer was at post (R069).

    A hint for a person who looks into it, worked out anew each time. It counts as nothing: presence
    is presumed, and only a confirmed absence takes days away.
    """

    _name = "zhaoshang.evidence.gap"
    _description = "Working Days Without Evidence"
    _inherit = ["zhaoshang.unranked", "zhaoshang.readable"]
    _auto = False
    _order = "date_to desc, bureau_id, appointment_id"
    _zs_read_by_head = True
    _depends = {
        "zhaoshang.worklog.day": ["state"],
        "zhaoshang.visit": ["date", "state", "participant_ids"],
        "zhaoshang.report": ["kind", "state", "reported_at", "speaker_ids", "submitted_by_id"],
        "zhaoshang.client.visit": ["date_from", "date_to", "state", "escort_ids"],
        "zhaoshang.signin": ["appointment_id", "day", "undone_at"],
        "zhaoshang.rule.set": ["company_id", "state", "date_from", "no_evidence_days"],
    }

    appointment_id = fields.Many2one("zhaoshang.appointment", "Officer", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    date_from = fields.Date("First Day", readonly=True)
    date_to = fields.Date("Last Day", readonly=True)
    day_count = fields.Integer("Working Days", readonly=True, aggregator=None)
    words = fields.Char("In Words", compute="_compute_words")

    @property
    def _table_query(self):
        today = county_today(self.env)
        return self._gaps_query(self.env.companies, None, today)

    @api.model
    def _gaps_query(self, counties, first, last):
        """SQL of the runs up to ``last``; days whose log may still be written are left out."""
        days = self.env["zhaoshang.worklog.day"]
        first = first or days._first_day(counties) or last
        return SQL(
            """
            SELECT appointment_id::bigint * %(days)s + (min(day) - DATE '2010-01-01') AS id,
                   appointment_id, user_id, bureau_id, company_id,
                   min(day) AS date_from, max(day) AS date_to, count(*)::int AS day_count
              FROM (
                SELECT o.*, row_number() OVER w
                       - row_number() OVER (PARTITION BY appointment_id, shown ORDER BY day) AS run
                  FROM (
                    SELECT d.appointment_id, d.user_id, d.bureau_id, d.company_id, d.day,
                           d.state = 'written' OR e.day IS NOT NULL AS shown
                      FROM (%(needed)s) d
                      LEFT JOIN (%(evidence)s) e
                             ON e.appointment_id = d.appointment_id AND e.day = d.day
                     WHERE d.state IN ('written', 'missing')) o
                WINDOW w AS (PARTITION BY appointment_id ORDER BY day)) r
             WHERE NOT shown
             GROUP BY appointment_id, user_id, bureau_id, company_id, run
            HAVING count(*) >= (
                   SELECT NULLIF(p.no_evidence_days, 0) FROM zhaoshang_rule_set p
                    WHERE p.company_id = r.company_id AND p.state = 'confirmed'
                      AND p.date_from <= max(r.day)
                    ORDER BY p.date_from DESC LIMIT 1)
            """,
            days=DAYS,
            evidence=SQL(EVIDENCE, zone=COUNTY_ZONE.key, first=SQL("%s::date", first), last=last),
            needed=days._days_query(counties, first, last),
        )

    @api.model
    def _gaps(self, county, first, last):
        """Return {appointment id: [(first day, last day, working days)]} that touch a span."""
        self.env["zhaoshang.worklog.day"]._flush_days()
        self._flush_evidence()
        rows = self.env.execute_query(
            SQL(
                "SELECT appointment_id, date_from, date_to, day_count FROM (%s) g"
                " WHERE date_to >= %s ORDER BY date_from",
                self._gaps_query(
                    county, first - timedelta(days=31), min(last, county_today(self.env))
                ),
                first,
            )
        )
        found = {}
        for appointment, begins, ends, count in rows:
            found.setdefault(appointment, []).append((begins, ends, count))
        return found

    @api.model
    def _flush_evidence(self):
        for model, names in self._depends.items():
            if self.env[model]._auto:
                self.env[model].flush_model(names)

    @api.depends("appointment_id", "date_from")
    def _compute_display_name(self):
        for gap in self:
            gap.display_name = f"{gap.appointment_id.sudo().name} {gap.date_from} – {gap.date_to}"

    @api.depends("day_count")
    @api.depends_context("lang")
    def _compute_words(self):
        for gap in self:
            gap.words = gap._gap_text(gap.day_count)

    @api.model
    def _gap_text(self, count):
        return self.env._(
            "No evidence on %s working days in a row: no log, visit, call or sign-in; to be looked "
            "into (R069, our reading)",
            count,
        )

    def action_look_into(self):
        """Open the box for an absence with these days; what is found decides (R069, R090)."""
        self.ensure_one()
        self.check_access("read")
        if not any(self.env.user.has_group(group) for group in CHECKERS):
            raise AccessError(
                self.env._(
                    "Days without evidence are looked into by the management office and the "
                    "efficiency office (R069)."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Report an Absence"),
            "res_model": "zhaoshang.finding.absence",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_appointment_id": self.appointment_id.id,
                "default_date_from": fields.Date.to_string(self.date_from),
                "default_date_to": fields.Date.to_string(self.date_to),
            },
        }


class PresenceMonth(models.Model):
    _inherit = "zhaoshang.presence.month"

    def _grid_unproven(self, people, span):
        """Return {appointment id: days without evidence}, for those who may see them (R069)."""
        gaps = self.env["zhaoshang.evidence.gap"]
        if not gaps.has_access("read") or not people or len(people) > GRID:
            return {}
        readable = people.filtered_domain(gaps._domain_readable())
        found = gaps.sudo()._gaps(self.env.company, span.first, span.last)
        return {
            person: [
                {
                    "first": max(first, span.first).day,
                    "last": min(last, span.last).day,
                    "text": gaps._gap_text(count),
                }
                for first, last, count in runs
                if first <= span.last
            ]
            for person, runs in found.items()
            if person in readable._ids
        }
