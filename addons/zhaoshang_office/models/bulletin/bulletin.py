from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import bulletin as rules
from ..clock import county_today
from ..month import Month
from ..words import month_words

OFFICE = "zhaoshang_office.group_office"
PROSE = ("work_text", "problems_text", "requirements_text", "correction_text", "copies", "to")
# Written by commands alone; no client sets them, the superuser neither.
GOVERNED = frozenset(
    {
        "kind",
        "month",
        "company_id",
        "corrects_id",
        "figures",
        "changes",
        "drawn_at",
        "drafted_by_id",
        "number",
        "issued_on",
        "issued_by_id",
        "issue_by",
        "finding_ids",
    }
)
TALK = frozenset(
    {"message_follower_ids", "message_ids", "activity_ids", "message_main_attachment_id"}
)
STAGES = [
    ("draft", "Being Drafted"),
    ("checking", "Being Checked"),
    ("checked", "Ready to Issue"),
    ("issued", "Bulletin Issued"),
]


class Bulletin(models.Model):
    """The monthly bulletin of a county, and what corrects it (clause 9, R058, R059).

    管理办公室 drafts it from the figures of a closed month, which stand as they were drawn; its
    prose may be worded until a second body checks it. Once issued nothing changes any more: an
    error is told by a correction that refers to it.
    """

    _name = "zhaoshang.bulletin"
    _description = "Monthly Bulletin"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.audit.mixin",
        "zhaoshang.document.mixin",
    ]
    _order = "month desc, kind, id desc"
    _rec_names_search = ("number",)
    _check_company_auto = True
    _zs_approval_gates = ("action_issue",)
    _zs_audit_fields = (*PROSE, "number", "issued_on")

    kind = fields.Selection(
        [("bulletin", "Monthly Bulletin"), ("correction", "Correction")],
        default="bulletin",
        required=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company",
        "County",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    month = Month(
        "Reported Month",
        required=True,
        help="Its first day. R058: the month is closed before its bulletin is drafted.",
        default=lambda self: self._last_month(),
    )
    month_label = fields.Char("Year and Month", compute="_compute_month_label")
    stage = fields.Selection(STAGES, compute="_compute_stage")
    number = fields.Char("Document Number", readonly=True, copy=False, index=True)
    issued_on = fields.Date(readonly=True, copy=False)
    issued_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    issue_by = fields.Date(
        "To Be Issued By", readonly=True, help="R059 (our reading): the fifth working day."
    )
    overdue = fields.Boolean(compute="_compute_overdue", search="_search_overdue")
    drafted_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    drawn_at = fields.Datetime("Figures Drawn At", readonly=True, copy=False)
    figures = fields.Json(readonly=True, copy=False, exportable=False)
    to = fields.Char("Sent To", required=True, default="各驻外招商局")
    copies = fields.Char("Copies To", default="县委组织部，县招商管理局，各联系县领导，县效能办")
    work_text = fields.Text("Work of the Bureaus")
    problems_text = fields.Text("Problems", help="Before the list of what has been confirmed.")
    requirements_text = fields.Text(
        "What Is Required", help="Those of the last bulletin are offered."
    )
    corrects_id = fields.Many2one(
        "zhaoshang.bulletin", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    correction_ids = fields.One2many(
        "zhaoshang.bulletin", "corrects_id", "Corrections", readonly=True
    )
    correction_text = fields.Text("What Was Wrong")
    changes = fields.Json(readonly=True, copy=False, exportable=False)
    finding_ids = fields.Many2many(
        "zhaoshang.finding",
        "zhaoshang_bulletin_finding_rel",
        "bulletin_id",
        "finding_id",
        "Findings Told",
        readonly=True,
        copy=False,
        groups=OFFICE,
    )

    _once = models.UniqueIndex(
        "(company_id, month) WHERE kind = 'bulletin'", "This month has its bulletin already."
    )
    _one_open_correction = models.UniqueIndex(
        "(corrects_id) WHERE kind = 'correction' AND issued_on IS NULL",
        "A correction of this bulletin is being drafted already.",
    )
    _first_day = models.Constraint(
        "CHECK (extract(day FROM month) = 1)", "A bulletin is of a whole month."
    )
    _correction = models.Constraint(
        "CHECK ((kind = 'correction') = (corrects_id IS NOT NULL))",
        "A correction refers to its bulletin.",
    )
    _issued = models.Constraint(
        "CHECK ((issued_on IS NULL) = (number IS NULL))",
        "A bulletin gets its number when it is issued.",
    )

    def init(self):
        """R058: a finding is told once, whatever happens at the same moment."""
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS zhaoshang_bulletin_finding_once"
            " ON zhaoshang_bulletin_finding_rel (finding_id)"
        )
        return super().init()

    @api.model
    def _last_month(self):
        return (county_today(self.env).replace(day=1) - timedelta(days=1)).replace(day=1)

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_label(self):
        for bulletin in self:
            bulletin.month_label = bulletin.month and month_words(self.env, bulletin.month)

    @api.depends("month", "kind", "number")
    def _compute_display_name(self):
        for bulletin in self:
            correction = bulletin.kind == "correction"
            titled = rules.correction_title if correction else rules.title
            title = titled(bulletin.month).replace("\n", "") if bulletin.month else ""
            bulletin.display_name = " ".join(filter(None, [title, bulletin.number]))

    @api.depends("zs_approval_state", "issued_on")
    def _compute_stage(self):
        stages = {"running": "checking", "approved": "checked"}
        for bulletin in self:
            stage = stages.get(bulletin.zs_approval_state, "draft")
            bulletin.stage = "issued" if bulletin.issued_on else stage

    @api.depends("issue_by", "issued_on")
    def _compute_overdue(self):
        today = county_today(self.env)
        for bulletin in self:
            late = bulletin.issue_by and (bulletin.issued_on or today) > bulletin.issue_by
            bulletin.overdue = bool(late)

    def _search_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = county_today(self.env)
        return [
            ("issue_by", "!=", False),
            "|",
            "&",
            ("issued_on", "=", False),
            ("issue_by", "<", today),
            ("id", "in", self._issued_late()),
        ]

    def _issued_late(self):
        self.flush_model(["issued_on", "issue_by"])
        self.env.cr.execute("SELECT id FROM zhaoshang_bulletin WHERE issued_on > issue_by")
        return [number for (number,) in self.env.cr.fetchall()]

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """管理办公室 begins the bulletin of a month; the figures are drawn by a command."""
        self._check_office()
        kept = GOVERNED - {"month", "company_id"}
        return self._begin([{k: v for k, v in vals.items() if k not in kept} for vals in vals_list])

    def _begin(self, vals_list):
        """Insert drafts; whoever calls has checked who may."""
        for vals in vals_list:
            vals.setdefault("kind", "bulletin")
            vals["month"] = fields.Date.to_date(vals.get("month") or self._last_month()).replace(
                day=1
            )
            vals["drafted_by_id"] = self.env.uid
        # what a command decides is no default of a client's either
        context = {
            key: value
            for key, value in self.env.context.items()
            if key.removeprefix("default_") not in GOVERNED
        }
        clean = self.with_context(context)  # pylint: disable=context-overridden
        bulletins = super(Bulletin, clean).create(vals_list)  # pylint: disable=super-method-mismatch
        for bulletin in bulletins:
            if bulletin.company_id not in self.env.companies and not self.env.su:
                raise AccessError(self.env._("This is another county's bulletin (R012)."))
            bulletin._govern({"issue_by": bulletin._deadline()})
            if not bulletin.requirements_text:
                bulletin._govern({"requirements_text": bulletin._requirements_before()})
        return bulletins

    def write(self, vals):
        if GOVERNED & vals.keys():
            raise AccessError(
                self.env._(
                    "Month, figures and number of a bulletin follow from its commands (clause 9, "
                    "R059). Its wording can be changed as long as it is a draft."
                )
            )
        if vals.keys() - TALK - {"zs_approval_state", "zs_approval_instance_id"}:
            self._check_office()
            self._check_not_issued()
        return super().write(vals)

    def _govern(self, vals):
        """Write what a command has decided; logged like any other change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _check_office(self):
        if not self.env.su and not self.env.user.has_group(OFFICE):
            raise AccessError(
                self.env._("The bulletin is drafted by the management office (clause 9, R058).")
            )

    def _check_not_issued(self):
        for bulletin in self.sudo():
            if bulletin.issued_on:
                raise UserError(
                    self.env._(
                        "%(number)s is issued and stays as it is (clause 9, R059). If something in "
                        "it is wrong, draft a correction that refers to it.",
                        number=bulletin.number,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_not_issued()

    def _deadline(self):
        """R059: the working day by which it is issued, by the parameters in force then."""
        if self.kind == "correction":
            return False
        first = rules.next_month(self.month)
        calendar = self.env["zhaoshang.workday"]._calendar(
            first, first + timedelta(days=40), self.company_id
        )
        rule_set = self.env["zhaoshang.rule.set"].sudo()._at(first, self.company_id)
        return rules.issue_by(self.month, calendar, rule_set.bulletin_day or 5)

    def _requirements_before(self):
        """The requirements of the last bulletin of the county."""
        before = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", "bulletin"),
                ("month", "<", self.month),
            ],
            limit=1,
        )
        return before.requirements_text
