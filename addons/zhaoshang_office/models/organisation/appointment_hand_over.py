from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..clock import county_today


class Appointment(models.Model):
    """Handing over in one step what an officer answered for (clause 3, R008)."""

    _inherit = "zhaoshang.appointment"

    can_hand_over = fields.Boolean(compute="_compute_can_hand_over")
    handover_ids = fields.One2many("zhaoshang.handover", "appointment_id", "Hand-overs")

    @api.depends("state", "date_to", "end_document", "end_on")
    def _compute_can_hand_over(self):
        for appointment in self:
            appointment.can_hand_over = appointment._is_leaving()

    def _is_leaving(self):
        """Whether the last day is known and near: ended, end confirmed, or term over soon."""
        soon = county_today(self.env) + timedelta(days=self._rules_today().expiry_alert_first)
        decided = bool(self.end_document and not self.end_on)
        return self.state == "ended" or (
            self.state == "confirmed" and (decided or (self.date_to and self.date_to <= soon))
        )

    def _rules_today(self):
        company = self.company_id or self.env.company
        return self.env["zhaoshang.rule.set"]._at(county_today(self.env), company)

    def action_hand_over(self):
        """Open the preview: what there is, and to whom it could go."""
        self.ensure_one()
        self._check_department()
        wizard = self.env["zhaoshang.appointment.hand.over"].create({"appointment_id": self.id})
        return wizard._action_open()

    @api.model
    def _hand_over_counts(self, appointments, *, by_clock=False):
        """Return ``[(word, number)]`` of what is open with ``appointments``, all kinds named."""
        return [
            (model._zs_hand_over_label(), len(model._zs_to_hand_over(appointments)))
            for model in self.env["zhaoshang.handed.over"]._zs_hand_over_models()
            if model._zs_handed_over_by_clock or not by_clock
        ]

    def _hand_over(self, successor, note=None):
        """Hand everything that is open to ``successor``; return the slip.

        :raises UserError: to oneself, to who is not in post, or while no end is decided
        """
        self.ensure_one()
        self._check_department()
        self._check_hand_over(successor)
        return self._hand_over_now(successor, note)

    def _hand_over_now(self, successor, note, *, by_clock=False):
        lines = []
        for model in self.env["zhaoshang.handed.over"]._zs_hand_over_models():
            if by_clock and not model._zs_handed_over_by_clock:
                continue
            count, stay = model._zs_hand_over(self, successor)
            if count or stay:
                lines.append(
                    {
                        "name": model._zs_hand_over_label(),
                        "count": count,
                        "stays": "\n".join(stay) or False,
                    }
                )
        slip = {
            "appointment_id": self.id,
            "successor_id": successor.id,
            "date": county_today(self.env),
            "handed_by_id": self.env.uid,
            "note": note,
            "line_ids": [Command.create(line) for line in lines],
        }
        return self.env["zhaoshang.handover"].sudo().create(slip).sudo(self.env.su)

    def _check_hand_over(self, successor):
        if successor.employee_id == self.employee_id:
            raise UserError(
                self.env._(
                    "Nobody hands over to himself: choose another officer than %s (R008).",
                    self.name,
                )
            )
        if not self._is_leaving():
            raise UserError(
                self.env._(
                    "%(name)s is appointed until %(day)s and no end is confirmed: there is nothing "
                    "to hand over yet (R008). End or transfer the appointment first.",
                    name=self.name,
                    day=self.date_to,
                )
            )
        in_post = successor._active_at(county_today(self.env))
        if not in_post or not successor.sudo().user_id:
            raise UserError(
                self.env._(
                    "%(name)s is not in post today, or has no account yet, and cannot take over "
                    "(R008). Choose an officer in post.",
                    name=successor.name,
                )
            )
        # what a bureau found out stays in it, but for a bureau that is closed (R003, R112)
        takes_over = self.bureau_id._taken_over_by()
        if successor.bureau_id not in (self.bureau_id | takes_over):
            raise UserError(
                self.env._(
                    "%(name)s is in %(other)s: what %(bureau)s has found out stays in the bureau "
                    "(clause 12, R112). Choose one of its officers.",
                    name=successor.name,
                    other=successor.bureau_id.name,
                    bureau=self.bureau_id.name,
                )
            )
