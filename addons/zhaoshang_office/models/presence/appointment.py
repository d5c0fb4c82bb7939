from odoo import api, fields, models

from ...rules import presence as rules
from ...rules.days import Span, next_month
from ..clock import county_today


class Appointment(models.Model):
    _inherit = "zhaoshang.appointment"

    presence_now = fields.Char("This Month", compute="_compute_presence")
    presence_next = fields.Char("Next Month", compute="_compute_presence")

    @api.depends("date_from", "date_to")
    @api.depends_context("uid", "lang")
    def _compute_presence(self):
        """R068: how this month and the next stand with what is granted; one's own wall decides."""
        today = county_today(self.env)
        now, later = today.replace(day=1), next_month(today)
        rows = self.env["zhaoshang.presence.month"]
        if rows.has_access("read"):
            rows = rows.search([("appointment_id", "in", self.ids), ("month", "in", [now, later])])
        standing = {(row.appointment_id.id, row.month): row.standing for row in rows}
        for appointment in self:
            appointment.presence_now = standing.get((appointment.id, now), False)
            appointment.presence_next = standing.get((appointment.id, later), False)

    def action_open_months(self):
        """Open the months of this officer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_office.zhaoshang_presence_month_action"
        )
        return action | {
            "domain": [("appointment_id", "=", self.id)],
            "context": {},
            "display_name": self.env._("Months of %s", self.name),
        }

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

    def _confirmed_absences(self, months):
        """Return the absences without leave in ``months``, as the law of presence reads them."""
        findings = self.env["zhaoshang.finding"].sudo().search_fetch(
            [
                ("appointment_id", "=", self.id),
                ("kind", "=", "absence"),
                ("state", "=", "confirmed"),
                ("occurred_on", "<=", rules.month_span(max(months)).last),
                ("last_on", ">=", min(months)),
            ],
            ["occurred_on", "last_on"],
        )  # fmt: skip
        return [rules.Away(rules.ABSENCE, Span(f.occurred_on, f.last_on)) for f in findings]
