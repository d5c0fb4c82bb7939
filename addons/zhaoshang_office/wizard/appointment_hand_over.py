from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.clock import county_today


class AppointmentHandOver(models.TransientModel):
    """Who takes over, and what there is to take over: looked at first, then done (R008)."""

    _name = "zhaoshang.appointment.hand.over"
    _description = "Hand Over"

    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Handed Over By", required=True, readonly=True
    )
    candidate_ids = fields.Many2many("zhaoshang.appointment", compute="_compute_candidate_ids")
    successor_id = fields.Many2one(
        "zhaoshang.appointment", "Handed Over To", domain="[('id', 'in', candidate_ids)]"
    )
    note = fields.Text("Remark")
    line_ids = fields.One2many("zhaoshang.appointment.hand.over.line", "wizard_id", readonly=True)
    total = fields.Integer(compute="_compute_total")

    @api.depends("appointment_id")
    def _compute_candidate_ids(self):
        today = county_today(self.env)
        for wizard in self:
            old = wizard.appointment_id
            bureaus = old.bureau_id | old.bureau_id._taken_over_by()
            in_post = bureaus.appointment_ids._active_at(today)
            wizard.candidate_ids = in_post.filtered(
                lambda a, old=old: a.employee_id != old.employee_id and a.sudo().user_id
            )

    @api.depends("line_ids.count")
    def _compute_total(self):
        for wizard in self:
            wizard.total = sum(wizard.line_ids.mapped("count"))

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        for wizard in wizards:
            counts = wizard.appointment_id._hand_over_counts(wizard.appointment_id)
            wizard.line_ids = [
                Command.create({"name": word, "count": number}) for word, number in counts
            ]
            if len(wizard.candidate_ids) == 1:
                wizard.successor_id = wizard.candidate_ids
        return wizards

    def _action_open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_hand_over(self):
        """Do it, and show the slip."""
        self.ensure_one()
        if not self.successor_id:
            raise UserError(self.env._("Choose who takes over (R008)."))
        slip = self.appointment_id._hand_over(self.successor_id, self.note)
        return {
            "type": "ir.actions.act_window",
            "res_model": slip._name,
            "res_id": slip.id,
            "view_mode": "form",
            "target": "current",
        }
