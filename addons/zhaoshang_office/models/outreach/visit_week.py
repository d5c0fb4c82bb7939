from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...rules import visit as rules
from ..clock import county_today

SIGNS = {rules.MET: "✔", rules.SHORT: "▲", rules.WAIVED: "○", rules.RUNNING: "◔"}
# bureaus of one view row: the number of its week, counted from a Monday long ago, fits below
WEEKS = 10_000


class VisitWeek(models.Model):
    """How many organisations one bureau has visited in one week, and what the week asked for.

    Read live from the visits (R026 to R029): no figure is stored. Counting has no consequence here.
    """

    _name = "zhaoshang.visit.week"
    _description = "Week of Visits"
    _inherit = ["zhaoshang.bureau.kept"]
    _auto = False
    _order = "date_from desc, bureau_id"
    _depends = {
        "zhaoshang.visit": ["bureau_id", "week_from", "date", "state", "organisation_id"],
        "zhaoshang.organisation": ["normalised_name"],
    }

    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    date_from = fields.Date("Monday", readonly=True)
    date_to = fields.Date("Sunday", readonly=True)
    month_from = fields.Date("Month", readonly=True, help="R028: the month of the week's Friday.")
    working_days = fields.Integer(readonly=True, aggregator=None)
    required = fields.Integer("Asked For", readonly=True)
    visit_count = fields.Integer("Number of Visits", readonly=True)
    organisation_count = fields.Integer(
        "Different Organisations",
        readonly=True,
        help="R027: one organisation visited twice counts once.",
    )
    state = fields.Selection(
        [
            (rules.MET, "Met"),
            (rules.RUNNING, "Still Running"),
            (rules.SHORT, "Short"),
            (rules.WAIVED, "Waived"),
        ],
        "Status",
        readonly=True,
    )
    watched = fields.Boolean(readonly=True, help="Earlier weeks are shown and never held against.")
    provisional = fields.Boolean(readonly=True)
    rule_set_id = fields.Many2one("zhaoshang.rule.set", "Parameters", readonly=True)
    words = fields.Char("In Words", compute="_compute_words")
    explanation = fields.Text(compute="_compute_words")

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                """
CREATE VIEW %(table)s AS
SELECT row.*,
       CASE WHEN required = 0 THEN 'waived'
            WHEN organisation_count >= required THEN 'met'
            WHEN (now() AT TIME ZONE 'Asia/Shanghai')::date <= date_to THEN 'running'
            ELSE 'short' END AS state
  FROM (
    SELECT n.bureau_id * %(weeks)s + (n.date_from - DATE '2000-01-03') / 7 AS id,
           n.bureau_id, n.company_id, n.date_from, n.date_to,
           date_trunc('month', n.date_from + 4)::date AS month_from,
           n.working_days, n.required, n.watched, n.provisional, n.rule_set_id,
           COALESCE(c.visits, 0)::int AS visit_count,
           COALESCE(c.organisations, 0)::int AS organisation_count
      FROM zhaoshang_outreach_need n
      LEFT JOIN (
        SELECT v.bureau_id, v.week_from, count(*) AS visits,
               count(DISTINCT o.normalised_name) AS organisations
          FROM zhaoshang_visit v
          JOIN zhaoshang_organisation o ON o.id = v.organisation_id
         WHERE v.state = 'registered' AND v.date <= (now() AT TIME ZONE 'Asia/Shanghai')::date
         GROUP BY v.bureau_id, v.week_from
      ) c ON c.bureau_id = n.bureau_id AND c.week_from = n.date_from
     WHERE n.kind = 'week'
  ) row""",
                table=SQL.identifier(self._table),
                weeks=WEEKS,
            )
        )

    @api.depends("bureau_id", "date_from")
    def _compute_display_name(self):
        for week in self:
            week.display_name = f"{week.bureau_id.sudo().name} {week.date_from} – {week.date_to}"

    @api.depends("state", "required", "organisation_count", "visit_count", "working_days")
    @api.depends_context("lang")
    def _compute_words(self):
        for week in self:
            week.words = f"{SIGNS[week.state]} {week._state_text()}"
            week.explanation = "\n".join(filter(None, [week._state_text(), *week._basis_texts()]))

    def _state_text(self):
        figures = {"found": self.organisation_count, "wanted": self.required}
        if self.state == rules.WAIVED:
            return self.env._("Waived: %s working days", self.working_days)
        if self.state == rules.MET:
            return self.env._("Met: %(found)s of %(wanted)s organisations", **figures)
        if self.state == rules.SHORT:
            return self.env._("Short: %(found)s of %(wanted)s organisations", **figures)
        return self.env._("So far %(found)s of %(wanted)s organisations", **figures)

    def _basis_texts(self):
        rule_set = self.rule_set_id.sudo()
        texts = [
            self.env._(
                "Clause 6 ①: at least %(number)s organisations a week (R027). Registered visits "
                "of the week whose day has come: %(visits)s, to %(found)s different "
                "organisations. Parameters: %(rule_set)s.",
                number=rule_set.visits_per_week,
                visits=self.visit_count,
                found=self.organisation_count,
                rule_set=rule_set.display_name,
            ),
            self.env._(
                "Counted for the bureau, Monday to Sunday; the week belongs to the month of its "
                "Friday, %s (R028, our reading).",
                self.month_from.strftime("%Y-%m"),
            ),
        ]
        if self.required != rule_set.visits_per_week:
            texts.append(
                self.env._(
                    "The week has %(days)s working days: none are asked for in a week of two or "
                    "fewer, half in a week of three (R029, our reading).",
                    days=self.working_days,
                )
            )
        if not self.watched:
            texts.append(
                self.env._("Before the day from which duties are watched: shown, not held against.")
            )
        if self.provisional:
            texts.append(
                self.env._("Provisional: the holiday table of this year is not published yet.")
            )
        return texts

    def action_open_visits(self):
        """Open the visits behind the figure."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "zhaoshang_office.zhaoshang_visit_action"
            ),
            "domain": [
                ("bureau_id", "=", self.bureau_id.id),
                ("week_from", "=", str(self.date_from)),
            ],
            "context": {"search_default_counted": self.date_to <= county_today(self.env)},
        }

    @api.model
    def _domain_readable(self):
        """Counts name nobody: the offices that watch over the bureaus read them, too (R012)."""
        if any(self.env.user.has_group(group) for group in COUNTS):
            return fields.Domain("company_id", "in", self.env.companies.ids)
        return super()._domain_readable()

    @api.model
    def _domain_readable_to_officer(self):
        seen = super()._domain_readable_to_officer()
        if self.env.user.has_group("zhaoshang_office.group_leader"):
            seen |= fields.Domain("bureau_id.leader_ids", "in", self.env.user.ids)
        return seen


COUNTS = (
    "zhaoshang_office.group_organisation_department",
    "zhaoshang_office.group_efficiency",
)
