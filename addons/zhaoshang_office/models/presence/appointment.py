from odoo import models


class Appointment(models.Model):
    _inherit = "zhaoshang.appointment"

    def _govern(self, vals):
        """Days in service that come or go change their months."""
        if not self or not {"state", "date_from", "date_to"} & vals.keys():
            return super()._govern(vals)
        spans = self._service_spans()
        result = super()._govern(vals)
        spans += self._service_spans()
        months = self.env["zhaoshang.presence.month"].sudo()
        months._forget_vanished(self)
        if spans:
            months._recompute_for(
                self, min(first for first, _last in spans), max(last for _first, last in spans)
            )
        return result

    def _service_spans(self):
        return [
            (appointment.date_from, appointment.date_to)
            for appointment in self
            if appointment.state != "draft"
        ]
