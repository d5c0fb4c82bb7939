from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import project as rules
from ...rules.names import normalised_name

#: fields of a project that are kept here: {field of the project: field of this table}
INVESTOR_FIELDS = {
    "organisation_id": "organisation_id",
    "investor_name": "name",
    "investor_uscc": "uscc",
    "investor_contact": "contact",
    "investor_phone": "phone",
}


class ProjectInvestor(models.Model):
    """Who stands behind a project, kept apart because few may read it (R110, R112).

    Nobody but the server has a right on this table. It is read through computed fields of
    ``zhaoshang.project``, one project at a time, and every reading leaves a line.
    """

    _name = "zhaoshang.project.investor"
    _description = "Investor of a Project"
    _rec_name = "project_id"

    project_id = fields.Many2one("zhaoshang.project", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    organisation_id = fields.Many2one("zhaoshang.organisation", ondelete="restrict", index=True)
    name = fields.Char()
    normalised_name = fields.Char(compute="_compute_normalised_name", store=True)
    uscc = fields.Char()
    contact = fields.Char()
    phone = fields.Char()
    reported_name = fields.Char(help="R113: under which name the project was first reported.")
    reported_uscc = fields.Char(help="R113: under which code the project was first reported.")

    _one_per_project = models.UniqueIndex("(project_id)", "A project has one investor.")
    _by_code = models.Index("(company_id, uscc) WHERE uscc IS NOT NULL")
    _by_name = models.Index("(company_id, normalised_name)")

    @api.depends("name")
    def _compute_normalised_name(self):
        for investor in self:
            investor.normalised_name = normalised_name(investor.name)

    def _keep_as_reported(self):
        """R113: whose report came first is settled for this firm, not for whoever is put there."""
        for investor in self:
            investor.write({"reported_name": investor.name, "reported_uscc": investor.uscc})

    def _is_as_reported(self):
        reported = rules.Investor(self.reported_name or "", self.reported_uscc or "")
        now = rules.Investor(self.name or "", self.uscc or "")
        return not self.reported_name or rules.same_investor(reported, now)

    @api.model
    def _immature_organisations(self, bureaus):
        """Return as SQL the ids of entries in address books that name such an investor."""
        self.flush_model(["organisation_id", "normalised_name", "project_id"])
        self.env["zhaoshang.project"].flush_model(["bureau_id", "mature"])
        self.env["zhaoshang.organisation"].flush_model(["bureau_id", "normalised_name"])
        return SQL(
            """(
            SELECT known.id
              FROM zhaoshang_project_investor investor
              JOIN zhaoshang_project project ON project.id = investor.project_id
              JOIN zhaoshang_organisation known
                ON known.bureau_id = project.bureau_id
               AND (known.id = investor.organisation_id
                    OR known.normalised_name = investor.normalised_name)
             WHERE project.mature IS NOT TRUE AND project.bureau_id IN %s
            )""",
            bureaus.subselect() if hasattr(bureaus, "subselect") else SQL("(%s)", bureaus),
        )
