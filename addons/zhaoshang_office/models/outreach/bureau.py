from datetime import timedelta

from odoo import models

from ...rules import visit


class Bureau(models.Model):
    _inherit = "zhaoshang.bureau"

    def _outreach_starts(self):
        """Return {bureau id: first day whose week is shown}: its first visit or watched start."""
        self.env["zhaoshang.visit"].flush_model(["bureau_id", "date"])
        first_visits = dict(
            self.env["zhaoshang.visit"]
            .sudo()
            ._read_group([("bureau_id", "in", self.ids)], ["bureau_id"], ["date:min"])
        )
        starts = {}
        for bureau in self:
            known = [first_visits.get(bureau), bureau.compliance_start]
            if days := [day for day in known if day]:
                starts[bureau.id] = max(min(days), bureau.opened_on)
        return starts

    def _is_watched(self, day):
        return bool(self.compliance_start) and day >= visit.monday_of(self.compliance_start)

    def _idle_days(self, first, last):
        """Return the days on which the bureau is not open: before, after and suspended (R003)."""
        first, last = visit.monday_of(first), last + timedelta(days=7)
        turns = self.sudo().event_ids.filtered(lambda e: e.kind in ("suspend", "resume"))
        turns = turns.sorted(lambda e: (e.date, e.id))
        return {
            day
            for number in range((last - first).days + 1)
            if (day := first + timedelta(days=number)) < self.opened_on
            or (self.closed_on and day > self.closed_on)
            or turns.filtered(lambda e, d=day: e.date <= d)[-1:].kind == "suspend"
        }

    def write(self, vals):
        result = super().write(vals)
        self._lay_out_needs(vals)
        return result

    def _govern(self, vals):
        result = super()._govern(vals)
        self._lay_out_needs(vals)
        return result

    def _lay_out_needs(self, vals):
        if {"opened_on", "closed_on", "state", "compliance_start"} & set(vals):
            self.env["zhaoshang.outreach.need"].sudo()._lay_out_all(self.sudo().company_id)
