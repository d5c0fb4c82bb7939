from odoo import fields, models


class RuleSet(models.Model):
    """Parameters of project reports (clause 12, R107 to R111), and how long a stage may take."""

    _inherit = "zhaoshang.rule.set"

    project_report_days = fields.Integer(
        "Project Reported Within (working days)", default=3, help="Clause 12, R107."
    )
    mature_stage = fields.Selection(
        [
            ("accepted", "Accepted"),
            ("inspection", "Inspection opened"),
            ("screened", "Screened"),
            ("negotiation", "Negotiation"),
        ],
        "Project Mature From",
        default="inspection",
        required=True,
        help="Clause 12, R111: from this stage on the liaison leader sees the whole project.",
    )
    stuck_reported = fields.Integer(
        "Stuck in “Reported” After (days)", default=3, help="Clause 12, R108; 0: no limit."
    )
    stuck_accepted = fields.Integer(
        "Stuck in “Accepted” After (days)", default=15, help="Clause 12, R108; 0: no limit."
    )
    stuck_inspection = fields.Integer(
        "Stuck in “Inspection” After (days)", default=20, help="Clause 12, R108; 0: no limit."
    )
    stuck_screened = fields.Integer(
        "Stuck in “Screened” After (days)", default=15, help="Clause 12, R108; 0: no limit."
    )
    stuck_negotiation = fields.Integer(
        "Stuck in “Negotiation” After (days)", default=90, help="Clause 12, R108; 0: no limit."
    )
    stuck_leading_group = fields.Integer(
        "Stuck in “Leading Group” After (days)", default=30, help="Clause 12, R108; 0: no limit."
    )
    stuck_signed = fields.Integer(
        "Stuck in “Signed” After (days)", default=90, help="Clause 12, R108; 0: no limit."
    )
    stuck_started = fields.Integer(
        "Stuck in “Construction Started” After (days)",
        default=365,
        help="Clause 12, R108; 0: no limit.",
    )
    stuck_funded = fields.Integer(
        "Stuck in “Funds Arrived” After (days)", default=365, help="Clause 12, R108; 0: no limit."
    )
    stuck_returned = fields.Integer(
        "Stuck in “Returned” After (days)", default=15, help="Clause 12, R108; 0: no limit."
    )
    stuck_paused = fields.Integer(
        "Stuck in “Paused” After (days)", default=90, help="Clause 12, R108; 0: no limit."
    )
