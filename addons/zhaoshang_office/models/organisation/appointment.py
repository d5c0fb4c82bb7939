import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...rules.term import term_end
from ..clock import county_today

RANK_OF_ROLE = {"head": "full", "deputy": "deputy"}


def _overlap_message(env, diagnostics):
    """Name the appointment that stands in the way; told after the failed insert is undone."""
    texts = {
        "head": env._("This bureau has a head in that time already (clause 2, R004)."),
        "person": env._("This person has an appointment in that time already (clause 3, R008)."),
    }
    head = bool(diagnostics) and "one_head" in (diagnostics.constraint_name or "")
    text = texts["head" if head else "person"]
    detail = (diagnostics and diagnostics.message_detail) or ""
    found = re.findall(r"\[(\d+),\d+\), \[(\d{4}-\d\d-\d\d),", detail)
    if not found:
        return text
    key, date_from = found[-1]
    other = env["zhaoshang.appointment"].search(
        [
            ("bureau_id" if head else "employee_id", "=", int(key)),
            ("date_from", "=", date_from),
            ("role", "in", ["head"] if head else ["head", "deputy"]),
        ],
        limit=1,
    )
    if not other:
        return text
    return text + env._(
        " It is %(name)s, %(bureau)s, %(from)s to %(to)s. End that appointment first or choose "
        "other dates.",
        **{
            "name": other.name,
            "bureau": other.bureau_id.name,
            "from": other.date_from,
            "to": other.date_to,
        },
    )


class Appointment(models.Model):
    """One officer in one post of one bureau for one span of days (clauses 2 and 3, R004 to R009).

    Every other record of an officer points here, never to ``hr.employee``. The organisation
    department drafts it and a second member confirms it (R013).
    """

    _name = "zhaoshang.appointment"
    _description = "Appointment"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.seen.mixin",
        "zhaoshang.audit.mixin",
    ]
    _order = "bureau_id, role desc, date_from desc, id"
    _rec_names_search = ["name"]
    _check_company_auto = True
    _zs_audit_fields = (
        "state",
        "employee_id",
        "user_id",
        "bureau_id",
        "role",
        "host_unit_id",
        "host_post",
        "host_reason",
        "home_unit",
        "rank",
        "rank_reason",
        "date_from",
        "date_to",
        "document",
        "previous_id",
        "end_on",
        "end_document",
        "transfer_bureau_id",
        "transfer_role",
        "renewal_of_id",
        "paper_result_on",
        "paper_result",
    )

    name = fields.Char("Full Name", required=True, tracking=True)
    employee_id = fields.Many2one(
        "hr.employee",
        "Officer",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
    )
    user_id = fields.Many2one(
        "res.users", compute="_compute_user_id", store=True, index=True, compute_sudo=True
    )
    bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        required=True,
        ondelete="restrict",
        index=True,
        # no check_company: the county is the bureau's own, and a form that does not know it yet
        # would offer nothing
        domain="[('state', '!=', 'closed')]",
        tracking=True,
    )
    role = fields.Selection(
        [("head", "Head"), ("deputy", "Deputy head")],
        "Post",
        required=True,
        default="deputy",
        tracking=True,
    )
    host_unit_id = fields.Many2one(
        "zhaoshang.host.unit",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Clause 2, R005, R006: a unit outside the list for this post needs a reason.",
    )
    host_unit = fields.Char("Host Unit Name", related="host_unit_id.name", store=True)
    host_post = fields.Char("Post at the Host Unit", tracking=True)
    host_reason = fields.Char("Reason for Another Host Unit")
    home_unit = fields.Char(tracking=True, help="Clause 3: pay and welfare stay there.")
    rank = fields.Selection(
        [
            ("full", "Section head rank"),
            ("deputy", "Deputy section head rank"),
            ("none", "Not settled"),
        ],
        "Treatment",
        compute="_compute_rank",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        help="Clause 3, R009.",
    )
    rank_reason = fields.Char("Reason Why Not Settled", help="Clause 3, R009.")
    date_from = fields.Date("Appointed From", required=True, tracking=True)
    date_to = fields.Date(
        "Appointed Until",
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        help="Clause 3, R007: two years less one day at most; a shorter term is possible.",
    )
    previous_id = fields.Many2one(
        "zhaoshang.appointment",
        "Transferred From",
        check_company=True,
        ondelete="restrict",
        copy=False,
        help="Clause 3, R008: the term goes on; its end follows the first appointment.",
    )
    term_from = fields.Date(
        "Term Began", compute="_compute_term_from", store=True, recursive=True, precompute=True
    )
    document = fields.Char("Document Number", tracking=True)
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Appointed"), ("ended", "Ended")],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    drafted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    end_on = fields.Date("Proposed End", readonly=True, copy=False)
    end_document = fields.Char("Document of the End", readonly=True, copy=False, tracking=True)
    end_reason = fields.Text("Reason of the End", readonly=True, copy=False)
    end_proposed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    end_notice = fields.Char("Notice of the End", compute="_compute_end_notice")
    staffing_warning = fields.Char("Staffing", compute="_compute_staffing_warning")
    company_id = fields.Many2one(related="bureau_id.company_id", store=True, index=True)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "An appointment ends on or after the day it begins (R007)."
    )
    _one_head = models.Constraint(
        "EXCLUDE USING gist (int4range(bureau_id, bureau_id, '[]') WITH &&, "
        "daterange(LEAST(date_from, date_to), date_to, '[]') WITH &&) WHERE (role = 'head')",
        _overlap_message,
    )
    _one_appointment = models.Constraint(
        "EXCLUDE USING gist (int4range(employee_id, employee_id, '[]') WITH &&, "
        "daterange(LEAST(date_from, date_to), date_to, '[]') WITH &&)",
        _overlap_message,
    )

    @api.depends("employee_id.user_id")
    def _compute_user_id(self):
        for appointment in self:
            appointment.user_id = appointment.employee_id.user_id

    @api.depends("role")
    def _compute_rank(self):
        for appointment in self:
            if appointment.rank != "none":
                appointment.rank = RANK_OF_ROLE.get(appointment.role)

    @api.depends("date_from", "previous_id.term_from")
    def _compute_term_from(self):
        for appointment in self:
            appointment.term_from = appointment.previous_id.term_from or appointment.date_from

    @api.depends("date_from", "term_from")
    def _compute_date_to(self):
        for appointment in self:
            appointment.date_to = appointment._longest_end()

    def _longest_end(self):
        """Return the last day the term allows (clause 3, R007)."""
        start = self.term_from or self.date_from
        if not start:
            return False
        rules = self.env["zhaoshang.rule.set"]._at(start, self.company_id or self.env.company)
        return term_end(start, rules.term_years)

    @api.depends("bureau_id", "role", "date_from", "date_to", "bureau_id.headcount_standard")
    def _compute_staffing_warning(self):
        """R004: more people than the standard are possible, and worth a word."""
        for appointment in self:
            bureau = appointment.bureau_id
            others = appointment._colleagues_in_its_time()
            deputies = len(others.filtered(lambda a: a.role == "deputy"))
            crowded = appointment.role == "deputy" and deputies >= bureau.headcount_standard - 1
            appointment.staffing_warning = bool(bureau and crowded) and self.env._(
                "%(bureau)s has %(count)s deputy heads in that time already; its staffing "
                "standard is %(standard)s people (clause 2, R004). It can be saved all the same.",
                bureau=bureau.name,
                count=deputies,
                standard=bureau.headcount_standard,
            )

    def _colleagues_in_its_time(self):
        if not (self.bureau_id and self.date_from and self.date_to):
            return self.browse()
        return self.search(
            [
                ("bureau_id", "=", self.bureau_id.id),
                ("id", "not in", self._origin.ids),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ]
        )

    @api.depends("end_on", "end_document", "end_proposed_by_id")
    def _compute_end_notice(self):
        for appointment in self:
            appointment.end_notice = appointment._end_notice_text()

    def _end_notice_text(self):
        return self.end_on and self.env._(
            "%(who)s proposes that this appointment ends on %(day)s (%(document)s). A second "
            "member of the organisation department confirms it; until then it goes on.",
            who=self.end_proposed_by_id.name,
            day=self.end_on,
            document=self.end_document,
        )

    @api.constrains("rank", "rank_reason")
    def _check_rank(self):
        for appointment in self:
            if appointment.rank == "none" and not (appointment.rank_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "The treatment of %s is not settled: say why (clause 3, R009).",
                        appointment.name,
                    )
                )

    @api.constrains("host_unit_id", "host_reason", "role")
    def _check_host_unit(self):
        for appointment in self:
            unit = appointment.host_unit_id
            listed = unit.for_head if appointment.role == "head" else unit.for_deputy
            if unit and not listed and not (appointment.host_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "%(unit)s is not on the list of host units for this post (clause 2, "
                        "R005, R006). Choose another, or give the reason.",
                        unit=unit.name,
                    )
                )

    @api.constrains("previous_id", "employee_id", "date_from")
    def _check_previous(self):
        """R008: a term goes on from an earlier appointment of the same person alone."""
        for appointment in self:
            previous = appointment.previous_id
            if previous and (
                previous.employee_id != appointment.employee_id
                or previous.date_from >= appointment.date_from
            ):
                raise ValidationError(
                    self.env._(
                        "%(name)s was not transferred from that appointment: it is another "
                        "person's, or later (clause 3, R008). Choose his own earlier one, or "
                        "leave it empty.",
                        name=appointment.name,
                    )
                )

    @api.constrains("date_from", "date_to", "term_from", "bureau_id")
    def _check_term(self):
        for appointment in self:
            longest = appointment._longest_end()
            if appointment.date_to > longest:
                raise ValidationError(
                    self.env._(
                        "The appointment of %(name)s ends on %(to)s, later than its term allows: "
                        "%(longest)s (clause 3, R007). Shorten it; a new term is a new "
                        "appointment.",
                        name=appointment.name,
                        to=appointment.date_to,
                        longest=longest,
                    )
                )
            bureau = appointment.bureau_id
            if bureau.closed_on and appointment.date_to > bureau.closed_on:
                raise ValidationError(
                    self.env._(
                        "%(bureau)s is closed on %(date)s; an appointment cannot reach beyond it "
                        "(clause 1, R003).",
                        bureau=bureau.name,
                        date=bureau.closed_on,
                    )
                )

    @api.model
    def _domain_active_at(self, date):
        """Return the domain of the appointments in force on ``date``, its bureau open (R003)."""
        return (
            Domain("state", "in", ["confirmed", "ended"])
            & Domain("date_from", "<=", date)
            & Domain("date_to", ">=", date)
            & (
                Domain("bureau_id.closed_on", "=", False)
                | Domain("bureau_id.closed_on", ">=", date)
            )
        )

    def _active_at(self, date):
        """Return those of ``self`` that are in force on ``date``."""
        return self.filtered_domain(self._domain_active_at(date))

    @api.model
    def _current(self, user, date=None):
        """Return the appointment of ``user`` in force on ``date`` (today), or an empty one."""
        date = date or county_today(self.env)
        found = self.sudo().search(
            Domain("user_id", "=", user.id) & self._domain_active_at(date), limit=1
        )
        return found.sudo(self.env.su)

    def _absent_at(self, date):
        """Return those of ``self`` on an approved absence on ``date``; the leave domain knows."""
        return self.browse()
