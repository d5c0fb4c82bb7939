from odoo import fields, models

SPECIAL_LEADERS = [
    ("in_charge", "The leader in charge of investment"),
    ("linked", "The leader linked to the bureau"),
]


class RuleSet(models.Model):
    """Parameters of leave and presence (clause 10, R065 to R088)."""

    _inherit = "zhaoshang.rule.set"

    leaves_per_month = fields.Integer("Leaves a Month", default=1, help="Clause 10, R065.")
    leave_max_days = fields.Integer("Longest Leave (days)", default=7, help="Clause 10, R066.")
    leave_max_hard = fields.Boolean(
        "A Longer Leave Is Refused", default=True, help="Clause 10, R066."
    )
    leave_day_kind = fields.Selection(
        [("calendar", "Calendar days"), ("working", "Working days")],
        "Leave Counted In",
        default="calendar",
        required=True,
        help="Clause 10, R067.",
    )
    leave_excl_statutory = fields.Boolean(
        "Statutory Holidays Use No Leave", default=True, help="Clause 10, R067."
    )
    min_days = fields.Integer("Days at Post a Month", default=20, help="Clause 10, R068.")
    no_evidence_days = fields.Integer(
        "Days Without Evidence to Be Checked (working days)", default=3, help="Clause 10, R069."
    )
    holiday_mode = fields.Selection(
        [("credit", "Credited as days at post"), ("strict", "Not credited")],
        "Statutory Holidays in the Month",
        default="credit",
        required=True,
        help="Clause 10, R070.",
    )
    prorate = fields.Boolean(
        "Limits Follow the Days in Service", default=True, help="Clause 10, R071."
    )
    prorate_min_service = fields.Integer(
        "Only Informative Below (service days)", default=10, help="Clause 10, R071."
    )
    accompany_credit = fields.Boolean(
        "Escorting Clients Counts as at Post", default=True, help="Clause 10, R072."
    )
    accompany_max = fields.Integer("Longest Escort (days)", default=4, help="Clause 10, R073.")
    accompany_link_days = fields.Integer(
        "Client Visit Linked Within (days)", default=3, help="Clause 10, R074."
    )
    filing_objection_days = fields.Integer(
        "Objection to a Filing Within (working days)", default=1, help="Clause 10, R078."
    )
    signin_on_accompany = fields.Boolean(
        "Sign-in While Escorting", default=True, help="Clause 10, R080."
    )
    signin_weekend = fields.Boolean("Sign-in on Days Off", default=False, help="Clause 10, R080.")
    county_duty_counts = fields.Selection(
        [
            ("with_notice", "When called back by a notice"),
            ("always", "Always"),
            ("never", "Never"),
        ],
        "County Duty Counts as at Post",
        default="with_notice",
        required=True,
        help="Clause 10, R081.",
    )
    special_leave_reduces = fields.Boolean(
        "Special Leave Reduces the Limits", default=True, help="Clause 10, R083."
    )
    special_leader = fields.Selection(
        SPECIAL_LEADERS,
        "Special Leave Approved By",
        default="in_charge",
        required=True,
        help="Clause 10, R082.",
    )
    return_days = fields.Integer(
        "Return Reported Within (working days)", default=1, help="Clause 10, R085."
    )
    min_on_duty = fields.Integer("People at Post a Bureau", default=1, help="Clause 10, R087.")
    min_on_duty_hard = fields.Boolean(
        "Nobody at Post Is Refused", default=False, help="Clause 10, R087."
    )
    retro_days = fields.Integer(
        "Later Application Within (working days)", default=2, help="Clause 10, R088."
    )
