from odoo import api, models
from odoo.fields import Domain

from ..clock import county_today


class Appointment(models.Model):
    _inherit = "zhaoshang.appointment"

    def _absent_at(self, date):
        """Return those of ``self`` who are on an approved absence on ``date``."""
        leaves = (
            self.env["zhaoshang.leave"]
            .sudo()
            .search_fetch(
                Domain("appointment_id", "in", self.ids) & self._domain_absent_at(date),
                ["appointment_id"],
            )
        )
        return self & leaves.appointment_id.sudo(self.env.su)

    @api.model
    def _domain_absent_at(self, date):
        """Return the domain of the approved leaves that cover ``date``."""
        return (
            Domain("zs_approval_state", "=", "approved")
            & Domain("date_from", "<=", date)
            & Domain("last_away", ">=", date)
        )

    @api.model
    def _domain_in_sight(self, path=""):
        """R012, R041: the officers of one's own bureau, of those one liaises with, of one's unit.

        :param path: from the rows that are asked for to their appointment, ``appointment_id.``
        """
        user = self.env.user
        seen = Domain("bureau_id", "in", self._own_bureaus(user).ids)
        if user.has_group("zhaoshang_office.group_leader"):
            seen |= Domain("bureau_id.leader_ids", "in", user.ids)
        if user.has_group("zhaoshang_office.group_host_unit"):
            seen |= Domain(f"{path}host_unit_id.user_ids", "in", user.ids)
        return seen

    @api.model
    def _own_bureaus(self, user):
        """Return the bureaus in which ``user`` is in post today."""
        active = self._domain_active_at(county_today(self.env))
        appointments = self.sudo().search(Domain("user_id", "=", user.id) & active)
        return appointments.bureau_id
