import re
from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules.duty import MONDAY_CALL, ON_THE_LADDER, period_of
from ..clock import COUNTY_ZONE, county_today
from ..words import join_names
from .duty import KINDS

OFFICE = "zhaoshang_office.group_office"


class Report(models.Model):
    """One telephone call in which officers of a bureau reported (clause 8, R045, R048, R050)."""

    _name = "zhaoshang.report"
    _description = "Report"
    _inherit = [
        "mail.thread",
        "zhaoshang.worked.out",
        "zhaoshang.audit.mixin",
        "zhaoshang.readable",
        "zhaoshang.document.mixin",
    ]
    _order = "reported_at desc, id desc"
    _check_company_auto = True
    _zs_worked_out = frozenset({"company_id", "from_fixed_phone", "state", "duty_ids"})
    _zs_audit_fields = ("reported_at", "calling_number", "speaker_ids", "state")

    def _default_bureau_id(self):
        return self._own_bureaus()[:1]

    kind = fields.Selection(
        [(kind, label) for kind, label in KINDS if kind in ON_THE_LADDER],
        default="monday_call",
        required=True,
        readonly=True,
    )
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
    reported_at = fields.Datetime(
        required=True,
        default=fields.Datetime.now,
        copy=False,
        help="When the call was made, or the report came in.",
    )
    period_from = fields.Date(
        compute="_compute_period_from",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="First day of what is reported on: the Monday of the week, the first of the month or "
        "of the odd month.",
    )
    calling_number = fields.Char(
        required=True,
        compute="_compute_calling_number",
        store=True,
        precompute=True,
        readonly=False,
        help="R050: compared with the registered fixed telephone of the bureau.",
    )
    from_fixed_phone = fields.Boolean(
        "From the Fixed Telephone", compute="_compute_from_fixed_phone", store=True
    )
    speaker_ids = fields.Many2many(
        "zhaoshang.appointment",
        "zhaoshang_report_speaker_rel",
        "report_id",
        "appointment_id",
        "Who Spoke",
        check_company=True,
        copy=False,
        help="R048: one call may cover several people; only those ticked have reported.",
    )
    possible_speaker_ids = fields.Many2many(
        "zhaoshang.appointment", compute="_compute_possible_speaker_ids"
    )
    content = fields.Text(required=True)
    remark = fields.Text(
        "Explanation",
        help="R050: needed where the call did not come from the fixed telephone.",
    )
    state = fields.Selection(
        [("registered", "Registered"), ("cancelled", "Cancelled")],
        "Status",
        default="registered",
        required=True,
        readonly=True,
        copy=False,
    )
    cancel_reason = fields.Char("Reason for Cancelling", copy=False)
    duty_ids = fields.One2many("zhaoshang.duty", "report_id", "Duties Met", readonly=True)

    _by_period = models.Index("(bureau_id, kind, period_from)")

    @api.depends("bureau_id", "reported_at")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for report in self:
            report.display_name = self.env._(
                "%(bureau)s, call of %(moment)s",
                bureau=report.bureau_id.sudo().name or "",
                moment=report._county_moment().strftime("%Y-%m-%d %H:%M")
                if report.reported_at
                else "",
            )

    @api.depends("kind", "reported_at")
    def _compute_period_from(self):
        """By default the period in which it is reported; a call is always of its own week."""
        for report in self:
            if report.reported_at and (report.kind == MONDAY_CALL or not report.period_from):
                report.period_from = period_of(report.kind, report._county_moment().date())

    @api.depends("bureau_id")
    def _compute_calling_number(self):
        for report in self:
            report.calling_number = report.bureau_id.fixed_phone

    @api.depends("bureau_id", "calling_number")
    def _compute_from_fixed_phone(self):
        for report in self:
            number = _digits(report.calling_number)
            fixed = _digits(report.bureau_id.fixed_phone)
            report.from_fixed_phone = bool(number) and number == fixed

    @api.depends("bureau_id", "reported_at")
    def _compute_possible_speaker_ids(self):
        appointments = self.env["zhaoshang.appointment"]
        for report in self:
            in_post = report.reported_at and Domain(
                "bureau_id", "=", report.bureau_id.id
            ) & appointments._domain_active_at(report._county_moment().date())
            report.possible_speaker_ids = in_post and appointments.search(in_post)

    @api.onchange("bureau_id")
    def _onchange_bureau_id(self):
        self.speaker_ids &= self.possible_speaker_ids

    @api.constrains("kind", "reported_at", "period_from")
    def _check_period(self):
        """A report is of one period; a call of the week in which it was made (R048, R049)."""
        for report in self:
            moment = report._county_moment().date()
            day = moment if report.kind == MONDAY_CALL else report.period_from
            if report.period_from != period_of(report.kind, day) or report.period_from > moment:
                raise ValidationError(
                    self.env._(
                        "%s is not the first day of a period that has begun: the Monday of a week, "
                        "the first of a month or of an odd month (clause 8). Choose the period "
                        "again.",
                        report.period_from,
                    )
                )

    @api.constrains("reported_at", "bureau_id", "speaker_ids", "calling_number", "remark")
    def _check_call(self):
        for report in self:
            report._check_moment()
            report._check_speakers()
            report._check_number()

    def _check_moment(self):
        if self.reported_at > fields.Datetime.now():
            raise ValidationError(
                self.env._("The call lies in the future. Enter when it was made.")
            )

    def _check_speakers(self):
        """R048: those ticked were in post in that bureau on that day."""
        strangers = self.speaker_ids.sudo() - self.sudo().possible_speaker_ids
        if not self.speaker_ids:
            raise ValidationError(
                self.env._("Tick at least one person who spoke (clause 8, R048).")
            )
        if strangers:
            raise ValidationError(
                self.env._(
                    "%(names)s was not in post in %(bureau)s on that day (R048). Take the tick "
                    "away.",
                    names=join_names(self.env, strangers.mapped("name")),
                    bureau=self.bureau_id.sudo().name,
                )
            )

    def _check_number(self):
        """R050: a call from another number needs its explanation."""
        rule_set = self.env["zhaoshang.rule.set"]._at(self._county_moment().date(), self.company_id)
        if self.from_fixed_phone or not rule_set.fixed_phone_strict:
            return
        if not (self.remark or "").strip():
            raise ValidationError(
                self.env._(
                    "%(number)s is not the fixed telephone of %(bureau)s, %(fixed)s (clause 8, "
                    "R050). Correct the number, or write the explanation.",
                    number=self.calling_number,
                    bureau=self.bureau_id.sudo().name,
                    fixed=self.bureau_id.sudo().fixed_phone or self.env._("none registered"),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(vals_list)
        for report in reports:
            report._check_registered_today()
        reports._settle_duties()
        return reports

    def write(self, vals):
        result = super().write(vals)
        self._settle_duties()
        return result

    def unlink(self):  # pylint: disable=method-required-super
        raise UserError(
            self.env._("A registered call is part of the record. Cancel it with its reason.")
        )

    def _check_registered_today(self):
        """A bureau registers its call on the day; earlier ones only 管理办公室, who took them."""
        called_on = self._county_moment().date()
        if self.env.user.has_group(OFFICE) or called_on == county_today(self.env):
            return
        raise UserError(
            self.env._(
                "A bureau registers a call on the day it is made (clause 8, R045). For %(day)s "
                "ask the management office, who took the call, to enter it.",
                day=called_on,
            )
        )

    def _county_moment(self):
        return self.reported_at.replace(tzinfo=UTC).astimezone(COUNTY_ZONE)

    def action_cancel(self):
        """Cancel calls entered by mistake; the duties are worked out again (管理办公室)."""
        if not self.env.user.has_group(OFFICE):
            raise AccessError(self.env._("Only the management office cancels a registered call."))
        self.check_access("write")
        if not all((report.cancel_reason or "").strip() for report in self):
            raise UserError(self.env._("Write the reason for cancelling first."))
        self.sudo().write({"state": "cancelled"})

    def _settle_duties(self):
        """Work out again the duties these calls touch or touched."""
        if self.ids:
            self.env["zhaoshang.duty"].sudo()._settle(
                SQL(
                    "(d.report_id IN %(ids)s OR EXISTS ("
                    "SELECT FROM zhaoshang_report o WHERE o.id IN %(ids)s "
                    "AND o.bureau_id = d.bureau_id "
                    "AND o.kind = d.kind "
                    "AND o.period_from BETWEEN d.period_from AND d.period_to))",
                    ids=tuple(self.ids),
                )
            )

    @api.model
    def _domain_readable_to_officer(self):
        return Domain("bureau_id", "in", self._own_bureaus().ids)


def _digits(number):
    return re.sub(r"\D", "", number or "")
