from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ProjectAccess(models.Model):
    """Who has read, exported or printed the investor's data of a project, and when (R112).

    A reading leaves one row a user, project and hour; every export and print leaves its own.
    """

    _name = "zhaoshang.project.access"
    _description = "Reading of a Project"
    _inherit = ["zhaoshang.bureau.kept"]
    _order = "id desc"
    _rec_name = "project_id"
    _log_access = False

    project_id = fields.Many2one(
        "zhaoshang.project", required=True, readonly=True, index=True, ondelete="cascade"
    )
    bureau_id = fields.Many2one(related="project_id.bureau_id", store=True, index=True)
    company_id = fields.Many2one(
        related="project_id.company_id", store=True, index=True, string="County"
    )
    user_id = fields.Many2one(
        "res.users", "Who", required=True, readonly=True, ondelete="restrict", index=True
    )
    read_at = fields.Datetime("When", required=True, readonly=True)
    kind = fields.Selection(
        [("read", "Read"), ("export", "Exported"), ("print", "Printed")],
        required=True,
        readonly=True,
    )

    _once_an_hour = models.UniqueIndex(
        "(project_id, user_id, date_trunc('hour', read_at)) WHERE kind = 'read'"
    )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._refuse()

    def write(self, vals):  # pylint: disable=method-required-super
        raise self._refuse()

    def unlink(self):  # pylint: disable=method-required-super
        raise self._refuse()

    def _refuse(self):
        return UserError(
            self.env._("The log of readings is written by the system alone (clause 12, R112).")
        )

    @api.model
    def _log(self, projects, kind):
        """Note that the session's user saw the investors of ``projects``."""
        if not projects:
            return
        projects.flush_recordset(["bureau_id", "company_id"])
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_project_access
                       (project_id, bureau_id, company_id, user_id, read_at, kind)
                SELECT id, bureau_id, company_id, %s, %s, %s FROM zhaoshang_project WHERE id IN %s
                    ON CONFLICT DO NOTHING
                """,
                self.env.uid,
                self.env.cr.now(),
                kind,
                tuple(projects.ids),
            )
        )
        self.invalidate_model()


class Project(models.Model):
    _inherit = "zhaoshang.project"

    access_ids = fields.One2many(
        "zhaoshang.project.access", "project_id", "Readings", readonly=True,
        groups="zhaoshang_office.group_deputy,zhaoshang_office.group_head,"
        "zhaoshang_office.group_bureau_authority",
    )  # fmt: skip
