from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, sql

INSTANCE_STATES = [
    ("running", "In Approval"),
    ("approved", "Approved"),
    ("rejected", "Refused"),
    ("returned", "Returned"),
    ("withdrawn", "Withdrawn"),
    ("revoked", "Revoked"),
]


class ApprovalInstance(models.Model):
    _name = "zhaoshang.approval.instance"
    _inherit = ["zhaoshang.approval.readable", "zhaoshang.approval.guarded"]
    _description = "Approval Run"
    _order = "id desc"
    _rec_name = "title"
    _zs_own_fields = ("requester_id",)
    _zs_access_fields = (*_zs_own_fields, "company_id")

    version_id = fields.Many2one(
        "zhaoshang.approval.version", required=True, ondelete="restrict", index=True
    )
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    title = fields.Char()
    flow_name = fields.Char(string="Matter", help="Name of the flow when it was submitted.")
    company_id = fields.Many2one("res.company", index=True, ondelete="restrict")
    requester_id = fields.Many2one("res.users", required=True, ondelete="restrict", index=True)
    state = fields.Selection(INSTANCE_STATES, required=True)
    step_key = fields.Char()
    round = fields.Integer(default=1, aggregator=None)
    digest = fields.Char(help="Digest of the content that was submitted.")
    submitted_at = fields.Datetime()
    finished_at = fields.Datetime()
    filing_state = fields.Selection(
        [("none", "None"), ("pending", "To be registered"), ("filed", "Registered")],
        default="none", required=True,
    )  # fmt: skip
    filing_number = fields.Char()
    lock_version = fields.Integer(default=0, aggregator=None)
    purpose = fields.Selection(
        [("submit", "Approve"), ("revoke", "Revoke")], default="submit", required=True,
        help="A revocation runs over a document that is approved and stays so until it ends.",
    )  # fmt: skip
    revokes_id = fields.Many2one(
        "zhaoshang.approval.instance", ondelete="restrict", index="btree_not_null"
    )
    course = fields.Json(
        groups=fields.NO_ACCESS, help="Steps left out, people added, where it goes straight back."
    )
    footprint = fields.Json(
        groups=fields.NO_ACCESS, help="What the last decision left, so that it can be taken back."
    )
    task_ids = fields.One2many("zhaoshang.approval.task", "instance_id")
    event_ids = fields.One2many("zhaoshang.approval.event", "instance_id")

    _one_running = models.UniqueIndex(
        "(res_model, res_id) WHERE state = 'running'", "This document is already in approval."
    )
    _running_stands_on_a_step = models.Constraint(
        "CHECK ((state = 'running') = (step_key IS NOT NULL))",
        "A document stands on a step while it runs, and only then.",
    )
    _by_document = models.Index("(res_model, res_id)")

    def init(self):
        """The snapshot of what was submitted has a column and no field, so that RPC has no door.

        A run is written at every step: pages that are left half empty take its new versions, and no
        index has to be touched.
        """
        self.env.cr.execute(
            SQL("ALTER TABLE %s SET (fillfactor = 50)", SQL.identifier(self._table))
        )
        if not sql.column_exists(self.env.cr, self._table, "snapshot"):
            self.env.cr.execute(
                SQL("ALTER TABLE %s ADD COLUMN snapshot jsonb", SQL.identifier(self._table))
            )
        return super().init()

    def _zs_reader_domain(self):
        tasks = self.env["zhaoshang.approval.task"].sudo()
        own = Domain("user_id", "=", self.env.uid) | Domain("owner_id", "=", self.env.uid)
        mine = tasks._search(own)
        return (
            Domain("requester_id", "=", self.env.uid)
            | Domain("id", "in", mine.subselect("instance_id"))
            | self._zs_document_domain()
        )

    @api.model
    def _zs_flow_name_of(self, version_id):
        return self.env["zhaoshang.approval.version"].browse(version_id)._zs_flow_name()

    @api.model
    def _zs_definition_of(self, version_id):
        return self.env["zhaoshang.approval.version"].browse(version_id)._zs_definition()

    def _zs_snapshots(self):
        """``{instance id: what was submitted}``, for print; there is no other way to it."""
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, snapshot FROM %s WHERE id IN %s",
                    SQL.identifier(self._table),
                    tuple(self.ids) or (0,),
                )
            )
        )
