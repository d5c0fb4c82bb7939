from odoo import fields, models


class RuleSet(models.Model):
    """Parameters of targets and arrivals (clause 5, R019 to R025)."""

    _inherit = "zhaoshang.rule.set"

    target_arrival = fields.Float(
        "Arrivals in Two Years (10,000 yuan)",
        digits=(12, 2),
        default=6000,
        help="Clause 5, R019: money in fixed assets that each bureau brings, not less than this.",
    )
    target_big_project = fields.Integer(
        "Large Industrial Projects in Two Years", default=1, help="Clause 5, R020."
    )
    big_project_min = fields.Float(
        "Large From (10,000 yuan)",
        digits=(12, 2),
        default=10000,
        help="Clause 5, R020: fixed investment of an industrial project; the figure itself counts.",
    )
    count_at_stage = fields.Selection(
        [("signed", "Signed"), ("started", "Started"), ("funded", "Funded")],
        "Project Counts From",
        default="started",
        required=True,
        help="Clause 5, R020.",
    )
    arrival_evidence_required = fields.Boolean(
        "An Arrival Needs Its Evidence", default=True, help="Clause 5, R023."
    )
    progress_red = fields.Integer(
        "Progress Is Red Below (% of expected)", default=70, help="Clause 5, R024."
    )
    target_factor = fields.Float(
        "Factor of a Bureau's Target",
        digits=(4, 2),
        default=1.0,
        help="Clause 5, R025: another factor needs a document.",
    )
