from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..clock import county_moment, county_today, read_day

OFFICE = "zhaoshang_office.group_office"


class Signin(models.Model):
    """That an officer came to the management office on one day of work in the county (R079, R080).

    Recorded at the desk by the management office alone, with neither position nor device. An entry
    made by mistake is taken back on the same day, with its reason; it stays in the register.
    """

    _name = "zhaoshang.signin"
    _description = "Sign-in in the County"
    _inherit = ["zhaoshang.audit.mixin", "zhaoshang.readable"]
    _order = "day desc, moment desc, id desc"
    _check_company_auto = True
    _zs_audit_fields = ("appointment_id", "day", "late_reason", "undone_at", "undo_reason")

    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
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
    day = fields.Date(required=True, readonly=True, help="R079: once on each day in the county.")
    moment = fields.Datetime("Recorded At", required=True, readonly=True)
    recorded_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    late_reason = fields.Char(
        "Reason for Adding It Later", readonly=True, help="A past day is added with its reason."
    )
    undone_at = fields.Datetime("Taken Back At", readonly=True)
    undone_by_id = fields.Many2one("res.users", "Taken Back By", readonly=True, ondelete="restrict")
    undo_reason = fields.Char("Reason for Taking It Back", readonly=True)
    can_undo = fields.Boolean(compute="_compute_can_undo")

    _once_a_day = models.UniqueIndex(
        "(appointment_id, day) WHERE undone_at IS NULL",
        "This officer has signed in on that day already; once a day is enough (clause 10, R080).",
    )

    @api.depends("appointment_id", "day", "undone_at")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for signin in self:
            parts = [signin.appointment_id.sudo().name or "", str(signin.day or "")]
            if signin.undone_at:
                parts.append(self.env._("taken back"))
            signin.display_name = " ".join(filter(None, parts))

    @api.depends("day", "undone_at", "moment")
    @api.depends_context("uid")
    def _compute_can_undo(self):
        today = county_today(self.env)
        office = self.env.user.has_group(OFFICE)
        for signin in self:
            signin.can_undo = office and not signin.undone_at and signin._recorded_on() == today

    def _county_moment(self):
        return county_moment(self.moment)

    def _recorded_on(self):
        return self._county_moment().date()

    @api.model
    def action_sign(self, appointment_id, day=None, reason=None):
        """Record that an officer stands at the desk (the management office, R079, R080).

        :param day: a past day that was forgotten, with its ``reason``; today where empty
        :return: id of the entry
        """
        self._check_office()
        appointments = self.env["zhaoshang.appointment"]
        number = appointment_id if type(appointment_id) is int else None
        appointment = appointments.browse(number).exists()
        appointment.check_access("read")
        if len(appointment) != 1 or appointment.company_id not in self.env.companies:
            raise UserError(self.env._("Choose who is standing at the desk first."))
        day = read_day(self.env, day) if day else county_today(self.env)
        reason = str(reason or "").strip()
        texts = self._refusal_texts(appointment, day, reason)
        if texts:
            raise UserError("\n".join(texts))
        return self.sudo()._record(appointment, day, reason).id

    def _record(self, appointment, day, reason, moment=None):
        """Add the entry; every value is given, so that no default of a client is taken."""
        values = {
            "appointment_id": appointment.id,
            "day": day,
            "moment": moment or fields.Datetime.now(),
            "recorded_by_id": self.env.uid,
            "late_reason": reason if day < county_today(self.env) else False,
            "undone_at": False,
            "undone_by_id": False,
            "undo_reason": False,
        }
        return super().create([values])  # pylint: disable=super-method-mismatch

    def _govern(self, vals):
        """Write what a command has decided; logged like any other change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise AccessError(self._refuse_by_hand())

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self._refuse_by_hand())

    def unlink(self):  # pylint: disable=method-required-super
        raise AccessError(self._refuse_by_hand())

    def action_undo(self, reason):
        """Take back what was recorded by mistake, on the day of recording (R080)."""
        self._check_office()
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(
                self.env._("Write why it is taken back: wrong person, pressed twice … (R138)")
            )
        today = county_today(self.env)
        for signin in self:
            if signin.undone_at:
                raise UserError(self.env._("This sign-in has been taken back already."))
            if signin._recorded_on() != today:
                raise UserError(signin._refuse_undo_later())
            if self._is_month_closed(signin.appointment_id, signin.day):
                raise UserError(signin._refuse_r139(signin.appointment_id, signin.day, {}))
        self.sudo()._govern(
            {
                "undone_at": fields.Datetime.now(),
                "undone_by_id": self.env.uid,
                "undo_reason": reason.strip(),
            }
        )

    def _check_office(self):
        if not self.env.user.has_group(OFFICE):
            raise AccessError(
                self.env._(
                    "Sign-ins are recorded at the desk by the management office alone (clause 10, "
                    "R079, R080)."
                )
            )

    @api.model
    def _of_day(self, appointments, day):
        """Return the entries of these officers on ``day`` that stand."""
        return self.sudo().search(
            Domain("appointment_id", "in", appointments.ids)
            & Domain("day", "=", day)
            & Domain("undone_at", "=", False)
        )

    def _zs_audit_name(self):
        return f"{self.appointment_id.name} {self.day}"
