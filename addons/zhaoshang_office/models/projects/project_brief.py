from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..organisation.bureau_kept import OFFICES
from .project_stage_event import STAGES


class ProjectBrief(models.Model):
    """What may be known of a project by who may not read it: number, codename, stage, bureau.

    Read by the bureau's own liaison leaders before the project is mature, and by the organisation
    department always (clause 12, R110, R112).
    """

    _name = "zhaoshang.project.brief"
    _description = "Project in Brief"
    _inherit = ["zhaoshang.bureau.kept"]
    _auto = False
    _order = "stage_on desc, id desc"
    _rec_name = "codename"
    _rec_names_search = ("number", "codename")

    number = fields.Char(readonly=True)
    codename = fields.Char(readonly=True)
    stage = fields.Selection(STAGES, readonly=True)
    stage_on = fields.Date("In This Stage Since", readonly=True)
    mature = fields.Boolean(readonly=True)
    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            "SELECT id, number, codename, stage, stage_on, mature, bureau_id, company_id"
            " FROM zhaoshang_project WHERE stage <> 'draft'"
        )

    @api.depends("number", "codename")
    def _compute_display_name(self):
        for brief in self:
            brief.display_name = " ".join(filter(None, (brief.number, brief.codename)))

    @api.model
    def _domain_readable(self):
        counties = Domain("company_id", "in", self.env.companies.ids)
        user = self.env.user
        everything = (*OFFICES, "zhaoshang_office.group_organisation_department")
        if any(user.has_group(group) for group in everything):
            return counties
        if user.has_group("zhaoshang_office.group_leader"):
            return counties & Domain("bureau_id.leader_ids", "in", user.ids)
        return Domain.FALSE
