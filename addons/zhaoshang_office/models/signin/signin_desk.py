from odoo import api, models
from odoo.fields import Domain

from ...rules import signin as rules
from ..clock import county_today


class Signin(models.Model):
    """What the screen at the desk shows: who is expected today, and who may come besides."""

    _inherit = "zhaoshang.signin"

    @api.model
    @api.readonly
    def zs_desk(self):
        """Return the names of today with how each stands, and the officers not expected."""
        self._check_office()
        today = county_today(self.env)
        rows = self.env["zhaoshang.signin.day"].search([("day", "=", today)])
        rows.fetch(["appointment_id", "kind", "signin_id", "words", "bureau_id", "state"])
        expected = rows.appointment_id
        others = self._others_in_post(expected, today)
        came = self._of_day(others, today)
        calendar = self.env["zhaoshang.workday"]._calendar(today, today, self.env.company)
        return {
            "today": today.isoformat(),
            "working": calendar.is_working(today),
            "expected": [row._desk_line() for row in rows],
            "others": [
                self._desk_other(appointment, came)
                for appointment in others
                if appointment not in came.appointment_id
            ],
            "unexpected": [self._desk_other(entry.appointment_id, came) for entry in came],
            "missing": self.env["zhaoshang.signin.day"].search_count(
                [("state", "=", rules.MISSING), ("day", ">=", today.replace(day=1))]
            ),
        }

    def _others_in_post(self, expected, today):
        """The officers in post who are not expected and not on leave today."""
        appointments = self.env["zhaoshang.appointment"]
        in_post = appointments.search(
            appointments._domain_active_at(today), order="bureau_id, role desc, id"
        )
        on_leave = (
            self.env["zhaoshang.leave"]
            .sudo()
            .search(
                appointments._domain_absent_at(today) & Domain("kind", "not in", rules.IN_COUNTY)
            )
        )
        return in_post - expected - on_leave.appointment_id

    def _desk_other(self, appointment, came):
        entry = came.filtered(lambda one: one.appointment_id == appointment)
        return {
            "appointment": appointment.id,
            "name": appointment.name,
            "bureau": appointment.bureau_id.name,
            "signin": entry.id,
            "at": f"{entry._county_moment():%H:%M}" if entry else "",
        }


class SigninDay(models.Model):
    _inherit = "zhaoshang.signin.day"

    def _desk_line(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "id": self.id,
            "appointment": self.appointment_id.id,
            "name": self.appointment_id.name,
            "bureau": self.bureau_id.name,
            "kind": kinds[self.kind],
            "until": self.leave_id.sudo().last_away.isoformat(),
            "words": self.words,
            "signin": self.signin_id.id,
        }
