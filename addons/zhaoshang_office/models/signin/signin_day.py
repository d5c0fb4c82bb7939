from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import signin as rules
from ..clock import county_today

SIGNS = {rules.SIGNED: "✔", rules.MISSING: "▲", rules.OPEN: "◔"}
# days of one officer: the number of a day, counted from 2010, fits below for half a century
DAYS = 20_000


class SigninDay(models.Model):
    """One day on which one officer at work in the county signs in, and whether he did (R079, R080).

    Read live by one statement from the granted county duties and escorts, the working days, the
    parameters of the day and the register; nothing is stored. A missing day is told and has no
    consequence here.
    """

    _name = "zhaoshang.signin.day"
    _description = "Day of Sign-in"
    _inherit = ["zhaoshang.readable"]
    _auto = False
    _order = "day desc, bureau_id, appointment_id"
    _depends = {
        "zhaoshang.leave": [
            "appointment_id", "kind", "date_from", "date_to", "last_away", "zs_approval_state",
            "credit_withdrawn",
        ],
        "zhaoshang.signin": ["appointment_id", "day", "undone_at"],
        "zhaoshang.appointment": ["user_id", "bureau_id", "company_id", "date_to"],
        "zhaoshang.bureau": ["compliance_start"],
        "zhaoshang.rule.set": ["company_id", "state", "date_from", "signin_on_accompany",
                               "signin_weekend"],
    }  # fmt: skip

    appointment_id = fields.Many2one("zhaoshang.appointment", "Officer", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    day = fields.Date(readonly=True)
    kind = fields.Selection(
        [("escort", "Escorting Clients"), ("county_duty", "Duty in the County")],
        "At Work As",
        readonly=True,
    )
    leave_id = fields.Many2one("zhaoshang.leave", "Absence", readonly=True)
    signin_id = fields.Many2one("zhaoshang.signin", "Sign-in", readonly=True)
    state = fields.Selection(
        [
            (rules.SIGNED, "Signed in"),
            (rules.OPEN, "Expected today"),
            (rules.MISSING, "Sign-in missing"),
        ],
        "Status",
        readonly=True,
    )
    watched = fields.Boolean(
        readonly=True, help="Days before the bureau's duties are watched are not held against it."
    )
    signed_count = fields.Integer("Signed Days", readonly=True)
    missing_count = fields.Integer("Missing Days", readonly=True)
    words = fields.Char("In Words", compute="_compute_words")

    @property
    def _table_query(self):
        """The days up to today, of the counties the user works in."""
        today = county_today(self.env)
        return SQL(
            """
            SELECT a.id::bigint * %(days)s + (d.day - DATE '2010-01-01') AS id,
                   a.id AS appointment_id, a.user_id, a.bureau_id, a.company_id,
                   d.day, CASE WHEN l.kind = 'escort' AND NOT COALESCE(l.credit_withdrawn, false)
                               THEN 'escort' ELSE 'county_duty' END AS kind,
                   l.id AS leave_id, s.id AS signin_id,
                   CASE WHEN s.id IS NOT NULL THEN 'signed' WHEN d.day = %(today)s THEN 'open'
                        ELSE 'missing' END AS state,
                   COALESCE(d.day >= b.compliance_start, false) AS watched,
                   (s.id IS NOT NULL)::int AS signed_count,
                   (s.id IS NULL AND d.day < %(today)s
                    AND COALESCE(d.day >= b.compliance_start, false))::int AS missing_count
              FROM zhaoshang_leave l
              JOIN zhaoshang_appointment a ON a.id = l.appointment_id
              JOIN zhaoshang_bureau b ON b.id = a.bureau_id
             CROSS JOIN LATERAL (
                   SELECT g::date AS day
                     FROM generate_series(
                          l.date_from, LEAST(l.date_to, l.last_away, a.date_to, %(today)s),
                          interval '1 day') g
             ) d
             CROSS JOIN LATERAL (
                   SELECT signin_on_accompany, signin_weekend FROM zhaoshang_rule_set r
                    WHERE r.company_id = a.company_id AND r.state = 'confirmed'
                      AND r.date_from <= d.day
                    ORDER BY r.date_from DESC LIMIT 1
             ) p
              LEFT JOIN (VALUES %(special)s) w (company_id, day, works)
                     ON w.company_id = a.company_id AND w.day = d.day
              LEFT JOIN zhaoshang_signin s
                     ON s.appointment_id = a.id AND s.day = d.day AND s.undone_at IS NULL
             WHERE l.zs_approval_state = 'approved' AND l.kind IN ('county_duty', 'escort')
               AND a.company_id IN %(counties)s
               AND (l.kind = 'county_duty' OR p.signin_on_accompany OR l.credit_withdrawn)
               AND (p.signin_weekend OR COALESCE(w.works, extract(isodow FROM d.day) < 6))
            """,
            days=DAYS,
            today=today,
            special=SQL(", ").join(self._special_days(today)),
            counties=tuple(self.env.companies.ids),
        )

    def _special_days(self, today):
        """Return one row for each day that is no plain day of its week, and one that is none."""
        workday = self.env["zhaoshang.workday"]
        rows = [SQL("(0, DATE '2010-01-01', true)")]
        first = self._first_day() or today
        for county in self.env.companies:
            calendar = workday._calendar(first, today, county)
            off = {*calendar.statutory, *calendar.rest}
            rows += [
                SQL("(%s, %s::date, %s)", county.id, day, calendar.is_working(day))
                for day in sorted(off | calendar.working_weekends)
                if first <= day <= today
            ]
        return rows

    def _first_day(self):
        """Return the first day of any stay in the county."""
        self.env.cr.execute(
            SQL(
                "SELECT min(date_from) FROM zhaoshang_leave WHERE kind IN %s AND company_id IN %s",
                rules.IN_COUNTY,
                tuple(self.env.companies.ids),
                to_flush=self.env["zhaoshang.leave"]._fields["date_from"],
            )
        )
        return self.env.cr.fetchone()[0]

    @api.depends("appointment_id", "day")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.appointment_id.sudo().name} {row.day}"

    @api.depends("state", "signin_id")
    @api.depends_context("lang")
    def _compute_words(self):
        for row in self:
            row.words = f"{SIGNS[row.state]} {row._state_text()}"

    def _state_text(self):
        signin = self.signin_id.sudo()
        if self.state == rules.OPEN:
            return self.env._("Expected today, not signed in yet")
        if self.state == rules.MISSING:
            return self.env._("No sign-in on that day (clause 10, R079)")
        moment = signin._county_moment()
        if signin.late_reason:
            return self.env._(
                "Added later, on %(moment)s by %(person)s: %(reason)s",
                moment=f"{moment:%m-%d %H:%M}",
                person=signin.recorded_by_id.name,
                reason=signin.late_reason,
            )
        return self.env._(
            "Signed in at %(moment)s, recorded by %(person)s",
            moment=f"{moment:%H:%M}",
            person=signin.recorded_by_id.name,
        )

    def action_add_later(self):
        """Open the question for the reason why the sign-in of a past day is added."""
        self.ensure_one()
        self.check_access("read")
        self.env["zhaoshang.signin"]._check_office()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a Sign-in Later"),
            "res_model": "zhaoshang.signin.later",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_appointment_id": self.appointment_id.id,
                "default_day": fields.Date.to_string(self.day),
            },
        }

    @api.model
    def _missing(self, appointments, first: date, last: date):
        """Return ``{appointment id: missing days}`` of a span, for the bulletin (R079)."""
        rows = self.sudo()._read_group(
            [
                ("appointment_id", "in", appointments.ids),
                ("day", ">=", first),
                ("day", "<=", last),
                ("state", "=", rules.MISSING),
                ("watched", "=", True),
            ],
            ["appointment_id"],
            ["day:array_agg"],
        )
        return {appointment.id: sorted(days) for appointment, days in rows}
