from odoo import fields, models


class RuleSet(models.Model):
    """Parameters of bulletins, findings and sanctions (clauses 9 and 11, R059 to R105)."""

    _inherit = "zhaoshang.rule.set"

    leader_dispatch_period = fields.Integer(
        "A Dispatch by the Leader Every (months)",
        default=3,
        help="Clause 7, R040: the regulation says “regularly”; our proposal is a quarter. What "
        "follows is a reminder and nothing else.",
    )
    bulletin_day = fields.Integer(
        "Bulletin Issued By (working day)", default=5, help="Clause 9, R059."
    )
    answer_days = fields.Integer(
        "Answer to a Finding Within (working days)", default=3, help="Clause 9, R063."
    )
    ladder_require_service = fields.Boolean(
        "A Step Counts Once the Last One Was Served", default=True, help="Clause 11, R095."
    )
    dismiss_days = fields.Integer(
        "Direct Ground Below (days at post)", default=15, help="Clause 11, R097."
    )
    dismiss_months = fields.Integer(
        "Direct Ground After (months in a row)", default=2, help="Clause 11, R098."
    )
    dismiss_no_result_months = fields.Integer(
        "Direct Ground Without Result (months)", default=9, help="Clause 11, R100."
    )
    review_days = fields.Integer(
        "Review Requested Within (working days)", default=10, help="Clause 11, R105."
    )
