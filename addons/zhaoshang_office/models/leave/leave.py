from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...rules import leave as rules
from ..clock import county_today, read_days

WAITING_OR_GRANTED = ("draft", "running", "returned", "approved")
DAYS = ("date_from", "date_to")


class Leave(models.Model):
    """An absence asked for under clause 10, from one day to another, both included."""

    _name = "zhaoshang.leave"
    _description = "Leave"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.kept.links",
        "zhaoshang.worked.out",
        "zhaoshang.audit.mixin",
        "zhaoshang.approval.mixin",
    ]
    _order = "date_from desc, id desc"
    _rec_name = "number"
    _rec_names_search = ("number", "appointment_id.name")
    _check_company_auto = True
    _zs_kept_in_bureau = True
    _zs_audit_fields = (
        "kind",
        "date_from",
        "date_to",
        "acting_appointment_id",
        "return_date",
        "turned_on",
        "client_visit_id",
        "long_escort_accepted",
        "credit_withdrawn",
        "notice_number",
    )
    _zs_audit_hidden = frozenset({"client_visit_id"})
    _zs_worked_out = frozenset(
        {
            "number",
            "user_id",
            "bureau_id",
            "company_id",
            "calendar_days",
            "counted_days",
            "route",
            "second_in_month",
            "deciding_head_user_id",
            "filed_on",
            "filed_late",
            "return_date",
            "last_away",
            "long_escort_accepted",
            "credit_withdrawn",
            "asked_on",
            "asked_afterwards",
            "special_leader",
            "extends_id",
            "turned_on",
            "turned_from_id",
            "return_reported_on",
            "return_reminded_on",
            "entered_by_id",
            "days_before",
            "days_beyond",
        }
    )

    def _default_appointment_id(self):
        return self.env["zhaoshang.appointment"]._current(self.env.user, county_today(self.env))

    number = fields.Char(readonly=True, copy=False, index=True)
    kind = fields.Selection(
        [
            ("rotation", "Rotation Leave"),
            ("special", "Special Leave"),
            ("escort", "Escorting Clients"),
            ("county_duty", "Duty in the County"),
        ],
        default="rotation",
        required=True,
        help="Clause 10: rotation leave, special leave in writing, escorting clients to the "
        "county, duty in the county.",
    )
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self._default_appointment_id(),
    )
    user_id = fields.Many2one(
        related="appointment_id.user_id", store=True, index=True, string="User"
    )
    bureau_id = fields.Many2one(
        related="appointment_id.bureau_id", store=True, index=True, string="Bureau"
    )
    company_id = fields.Many2one(
        related="appointment_id.company_id", store=True, index=True, string="County"
    )
    date_from = fields.Date("First Day", required=True, copy=False)
    date_to = fields.Date("Last Day", required=True, copy=False, help="This day is included.")
    calendar_days = fields.Integer(compute="_compute_days", store=True, help="Both ends included.")
    counted_days = fields.Integer(
        compute="_compute_days",
        store=True,
        help="Clause 10, R067 (our reading): weekends count, statutory holidays do not.",
    )
    return_date = fields.Date(
        "Back at Post On",
        readonly=True,
        copy=False,
        help="Day on which the person reported back (R085). Empty until then.",
    )
    route = fields.Selection(
        [("head", "Head"), ("deputy", "Deputy"), ("acting_head", "Acting Head")],
        "Asks As",
        compute="_compute_route",
        store=True,
        help="Clause 10, R075, R077: decides which way the request goes.",
    )
    second_in_month = fields.Boolean(
        "Another in the Same Month",
        compute="_compute_route",
        store=True,
        help="Clause 10, R065: the month's leave is used up; this one goes to both departments.",
    )
    deciding_head_user_id = fields.Many2one(
        "res.users",
        "Head Who Decides",
        compute="_compute_route",
        store=True,
        help="Clause 10, R077: the head, or whoever acts for him on the day of asking.",
    )
    reason = fields.Text(
        compute="_compute_reason",
        inverse="_inverse_reason",
        help="Read by yourself, those who decide, and the two departments; not by colleagues.",
    )
    filed_on = fields.Date("Registered On", readonly=True, copy=False)

    _dates = models.Constraint(
        "CHECK (date_from <= date_to)", "The last day of a leave lies before its first day."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist ("
        "int4range(appointment_id, appointment_id, '[]') WITH &&, "
        "daterange(date_from, GREATEST(date_from, COALESCE(last_away, date_to) + 1), '[)') "
        "WITH &&) "
        "WHERE (zs_approval_state IN ('draft', 'running', 'returned', 'approved'))",
        "Somebody has just saved another absence of this person on these days (R086). "
        "Open the list of leaves and look at it first.",
    )
    _bureau_days = models.Index("(bureau_id, date_from, date_to)")

    @api.depends("number", "appointment_id", "date_from", "date_to", "kind", "status", "marks")
    @api.depends_context("lang")
    def _compute_display_name(self):
        titles = self._zs_approval_title()
        for leave in self:
            sign = leave.status[:2] if leave._origin else ""
            leave.display_name = sign + titles[leave.id]

    @api.depends("date_from", "date_to", "company_id")
    def _compute_days(self):
        calendars = self._calendars()
        for leave in self:
            span = leave._span()
            leave.calendar_days = len(span.days) if span else 0
            leave.counted_days = (
                rules.counted_days(span, calendars[leave.company_id], leave._limits().counting)
                if span
                else 0
            )

    @api.depends("kind", "appointment_id", "date_from", "date_to")
    def _compute_route(self):
        today = county_today(self.env)
        for leave in self:
            bureau = leave.bureau_id.sudo()
            decider = bureau._deciding_head_at(today) if bureau else leave.appointment_id
            mine = leave.appointment_id.sudo()
            leave.route = mine and rules.route(
                leave.kind,
                is_head=mine.role == "head",
                acts_as_head=mine == decider or leave._is_named_to_act(),
            )
            leave.deciding_head_user_id = leave.route == "deputy" and decider.user_id
            before = leave.sudo().extends_id
            leave.second_in_month = (
                before.second_in_month  # R085: the same way
                if before
                else leave._others_in_month() >= leave._limits().per_month
            )

    @api.constrains("date_from", "date_to", "appointment_id")
    def _check_inside_the_term(self):
        for leave in self:
            texts = leave._refusal_texts(only={"R007"})
            if texts:
                raise ValidationError("\n".join(texts))

    @api.model_create_multi
    def create(self, vals_list):
        own = self.default_get(["appointment_id"])
        vals_list = [own | vals for vals in vals_list]
        for vals in vals_list:
            read_days(self.env, vals, DAYS)
            leave = self.new(vals)
            self._check_own(leave.appointment_id)
            self._refuse_overlap(leave)
        return super().create(vals_list)

    def write(self, vals):
        self.check_access("write")  # what is refused below names the leave
        read_days(self.env, vals, DAYS)
        self._check_visit_stands(vals)
        self._check_days_stand(vals)
        if "appointment_id" in vals:  # also where no day is held any more
            self._check_own(self.new({"appointment_id": vals["appointment_id"]}).appointment_id)
        if {"date_from", "date_to", "appointment_id"} & vals.keys():
            for leave in self.filtered(lambda leave: leave.zs_approval_state in WAITING_OR_GRANTED):
                changed = self.new(vals, origin=leave)
                self._check_own(changed.appointment_id)
                self._refuse_overlap(changed)
        result = super().write(vals)
        if {"kind", "date_from", "date_to"} & vals.keys():
            # R088: other days are asked for anew
            self.sudo().filtered("asked_on").filtered("can_edit").asked_on = False
        return result

    def onchange(self, values, field_names, fields_spec):
        """An unsaved leave tells days, colleagues and overlaps: of one's own officer alone."""
        read_days(self.env, values, DAYS)
        first = {} if self else self.default_get(["appointment_id"])
        named = self.new({"appointment_id": False} | first | values).appointment_id
        if named._origin != self.appointment_id:
            self._check_own(named)
        return super().onchange(values, field_names, fields_spec)

    def _check_own(self, appointment):
        """R012: refused before anything is worked out, since a refusal tells what it rests on."""
        if appointment and not self.env.su and appointment.sudo().user_id != self.env.user:
            raise AccessError(self.env._("Everybody asks for leave for himself only (R012)."))

    def _zs_kept_links(self):
        """R012: the name of another bureau's officer is not told by typing a number."""
        return super()._zs_kept_links() | {"acting_appointment_id"}

    def _refuse_overlap(self, leave):
        """R086: name the other absence; the database refuses too, but only says that it does."""
        texts = leave._refusal_texts(only={"R086"})
        if texts:
            raise ValidationError("\n".join(texts))

    def _span(self):
        """Return the days asked for, or None while they are not both known and in order."""
        self.ensure_one()
        if not (self.date_from and self.date_to) or self.date_to < self.date_from:
            return None
        return rules.Span(self.date_from, self.date_to)

    def _span_away(self):
        """Return the days it came to: fewer after an early return; None where none are left."""
        self.ensure_one()
        span, last = self._span(), self.last_away
        if not span or not last or last < span.first:
            return None
        return rules.Span(span.first, last)

    def _calendars(self):
        """Return {company: calendar} that answers for every leave in ``self``."""
        days = [day for leave in self for day in (leave.date_from, leave.date_to) if day]
        days.append(county_today(self.env))
        workday = self.env["zhaoshang.workday"]
        return {
            company: workday._calendar(min(days), max(days), company or None)
            for company in {leave.company_id for leave in self}
        }

    def _limits(self):
        """Return the parameters that bind this leave, those of its first day (R139)."""
        rule_set = self._rule_set()
        return rules.Limits(
            rules.Counting(rule_set.leave_day_kind, rule_set.leave_excl_statutory),
            rule_set.leave_max_days,
            rule_set.leave_max_hard,
            rule_set.leaves_per_month,
            rule_set.retro_days,
            rule_set.accompany_max,
        )

    def _rule_set(self):
        self.ensure_one()
        return (
            self.env["zhaoshang.rule.set"]
            .sudo()
            ._at(self.date_from or county_today(self.env), self.company_id or self.env.company)
        )

    def _others(self):
        """Return the other absences of the same officer that wait or are granted."""
        self.ensure_one()
        found = self.sudo().search(
            [
                ("appointment_id", "=", self.appointment_id.id),
                ("id", "!=", self._origin.id),
                ("zs_approval_state", "in", WAITING_OR_GRANTED),
            ],
            order="date_from",
        )
        return found.filtered(lambda other: other._span_away())

    def _others_in_month(self):
        """Return how many rotation leaves of the same month are asked for or granted (R065)."""
        span = self._span()
        if not span or self.kind != "rotation" or self.extends_id:
            return 0
        month = rules.charged_month(span)
        return len(
            self._others().filtered(
                lambda other: (
                    other.kind == "rotation"
                    and not other.extends_id
                    and other.zs_approval_state != "draft"
                    and rules.charged_month(other._span()) == month
                )
            )
        )
