from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..clock import county_today
from ..organisation.bureau_kept import OFFICES
from .project import AUTHORITY


class ProjectShare(models.Model):
    """A bureau lets another one read a project, for a time and a reason (R112).

    Agreed by the investment bureau; it ends by itself on its last day, or at once by either of the
    two that gave it.
    """

    _name = "zhaoshang.project.share"
    _description = "Sharing of a Project"
    _zs_kept_in_bureau = True
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.kept.links",
        "zhaoshang.worked.out",
        "zhaoshang.audit.mixin",
        "zhaoshang.approval.mixin",
    ]
    _order = "date_to desc, id desc"
    _rec_name = "project_id"
    _check_company_auto = True
    _zs_approval_revocable = False
    _zs_worked_out = frozenset({"own_bureau_id", "company_id", "ended_on", "requester_id"})
    _zs_audit_fields = ("project_id", "bureau_id", "date_from", "date_to", "ended_on")

    project_id = fields.Many2one(
        "zhaoshang.project", required=True, index=True, ondelete="restrict", check_company=True
    )
    own_bureau_id = fields.Many2one(
        related="project_id.bureau_id", store=True, index=True, string="Bureau of the Project"
    )
    company_id = fields.Many2one(
        related="project_id.company_id", store=True, index=True, string="County"
    )
    bureau_id = fields.Many2one(
        "zhaoshang.bureau", "Shared With", required=True, ondelete="restrict", check_company=True
    )
    requester_id = fields.Many2one(
        "res.users", "Asked By", readonly=True, default=lambda self: self.env.user, copy=False
    )
    date_from = fields.Date("First Day", required=True, default=lambda self: county_today(self.env))
    date_to = fields.Date("Last Day", copy=False, help="R112: no sharing without an end.")
    reason = fields.Text(help="R112: what the other bureau needs it for.")
    ended_on = fields.Date("Ended Early On", readonly=True, copy=False)
    is_running = fields.Boolean("Running", compute="_compute_is_running")
    can_end = fields.Boolean(compute="_compute_can_end")

    _running = models.Index("(bureau_id, project_id) WHERE zs_approval_state = 'approved'")

    @api.depends("project_id", "bureau_id")
    def _compute_display_name(self):
        for share in self:
            share.display_name = share.project_id.id and self.env._(
                "%(project)s shared with %(bureau)s",
                project=share.project_id.sudo().display_name,
                bureau=share.bureau_id.sudo().name or "",
            )

    @api.depends("zs_approval_state", "date_from", "date_to", "ended_on")
    def _compute_is_running(self):
        running = self.filtered_domain(self._domain_running())
        for share in self:
            share.is_running = share in running

    @api.depends_context("uid")
    @api.depends("is_running", "own_bureau_id")
    def _compute_can_end(self):
        for share in self:
            share.can_end = share.is_running and share._may_end()

    @api.model
    def _domain_running(self):
        today = county_today(self.env)
        return (
            Domain("zs_approval_state", "=", "approved")
            & Domain("ended_on", "=", False)
            & Domain("date_from", "<=", today)
            & Domain("date_to", ">=", today)
        )

    @api.model
    def _zs_approval_own_query(self):
        """The two bureaus it is about, the receiving one while it runs, and both offices."""
        counties = Domain("company_id", "in", self.env.companies.ids)
        user = self.env.user
        if any(user.has_group(group) for group in OFFICES):
            return self.sudo()._search(counties)
        own = self.env["zhaoshang.appointment"]._own_bureaus(user)
        mine = Domain("own_bureau_id", "in", own.ids)
        given = Domain("bureau_id", "in", own.ids) & self._domain_running()
        return self.sudo()._search(counties & (mine | given))

    @api.constrains("project_id", "bureau_id", "date_from", "date_to", "reason")
    def _check_grant(self):
        for share in self:
            texts = share._refusals()
            if texts:
                raise ValidationError("\n".join(texts))

    def _refusals(self):
        """R112: what stands against this grant, in words."""
        self.ensure_one()
        texts = []
        if self.bureau_id == self.sudo().project_id.bureau_id:
            texts.append(
                self.env._(
                    "The project is %s's own: a bureau does not share with itself (R112). Choose "
                    "another bureau.",
                    self.bureau_id.name,
                )
            )
        if not self.date_to:
            texts.append(
                self.env._(
                    "A project is shared for a time (clause 12, R112). Enter the last day; it "
                    "ends by itself then, and can be asked for again."
                )
            )
        elif self.date_to < self.date_from:
            texts.append(
                self.env._(
                    "The last day %(last)s lies before the first day %(first)s. Correct one.",
                    last=format_date(self.env, self.date_to),
                    first=format_date(self.env, self.date_from),
                )
            )
        if not (self.reason or "").strip():
            texts.append(self.env._("Write what the other bureau needs the project for (R112)."))
        return texts

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_own_project(vals.get("project_id"))
        return super().create(vals_list)

    def write(self, vals):
        if "project_id" in vals:
            self._check_own_project(vals["project_id"])
        return super().write(vals)

    def _check_own_project(self, number):
        """R112: who was let read a project does not let others read it."""
        own = self.env["zhaoshang.appointment"]._own_bureaus(self.env.user)
        project = self.env["zhaoshang.project"].sudo().browse(number or [])
        if not self.env.su and project.bureau_id not in own:
            raise AccessError(
                self.env._("Only the bureau of a project asks for sharing it (R112).")
            )

    def _zs_approval_check(self):
        today = county_today(self.env)
        for share in self:
            texts = share._refusals()
            if share.date_to and share.date_to < today:
                texts.append(
                    self.env._(
                        "The last day %s is over. Choose a later one.",
                        format_date(self.env, share.date_to),
                    )
                )
            if share.project_id.stage == "draft":
                texts.append(
                    self.env._(
                        "“%s” is a draft. Report it first (clause 12, R106).",
                        share.project_id.display_name,
                    )
                )
            if texts:
                raise UserError("\n".join(texts))
        return super()._zs_approval_check()

    def _zs_approval_locked_fields(self):
        mine = {"project_id", "bureau_id", "date_from", "date_to", "reason"}
        return super()._zs_approval_locked_fields() | mine

    def _zs_approval_snapshot(self):
        return {
            share.id: {
                "project_id": share.project_id.display_name,
                "own_bureau_id": share.own_bureau_id.name,
                "bureau_id": share.bureau_id.name,
                "date_from": share.date_from.isoformat(),
                "date_to": share.date_to.isoformat(),
                "reason": share.reason,
            }
            for share in self.sudo()
        }

    def _zs_approval_title(self):
        return {share.id: share.display_name for share in self}

    def action_end(self):
        """Let a running grant end today: the project's bureau or the investment bureau (R112)."""
        self.check_access("read")
        for share in self:
            if not share._may_end():
                raise AccessError(
                    self.env._(
                        "A sharing is ended by the bureau of the project or by the investment "
                        "bureau (R112)."
                    )
                )
            if not share.is_running:
                raise UserError(self.env._("This sharing is not running."))
            # who may was checked above
            share.sudo().write({"ended_on": county_today(self.env)})
        return True

    def _may_end(self):
        own = self.env["zhaoshang.appointment"]._own_bureaus(self.env.user)
        return self.sudo().own_bureau_id in own or self.env.user.has_group(AUTHORITY)


class Project(models.Model):
    _inherit = "zhaoshang.project"

    share_ids = fields.One2many(
        "zhaoshang.project.share", "project_id", "Shared With", copy=False,
        groups="zhaoshang_office.group_deputy,zhaoshang_office.group_head,"
        "zhaoshang_office.group_bureau_authority,zhaoshang_office.group_office",
    )  # fmt: skip
