from odoo import api, fields, models

from ...rules.leave import ROTATION
from ..clock import county_today
from .rotation_slot import GIVEN_UP

DAYS = ("date_from", "date_to")


class Leave(models.Model):
    """A leave starts from the slot that the plan gives to its officer (R064)."""

    _inherit = "zhaoshang.leave"

    plan_note = fields.Char("Rotation Plan", compute="_compute_plan_note")

    def onchange(self, values, field_names, fields_spec):
        """A new form begins with the days of the officer's next slot; he may change them."""
        first = not self and not field_names and not values.get("date_from")
        if first and (days := self._planned_days()):
            values = {name: value for name, value in values.items() if name not in DAYS}
            return super(Leave, self.with_context(**days)).onchange(
                values, field_names, fields_spec
            )
        return super().onchange(values, field_names, fields_spec)

    def _planned_days(self):
        """Return the defaults of a rotation leave that nobody has given days yet."""
        context = self.env.context
        if context.get("default_date_from") or context.get("default_kind", ROTATION) != ROTATION:
            return {}
        slot = self._next_slot()
        days = (fields.Date.to_string(slot.date_from), fields.Date.to_string(slot.date_to))
        return dict(zip((f"default_{name}" for name in DAYS), days, strict=True)) if slot else {}

    @api.model
    def _next_slot(self):
        """Return the user's next slot for which no leave has been asked yet."""
        slots = self.env["zhaoshang.rotation.slot"]
        if not slots.has_access("read"):
            return slots
        slots = slots.search(
            [("user_id", "=", self.env.uid), ("date_from", ">=", county_today(self.env))],
            order="date_from",
        )
        drafts = self.search(
            [
                ("user_id", "=", self.env.uid),
                ("date_to", ">=", county_today(self.env)),
                ("zs_approval_state", "not in", GIVEN_UP),
            ]
        )
        taken = [draft._span() for draft in drafts]
        return slots.filtered(lambda slot: not any(slot._span().overlaps(span) for span in taken))[
            :1
        ]

    @api.depends("kind", "appointment_id", "date_from", "date_to")
    @api.depends_context("uid", "lang")
    def _compute_plan_note(self):
        mine = self.filtered(lambda leave: leave.kind == "rotation" and leave._span())
        (self - mine).plan_note = False
        slots = self.env["zhaoshang.rotation.slot"]
        if not slots.has_access("read"):
            mine.plan_note = False
            return
        slots = slots.search(
            [
                ("appointment_id", "in", mine.appointment_id.ids),
                ("month_from", "in", [leave.date_from.replace(day=1) for leave in mine]),
            ]
        )
        for leave in mine:
            month = leave.date_from.replace(day=1)
            planned = slots.filtered(
                lambda slot, own=leave.appointment_id._origin, m=month: (
                    slot.appointment_id == own and slot.month_from == m
                )
            )
            leave.plan_note = leave._plan_text(planned)

    def _plan_text(self, slots):
        """Say what the plan of the month gives, and whether these days are it."""
        if not slots:
            return False
        span = self._span()
        if any(slot._span() == span for slot in slots):
            return self.env._("✔ as in the rotation plan")
        return self.env._(
            "▲ the rotation plan has %s; other days are possible",
            "、".join(self._span_text(slot.date_from, slot.date_to) for slot in slots),
        )

    def _plan_status(self, first, last):
        """How the leave stands, and its days where they are not those of the plan."""
        if (self.date_from, self.date_to) == (first, last):
            return self.status
        return f"{self.status}（{self._span_text(self.date_from, self.date_to)}）"
