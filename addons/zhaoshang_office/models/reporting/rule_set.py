from odoo import fields, models

from ...rules.duty import Limits


class RuleSet(models.Model):
    """Parameters of calls and reports (clause 8, R045 to R056)."""

    _inherit = "zhaoshang.rule.set"

    log_backfill_days = fields.Integer(
        "Work Log Written Back (days)",
        default=3,
        help="Clause 8, R044: how many days back an officer still writes his log.",
    )
    monday_deadline = fields.Float(
        "Monday Call Until", default=18.0, help="Clause 8, R045: in time until this hour."
    )
    monday_grace = fields.Float(
        "Monday Call Late Until",
        default=24.0,
        help="Clause 8, R045: late until this hour of the same day, missed afterwards.",
    )
    explain_days = fields.Integer(
        "Explanation Within (working days)", default=2, help="Clause 8, R046."
    )
    leave_excuses_monday = fields.Boolean(
        "Approved Absence Excuses the Monday Call", default=True, help="Clause 8, R047."
    )
    monday_subject = fields.Selection(
        [("person", "Each person"), ("bureau", "The bureau")],
        "Monday Call Owed By",
        default="person",
        required=True,
        help="Clause 8, R048.",
    )
    holiday_shift = fields.Selection(
        [("next", "Moves to the next working day"), ("waive", "Is waived")],
        "Duty on a Holiday",
        default="next",
        required=True,
        help="Clause 8, R049.",
    )
    fixed_phone_strict = fields.Boolean(
        "Only the Registered Fixed Telephone Counts", default=True, help="Clause 8, R050."
    )
    friday_deadline = fields.Float(
        "Friday Report Until", default=18.0, help="Clause 8, R051: in time until this hour."
    )
    friday_grace = fields.Float(
        "Friday Report Late Until",
        default=18.0,
        help="Clause 8, R051: late until this hour of the next working day, missed afterwards.",
    )
    month_end_grace = fields.Integer(
        "Month-end Report Late Until (days)", default=3, help="Clause 8, R054."
    )
    bimonth_grace = fields.Integer(
        "Two-monthly Report Late Until (days)", default=3, help="Clause 8, R056."
    )
    bimonth_min_days = fields.Integer(
        "Two-monthly Report Waived Below (days active)", default=30, help="Clause 8, R056."
    )

    def _duty_limits(self):
        """Return what the pure rules ask of the parameters."""
        return Limits(
            self.monday_deadline,
            self.monday_grace,
            self.friday_deadline,
            self.friday_grace,
            self.month_end_grace,
            self.bimonth_grace,
            self.holiday_shift,
        )
