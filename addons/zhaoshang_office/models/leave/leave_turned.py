from odoo import api, fields, models
from odoo.exceptions import UserError

from .leave_return import REPORTED_BACK


class Leave(models.Model):
    """A leave turned into an escort (休假转陪商, R086): cut and opened in one go."""

    _inherit = "zhaoshang.leave"

    turned_on = fields.Date(
        "Escort Since",
        readonly=True,
        copy=False,
        help="R086: from this day on the person escorts clients; the leave ended the day before.",
    )
    turned_from_id = fields.Many2one(
        "zhaoshang.leave",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    can_turn = fields.Boolean(compute="_compute_can_turn")

    @api.depends("user_id", "kind", "zs_approval_state", "return_date", "turned_on", "date_to")
    @api.depends_context("uid")
    def _compute_can_turn(self):
        for leave in self:
            leave.can_turn = (
                leave.user_id == self.env.user
                and leave.kind in REPORTED_BACK
                and leave.zs_approval_state == "approved"
                and not leave.return_date
                and not leave.turned_on
                and leave.date_to >= leave._today()
            )

    def action_turn_into_escort(
        self, day=None, client_visit_id=False, organisation_id=False, project_id=False, reason=None
    ):
        """R086: end this leave the day before ``day`` and send an escort for the rest of it.

        :param day: first day of the escort; today, or the first day of a leave to come
        :returns: the escort; all of this happens, or none
        """
        self.ensure_one()
        self._check_own_command()
        links = {
            "client_visit_id": client_visit_id,
            "organisation_id": organisation_id,
            "project_id": project_id,
        }
        self._zs_check_links(links)
        leave = self.sudo()
        day = self._read_day(day) if day else max(self._today(), leave.date_from)
        leave._hold()
        leave._check_turnable(day)
        end = leave._chain()[-1:].date_to
        leave._cut(day)
        escort = self.sudo().create(
            links
            | {
                "kind": "escort",
                "turned_from_id": leave.id,
                "appointment_id": leave.appointment_id.id,
                "acting_appointment_id": leave.acting_appointment_id.id,
                "date_from": day,
                "date_to": end,
                "reason": reason or False,
            }
        )
        escort.sudo(False).action_zs_submit()
        return escort.sudo(False)._get_records_action()

    def _check_turnable(self, day):
        self._check_granted()
        self._check_not_over()
        if self.kind not in REPORTED_BACK:
            raise UserError(self.env._("Only a leave is turned into an escort (R086)."))
        waiting = self._chain()._prolongations("running", "returned")
        if waiting:
            raise UserError(
                self.env._(
                    "“%s” asks to prolong this leave and waits. Withdraw it first (R085).",
                    waiting[0].display_name,
                )
            )
        if not max(self.date_from, self._today()) <= day <= self.date_to:
            raise UserError(
                self.env._(
                    "An escort that takes over from this leave begins on a day of the leave, "
                    "%(first)s to %(last)s, and not before today (R074, R086).",
                    first=self.date_from,
                    last=self.date_to,
                )
            )

    def _cut(self, day):
        """End the leave before ``day``; what prolongs it gives its days to the escort, too."""
        cut = self._chain().filtered(lambda leave: leave.date_to >= day)
        cut._govern({"turned_on": day})
        cut.flush_recordset()
        cut._settle_duties()

    def _turn_again(self):
        """An escort that was taken back is sent again: it takes the days of the leave again."""
        for escort in self.filtered("turned_from_id"):
            leave = escort.turned_from_id
            if leave.zs_approval_state == "approved" and not leave.turned_on:
                leave._check_turnable(escort.date_from)
                leave._cut(escort.date_from)

    def _give_back(self):
        """R086: an escort that does not come about leaves the leave as it was granted."""
        self.flush_recordset()
        for escort in self.filtered("turned_from_id"):
            leaves = escort.turned_from_id._chain().filtered("turned_on")
            leaves._govern({"turned_on": False})
            leaves.flush_recordset()
            leaves._settle_duties()

    def _zs_approval_check(self):
        self.sudo()._turn_again()
        return super()._zs_approval_check()

    def _zs_approval_on_rejected(self):
        self.sudo()._give_back()
        return super()._zs_approval_on_rejected()

    def _zs_approval_on_returned(self):
        """Days that are neither leave nor escort would count as at post while nobody hurries."""
        for escort in self.sudo().filtered("turned_from_id"):
            raise UserError(
                self.env._(
                    "“%s” took the place of a leave: agree or refuse, do not return it. Refused, "
                    "the leave stands as it was granted, and can be turned again (R086).",
                    escort.display_name,
                )
            )
        return super()._zs_approval_on_returned()

    def _zs_approval_on_withdrawn(self):
        self.sudo()._give_back()
        return super()._zs_approval_on_withdrawn()

    def _zs_approval_on_revoked(self):
        self.sudo()._give_back()
        return super()._zs_approval_on_revoked()
