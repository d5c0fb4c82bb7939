from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...rules import duty as rules

# The one list of kinds: duties, reports and findings name them so.
KINDS = [
    (rules.MONDAY_CALL, "Monday Call"),
    (rules.FRIDAY_REPORT, "Friday Report"),
    (rules.MONTH_REPORT, "Monthly Report"),
    (rules.BIMONTH_REPORT, "Two-monthly Report"),
    (rules.RESEARCH_REPORT, "Research Report"),
]
STATES = [
    ("due", "Due"),
    ("done", "Done"),
    ("late", "Late"),
    ("missed", "Missed"),
    ("excused", "Excused"),
]
EXCUSES = [
    ("leave", "On an approved absence"),
    ("left", "No longer in post"),
    ("nobody", "Nobody there to answer for it"),
    ("closed", "Bureau closed or suspended"),
    ("waived", "Bureau active for too short a time"),
    ("explained", "Explanation accepted"),
]
SIGNS = {"due": "◔", "done": "✔", "late": "▲", "missed": "⊗", "excused": "○"}


class Duty(models.Model):
    """One report that is owed on one day (clauses 6 and 8, R034, R045 to R057, R096).

    The Monday call is owed by each person, every other report by a bureau, and one person answers
    for it. Rows are laid out and brought up to date by the scheduled action, from facts alone:
    what was reported, leaves approved, the clock. Nobody types into them.
    """

    _name = "zhaoshang.duty"
    _description = "Reporting Duty"
    _inherit = ["zhaoshang.readable"]
    _order = "due_on desc, bureau_id, appointment_id"
    _rec_names_search = ("appointment_id.name",)
    _check_company_auto = True

    kind = fields.Selection(KINDS, required=True, readonly=True)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Who Answers",
        readonly=True,
        ondelete="restrict",
        help="R048: of a call, who owes it. R096: of a bureau's report, the head, the acting head "
        "while he is away, or the deputy whom the head named; empty where nobody is left.",
    )
    assigned_id = fields.Many2one(
        "zhaoshang.appointment",
        "Named by the Head",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="R096: the deputy to whom the head gave this report by name.",
    )
    user_id = fields.Many2one("res.users", readonly=True, index=True)
    bureau_id = fields.Many2one(
        "zhaoshang.bureau", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", "County", required=True, readonly=True)
    due_on = fields.Date("Day", required=True, readonly=True, index=True)
    period_from = fields.Date(
        required=True,
        readonly=True,
        help="R028, R054, R056: the Monday of the week, or the first day of the month, the pair of "
        "months or the half-year that is reported on.",
    )
    period_to = fields.Date(
        "Last Period From",
        required=True,
        readonly=True,
        help="R049: weeks whose duties moved to the same day make one duty.",
    )
    opens_at = fields.Datetime("Open From", required=True, readonly=True)
    due_at = fields.Datetime("Until", required=True, readonly=True)
    grace_end = fields.Datetime("Late Until", required=True, readonly=True)
    state = fields.Selection(STATES, "Status", required=True, readonly=True, index=True)
    report_id = fields.Many2one(
        "zhaoshang.report", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    research_id = fields.Many2one(
        "zhaoshang.research", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    reported_at = fields.Datetime(readonly=True)
    excuse = fields.Selection(EXCUSES, "Excused Because", readonly=True)
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
    _once_a_bureau = models.UniqueIndex(
        "(kind, bureau_id, period_from) WHERE kind <> 'monday_call'",
        "A bureau owes one report a period.",
    )
    _unsettled = models.Index("(company_id, due_on) WHERE state IN ('due', 'late')")
    _missed = models.Index("(company_id) WHERE state = 'missed'")
    _has_a_person = models.Constraint(
        "CHECK (kind <> 'monday_call' OR appointment_id IS NOT NULL)",
        "A call is owed by a person (R048).",
    )
    _order_of_days = models.Constraint(
        "CHECK (period_from <= period_to AND period_to <= due_on AND due_at <= grace_end)",
        "A duty falls into or after its period and ends after it is due.",
    )

    @api.depends("kind", "appointment_id", "bureau_id", "due_on", "state")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for duty in self:
            duty.display_name = self.env._(
                "%(sign)s %(person)s, %(kind)s of %(day)s",
                sign=SIGNS.get(duty.state),
                person=duty.bureau_id.sudo().name
                if duty.kind in rules.OF_THE_BUREAU
                else duty.appointment_id.sudo().name,
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
                "Duties follow from the calendar, the reports and the leaves (clause 8, R045). "
                "Report or ask for leave instead of editing the duty."
            )
        )

    @api.model
    def _domain_readable_to_officer(self):
        """R012, R015: his own, the reports of his bureau; a head the calls of his people too.

        R041: a leader the reports of the bureaus linked to him.
        """
        own = Domain("bureau_id", "in", self._own_bureaus().ids)
        if not self.env.user.has_group("zhaoshang_office.group_head"):
            own &= Domain("kind", "in", rules.OF_THE_BUREAU)
        seen = super()._domain_readable_to_officer() | own
        if self.env.user.has_group("zhaoshang_office.group_leader"):
            linked = Domain("bureau_id.leader_ids", "in", self.env.user.ids)
            seen |= linked & Domain("kind", "in", rules.OF_THE_BUREAU)
        return seen
