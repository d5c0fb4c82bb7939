from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..clock import county_today
from ..month import Month
from ..words import month_words


class ContactMonth(models.Model):
    """Whether one bureau kept up its address book in one month (clause 6 ①, R030).

    One statement over the days on which entries were made or changed, and the head's statement
    that nothing changed.
    """

    _name = "zhaoshang.contact.month"
    _description = "Month of an Address Book"
    _inherit = ["zhaoshang.outreach.period"]
    _auto = False
    _order = "month_from desc, bureau_id"
    _depends = {
        "zhaoshang.contact.touch": ["bureau_id", "touched_on", "created"],
        "zhaoshang.contact.statement": ["bureau_id", "month_from", "appointment_id"],
        "zhaoshang.bureau": ["opened_on", "closed_on", "compliance_start"],
    }
    _zs_signs = {"updated": "✔", "unchanged": "○", "open": "◔", "missing": "▲"}
    _zs_figures = ("created_count", "changed_count", "stated_by_id")

    month_from = Month("First Day", readonly=True)
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
    can_state = fields.Boolean(compute="_compute_can_state")

    @api.model
    def _zs_query(self):
        return SQL(
            """
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
SELECT s.id * %(periods)s + (extract(year FROM m.month) - 2000)::int * 12
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
            periods=self._zs_periods,
        )

    @api.depends("bureau_id", "month_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for month in self:
            month.month_name = month_words(self.env, month.month_from)
            month.display_name = f"{month.bureau_id.sudo().name} {month.month_name}"

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

    def _basis_texts(self):
        return [
            self.env._(
                "Clause 6 ①: the address book is updated month by month. A month counts as "
                "updated with one entry made or changed, or when the head states that nothing "
                "changed (R030)."
            )
        ]

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
