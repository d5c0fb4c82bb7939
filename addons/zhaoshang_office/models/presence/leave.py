from odoo import models

FACTS = frozenset(
    {
        "zs_approval_state",
        "kind",
        "appointment_id",
        "date_from",
        "date_to",
        "return_date",
        "turned_on",
        "long_escort_accepted",
        "credit_withdrawn",
        "notice_number",
    }
)


class Leave(models.Model):
    """Whatever changes a granted absence works out its months again, at once for all of them."""

    _inherit = "zhaoshang.leave"

    def write(self, vals):
        if not FACTS & vals.keys():
            return super().write(vals)
        before = self._spans_away()
        result = super().write(vals)
        self._recompute_presence(before + self._spans_away())
        return result

    def _spans_away(self):
        """Return (appointment, first, last day) of those that are granted."""
        return [
            (leave.appointment_id, leave.date_from, leave.date_to)
            for leave in self.sudo()
            if leave.zs_approval_state == "approved"
        ]

    def _recompute_presence(self, spans):
        if not spans:
            return
        appointments = self.env["zhaoshang.appointment"].union(*(span[0] for span in spans))
        self.env["zhaoshang.presence.month"].sudo()._recompute_for(
            appointments, min(span[1] for span in spans), max(span[2] for span in spans)
        )
