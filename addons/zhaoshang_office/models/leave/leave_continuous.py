from collections import defaultdict

from odoo import api, fields, models

from ...rules import leave as rules


class Leave(models.Model):
    """The whole absence as it is lived: leave, holidays and adjoining absences together (R067)."""

    _inherit = "zhaoshang.leave"

    continuous_days = fields.Integer(
        "Days Away Without a Break",
        compute="_compute_continuous",
        help="R067 (our reading): this leave with the statutory holidays and the other absences "
        "that adjoin it. Who decides sees the whole.",
    )
    continuous_text = fields.Char("Whole Absence", compute="_compute_continuous")
    continuous_long = fields.Boolean("Long Whole Absence", compute="_compute_continuous")

    @api.depends("appointment_id", "date_from", "date_to", "last_away", "zs_approval_state")
    @api.depends_context("lang")
    def _compute_continuous(self):
        others = self._absences_by_person()
        calendars = self._calendars()
        for leave in self:
            span = leave._span()
            if not span:
                leave.continuous_days = leave.continuous_long = 0
                leave.continuous_text = False
                continue
            near = [
                s for number, s in others[leave.appointment_id.id] if number != leave._origin.id
            ]
            whole = rules.continuous(span, near, calendars[leave.company_id])
            leave.continuous_days = len(whole.days)
            leave.continuous_long = leave.continuous_days > leave._limits().max_days
            leave.continuous_text = whole != span and self.env._(
                "%(days)s days without a break from %(first)s to %(last)s, with the holidays and "
                "absences that adjoin",
                days=leave.continuous_days,
                first=leave._date_text(whole.first),
                last=leave._date_text(whole.last),
            )

    def _absences_by_person(self):
        """Return {appointment id: [(leave id, days)]} of what waits or is granted."""
        found = self.sudo().search(
            [
                ("appointment_id", "in", self.appointment_id.ids),
                ("zs_approval_state", "in", ("running", "approved")),
            ]
        )
        spans = defaultdict(list)
        for leave in found:
            span = leave._span_away()
            if span:
                spans[leave.appointment_id.id].append((leave.id, span))
        return spans
