from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.days import DAY
from ..clock import read_day


class Leave(models.Model):
    """Prolonging a leave before it ends (续假, R085).

    What is added is a leave of its own that goes on without a gap and the same way: the first one
    stays as it was granted, and the further days are granted only once they are.
    """

    _inherit = "zhaoshang.leave"

    can_prolong = fields.Boolean(compute="_compute_can_prolong")
    granted_until = fields.Date(compute="_compute_granted_until")

    @api.depends("user_id", "zs_approval_state", "return_date", "turned_on", "date_to")
    @api.depends_context("uid")
    def _compute_can_prolong(self):
        prolonged = self._prolongations("running", "returned", "approved").extends_id
        for leave in self:
            leave.can_prolong = (
                leave.user_id == self.env.user
                and leave.zs_approval_state == "approved"
                and not leave.return_date
                and not leave.turned_on
                and leave.date_to >= leave._today()
                and leave not in prolonged
            )

    @api.depends("date_to", "zs_approval_state")
    def _compute_granted_until(self):
        prolonged = {more.extends_id.id for more in self._prolongations("approved")}
        for leave in self:
            chain = leave._chain() if leave.id in prolonged else leave
            leave.granted_until = chain[-1:].date_to

    def action_prolong(self, date_to, reason=None):
        """R085: ask for further days up to ``date_to``; they go the way of the leave.

        :param date_to: new last day
        :param reason: why; the person's own words
        :returns: the leave that asks for them
        """
        self.ensure_one()
        self._check_own_command()
        more = self.sudo()._prolong(self._read_last_day(date_to), reason)
        more.sudo(False).action_zs_submit()
        return more.sudo(False)._get_records_action()

    def _read_last_day(self, day):
        if not day:
            raise UserError(self.env._("Choose the new last day."))
        return read_day(self.env, day)

    def _prolong(self, last, reason):
        self._hold()
        self._check_granted()
        self._check_not_over()
        if self._prolongations("running", "returned", "approved"):
            raise UserError(
                self.env._(
                    "“%s” is prolonged already, or that is being decided (R085). Go on from the "
                    "leave that prolongs it.",
                    self.display_name,
                )
            )
        if last <= self.date_to:
            raise UserError(
                self.env._(
                    "The leave is granted until %s; choose a later day to prolong it. To be back "
                    "earlier, report back on that day (R085).",
                    self.date_to,
                )
            )
        return self.create(self._prolonged_values(last) | {"reason": reason or False})

    def _prolonged_values(self, last):
        return {
            "extends_id": self.id,
            "kind": self.kind,
            "appointment_id": self.appointment_id.id,
            "acting_appointment_id": self.acting_appointment_id.id,
            "client_visit_id": self.client_visit_id.id,
            "organisation_id": self.organisation_id.id,
            "project_id": self.project_id.id,
            "notice_number": self.notice_number,
            "date_from": self.date_to + DAY,
            "date_to": last,
        }

    def _zs_approval_check(self):
        """R085: sent again, too, it goes on from a leave that is granted and not over."""
        before = self.sudo().extends_id
        before._check_granted()
        before._check_not_over()
        return super()._zs_approval_check()
