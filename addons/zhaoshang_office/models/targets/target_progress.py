from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import target as rules
from ..clock import county_today

COLOURS = [
    (rules.GREEN, "✓ On course"),
    (rules.AMBER, "! Behind"),
    (rules.RED, "✗ Far behind"),
    (rules.NOT_YET, "– First month"),
]
#: what each target has reached, of all of them in one statement; a project counts for the bureau
#: that held it when it reached the stage (R020): what is handed over later moves nothing (R003)
FACTS = """
    WITH target (id, bureau, first, last, minimum, at) AS (
        SELECT t.id, t.bureau, t.first::date, t.last::date, t.minimum::numeric, t.at
          FROM (VALUES %(rows)s) AS t (id, bureau, first, last, minimum, at)
    ), counted (at, stage) AS (VALUES %(counted)s)
    SELECT t.id, money.recognised, money.pending, big.projects
      FROM target t
     CROSS JOIN LATERAL (
        SELECT COALESCE(sum(s.amount) FILTER (
                   WHERE a.zs_approval_state = 'approved'), 0) AS recognised,
               COALESCE(sum(s.amount) FILTER (
                   WHERE a.zs_approval_state = 'running'), 0) AS pending
          FROM zhaoshang_arrival_share s
          JOIN zhaoshang_arrival a ON a.id = s.arrival_id
         WHERE s.bureau_id = t.bureau AND a.date BETWEEN t.first AND t.last
     ) money
     CROSS JOIN LATERAL (
        SELECT COALESCE(array_agg(p.id), '{}') AS projects
          FROM zhaoshang_bureau b
          JOIN zhaoshang_project p ON p.company_id = b.company_id
          JOIN LATERAL (
            SELECT e.appointment_ref,
                   (e.moved_at AT TIME ZONE 'UTC'
                    AT TIME ZONE 'Asia/Shanghai')::date AS day
              FROM zhaoshang_project_stage_event e
              JOIN counted c ON c.stage = e.to_stage AND c.at = t.at
             WHERE e.project_id = p.id
          ORDER BY e.moved_at, e.id LIMIT 1
          ) reached ON reached.day BETWEEN t.first AND t.last
     LEFT JOIN zhaoshang_appointment o ON o.id = reached.appointment_ref
         WHERE b.id = t.bureau AND COALESCE(o.bureau_id, p.bureau_id) = t.bureau
           AND p.is_industrial AND p.fixed_investment >= t.minimum
           AND p.stage NOT IN ('dropped', 'returned')
     ) big
"""
FIGURES = (
    "recognised",
    "pending",
    "big_count",
    "elapsed_months",
    "expected",
    "percent",
    "colour",
    "forecast",
    "needed_a_month",
    "amount_met",
    "projects_met",
    "standing",
    "explanation",
)


class Target(models.Model):
    """How far a target has come: one statement for however many targets (R019, R020, R024)."""

    _inherit = "zhaoshang.target"

    recognised = fields.Float(
        "Recognised (10,000 yuan)",
        digits=(12, 2),
        compute="_compute_progress",
        help="Clause 5, R019, R023: recognised arrivals by their day inside the term, the bureau's "
        "part of each.",
    )
    pending = fields.Float(
        "Reported, Not Recognised (10,000 yuan)",
        digits=(12, 2),
        compute="_compute_progress",
        help="R023: counts once the investment bureau recognises it.",
    )
    big_count = fields.Integer(
        "Large Industrial Projects Reached",
        compute="_compute_progress",
        help="Clause 5, R020: industrial, large enough, and at the counted stage inside the term.",
    )
    elapsed_months = fields.Integer("Months Gone By", compute="_compute_progress", aggregator=None)
    expected = fields.Float(
        "Expected by Now (10,000 yuan)",
        digits=(12, 2),
        compute="_compute_progress",
        help="R024 (our reading): the amount × whole months gone by / months of the term.",
    )
    percent = fields.Integer(
        "% of Expected", compute="_compute_progress", aggregator=None, help="R024 (our reading)."
    )
    colour = fields.Selection(
        COLOURS, "Progress", compute="_compute_progress", search="_search_colour", help="R024."
    )
    forecast = fields.Float(
        "Whole Term at This Pace (10,000 yuan)",
        digits=(12, 2),
        compute="_compute_progress",
        help="Recognised / months gone by × months of the term. A forecast, not a judgement.",
    )
    needed_a_month = fields.Float(
        "Needed Each Month From Now (10,000 yuan)", digits=(12, 2), compute="_compute_progress"
    )
    amount_met = fields.Boolean(compute="_compute_progress", help="R019.")
    projects_met = fields.Boolean(compute="_compute_progress", help="R020.")
    standing = fields.Char("How It Stands", compute="_compute_progress")
    explanation = fields.Text("How It Is Worked Out", compute="_compute_progress")

    @api.depends("bureau_id", "date_from", "date_to", "amount", "big_projects", "rule_set_id")
    @api.depends_context("lang")
    def _compute_progress(self):
        today = county_today(self.env)
        facts = self._facts()
        for target in self:
            if not (target.date_from and target.date_to and target.bureau_id):
                target.update(dict.fromkeys(FIGURES, False))
                continue
            fact = facts.get(target._origin.id or 0, {})
            parameters = target._rules_of_term()
            found = rules.progress(
                rules.Target(
                    target.date_from,
                    target.date_to,
                    rules.in_cents(target.amount),
                    target.big_projects,
                ),
                fact.get("recognised", 0),
                len(fact.get("projects", ())),
                today,
                parameters.progress_red,
            )
            target._show(found, fact, parameters)

    def _show(self, found, fact, parameters):
        self.update(
            {
                "recognised": float(fact.get("recognised", 0)),
                "pending": float(fact.get("pending", 0)),
                "big_count": len(fact.get("projects", ())),
                "elapsed_months": found.elapsed,
                "expected": float(found.expected),
                "percent": found.percent or 0,
                "colour": found.colour,
                "forecast": float(found.forecast or 0),
                "needed_a_month": float(found.needed_a_month),
                "amount_met": found.amount_met,
                "projects_met": found.projects_met,
            }
        )
        labels = dict(self._fields["colour"]._description_selection(self.env))
        self.standing = self.env._(
            "%(sign)s: %(recognised)s of %(amount)s, %(count)s of %(projects)s large projects",
            sign=labels[found.colour],
            recognised=f"{self.recognised:g}",
            amount=f"{self.amount:g}",
            count=self.big_count,
            projects=self.big_projects,
        )
        self.explanation = "\n".join(self._explained(found, parameters))

    def _explained(self, found, parameters):
        """Each number with its clause, its threshold and the parameters it rests on."""
        stages = dict(parameters._fields["count_at_stage"]._description_selection(self.env))
        yield self.env._(
            "Clause 5 (R019): not less than %(amount)s × 10,000 yuan in two years. Recognised "
            "arrivals dated %(from)s to %(to)s count (R023): %(recognised)s.",
            **{
                "amount": f"{self.amount:g}",
                "from": self.date_from,
                "to": self.date_to,
                "recognised": f"{self.recognised:g}",
            },
        )
        yield self.env._(
            "Clause 5 (R020): %(projects)s industrial project of %(minimum)s × 10,000 yuan or more "
            "in fixed assets, counted from the stage “%(stage)s” on (our reading): %(count)s.",
            projects=self.big_projects,
            minimum=f"{parameters.big_project_min:g}",
            stage=stages[parameters.count_at_stage],
            count=self.big_count,
        )
        yield self.env._(
            "Our reading (R024): expected = %(amount)s × %(elapsed)s / %(months)s months = "
            "%(expected)s. Below %(red)s %% of it far behind, below 100 %% behind.",
            amount=f"{self.amount:g}",
            elapsed=found.elapsed,
            months=found.months,
            expected=f"{self.expected:g}",
            red=parameters.progress_red,
        )
        yield self.env._(
            "Parameters: %(name)s, in force from %(day)s.",
            name=parameters.name,
            day=parameters.date_from,
        )

    def _facts(self):
        """Return ``{target id: recognised, pending, projects}``: one statement for all of them.

        As superuser: whoever reads a target reads its totals (R012); no record is shown by it.
        """
        rows = [
            (
                target._origin.id or 0,
                target.bureau_id.id,
                target.date_from,
                target.date_to,
                target._rules_of_term().big_project_min,
                target._rules_of_term().count_at_stage,
            )
            for target in self
            if target.bureau_id and target.date_from and target.date_to
        ]
        if not rows:
            return {}
        self.env["zhaoshang.arrival"].flush_model(["zs_approval_state", "date"])
        self.env["zhaoshang.arrival.share"].flush_model(["amount", "bureau_id", "arrival_id"])
        self.env["zhaoshang.project"].flush_model()
        counted = [(at, stage) for at in rules.RESULT_STAGES for stage in rules.counted_stages(at)]
        found = self.env.execute_query_dict(
            SQL(
                FACTS,
                rows=SQL(", ").join(rows),
                counted=SQL(", ").join(counted),
            )
        )
        return {row.pop("id"): row for row in found}

    def _search_colour(self, operator, value):
        if operator != "in":
            return NotImplemented
        targets = self.sudo().search([("state", "=", "in_force")])
        return Domain("id", "in", targets.filtered(lambda t: t.colour in value).ids)

    # -- the records behind the figures ----

    def action_open_arrivals(self):
        """Open the parts of arrivals that were added up; who may not see them is told so."""
        self.ensure_one()
        return self._open_behind(
            "zhaoshang.arrival.share",
            self.env._("Arrivals of %s", self.display_name),
            [
                ("bureau_id", "=", self.bureau_id.id),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
                ("state", "in", ["recognised", "reported"]),
            ],
            {"search_default_recognised": 1},
        )

    def action_open_projects(self):
        """Open the large industrial projects that were counted."""
        self.ensure_one()
        projects = self._facts().get(self.id, {}).get("projects", [])
        return self._open_behind(
            "zhaoshang.project",
            self.env._("Large projects of %s", self.display_name),
            [("id", "in", projects)],
            {},
        )

    def _open_behind(self, model, name, domain, context):
        self.check_access("read")
        if not self.env[model].has_access("read"):
            raise AccessError(
                self.env._(
                    "You see totals; the records behind them are shown to the bureau, its liaison "
                    "leaders and the investment bureau (clause 12, R112)."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
            "context": context,
        }

    def action_open_months(self):
        """Open the curve: expected, recognised, and the forecast at this pace."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_office.zhaoshang_target_month_action"
        )
        return action | {"domain": [("target_id", "=", self.id)], "name": self.display_name}
