from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import worklog as rules
from ..clock import county_today, read_day

# once written, a log stays with its officer and its day
FIXED = frozenset({"appointment_id", "day"})


class Worklog(models.Model):
    """What one officer did on one day, written by himself (clause 8, R043, R044).

    Written once and used again: by the Friday report, the bulletin and the public column. Where it
    belongs follows from who writes it and when.
    """

    _name = "zhaoshang.worklog"
    _description = "Work Log"
    _inherit = [
        "zhaoshang.unranked",
        "zhaoshang.worked.out",
        "zhaoshang.audit.mixin",
        "zhaoshang.bureau.kept",
    ]
    _order = "day desc, id desc"
    _rec_names_search = ("content", "appointment_id.name")
    _check_company_auto = True
    _zs_worked_out = frozenset({"user_id", "bureau_id", "company_id"})
    _zs_audit_fields = ("appointment_id", "day", "content", "next_step", "problem")
    _zs_audit_hidden = frozenset({"content", "next_step", "problem"})

    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        copy=False,
        default=lambda self: self.env["zhaoshang.appointment"]._current(self.env.user),
    )
    user_id = fields.Many2one(
        related="appointment_id.user_id", store=True, index=True, precompute=True
    )
    bureau_id = fields.Many2one(
        related="appointment_id.bureau_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="appointment_id.company_id",
        store=True,
        index=True,
        precompute=True,
        string="County",
    )
    day = fields.Date(
        required=True,
        copy=False,
        default=lambda self: county_today(self.env),
        help="Clause 8, R043: one log for each day.",
    )
    content = fields.Text("What Was Done", required=True)
    next_step = fields.Text("What Comes Next")
    problem = fields.Text("Problems and Requests")
    can_write = fields.Boolean(compute="_compute_can_write")
    notice = fields.Char(compute="_compute_can_write")

    _once_a_day = models.UniqueIndex(
        "(appointment_id, day)",
        "You have written a log for this day already. Open it and add what is lacking (clause 8, "
        "R043).",
    )
    _said = models.Constraint(
        "CHECK (btrim(content) <> '')", "Write down what was done (clause 8, R043)."
    )

    @api.depends("appointment_id", "day")
    def _compute_display_name(self):
        for log in self:
            name = log.appointment_id.sudo().name if log.readable or not log.id else ""
            log.display_name = " ".join(filter(None, [name, str(log.day or "")]))

    @api.depends("appointment_id", "day")
    @api.depends_context("uid")
    def _compute_can_write(self):
        today = county_today(self.env)
        opened = self._opened_until()
        for log in self:
            mine = not log.id or log.appointment_id.sudo().user_id == self.env.user
            until = log.day and log._write_until(opened)
            log.can_write = bool(mine and until and log.day <= today <= until)
            log.notice = log.can_write and self.env._(
                "May be written and corrected until %(until)s (clause 8, R044, our reading).",
                until=until,
            )

    @api.model_create_multi
    def create(self, vals_list):
        """The officer of a log is who writes it, in post on its day (R043)."""
        logs = super().create([self._written_by_himself(vals) for vals in vals_list])
        logs._check_writable()
        return logs

    def write(self, vals):
        if not self.env.su:
            self._check_own()
            if FIXED & set(vals):
                raise UserError(
                    self.env._(
                        "A log stays with its day and its officer (clause 8, R043). Write another "
                        "one for the other day."
                    )
                )
            self._check_writable()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super
        raise UserError(
            self.env._("A work log is part of the record and is kept (R138). Correct it instead.")
        )

    def copy(self, default=None):  # pylint: disable=method-required-super
        raise UserError(self.env._("Each day has its own log (clause 8, R043). Write a new one."))

    @api.model
    def action_today(self):
        """Open today's log of whoever asks: the one he has begun, else a new one."""
        post = self.env["zhaoshang.appointment"]._current(self.env.user)
        today = county_today(self.env)
        log = self.search([("appointment_id", "=", post.id), ("day", "=", today)], limit=1)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Today's Work Log"),
            "res_model": self._name,
            "res_id": log.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _written_by_himself(self, vals):
        if self.env.su:
            return vals
        day = read_day(self.env, vals["day"]) if vals.get("day") else county_today(self.env)
        post = self.env["zhaoshang.appointment"]._current(self.env.user, day)
        if vals.get("appointment_id", post.id) != post.id:
            raise self._refuse_r043()
        if not post:
            raise AccessError(
                self.env._(
                    "On %s you were in post in no bureau; a work log is written by an officer for "
                    "his own days (clause 8, R043).",
                    day,
                )
            )
        return vals | {"appointment_id": post.id, "day": day}

    def _check_own(self):
        if any(log.user_id != self.env.user for log in self.sudo()):
            raise self._refuse_r043()

    def _refuse_r043(self):
        return AccessError(
            self.env._(
                "A work log is written by the officer himself alone (clause 8, R043). Let him "
                "write it, or put your remark into the report of the bureau."
            )
        )

    def _check_writable(self):
        """R044: neither ahead, nor later than the days for writing back."""
        if self.env.su:
            return
        today = county_today(self.env)
        opened = self._opened_until()
        for log in self:
            if log.day > today:
                raise UserError(
                    self.env._(
                        "%s lies ahead. A log says what was done; write it on the day (clause 8, "
                        "R043).",
                        log.day,
                    )
                )
            if today > log._write_until(opened):
                raise UserError(
                    self.env._(
                        "The log of %(day)s could be written until %(until)s, %(days)s days back "
                        "(clause 8, R044, our reading). Ask the management office to open the day "
                        "under “Opened Days”; what you typed stays here.",
                        day=log.day,
                        until=log._write_until(opened),
                        days=log._backfill_days(),
                    )
                )

    def _backfill_days(self):
        county = self.company_id or self.env.company
        rule_set = self.env["zhaoshang.rule.set"].sudo()
        return rule_set._at(self.day, county).log_backfill_days

    def _write_until(self, opened):
        until = opened.get((self.appointment_id.id, self.day))
        return rules.write_until(self.day, self._backfill_days(), until)

    def _opened_until(self):
        return self.env["zhaoshang.worklog.opening"]._opened_until(
            self.appointment_id, self.mapped("day")
        )

    def _zs_audit_name(self):
        """The log of changes is read by who does not read work logs."""
        return f"{self.appointment_id.name} {self.day}"
