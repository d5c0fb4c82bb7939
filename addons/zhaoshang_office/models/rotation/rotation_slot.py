from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...rules import leave as leave_rules
from ...rules.days import Span
from ..clock import reaches
from ..month import Month
from ..words import month_words

GIVEN_UP = ("rejected", "withdrawn", "revoked")
DAYS = frozenset({"date_from", "date_to", "appointment_id", "plan_id"})


class RotationSlot(models.Model):
    """The days that a plan gives to one officer (clause 10, R064)."""

    _name = "zhaoshang.rotation.slot"
    _description = "Slot of a Rotation Plan"
    _inherit = ["zhaoshang.rotation.kept"]
    _order = "date_from, id"
    _check_company_auto = True
    _zs_audit_fields = ("appointment_id", "date_from", "date_to")

    plan_id = fields.Many2one(
        "zhaoshang.rotation.plan", required=True, index=True, ondelete="cascade"
    )
    bureau_id = fields.Many2one(related="plan_id.bureau_id", store=True, index=True)
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, index=True, string="County"
    )
    month_from = Month("Month", related="plan_id.month_from", store=True)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('bureau_id', '=', bureau_id), ('state', '=', 'confirmed')]",
    )
    user_id = fields.Many2one(related="appointment_id.user_id", store=True, index=True)
    date_from = fields.Date("First Day", required=True)
    date_to = fields.Date("Last Day", required=True, help="This day is included.")
    counted_days = fields.Integer(
        compute="_compute_counted_days",
        help="Clause 10, R067 (our reading): weekends count, statutory holidays do not.",
    )
    leave_id = fields.Many2one(
        "zhaoshang.leave",
        compute="_compute_leave_id",
        search="_search_leave_id",
        help="R064: the rotation leave that was asked for these days.",
    )
    leave_status = fields.Char("How the Leave Stands", compute="_compute_leave_id")
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    _dates = models.Constraint(
        "CHECK (date_from <= date_to)", "The last day of a slot lies before its first day."
    )
    _officer_days = models.Index("(appointment_id, date_from, date_to)")

    @api.depends("appointment_id", "date_from", "date_to")
    def _compute_display_name(self):
        for slot in self:
            name = slot.appointment_id.sudo().name or ""
            slot.display_name = f"{name} {slot.date_from or ''} – {slot.date_to or ''}"

    def _span(self):
        self.ensure_one()
        days = (self.date_from, self.date_to)
        if not all(days) or days[1] < days[0] or not all(reaches(self.env, day) for day in days):
            return None
        return Span(*days)

    @api.depends("date_from", "date_to", "plan_id.month_from", "company_id")
    def _compute_counted_days(self):
        spans = [span for slot in self for span in [slot._span()] if span]
        days = [day for span in spans for day in (span.first, span.last)]
        calendars = {
            company: self.env["zhaoshang.workday"]._calendar(min(days), max(days), company or None)
            for company in {slot.company_id for slot in self}
            if days
        }
        for slot in self:
            span, plan, slot.counted_days = slot._span(), slot.plan_id, 0
            if span and plan.month_from:
                calendar, counting = calendars[slot.company_id], plan._limits().counting
                slot.counted_days = leave_rules.counted_days(span, calendar, counting)

    @api.depends("appointment_id", "date_from", "date_to")
    @api.depends_context("uid", "lang")
    def _compute_leave_id(self):
        leaves = self._asked_leaves()
        for slot in self:
            span = slot._span()
            found = leaves.filtered(
                lambda leave, s=slot, days=span: (
                    days
                    and leave.appointment_id == s.appointment_id._origin
                    and leave._span().overlaps(days)
                )
            )[:1]
            slot.leave_id = found.sudo(self.env.su)
            slot.leave_status = found._plan_status(slot.date_from, slot.date_to) if found else ""

    def _asked_leaves(self):
        """Return the rotation leaves, sent and not given up, that may belong to these slots."""
        days = [day for slot in self for day in (slot.date_from, slot.date_to) if day]
        if not days:
            return self.env["zhaoshang.leave"].sudo()
        return (
            self.env["zhaoshang.leave"]
            .sudo()
            .search(
                [
                    ("appointment_id", "in", self.appointment_id._origin.ids),
                    ("kind", "=", "rotation"),
                    ("zs_approval_state", "not in", ("draft", *GIVEN_UP)),
                    ("date_from", "<=", max(days)),
                    ("date_to", ">=", min(days)),
                ],
                order="date_from",
            )
        )

    def _search_leave_id(self, operator, value):
        if operator not in ("in", "not in") or list(value) != [False]:
            return NotImplemented
        asked = SQL(
            """(SELECT s.id FROM zhaoshang_rotation_slot s JOIN zhaoshang_leave l
                    ON l.appointment_id = s.appointment_id AND l.kind = 'rotation'
                   AND l.zs_approval_state NOT IN %s
                   AND l.date_from <= s.date_to AND l.date_to >= s.date_from)""",
            ("draft", *GIVEN_UP),
            to_flush=self.env["zhaoshang.leave"]._fields["zs_approval_state"],
        )
        return [("id", "not in" if operator == "in" else "in", asked)]

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for slot in self:
            slot.is_mine = slot.user_id == self.env.user

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("user_id", "=", self.env.uid)]

    def _zs_kept_links(self):
        """R012: the name of another bureau's officer is not told by typing a number."""
        return super()._zs_kept_links() | {"appointment_id"}

    @api.constrains("plan_id", "appointment_id", "date_from")
    def _check_place(self):
        for slot in self:
            own = slot.sudo()
            if own.appointment_id.bureau_id != own.plan_id.bureau_id:
                raise ValidationError(
                    self.env._("A plan gives days to the officers of its own bureau alone (R064).")
                )
            if own.date_from.replace(day=1) != own.plan_id.month_from:
                raise ValidationError(
                    self.env._(
                        "%(day)s is not in %(month)s: the month of a leave is that of its first "
                        "day (R067). Put it into the plan of that month.",
                        day=own.date_from,
                        month=month_words(self.env, own.plan_id.month_from),
                    )
                )

    def write(self, vals):
        if DAYS & vals.keys():
            self._check_still_free()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_what_is_free(self):
        self._check_still_free()

    def _check_still_free(self):
        """R064: once leave was asked for, the leave tells the days, not the plan."""
        for slot in self.filtered("leave_id"):
            raise UserError(
                self.env._(
                    "%(name)s has asked for leave on these days already: %(status)s. Change the "
                    "leave itself; the plan shows it.",
                    name=slot.appointment_id.sudo().name,
                    status=slot.leave_status,
                )
            )

    def action_ask(self):
        """Open the form of one's own leave with the days of the slot (R064)."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_office.zhaoshang_leave_mine_action"
        )
        if self.user_id != self.env.user:
            raise UserError(self.env._("Everybody asks for leave for himself only (R012)."))
        return action | {
            "views": [[False, "form"]],
            "context": {
                "default_date_from": fields.Date.to_string(self.date_from),
                "default_date_to": fields.Date.to_string(self.date_to),
            },
        }
