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
    start_back_days = fields.Integer(
        "A Bureau May Be Watched From (days back)",
        default=31,
        help="Clause 11, R095: how far back the first day of a bureau's duties may lie when it is "
        "entered; what was due before is not called missing.",
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
    ground2_needs_unapproved = fields.Boolean(
        "Two Short Months Need an Unapproved Day in Each", default=True, help="Clause 11, R099."
    )
    result_warn_first = fields.Integer(
        "First Warning Without Result (months)", default=6, help="Clause 11, R101."
    )
    result_warn_second = fields.Integer(
        "Second Warning Without Result (months)", default=8, help="Clause 11, R101."
    )
    result_stop_days = fields.Integer(
        "Special Leave Stops the Clock Above (days)", default=30, help="Clause 11, R101."
    )
    review_days = fields.Integer(
        "Review Requested Within (working days)", default=10, help="Clause 11, R105."
    )
