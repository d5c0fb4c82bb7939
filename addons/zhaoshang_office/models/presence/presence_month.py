from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...rules import presence as rules
from ..month import Month
from ..words import month_words

STATES = [("open", "Month Open"), ("closed", "Month Closed")]
RESULTS = [
    (rules.MET, "✔ Met"),
    (rules.SHORT, "▲ Short"),
    (rules.GROUND, "✖ To Be Verified"),
    (rules.INFORMATIVE, "○ Only Informative"),
]


class PresenceMonth(models.Model):
    """The days of one officer in one month and what they come to (clause 10, R068 to R073).

    Worked out for everybody by one statement from leaves, confirmed absences, calendar and
    parameters; nobody writes here. Closing a month keeps its figures and its parameter set; what
    comes to light afterwards stands beside them in ``current_days``.
    """

    _name = "zhaoshang.presence.month"
    _description = "Month of Presence"
    _inherit = ["zhaoshang.readable", "zhaoshang.audit.mixin"]
    _order = "month desc, bureau_id, appointment_id"
    _rec_names_search = ("appointment_id.name",)
    _check_company_auto = True
    _zs_audit_fields = ("state",)

    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        related="appointment_id.user_id", store=True, index=True, string="User"
    )
    bureau_id = fields.Many2one(
        related="appointment_id.bureau_id", store=True, index=True, string="Bureau"
    )
    company_id = fields.Many2one(related="appointment_id.company_id", store=True, string="County")
    month = Month(required=True, readonly=True, help="Its first day.")
    month_label = fields.Char("Year and Month", compute="_compute_display_name")
    state = fields.Selection(STATES, "Status", required=True, readonly=True)
    days = fields.Char(
        "Days of the Month", required=True, readonly=True, help="One sign a day; see the legend."
    )
    service_days = fields.Integer("Days in Service", readonly=True, aggregator="avg")
    at_post_days = fields.Integer(
        "Days at Post",
        readonly=True,
        aggregator="avg",  # of each officer, as the limit is
        help="Clause 10, R068, R069: presumed at post unless leave, own duty in the county, an "
        "escort that does not count, or a confirmed absence says otherwise.",
    )
    limit_days = fields.Integer(
        "At Least",
        readonly=True,
        aggregator=None,
        help="Clause 10, R068; in a part month and with special leave in proportion (R071, R083, "
        "our reading).",
    )
    dismiss_days = fields.Integer(
        "Verified Below",
        readonly=True,
        aggregator=None,
        help="Clause 11, R097: below it the facts are verified; nothing follows by itself.",
    )
    holiday_days = fields.Integer("Statutory Holidays", readonly=True, help="R070 (our reading).")
    leave_days = fields.Integer("Rotation Leave", readonly=True)
    special_days = fields.Integer("Special Leave", readonly=True, help="R083 (our reading).")
    escort_days = fields.Integer(
        "Escort, Counted", readonly=True, help="Clause 10, R072: counts as at post."
    )
    escort_beyond_days = fields.Integer(
        "Escort, Not Counted", readonly=True, help="Clause 10, R073."
    )
    duty_called_days = fields.Integer(
        "County Duty by Notice", readonly=True, help="R081 (our reading)."
    )
    duty_own_days = fields.Integer(
        "Own Duty in the County", readonly=True, help="R081 (our reading)."
    )
    absent_days = fields.Integer(
        "Absent Without Leave", readonly=True, help="Clause 11, R090: confirmed by a person."
    )
    result = fields.Selection(RESULTS, readonly=True, required=True)
    provisional = fields.Boolean(
        readonly=True, help="The holiday table of the year is not published yet."
    )
    rule_set_id = fields.Many2one(
        "zhaoshang.rule.set", "Parameters", required=True, readonly=True, ondelete="restrict"
    )
    computed_at = fields.Datetime("Worked Out At", readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    closed_at = fields.Datetime(readonly=True)
    paper_number = fields.Char(
        "Closed on Paper",
        readonly=True,
        help="Number of the document in which the office signed these figures before this "
        "software was used; they are not worked out here, and nothing changes them (R139).",
    )
    current_days = fields.Char(
        "Days as Known Now",
        readonly=True,
        help="Set where something came to light after the month was closed; the kept figures stay.",
    )
    differs = fields.Boolean(
        "Changed Since Closing", compute="_compute_differs", search="_search_differs"
    )

    _once = models.UniqueIndex("(appointment_id, month)", "An officer has one row a month.")
    _county_month = models.Index("(company_id, month)")

    @api.depends("appointment_id", "month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.month_label = month_words(self.env, row.month)
            row.display_name = f"{row.appointment_id.sudo().name} {row.month_label}"

    @api.depends("current_days")
    def _compute_differs(self):
        for row in self:
            row.differs = bool(row.current_days)

    def _search_differs(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("current_days", "!=", False)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._worked_out()

    def write(self, vals):  # pylint: disable=method-required-super
        raise self._worked_out()

    def unlink(self):  # pylint: disable=method-required-super
        raise self._worked_out()

    def _worked_out(self):
        return AccessError(
            self.env._(
                "Months of presence are worked out from leaves and confirmed absences (clause 10, "
                "R069); nobody writes them. Correct the leave or the finding instead."
            )
        )

    @api.model
    def _domain_readable_to_officer(self):
        """R012, R041: what is one's own, and whom one sees by post."""
        seen = self.env["zhaoshang.appointment"]._domain_in_sight("appointment_id.")
        return super()._domain_readable_to_officer() | seen
