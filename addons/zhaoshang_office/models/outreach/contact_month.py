from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..clock import county_today
from .visit_week import COUNTS

SIGNS = {"updated": "✔", "unchanged": "○", "open": "◔", "missing": "▲"}
MONTHS = 10_000


class ContactMonth(models.Model):
    """Whether one bureau kept up its address book in one month (clause 6 ①, R030).

    One statement over the days on which entries were made or changed, and the head's statement
    that nothing changed.
    """

    _name = "zhaoshang.contact.month"
    _description = "Month of an Address Book"
    _inherit = ["zhaoshang.bureau.kept"]
    _auto = False
    _order = "month_from desc, bureau_id"
    _depends = {
        "zhaoshang.contact.touch": ["bureau_id", "touched_on", "created"],
        "zhaoshang.contact.statement": ["bureau_id", "month_from", "appointment_id"],
        "zhaoshang.bureau": ["opened_on", "closed_on", "compliance_start"],
    }

    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    month_from = fields.Date("First Day", readonly=True)
    month_name = fields.Char("Month", compute="_compute_display_name")
    created_count = fields.Integer("New Entries", readonly=True)
    changed_count = fields.Integer("Entries Changed", readonly=True)
    statement_id = fields.Many2one("zhaoshang.contact.statement", readonly=True)
    stated_by_id = fields.Many2one("zhaoshang.appointment", "Head Who Stated It", readonly=True)
    state = fields.Selection(
        [
            ("updated", "Updated"),
            ("unchanged", "No change, as stated"),
            ("open", "Not yet this month"),
            ("missing", "Not updated"),
        ],
        "Status",
        readonly=True,
    )
    watched = fields.Boolean(readonly=True, help="Earlier months are shown, not held against.")
    words = fields.Char("In Words", compute="_compute_words")
    explanation = fields.Text(compute="_compute_words")
    can_state = fields.Boolean(compute="_compute_can_state")

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                """
CREATE VIEW %(table)s AS
WITH today AS (
    SELECT date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai')::date AS month
), kept AS (
    SELECT bureau_id, date_trunc('month', touched_on)::date AS month,
           count(DISTINCT contact_id) FILTER (WHERE created) AS created,
           count(DISTINCT contact_id) FILTER (WHERE NOT created) AS changed
      FROM zhaoshang_contact_touch GROUP BY 1, 2
), span AS (
    SELECT b.id, b.company_id, b.compliance_start,
           date_trunc('month', GREATEST(b.opened_on,
               LEAST(b.compliance_start, (SELECT min(month) FROM kept k WHERE k.bureau_id = b.id))
           ))::date AS first,
           LEAST(t.month, date_trunc('month', b.closed_on)::date) AS last
      FROM zhaoshang_bureau b CROSS JOIN today t
)
SELECT s.id * %(months)s + (extract(year FROM m.month) - 2000)::int * 12
           + extract(month FROM m.month)::int AS id,
       s.id AS bureau_id, s.company_id, m.month AS month_from,
       COALESCE(k.created, 0)::int AS created_count, COALESCE(k.changed, 0)::int AS changed_count,
       x.id AS statement_id, x.appointment_id AS stated_by_id,
       COALESCE(m.month >= date_trunc('month', s.compliance_start)::date, false) AS watched,
       CASE WHEN k.month IS NOT NULL THEN 'updated' WHEN x.id IS NOT NULL THEN 'unchanged'
            WHEN m.month = t.month THEN 'open' ELSE 'missing' END AS state
  FROM span s CROSS JOIN today t
 CROSS JOIN LATERAL (
     SELECT day::date AS month FROM generate_series(s.first, s.last, interval '1 month') day
 ) m
  LEFT JOIN kept k ON k.bureau_id = s.id AND k.month = m.month
  LEFT JOIN zhaoshang_contact_statement x ON x.bureau_id = s.id AND x.month_from = m.month""",
                table=SQL.identifier(self._table),
                months=MONTHS,
            )
        )

    @api.depends("bureau_id", "month_from")
    def _compute_display_name(self):
        for month in self:
            month.month_name = f"{month.month_from:%Y-%m}"
            month.display_name = f"{month.bureau_id.sudo().name} {month.month_name}"

    @api.depends("state", "created_count", "changed_count", "stated_by_id")
    @api.depends_context("lang")
    def _compute_words(self):
        for month in self:
            text = month._state_text()
            month.words = f"{SIGNS[month.state]} {text}"
            month.explanation = "\n".join(
                filter(
                    None,
                    [
                        text,
                        self.env._(
                            "Clause 6 ①: the address book is updated month by month. A month "
                            "counts as updated with one entry made or changed, or when the head "
                            "states that nothing changed (R030)."
                        ),
                        not month.watched
                        and self.env._(
                            "Before the day from which duties are watched: shown, not held against."
                        ),
                    ],
                )
            )

    def _state_text(self):
        if self.state == "updated":
            return self.env._(
                "%(new)s new, %(changed)s changed",
                new=self.created_count,
                changed=self.changed_count,
            )
        if self.state == "unchanged":
            return self.env._("No change, stated by %s", self.stated_by_id.sudo().name)
        if self.state == "open":
            return self.env._("Nothing new yet; time until the end of the month")
        return self.env._("Neither an entry nor a statement by the end of the month")

    @api.depends("state", "month_from")
    @api.depends_context("uid")
    def _compute_can_state(self):
        for month in self:
            month.can_state = month._may_state()

    def _may_state(self):
        """R030: the head of the bureau, or who acts for the head, for the running month."""
        today = county_today(self.env)
        if self.state != "open" or self.month_from != today.replace(day=1):
            return False
        return self.bureau_id._deciding_head_at(today).sudo().user_id == self.env.user

    def action_state_unchanged(self):
        """State that nothing changed this month (the head, R030)."""
        self.ensure_one()
        self.check_access("read")
        if self.state in ("updated", "unchanged"):
            raise UserError(self.env._("This month counts as updated already."))
        today = county_today(self.env)
        if self.month_from != today.replace(day=1):
            raise UserError(
                self.env._(
                    "That month is over: it is stated by the end of the month (clause 6 ①, R030)."
                )
            )
        head = self.bureau_id._deciding_head_at(today)
        if head.sudo().user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "That nothing changed is stated by the head of the bureau, or who acts for "
                    "the head (clause 6 ①, R030)."
                )
            )
        self.env["zhaoshang.contact.statement"].sudo().create(
            {
                "bureau_id": self.bureau_id.id,
                "month_from": self.month_from,
                "appointment_id": head.id,
            }
        )
        self.env.flush_all()
        self.invalidate_model()

    @api.model
    def _domain_readable(self):
        """Counts name nobody (R012)."""
        if any(self.env.user.has_group(group) for group in COUNTS):
            return Domain("company_id", "in", self.env.companies.ids)
        return super()._domain_readable()

    @api.model
    def _domain_readable_to_officer(self):
        seen = super()._domain_readable_to_officer()
        if self.env.user.has_group("zhaoshang_office.group_leader"):
            seen |= Domain("bureau_id.leader_ids", "in", self.env.user.ids)
        return seen
