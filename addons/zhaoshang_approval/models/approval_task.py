from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..document_number import DocumentNumber
from ..permit import permitted_write
from ..quiet import quiet

TASK_STATES = [
    ("open", "To Do"),
    ("approved", "Agreed"),
    ("rejected", "Refused"),
    ("returned", "Returned"),
    ("filed", "Registered"),
    ("read", "Read"),
    ("closed", "Closed"),
    ("waiting", "Waits for Others"),
    ("transferred", "Handed On"),
]
KINDS = [("approve", "Approve"), ("file", "Register"), ("cc", "Copy")]


class ApprovalTask(models.Model):
    _name = "zhaoshang.approval.task"
    _inherit = ["zhaoshang.approval.readable", "zhaoshang.approval.guarded"]
    _description = "Approval Task"
    # not by id alone: the primary key would tempt the planner to read the whole table backwards
    _order = "create_date desc, id desc"
    _rec_name = "title"
    _zs_own_fields = ("user_id", "owner_id", "requester_id")
    _zs_access_fields = (*_zs_own_fields, "company_id")

    instance_id = fields.Many2one(
        "zhaoshang.approval.instance", required=True, ondelete="restrict", index=True
    )
    res_model = fields.Char(required=True)
    res_id = DocumentNumber(model_field="res_model", required=True)
    title = fields.Char()
    flow_name = fields.Char(string="Matter")
    company_id = fields.Many2one("res.company", ondelete="restrict")
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    owner_id = fields.Many2one("res.users", string="On Behalf Of", ondelete="restrict")
    requester_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    step_key = fields.Char(required=True)
    step_name = fields.Char(string="Step")
    party = fields.Char()
    party_key = fields.Integer(required=True, aggregator=None)
    round = fields.Integer(required=True, aggregator=None)
    kind = fields.Selection(KINDS, required=True)
    state = fields.Selection(TASK_STATES, required=True)
    due_at = fields.Datetime()
    read_at = fields.Datetime()
    decided_by = fields.Many2one("res.users", ondelete="restrict")
    decided_at = fields.Datetime()
    comment = fields.Text()
    signature = fields.Binary(attachment=False, help="Handwritten, kept with the decision.")
    assign_only = fields.Boolean(
        string="To Be Assigned",
        help="Nobody could act at this step: hand the task to whoever shall decide.",
    )
    opened_by = fields.Integer(
        aggregator=None, help="The task whose decision opened this one.", index="btree_not_null"
    )
    urged_at = fields.Datetime(string="Last Urged")

    _one_open = models.UniqueIndex(
        "(instance_id, round, step_key, party_key, user_id) WHERE state = 'open'",
        "A person has one open task for a party of a step.",
    )
    _nobody_decides_his_own = models.Constraint(
        "CHECK (kind = 'cc' OR user_id <> requester_id)",
        "Nobody decides on his own document.",
    )
    _only_its_person_decides = models.Constraint(
        "CHECK ((state IN ('open', 'closed', 'waiting', 'transferred')) = (decided_by IS NULL)"
        " AND COALESCE(decided_by = user_id, TRUE))",
        "A task is decided by its own person.",
    )
    # not partial: with the statistics below, only a key with both columns is costed rightly
    _inbox = models.Index("(user_id, state, create_date DESC, id DESC)")
    _documents = models.Index("(user_id, res_model, res_id) WHERE state IN ('open', 'waiting')")
    _history = models.Index("(user_id, decided_at DESC, id DESC)")
    _owner = models.Index("(owner_id) WHERE owner_id IS NOT NULL")
    _document = models.Index("(res_model, res_id)")

    def init(self):
        """Tell the planner that who has many tasks has few open ones."""
        self.env.cr.execute(
            "CREATE STATISTICS IF NOT EXISTS zhaoshang_approval_task_user_state (mcv)"
            " ON user_id, state FROM zhaoshang_approval_task"
        )
        return super().init()

    @api.model
    def _zs_open(self, vals_list):
        """Insert tasks; what shall follow from a new one is ``_zs_opened``.

        :param vals_list: as for ``_zs_insert``
        """
        tasks = self._zs_insert(vals_list)
        if tasks:
            tasks._zs_opened()
        return tasks

    def _zs_opened(self):
        """What follows when tasks have come to their people."""

    def _zs_reader_domain(self):
        """Those who take part see all tasks of their runs."""
        own = Domain("user_id", "=", self.env.uid) | Domain("owner_id", "=", self.env.uid)
        part = self.sudo().with_context(active_test=False)._search(own)
        return (
            own
            | Domain("requester_id", "=", self.env.uid)
            | Domain("instance_id", "in", part.subselect("instance_id"))
            | self._zs_document_domain()
        )

    @api.model
    @api.readonly
    def zs_inbox_badge(self):
        """How many tasks wait for the current user now, counted to 99; none that he set aside.

        :returns: ``{"count": int, "more": whether there are more}``
        """
        query = self._search(self._zs_waiting_domain())
        # in the order of the inbox index: without one, few open tasks among many decided ones
        # tempt PostgreSQL into reading the whole table for the first hundred
        query.order = SQL("create_date DESC, id DESC")
        query.limit = 100
        [(count,)] = self.env.execute_query(
            SQL("SELECT COUNT(*) FROM %s AS mine", query.subselect())
        )
        return {"count": min(count, 99), "more": count > 99}

    def action_open_document(self):
        """The document of the task, in its own form."""
        self.ensure_one()
        self.check_access("read")
        task = quiet(self).sudo()
        if task.state == "open" and not task.read_at and task.user_id.id == self.env.uid:
            permitted_write(task, {"read_at": fields.Datetime.now()})
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }
