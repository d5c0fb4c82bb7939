from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

KINDS = [("monday_call", "Monday Call")]
STATES = [
    ("due", "Due"),
    ("done", "Done"),
    ("late", "Late"),
    ("missed", "Missed"),
    ("excused", "Excused"),
]
SIGNS = {"due": "◔", "done": "✔", "late": "▲", "missed": "⊗", "excused": "○"}


class Duty(models.Model):
    """One report that one officer owes on one day (clause 8, R045, R047, R049).

    Rows are laid out and brought up to date by the scheduled action, from facts alone: calls
    registered, leaves approved, the clock. Nobody types into them.
    """

    _name = "zhaoshang.duty"
    _description = "Reporting Duty"
    _inherit = ["zhaoshang.readable"]
    _order = "due_on desc, bureau_id, appointment_id"
    _rec_names_search = ("appointment_id.name",)
    _check_company_auto = True

    kind = fields.Selection(KINDS, required=True, readonly=True)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", readonly=True, index=True)
    bureau_id = fields.Many2one(
        "zhaoshang.bureau", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", "County", required=True, readonly=True)
    due_on = fields.Date("Day", required=True, readonly=True, index=True)
    period_from = fields.Date(
        "First Monday", required=True, readonly=True, help="R049: the Monday this duty belongs to."
    )
    period_to = fields.Date(
        "Last Monday",
        required=True,
        readonly=True,
        help="R049: Mondays that moved to the same day make one duty.",
    )
    opens_at = fields.Datetime("Open From", required=True, readonly=True)
    due_at = fields.Datetime("Until", required=True, readonly=True)
    grace_end = fields.Datetime("Late Until", required=True, readonly=True)
    state = fields.Selection(STATES, "Status", required=True, readonly=True, index=True)
    report_id = fields.Many2one(
        "zhaoshang.report", "Call", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    reported_at = fields.Datetime(readonly=True)
    leave_id = fields.Many2one(
        "zhaoshang.leave", "Excused By", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    rule_set_id = fields.Many2one(
        "zhaoshang.rule.set", "Parameters", required=True, readonly=True, ondelete="restrict"
    )
    provisional = fields.Boolean(
        readonly=True,
        help="The holiday table of this year is not published: the day may still move, and no "
        "finding is raised.",
    )
    finding_ids = fields.One2many("zhaoshang.finding", "duty_id", readonly=True)

    _once = models.UniqueIndex("(kind, appointment_id, due_on)", "This duty exists already.")
    _unsettled = models.Index("(company_id, due_on) WHERE state IN ('due', 'late')")
    _order_of_days = models.Constraint(
        "CHECK (period_from <= period_to AND period_to <= due_on AND due_at <= grace_end)",
        "A duty falls on or after its Mondays and ends after it is due.",
    )

    @api.depends("kind", "appointment_id", "due_on", "state")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for duty in self:
            duty.display_name = self.env._(
                "%(sign)s %(person)s, %(kind)s of %(day)s",
                sign=SIGNS.get(duty.state),
                person=duty.appointment_id.sudo().name,
                kind=kinds.get(duty.kind),
                day=duty.due_on,
            )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._written_by_the_system()

    def write(self, vals):  # pylint: disable=method-required-super
        raise self._written_by_the_system()

    def unlink(self):  # pylint: disable=method-required-super
        raise self._written_by_the_system()

    def _written_by_the_system(self):
        return AccessError(
            self.env._(
                "Duties follow from the calendar, the calls and the leaves (clause 8, R045). "
                "Register a call or ask for leave instead of editing the duty."
            )
        )

    @api.model
    def _domain_readable_to_officer(self):
        seen = super()._domain_readable_to_officer()
        if self.env.user.has_group("zhaoshang_office.group_head"):
            seen |= Domain("bureau_id", "in", self._own_bureaus().ids)
        return seen
