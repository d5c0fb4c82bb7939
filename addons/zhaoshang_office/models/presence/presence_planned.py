from odoo import models

from ..clock import county_today


class PresenceMonth(models.Model):
    """What rotation plans add to 谁在哪里."""

    _inherit = "zhaoshang.presence.month"

    def _grid_planned(self, people, span):
        """Return {appointment id: days that a plan gives and nobody has asked for yet} (R064).

        For those who may read the plan, and from today on: of days that are over it is known where
        the officer was.
        """
        slots = self.env["zhaoshang.rotation.slot"]
        if not slots.has_access("read"):
            return {}
        start = max(span.first, county_today(self.env))
        found = slots.search_fetch(
            [
                ("appointment_id", "in", people.ids),
                ("date_from", "<=", span.last),
                ("date_to", ">=", start),
                ("leave_id", "=", False),
            ],
            ["appointment_id", "date_from", "date_to"],
        )
        planned = {}
        for slot in found:
            planned.setdefault(slot.appointment_id.id, []).append(
                {
                    "first": max(slot.date_from, start).day,
                    "last": min(slot.date_to, span.last).day,
                    "text": self.env._(
                        "Planned for %(first)s–%(last)s, no leave asked for yet",
                        first=f"{slot.date_from:%m-%d}",
                        last=f"{slot.date_to:%m-%d}",
                    ),
                }
            )
        return planned
