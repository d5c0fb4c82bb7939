from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import visit as rules
from ..clock import county_today
from ..month import Month
from ..words import month_words


class VisitWeek(models.Model):
    """How many organisations one bureau has visited in one week, and what the week asked for.

    Read live from the visits (R026 to R029).
    """

    _name = "zhaoshang.visit.week"
    _description = "Week of Visits"
    _inherit = ["zhaoshang.outreach.need.period"]
    _auto = False
    _order = "date_from desc, bureau_id"
    _depends = {
        "zhaoshang.visit": ["bureau_id", "week_from", "date", "state", "organisation_id"],
        "zhaoshang.organisation": ["normalised_name"],
    }
    _zs_signs = {rules.MET: "✔", rules.SHORT: "▲", rules.WAIVED: "○", rules.RUNNING: "◔"}
    _zs_figures = ("required", "organisation_count", "visit_count", "working_days")

    date_from = fields.Date("Monday", readonly=True)
    date_to = fields.Date("Sunday", readonly=True)
    month_from = Month("Month", readonly=True, help="R028: the month of the week's Friday.")
    working_days = fields.Integer(readonly=True, aggregator=None)
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

    @api.model
    def _zs_query(self):
        return SQL(
            """
SELECT row.*,
       CASE WHEN required = 0 THEN 'waived'
            WHEN organisation_count >= required THEN 'met'
            WHEN (now() AT TIME ZONE 'Asia/Shanghai')::date <= date_to THEN 'running'
            ELSE 'short' END AS state
  FROM (
    SELECT n.bureau_id * %(periods)s + (n.date_from - DATE '2000-01-03') / 7 AS id,
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
            periods=self._zs_periods,
        )

    @api.depends("bureau_id", "date_from")
    def _compute_display_name(self):
        for week in self:
            week.display_name = f"{week.bureau_id.sudo().name} {week.date_from} – {week.date_to}"

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
                month_words(self.env, self.month_from),
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
