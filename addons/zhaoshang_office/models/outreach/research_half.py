from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import research as rules
from .research import half_name


class ResearchHalf(models.Model):
    """Whether one bureau has handed in its research report of one half-year (R034, R035)."""

    _name = "zhaoshang.research.half"
    _description = "Half-year of Research Reports"
    _inherit = ["zhaoshang.outreach.need.period"]
    _auto = False
    _order = "date_from desc, bureau_id"
    _depends = {"zhaoshang.research": ["bureau_id", "half_from", "state"]}
    _zs_signs = {rules.MET: "✔", rules.DUE: "◔", rules.MISSING: "▲", rules.WAIVED: "○"}
    _zs_figures = ("accepted_count", "waiting_count")

    date_from = fields.Date("Half-year From", readonly=True)
    due_on = fields.Date(readonly=True)
    accepted_count = fields.Integer("Reports Taken In", readonly=True)
    waiting_count = fields.Integer("Handed In", readonly=True)
    state = fields.Selection(
        [
            (rules.MET, "Met"),
            (rules.DUE, "To be handed in"),
            (rules.MISSING, "Missing"),
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
       CASE WHEN required > 0 AND accepted_count >= required THEN 'met'
            WHEN required = 0 AND accepted_count > 0 THEN 'met'
            WHEN required = 0 THEN 'waived'
            WHEN (now() AT TIME ZONE 'Asia/Shanghai')::date <= due_on THEN 'due'
            ELSE 'missing' END AS state
  FROM (
    SELECT n.bureau_id * %(periods)s + (extract(year FROM n.date_from)::int - 2000) * 2
               + (extract(month FROM n.date_from) > 6)::int AS id,
           n.bureau_id, n.company_id, n.date_from, n.due_on, n.required, n.watched,
           n.provisional, n.rule_set_id,
           count(r.id) FILTER (WHERE r.state = 'accepted')::int AS accepted_count,
           count(r.id) FILTER (WHERE r.state = 'submitted')::int AS waiting_count
      FROM zhaoshang_outreach_need n
      LEFT JOIN zhaoshang_research r ON r.bureau_id = n.bureau_id AND r.half_from = n.date_from
     WHERE n.kind = 'half'
     GROUP BY n.id
  ) row""",
            periods=self._zs_periods,
        )

    @api.depends("bureau_id", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for half in self:
            name = half_name(self.env, half.date_from)
            half.display_name = f"{half.bureau_id.sudo().name} {name}"

    def _state_text(self):
        if self.state == rules.MET:
            return self.env._("Accepted: %s", self.accepted_count)
        if self.state == rules.WAIVED:
            return self.env._("Waived: the bureau was open for too short a time")
        if self.waiting_count:
            return self.env._("Handed in, waits for the investment bureau")
        if self.state == rules.DUE:
            return self.env._("To be handed in by %s", self.due_on)
        return self.env._("Missing since %s", self.due_on)

    def _basis_texts(self):
        rule_set = self.rule_set_id.sudo()
        return [
            self.env._(
                "Clause 6 ③: a research report each half-year (R034); one of the first half does "
                "not serve for the second. Parameters: %s.",
                rule_set.display_name,
            ),
            self.env._(
                "Due on %(due)s, the last day of the half-year or the working day before it; "
                "waived where the bureau was open for less than %(months)s months of it; accepted "
                "by the investment bureau (R035, our reading).",
                due=self.due_on,
                months=rule_set.research_min_months,
            ),
        ]

    def action_open_research(self):
        """Open the reports behind the figure."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "zhaoshang_office.zhaoshang_research_action"
            ),
            "domain": [
                ("bureau_id", "=", self.bureau_id.id),
                ("half_from", "=", str(self.date_from)),
            ],
            "context": {},
        }
