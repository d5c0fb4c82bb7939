from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...rules import worklog as rules
from ..clock import county_today

SIGNS = {rules.WRITTEN: "✔", rules.MISSING: "▲", rules.OPEN: "◔", rules.EXEMPT: "○"}
COLOURS = {rules.WRITTEN: 10, rules.MISSING: 1, rules.OPEN: 4, rules.EXEMPT: 28}
# days of one officer: the number of a day, counted from 2010, fits below for half a century
DAYS = 20_000


class WorklogDay(models.Model):
    """One working day of one officer and whether it has its log (clause 8, R043, R044).

    Worked out by one statement from the working days, the granted absences, what was confirmed
    and the logs; nothing is stored. A missing log is told, and makes no ladder step.
    """

    _name = "zhaoshang.worklog.day"
    _description = "Day of a Work Log"
    _inherit = ["zhaoshang.unranked", "zhaoshang.readable"]
    _auto = False
    _order = "day desc, bureau_id, appointment_id"
    _zs_read_by_head = True
    _depends = {
        "zhaoshang.appointment": [
            "state", "user_id", "bureau_id", "company_id", "date_from", "date_to",
        ],
        "zhaoshang.bureau": ["compliance_start", "closed_on"],
        "zhaoshang.leave": ["appointment_id", "date_from", "last_away", "zs_approval_state"],
        "zhaoshang.finding": ["appointment_id", "kind", "state", "occurred_on", "last_on"],
        "zhaoshang.worklog": ["appointment_id", "day"],
        "zhaoshang.worklog.opening": ["appointment_id", "date_from", "date_to", "open_until"],
        "zhaoshang.rule.set": ["company_id", "state", "date_from", "log_backfill_days"],
    }  # fmt: skip

    appointment_id = fields.Many2one("zhaoshang.appointment", "Officer", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    day = fields.Date(readonly=True)
    worklog_id = fields.Many2one("zhaoshang.worklog", "Log", readonly=True)
    leave_id = fields.Many2one("zhaoshang.leave", "Exempt By", readonly=True)
    write_until = fields.Date("To Be Written Until", readonly=True)
    state = fields.Selection(
        [
            (rules.WRITTEN, "Written"),
            (rules.OPEN, "To be written"),
            (rules.MISSING, "Missing"),
            (rules.EXEMPT, "Exempt"),
        ],
        "Status",
        readonly=True,
    )
    mine = fields.Boolean(compute="_compute_mine")
    words = fields.Char("In Words", compute="_compute_words")
    colour = fields.Integer(
        compute="_compute_words", help="Of the calendar; its sign says it, too."
    )

    @property
    def _table_query(self):
        """The days up to today, of the counties the user works in, from the watched start on."""
        return self._days_query(self.env.companies, None, county_today(self.env))

    @api.model
    def _days_query(self, counties, first, last, which=None):
        """SQL of the working days from ``first`` to ``last``.

        :param first: first day; None for the first day on which any bureau is watched
        :param which: condition on the appointment ``a``
        """
        first = first or self._first_day(counties) or last
        return SQL(
            """
            SELECT a.id::bigint * %(days)s + (w.day - DATE '2010-01-01') AS id,
                   a.id AS appointment_id, a.user_id, a.bureau_id, a.company_id, w.day,
                   g.id AS worklog_id, l.id AS leave_id, u.write_until,
                   CASE WHEN g.id IS NOT NULL THEN 'written'
                        WHEN l.id IS NOT NULL OR f.id IS NOT NULL THEN 'exempt'
                        WHEN u.write_until >= %(today)s THEN 'open'
                        ELSE 'missing' END AS state
              FROM (%(workdays)s OFFSET 0) w (company_id, day)
              JOIN zhaoshang_appointment a
                ON a.company_id = w.company_id AND a.state IN ('confirmed', 'ended')
               AND w.day BETWEEN a.date_from AND a.date_to
              JOIN zhaoshang_bureau b
                ON b.id = a.bureau_id AND w.day >= b.compliance_start
               AND (b.closed_on IS NULL OR w.day <= b.closed_on)
              LEFT JOIN zhaoshang_worklog g ON g.appointment_id = a.id AND g.day = w.day
              LEFT JOIN LATERAL (
                   SELECT l.id FROM zhaoshang_leave l
                    WHERE l.appointment_id = a.id AND l.zs_approval_state = 'approved'
                      AND w.day BETWEEN l.date_from AND l.last_away
                    ORDER BY l.id LIMIT 1) l ON TRUE
              LEFT JOIN LATERAL (
                   SELECT f.id FROM zhaoshang_finding f
                    WHERE f.appointment_id = a.id AND f.kind = 'absence'
                      AND f.state = 'confirmed'
                      AND w.day BETWEEN f.occurred_on AND f.last_on
                    LIMIT 1) f ON TRUE
             CROSS JOIN LATERAL (
                   SELECT GREATEST(
                          w.day + COALESCE((
                              SELECT p.log_backfill_days FROM zhaoshang_rule_set p
                               WHERE p.company_id = a.company_id AND p.state = 'confirmed'
                                 AND p.date_from <= w.day
                               ORDER BY p.date_from DESC LIMIT 1), 0),
                          (SELECT max(o.open_until) FROM zhaoshang_worklog_opening o
                            WHERE o.appointment_id = a.id
                              AND w.day BETWEEN o.date_from AND o.date_to)) AS write_until) u
             WHERE %(which)s
            """,
            days=DAYS,
            today=county_today(self.env),
            workdays=self._workdays_sql(counties, first, last),
            which=which or SQL("TRUE"),
        )

    @api.model
    def _workdays_sql(self, counties, first, last):
        """SQL of (county, working day); a county without any gives no row."""
        workday = self.env["zhaoshang.workday"]
        return SQL(" UNION ALL ").join(
            SQL(
                "SELECT %s, unnest(%s::date[])",
                county.id,
                workday._calendar(first, last, county).working_days(first, last),
            )
            for county in counties
        )

    @api.model
    def _first_day(self, counties):
        self.env.cr.execute(
            SQL(
                "SELECT min(compliance_start) FROM zhaoshang_bureau WHERE company_id IN %s",
                tuple(counties.ids) or (None,),
                to_flush=self.env["zhaoshang.bureau"]._fields["compliance_start"],
            )
        )
        return self.env.cr.fetchone()[0]

    @api.depends("appointment_id", "day")
    def _compute_display_name(self):
        for row in self:
            name = f"{row.appointment_id.sudo().name} {row.day}"
            row.display_name = f"{SIGNS[row.state]} {name}" if row.state else name

    @api.depends_context("uid")
    def _compute_mine(self):
        for row in self:
            row.mine = row.user_id == self.env.user

    @api.depends("state")
    @api.depends_context("lang")
    def _compute_words(self):
        for row in self:
            row.words = f"{SIGNS[row.state]} {row._state_text()}"
            row.colour = COLOURS[row.state]

    def _state_text(self):
        if self.state == rules.WRITTEN:
            return self.env._("Log written")
        if self.state == rules.OPEN:
            return self.env._("To be written until %s", self.write_until)
        if self.state == rules.MISSING:
            return self.env._(
                "No log (clause 8, R043); could be written until %s", self.write_until
            )
        if self.leave_id:
            return self.env._("Exempt: on leave, %s", self.sudo().leave_id.number or "")
        return self.env._("Exempt: not at post that day")

    def action_open(self):
        """Open the day's log, or a new one for the person whose day it is."""
        self.ensure_one()
        self.check_access("read")
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Work Log"),
            "res_model": "zhaoshang.worklog",
            "view_mode": "form",
            "views": [(False, "form")],
        }
        if self.worklog_id:
            return action | {"res_id": self.worklog_id.id}
        if self.user_id != self.env.user:
            raise UserError(
                self.env._("No log was written for this day; only the officer writes it (R043).")
            )
        return action | {"context": {"default_day": fields.Date.to_string(self.day)}}

    @api.model
    def _missing(self, county, first: date, last: date, appointments=None):
        """Return ``{appointment id: [days without log]}`` of a span, for duties and the bulletin.

        Days that may still be written are not missing yet (R044).
        """
        self._flush_days()
        which = SQL("a.id IN %s", tuple(appointments.ids)) if appointments else None
        last = min(last, county_today(self.env))
        rows = self.env.execute_query(
            SQL(
                "SELECT appointment_id, array_agg(day ORDER BY day) FROM (%s) d"
                " WHERE state = %s GROUP BY appointment_id",
                self._days_query(county, first, last, which),
                rules.MISSING,
            )
        )
        return dict(rows)

    @api.model
    def _flush_days(self):
        for model, names in self._depends.items():
            self.env[model].flush_model(names)
