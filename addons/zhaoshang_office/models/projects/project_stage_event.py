from odoo import api, fields, models
from odoo.addons.zhaoshang_approval.triggers import install_history_triggers
from odoo.exceptions import UserError
from odoo.tools import SQL

STAGES = [
    ("draft", "Draft"),
    ("reported", "Reported"),
    ("accepted", "Accepted"),
    ("inspection", "Inspection"),
    ("screened", "Screened"),
    ("negotiation", "Negotiation"),
    ("leading_group", "Leading Group"),
    ("signed", "Signed"),
    ("started", "Construction Started"),
    ("funded", "Funds Arrived"),
    ("producing", "In Production"),
    ("returned", "Returned"),
    ("paused", "Paused"),
    ("dropped", "Terminated"),
]


class ProjectStageEvent(models.Model):
    """One step of a project: who moved it, when, and why (R032, R108). Never changed."""

    _name = "zhaoshang.project.stage.event"
    _description = "Step of a Project"
    _order = "id desc"
    _rec_name = "to_stage"
    _log_access = False

    project_id = fields.Many2one(
        "zhaoshang.project", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="project_id.company_id", string="County")
    moved_at = fields.Datetime("When", readonly=True)
    user_ref = fields.Integer("User Number", readonly=True, aggregator=None)
    appointment_ref = fields.Integer(
        "Appointment Number", readonly=True, aggregator=None
    )  # R101: who held the project then; a result stays his after a hand-over
    user_name = fields.Char("Who", readonly=True)
    from_stage = fields.Selection(STAGES, "Stage Before", readonly=True)
    to_stage = fields.Selection(STAGES, "Stage After", readonly=True)
    reason = fields.Text(readonly=True)

    def init(self):
        install_history_triggers(self.env.cr, self._table)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._refuse()

    def write(self, vals):  # pylint: disable=method-required-super
        raise self._refuse()

    def unlink(self):  # pylint: disable=method-required-super
        raise self._refuse()

    def _refuse(self):
        return UserError(
            self.env._("The history of a project is written by its moves alone (R032, R108).")
        )

    @api.model
    def _record(self, rows):
        """Append steps.

        :param rows: ``[(project, from, to, reason, moment or None), …]``
        """
        if not rows:
            return
        values = [
            (project.id, project.appointment_id.id or None, moment or self.env.cr.now(),
             self.env.uid, self.env.user.sudo().name, before, after, reason or None)
            for project, before, after, reason, moment in rows
        ]  # fmt: skip
        self.env.cr.execute(
            SQL(
                "INSERT INTO zhaoshang_project_stage_event"
                " (project_id, appointment_ref, moved_at, user_ref, user_name, from_stage,"
                " to_stage, reason)"
                " VALUES %s",
                SQL(", ").join(values),
            )
        )
        self.invalidate_model()
        self.env["zhaoshang.project"].invalidate_model(["stage_event_ids"], flush=False)
