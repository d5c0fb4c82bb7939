from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...rules import project as rules
from ..clock import county_today
from ..words import join_names
from .project import AUTHORITY


class ProjectAgenda(models.Model):
    """The list of issues with which projects go before the leading group (clause 12, R109)."""

    _name = "zhaoshang.project.agenda"
    _description = "List of Issues"
    _inherit = ["mail.thread", "zhaoshang.kept.links", "zhaoshang.audit.mixin"]
    _order = "meeting_on desc, id desc"
    _check_company_auto = True
    _zs_audit_fields = ("name", "meeting_on", "state", "project_ids")

    name = fields.Char(
        "Title", required=True, default=lambda self: self.env._("Issues for the leading group")
    )
    meeting_on = fields.Date(required=True, default=lambda self: county_today(self.env))
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted")],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    project_ids = fields.Many2many(
        "zhaoshang.project",
        "zhaoshang_project_agenda_rel",
        "agenda_id",
        "project_id",
        "Projects",
        copy=False,
        domain="[('stage', '=', 'negotiation')]",
        help="R109: projects that have been screened and negotiated.",
    )
    note = fields.Text("What Is Asked of the Leading Group")
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )

    @api.constrains("project_ids")
    def _check_projects(self):
        for agenda in self.filtered(lambda agenda: agenda.state == "draft"):
            early = agenda.project_ids.filtered(lambda p: p.stage != rules.NEGOTIATION)
            if early:
                raise ValidationError(agenda._refuse_early(early))

    def _refuse_early(self, projects):
        return self.env._(
            "Only projects that have been screened and are in negotiation go before the leading "
            "group (clause 12, R109). Take these off the list: %s.",
            join_names(self.env, projects.mapped("display_name")),
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_authority()
        return super().create([vals | {"state": "draft"} for vals in vals_list])

    def write(self, vals):
        self._check_authority()
        if "state" in vals or any(agenda.state != "draft" for agenda in self):
            raise UserError(
                self.env._("A submitted list of issues stands as it is (R109). Make a new one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_only_drafts(self):
        if any(agenda.state != "draft" for agenda in self):
            raise UserError(
                self.env._("A submitted list of issues stands as it is (R109). Make a new one.")
            )

    def _govern(self, vals):
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _check_authority(self):
        if not self.env.user.has_group(AUTHORITY):
            raise AccessError(self.env["zhaoshang.project"]._refuse_not_leading_group(""))

    def action_submit(self):
        """Put the projects before the leading group (R109)."""
        self.check_access("write")
        self._check_authority()
        for agenda in self:
            projects = agenda.project_ids
            if agenda.state != "draft" or not projects:
                raise UserError(
                    self.env._("Put at least one project on the list; it is submitted once (R109).")
                )
            projects._hold()
            for project in projects:
                project._check_move(rules.LEADING_GROUP, None)
            projects._transition(rules.LEADING_GROUP, agenda.display_name)
            agenda._govern({"state": "submitted"})
        return True

    @api.depends("name", "meeting_on")
    def _compute_display_name(self):
        for agenda in self:
            agenda.display_name = f"{agenda.name or ''}（{agenda.meeting_on or ''}）"

    def _zs_audit(self, kind, **values):
        if kind == "print":
            self.project_ids._log_reading("print")
        return super()._zs_audit(kind, **values)

    def _lines_for_print(self):
        """Return what the list says of each project; the print has left a line for each (R112)."""
        self.ensure_one()
        self.check_access("read")
        self.project_ids.check_access("read")
        self.project_ids._log_reading("print")
        investors = {row.project_id.id: row for row in self.project_ids._investor()}
        return [
            {
                "project": project.display_name,
                "bureau": project.bureau_id.name,
                "investor": investors[project.id].name if project.id in investors else "",
                "content": project.content or "",
                "fixed": f"{project.fixed_investment:,.2f}",
                "land": f"{project.land_mu:g}" if project.land_mu else "",
            }
            for project in self.project_ids.sorted("number")
        ]
