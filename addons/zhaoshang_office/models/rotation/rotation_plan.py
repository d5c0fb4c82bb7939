from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...rules import rotation as rules
from ...rules.days import month_span, next_month
from ..clock import county_today
from ..month import Month
from ..words import month_words


class RotationPlan(models.Model):
    """Who rests when in one bureau and one month (clause 10, R064).

    It is no leave: a leave is asked for and decided by itself, and starts from the slot.
    """

    _name = "zhaoshang.rotation.plan"
    _description = "Rotation Plan"
    _inherit = ["zhaoshang.rotation.kept"]
    _order = "month_from desc, bureau_id"
    _zs_audit_fields = ("bureau_id", "month_from", "note")

    def _default_bureau_id(self):
        return self._own_bureaus()[:1]

    def _default_month_from(self):
        """The first month from the running one on that has no plan yet."""
        month = county_today(self.env).replace(day=1)
        taken = self.search([("bureau_id", "=", self._default_bureau_id().id)]).mapped("month_from")
        while month in taken:
            month = next_month(month)
        return month

    bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_bureau_id(),
    )
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    month_from = Month(
        "Month",
        required=True,
        default=lambda self: self._default_month_from(),
        help="R064: a plan is kept for a whole month.",
    )
    month_name = fields.Char("Month in Words", compute="_compute_display_name")
    slot_ids = fields.One2many("zhaoshang.rotation.slot", "plan_id", "Slots")
    note = fields.Text("Remark")
    slot_count = fields.Integer("Officers Planned", compute="_compute_figures")
    asked_count = fields.Integer("Leave Asked For", compute="_compute_figures")
    can_plan = fields.Boolean(compute="_compute_can_plan")
    grid = fields.Json(compute="_compute_grid", help="Days and officers, for the grid.")

    _one_a_month = models.UniqueIndex(
        "(bureau_id, month_from)",
        "This bureau has a rotation plan for the month already: open that one (R064).",
    )
    _whole_month = models.Constraint(
        "CHECK (extract(day FROM month_from) = 1)", "A plan is for a whole month (R064)."
    )

    @api.depends("bureau_id", "month_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        leaves = self.env["zhaoshang.leave"]
        for plan in self:
            month = plan.month_from
            plan.month_name = leaves._date_text(month, "yMMM") if month else ""
            plan.display_name = f"{plan.bureau_id.sudo().name or ''} {plan.month_name}".strip()

    @api.depends("slot_ids.leave_id")
    def _compute_figures(self):
        for plan in self:
            plan.slot_count = len(plan.slot_ids.appointment_id)
            plan.asked_count = len(plan.slot_ids.filtered("leave_id"))

    @api.depends("bureau_id")
    @api.depends_context("uid")
    def _compute_can_plan(self):
        today = county_today(self.env)
        heads = {bureau: bureau._deciding_head_at(today) for bureau in self.bureau_id}
        for plan in self:
            head = heads.get(plan.bureau_id)
            plan.can_plan = bool(head) and head.sudo().user_id == self.env.user

    @api.onchange("month_from")
    def _onchange_month_from(self):
        if self.month_from:
            self.month_from = self.month_from.replace(day=1)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_whole(vals) for vals in vals_list])

    def write(self, vals):
        if {"bureau_id", "month_from"} & vals.keys() and self.slot_ids:
            raise UserError(
                self.env._("Bureau and month of a plan stay: make another plan (R064).")
            )
        return super().write(_whole(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_what_is_free(self):
        """R064: with the plan go its slots, so the same holds for them."""
        self.slot_ids._check_still_free()

    def _month(self):
        """Return the days of the month as a span, or None while it is not chosen."""
        return month_span(self.month_from) if self.month_from else None

    def _members(self):
        """Return the appointments of the bureau in service on some day of the month."""
        month = self._month()
        if not month or not self.bureau_id:
            return self.env["zhaoshang.appointment"]
        return (
            self.env["zhaoshang.appointment"]
            .sudo()
            .search(
                [
                    ("bureau_id", "=", self.bureau_id.id),
                    ("state", "in", ("confirmed", "ended")),
                    ("date_from", "<=", month.last),
                    ("date_to", ">=", month.first),
                ],
                order="role desc, id",
            )
        )

    def action_copy_last_month(self):
        """Take over the days of last month for whom nothing is planned yet (R064)."""
        self.ensure_one()
        self._check_planner()
        before = (self.month_from - timedelta(days=1)).replace(day=1)
        last = self.search([("bureau_id", "=", self.bureau_id.id), ("month_from", "=", before)])
        if not last.slot_ids:
            raise UserError(
                self.env._(
                    "There is no plan of %s to take over. Put the days in by hand: drag over the "
                    "days of each officer, or add lines below.",
                    month_words(self.env, before),
                )
            )
        members = self._members()
        fresh = [
            {"appointment_id": slot.appointment_id.id, "date_from": span.first,
             "date_to": span.last}
            for slot in last.slot_ids
            if slot.appointment_id in members
            and slot.appointment_id not in self.slot_ids.appointment_id
            for span in [rules.shifted(slot._span(), self.month_from)]
        ]  # fmt: skip
        if not fresh:
            raise UserError(
                self.env._("Every officer of last month's plan has his days in this one already.")
            )
        self.slot_ids = [Command.create(vals) for vals in fresh]

    @api.depends("bureau_id", "month_from")
    @api.depends_context("uid", "lang")
    def _compute_grid(self):
        for plan in self:
            known = plan.month_from and plan.bureau_id and plan._is_shown()
            plan.grid = plan._grid() if known else False

    def _grid(self):
        """Return days, officers and absences of the month as the grid draws them."""
        month = self._month()
        calendar = self.env["zhaoshang.workday"]._calendar(month.first, month.last, self.company_id)
        absences = self.env["zhaoshang.leave"].sudo().search(
            [
                ("bureau_id", "=", self.bureau_id.id),
                ("zs_approval_state", "in", ("running", "approved")),
                ("date_from", "<=", month.last),
                ("date_to", ">=", month.first),
            ],
            order="date_from",
        ) if self.readable or self.bureau_id in self._own_bureaus() else []  # fmt: skip
        return {
            "days": [
                {
                    "day": day.isoformat(),
                    "number": day.day,
                    "weekday": day.isoweekday(),
                    "off": not calendar.is_working(day),
                    "holiday": calendar.is_statutory(day),
                }
                for day in month.days
            ],
            "members": [self._grid_member(member, absences) for member in self._members()],
        }

    def _grid_member(self, member, absences):
        roles = dict(member._fields["role"]._description_selection(self.env))
        return {
            "id": member.id,
            "name": member.name,
            "role": roles[member.role],
            "from": member.date_from.isoformat(),
            "to": member.date_to.isoformat(),
            "absences": [
                {"from": leave.date_from.isoformat(), "to": leave.date_to.isoformat(),
                 "status": leave.status}
                for leave in absences
                if leave.appointment_id == member
            ],
        }  # fmt: skip


def _whole(vals):
    """Put any day of a month back to its first."""
    if not vals.get("month_from"):
        return vals
    return vals | {"month_from": fields.Date.to_date(vals["month_from"]).replace(day=1)}
