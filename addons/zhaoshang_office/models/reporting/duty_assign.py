from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import duty as rules
from ..clock import county_today


class Duty(models.Model):
    """R096: the head gives a report to a deputy by name, who then answers for it."""

    _inherit = "zhaoshang.duty"

    can_assign = fields.Boolean(compute="_compute_can_assign")

    @api.depends("kind", "state", "bureau_id")
    @api.depends_context("uid")
    def _compute_can_assign(self):
        for duty in self:
            duty.can_assign = duty._is_open_report() and duty._is_head()

    def _is_open_report(self):
        return (
            self.kind in rules.OF_THE_BUREAU
            and self.state == "due"
            and fields.Datetime.now() <= self.due_at
        )

    def _is_head(self):
        head = self.bureau_id._deciding_head_at(county_today(self.env))
        return bool(head) and head.sudo().user_id == self.env.user

    def action_ask_assign(self):
        """Open the question to whom the head gives this report."""
        self.ensure_one()
        self._check_assign()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give the Report to a Deputy"),
            "res_model": "zhaoshang.duty.assign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_duty_id": self.id},
        }

    def action_assign(self, appointment_id=False):
        """Let a deputy answer for this report, or take it back where none is named.

        :raise AccessError: for all but the head, or who acts for him
        :raise UserError: once the time of the report is over
        """
        self.ensure_one()
        self.check_access("read")
        self._check_assign()
        deputy = self.env["zhaoshang.appointment"].sudo().browse(appointment_id or [])
        if deputy and deputy not in self._deputies():
            raise ValidationError(
                self.env._(
                    "A report is given to a deputy who is in post in this bureau on %s (R096). "
                    "Choose one of them.",
                    self.due_on,
                )
            )
        before = self.sudo().assigned_id.name
        self.env.cr.execute(
            SQL(
                "UPDATE zhaoshang_duty SET assigned_id = %s WHERE id = %s",
                deputy.id or None,
                self.id,
            )
        )
        line = {"kind": "change", "res_model": self._name, "res_id": self.id}
        line |= {"res_name": self.display_name, "company_id": self.company_id.id}
        line |= {"field_name": "assigned_id", "old_value": before, "new_value": deputy.name}
        self.env["zhaoshang.audit"].sudo()._log([line])
        self.sudo()._settle(SQL("d.id = %s", self.id))

    def _check_assign(self):
        if not self._is_head():
            raise AccessError(
                self.env._(
                    "Only the head of the bureau, or who acts for the head, gives a report to a "
                    "deputy (R096)."
                )
            )
        if not self._is_open_report():
            raise UserError(
                self.env._(
                    "The time of this report is over, or it is not a report of the bureau: who "
                    "answers for it stays as it is (R096)."
                )
            )

    def _deputies(self):
        appointments = self.env["zhaoshang.appointment"].sudo()
        return appointments.search(
            appointments._domain_active_at(self.due_on)
            & Domain("bureau_id", "=", self.bureau_id.id)
            & Domain("role", "=", "deputy")
        )
