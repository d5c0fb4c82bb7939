from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...rules import duty as rules
from ..clock import county_moment, county_today

WRITTEN = (rules.FRIDAY_REPORT, rules.MONTH_REPORT, rules.BIMONTH_REPORT)
DRAFT, REVIEW, SENT, CANCELLED = "draft", "review", "registered", "cancelled"
# R051, R052: submitting in the system is the electronic mail of the regulation
ON_PAPER = ("fax", "email")
CHANNELS = [
    ("system", "Through the system"),
    ("email", "By e-mail"),
    ("fax", "By fax"),
    ("in_person", "In person"),
    ("telephone", "By telephone"),
]
SPOKEN = ("in_person", "telephone")


class Report(models.Model):
    """Reports that a bureau writes: each week, each month, every two months (R051 to R056).

    A deputy drafts, the head or who acts for him submits; what has been submitted is fixed, and is
    corrected by a further version with its reason.
    """

    _inherit = "zhaoshang.report"
    _zs_worked_out = frozenset(
        {
            "company_id", "from_fixed_phone", "state", "duty_ids", "drafted_by_id",
            "submitted_by_id", "taken_in", "version", "corrects_id", "correction_reason",
        }
    )  # fmt: skip
    _zs_audit_fields = (
        "reported_at", "calling_number", "speaker_ids", "state", "kind", "period_from", "channel",
        "version", "correction_reason",
    )  # fmt: skip

    kind = fields.Selection(help="Clause 8, R045, R051, R053, R055.")
    content = fields.Text(required=False)
    calling_number = fields.Char(required=False)
    state = fields.Selection(
        selection_add=[(DRAFT, "Draft"), (REVIEW, "With the Head"), (SENT,), (CANCELLED,)],
        ondelete={DRAFT: "set default", REVIEW: "set default"},
    )
    period_name = fields.Char("Period", compute="_compute_period_name")
    channel = fields.Selection(
        CHANNELS,
        "Way",
        default="system",
        help="R051, R052: fax, e-mail or this system; R055: in writing, in person or by telephone.",
    )
    file = fields.Binary(
        "Paper or Letter", attachment=True, copy=False, help="R052: as it came by fax or e-mail."
    )
    file_name = fields.Char(copy=False)
    visit_text = fields.Text("Visits and Guests")
    project_text = fields.Text("Projects", help="By number and codename, never by the investor.")
    next_step = fields.Text("What Comes Next")
    problem = fields.Text("Problems and Requests")
    section_ids = fields.One2many("zhaoshang.report.section", "report_id", "By Person")
    leader_id = fields.Many2one(
        "res.users",
        "Reported To",
        ondelete="restrict",
        compute="_compute_leader_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', possible_leader_ids)]",
        help="R055: the linked county leader.",
    )
    possible_leader_ids = fields.Many2many("res.users", compute="_compute_possible_leader_ids")
    instructions = fields.Text(
        "Instructions Given", help="R055: what the leader said where the report was spoken."
    )
    drafted_by_id = fields.Many2one(
        "zhaoshang.appointment", readonly=True, copy=False, ondelete="restrict"
    )
    submitted_by_id = fields.Many2one(
        "zhaoshang.appointment", readonly=True, copy=False, ondelete="restrict"
    )
    taken_in = fields.Boolean(
        "Registered by the Office",
        readonly=True,
        copy=False,
        help="R052: it came by fax or e-mail, and the management office registered it.",
    )
    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=None)
    corrects_id = fields.Many2one(
        "zhaoshang.report", readonly=True, copy=False, ondelete="restrict",
        index="btree_not_null",
    )  # fmt: skip
    correction_ids = fields.One2many("zhaoshang.report", "corrects_id", "Later Versions")
    correction_reason = fields.Char("Reason of the Correction", readonly=True, copy=False)

    _one_a_period = models.UniqueIndex(
        "(bureau_id, kind, period_from, version)"
        " WHERE kind <> 'monday_call' AND state <> 'cancelled'",
        "There is a report of this bureau for this period already. Open it and go on there "
        "(clause 8, R052).",
    )

    @api.depends("kind", "period_from", "version", "bureau_id", "reported_at")
    @api.depends_context("lang")
    def _compute_display_name(self):
        written = self.filtered(lambda report: report.kind in WRITTEN)
        result = super(Report, self - written)._compute_display_name()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for report in written:
            report.display_name = self.env._(
                "%(bureau)s, %(kind)s, %(period)s",
                bureau=report.bureau_id.sudo().name or "",
                kind=kinds[report.kind],
                period=report.period_name or "",
            ) + (self.env._(" (version %s)", report.version) if report.version > 1 else "")
        return result

    @api.depends("kind", "period_from")
    @api.depends_context("lang")
    def _compute_period_name(self):
        for report in self:
            report.period_name = report.period_from and report._period_text()

    def _period_text(self):
        first = self.period_from
        if self.kind == rules.MONTH_REPORT:
            return self.env._("%(month)s/%(year)s", month=first.month, year=first.year)
        last = rules.last_of(self.kind, first)
        if self.kind == rules.BIMONTH_REPORT:
            return self.env._(
                "%(first)s–%(last)s/%(year)s", first=first.month, last=last.month, year=first.year
            )
        return f"{first:%Y-%m-%d} – {last:%m-%d}"

    @api.depends("bureau_id")
    def _compute_possible_leader_ids(self):
        for report in self:
            report.possible_leader_ids = report.bureau_id.sudo().leader_ids

    @api.depends("bureau_id", "kind")
    def _compute_leader_id(self):
        for report in self:
            leaders = report.bureau_id.sudo().leader_ids
            keep = report.leader_id in leaders
            wanted = report.leader_id if keep else leaders[:1]
            report.leader_id = wanted if report.kind == rules.BIMONTH_REPORT else False

    def _check_speakers(self):
        return None if self.kind in WRITTEN else super()._check_speakers()

    def _check_number(self):
        if self.kind in WRITTEN:
            return
        if not self.calling_number or not (self.content or "").strip():
            raise ValidationError(
                self.env._(
                    "Enter from which number the call came and what was reported (clause 8, R045, "
                    "R050)."
                )
            )
        super()._check_number()

    def _check_registered_today(self):
        return None if self.kind in WRITTEN else super()._check_registered_today()

    @api.constrains("kind", "channel", "leader_id", "bureau_id")
    def _check_way(self):
        """R052, R055: only the two-monthly report may be spoken, and it has its leader."""
        for report in self.filtered(lambda report: report.kind in WRITTEN):
            if report.channel in SPOKEN and report.kind != rules.BIMONTH_REPORT:
                raise ValidationError(
                    self.env._(
                        "This report is made in writing: by fax, by e-mail or in the system "
                        "(clause 8, R051, R053). Choose another way."
                    )
                )
            if report.leader_id and report.leader_id not in report.bureau_id.sudo().leader_ids:
                raise ValidationError(
                    self.env._("The report goes to a linked leader of the bureau (clause 8, R055).")
                )

    def _due(self):
        """Return ``(day, deadline)`` of the duty that this report meets, by the rules of clause 8.

        Worked out, not looked up: a report may be written before its duty has been laid out.
        """
        self.ensure_one()
        duties = self.env["zhaoshang.duty"]
        day, limit, *_rest = duties._due_of(self.kind, self.period_from, self.company_id)
        return day, limit

    def _is_in_time(self, moment):
        _day, limit = self._due()
        return not limit or county_moment(moment) <= limit.due_at

    @api.model
    def _running_period(self, kind):
        """Return the first day of the period that is reported on today."""
        return rules.period_of(kind, county_today(self.env))

    @api.model
    def action_begin(self, kind, period_from=None):
        """Open the bureau's report of a period: the one that is there, else a new draft (R051)."""
        if kind not in WRITTEN:
            raise UserError(self.env._("Choose which report is to be written (clause 8)."))
        period = fields.Date.to_date(period_from) or self._running_period(kind)
        report = self.search(
            Domain("bureau_id", "in", self._own_bureaus().ids)
            & Domain("kind", "=", kind)
            & Domain("period_from", "=", period)
            & Domain("state", "!=", CANCELLED),
            order="version desc",
            limit=1,
        ) or self.create({"kind": kind, "period_from": period})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": report.id,
            "name": report.display_name,
            "view_mode": "form",
            "views": [(False, "form")],
        }
