from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...rules import project as rules
from ..clock import county_today
from .project_investor import INVESTOR_FIELDS
from .project_stage_event import STAGES

AUTHORITY = "zhaoshang_office.group_bureau_authority"
# Written by commands alone; `write` and `create` refuse them to everybody, the superuser too.
GOVERNED = frozenset(
    {
        "number",
        "appointment_id",
        "holders_before",
        "stage",
        "stage_on",
        "stage_due_on",
        "paused_from",
        "mature",
        "reported_on",
        "report_due_on",
        "reported_late",
    }
)
# What the bureau reports: its own until then, the investment bureau's to correct afterwards.
CONTENT = frozenset(
    {
        "codename",
        "content",
        "industry",
        "is_industrial",
        "fixed_investment",
        "total_investment",
        "land_mu",
        "fits_plan",
        "intention_clear_on",
        "source",
        *INVESTOR_FIELDS,
    }
)


class Project(models.Model):
    """A project that a bureau has found, from its first report to production (R032, R106–R113).

    What identifies the investor is not in this table: see ``zhaoshang.project.investor``.
    """

    _name = "zhaoshang.project"
    _description = "Project"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.bureau.kept",
        "zhaoshang.audit.mixin",
    ]
    _order = "stage_on desc, id desc"
    _rec_name = "codename"
    _rec_names_search = ("number", "codename")
    _check_company_auto = True
    _zs_audit_fields = (
        "stage",
        "bureau_id",
        "appointment_id",
        "codename",
        "fixed_investment",
        "total_investment",
        "intention_clear_on",
        "mature",
    )

    def _default_appointment_id(self):
        return self.env["zhaoshang.appointment"]._current(self.env.user, county_today(self.env))

    number = fields.Char(readonly=True, copy=False, index=True)
    codename = fields.Char(
        required=True,
        help="R110: what leaders and the organisation department see before the project is "
        "mature. It does not name the investor.",
    )
    bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        required=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_appointment_id().bureau_id,
    )
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer in Charge",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        ondelete="restrict",
        default=lambda self: self._default_appointment_id(),
    )
    holders_before = fields.Json(
        readonly=True,
        copy=False,
        exportable=False,
        help="R101: [[appointment, its last day with the project], …], as it was handed over.",
    )
    content = fields.Text("What Is Built", help="R106: what is to be built and made.")
    industry = fields.Selection(
        [
            ("equipment", "Equipment"),
            ("materials", "New Materials"),
            ("energy", "New Energy"),
            ("electronics", "Electronics"),
            ("textile", "Textiles and Shoes"),
            ("food", "Food and Farm Produce"),
            ("health", "Medicine and Health"),
            ("trade", "Trade and Logistics"),
            ("tourism", "Culture and Tourism"),
            ("other", "Other"),
        ]
    )
    is_industrial = fields.Boolean("Industrial Project", help="Clause 5: counts for the target.")
    fixed_investment = fields.Float("Fixed Investment (10,000 yuan)", digits=(16, 2))
    total_investment = fields.Float("Total Investment (10,000 yuan)", digits=(16, 2))
    land_mu = fields.Float("Land Needed (mu)", digits=(12, 2))
    fits_plan = fields.Boolean(
        "Fits the County's Industrial Plan", help="Clause 12, R106: one of the two conditions."
    )
    intention_clear_on = fields.Date(
        copy=False,
        help="Clause 12, R106, R107: the day on which the investor's intention became clear.",
    )
    source = fields.Char("Source of Information", help="R106.")

    stage = fields.Selection(
        STAGES,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        group_expand="_expand_stages",
        help="Clause 12, R108: moved by the investment bureau alone, no stage skipped.",
    )
    stage_on = fields.Date("In This Stage Since", readonly=True, copy=False)
    stage_due_on = fields.Date(
        "To Move On By",
        readonly=True,
        copy=False,
        help="Our proposal: how long a project rests in a stage, by the parameters of the day.",
    )
    paused_from = fields.Selection(STAGES, "Paused In", readonly=True, copy=False)
    mature = fields.Boolean(
        readonly=True,
        copy=False,
        help="Clause 12, R111 (our reading): the inspection has been opened by the investment "
        "bureau. From then on the liaison leader sees the whole project.",
    )
    reported_on = fields.Date(readonly=True, copy=False)
    report_due_on = fields.Date(
        compute="_compute_report_due_on",
        store=True,
        copy=False,
        help="Clause 12, R107 (our reading of “in time”): working days after the intention.",
    )
    reported_late = fields.Boolean(compute="_compute_reported_late", store=True, copy=False)
    stage_event_ids = fields.One2many(
        "zhaoshang.project.stage.event", "project_id", "Course of the Project", readonly=True
    )

    _bureau_stage = models.Index("(bureau_id, stage_on DESC, id DESC)")
    _stage_due = models.Index("(company_id, stage, stage_on)")
    _amounts = models.Constraint(
        "CHECK (fixed_investment >= 0 AND total_investment >= 0 AND land_mu >= 0)",
        "Amounts of a project are not negative.",
    )

    @api.depends("number", "codename")
    def _compute_display_name(self):
        for project in self:
            project.display_name = " ".join(filter(None, (project.number, project.codename)))

    @api.depends("intention_clear_on", "company_id")
    def _compute_report_due_on(self):
        workday, rule_set = self.env["zhaoshang.workday"], self.env["zhaoshang.rule.set"].sudo()
        for project in self:
            day, county = project.intention_clear_on, project.company_id
            project.report_due_on = day and rules.report_due(
                day, rule_set._at(day, county).project_report_days,
                workday._calendar(day, day, county),
            )  # fmt: skip

    @api.depends("report_due_on", "reported_on")
    def _compute_reported_late(self):
        for project in self:
            due, done = project.report_due_on, project.reported_on
            project.reported_late = bool(due and done and done > due)

    @api.model
    def _expand_stages(self, stages, domain):
        """Show the whole way on the board, and aside from it only what is there."""
        return [stage for stage, _label in STAGES if stage in rules.WAY[1:] or stage in stages]

    @api.constrains("bureau_id", "appointment_id")
    def _check_bureau(self):
        for project in self:
            if project.appointment_id.sudo().bureau_id != project.bureau_id:
                raise ValidationError(
                    self.env._("A project belongs to the bureau of the officer in charge (R012).")
                )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        mine = self._default_appointment_id()
        if not mine and any(not vals.get("appointment_id") for vals in vals_list):
            raise AccessError(
                self.env._(
                    "Projects are found and reported by the officers of a bureau (clause 12, "
                    "R106). You hold no appointment today."
                )
            )
        fresh = dict.fromkeys(GOVERNED - {"report_due_on", "reported_late"}, False)
        prepared = [
            vals | fresh | {"stage": "draft", "stage_on": county_today(self.env),
             "appointment_id": mine.id, "bureau_id": mine.sudo().bureau_id.id}
            for vals in vals_list
        ]  # fmt: skip
        return self._create_governed(prepared)

    def _create_governed(self, vals_list):
        """Create with values that ``create`` decides itself, the investor put where it belongs."""
        rows = [{k: v for k, v in vals.items() if k not in INVESTOR_FIELDS} for vals in vals_list]
        projects = super().create(rows)  # pylint: disable=super-method-mismatch
        for project, vals in zip(projects, vals_list, strict=True):
            project._keep_investor(vals)
        return projects

    def write(self, vals):
        if GOVERNED & vals.keys():
            raise AccessError(
                self.env._(
                    "Stage, number, owner and dates of a project follow from its reports and "
                    "moves (clause 12, R108); nobody types them in. Use the buttons of the project."
                )
            )
        self.check_access("write")
        self._check_may_edit(vals)
        rest = {name: value for name, value in vals.items() if name not in INVESTOR_FIELDS}
        result = super().write(rest) if rest else True
        for project in self if INVESTOR_FIELDS.keys() & vals.keys() else ():
            project._keep_investor(vals)
        return result

    def _govern(self, vals):
        """Write what a command has decided; logged like any other change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    @api.ondelete(at_uninstall=True)
    def _unlink_only_drafts(self):
        if any(project.stage != "draft" for project in self):
            raise UserError(
                self.env._("A reported project is part of the record and is not deleted (R032).")
            )

    def _check_may_edit(self, vals):
        """R106: the bureau until it has reported, afterwards the investment bureau (audited)."""
        if self.env.su or not (CONTENT | {"bureau_id"}) & vals.keys():
            return
        if "bureau_id" in vals and any(p.bureau_id.id != vals["bureau_id"] for p in self):
            raise AccessError(self.env._("A project stays with the bureau that found it (R113)."))
        authority = self.env.user.has_group(AUTHORITY)
        clear_on = fields.Date.to_date(vals.get("intention_clear_on")) or False
        for project in self:
            day = project.reported_on
            moved = "intention_clear_on" in vals and clear_on != project.intention_clear_on
            if day and moved and not authority:
                raise UserError(self._refuse_moved_intention(day))
            if project.stage not in rules.BUREAU_EDITS and not authority:
                raise UserError(
                    self.env._(
                        "“%(project)s” has been reported; what it says is corrected by the "
                        "investment bureau (clause 12, R108). Write a message below, or ask "
                        "for it to be returned.",
                        project=project.display_name,
                    )
                )
