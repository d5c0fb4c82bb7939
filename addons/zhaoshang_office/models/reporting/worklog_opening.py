from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..clock import county_today

OFFICE = "zhaoshang_office.group_office"


class WorklogOpening(models.Model):
    """Days whose log one officer may still write, opened by the management office (R044)."""

    _name = "zhaoshang.worklog.opening"
    _description = "Opened Days of a Work Log"
    _inherit = [
        "zhaoshang.worked.out",
        "zhaoshang.audit.mixin",
        "zhaoshang.kept.links",
        "zhaoshang.readable",
    ]
    _order = "id desc"
    _zs_read_by_head = True
    _check_company_auto = True
    _zs_worked_out = frozenset({"user_id", "bureau_id", "company_id", "open_until"})
    _zs_audit_fields = ("appointment_id", "date_from", "date_to", "reason")

    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('state', '=', 'confirmed')]",
    )
    user_id = fields.Many2one(related="appointment_id.user_id", store=True)
    bureau_id = fields.Many2one(related="appointment_id.bureau_id", store=True)
    company_id = fields.Many2one(related="appointment_id.company_id", store=True, string="County")
    date_from = fields.Date("First Day", required=True)
    date_to = fields.Date("Last Day", required=True, help="This day is included.")
    reason = fields.Char(required=True, help="Why the log was not written in time.")
    open_until = fields.Date(
        "To Be Written Until",
        readonly=True,
        required=True,
        default=lambda self: county_today(self.env),
        help="R044: as many days as there are for writing back, from the day of opening.",
    )

    _days_in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "The last day comes on or after the first one (R044)."
    )

    @api.depends("appointment_id", "date_from", "date_to")
    def _compute_display_name(self):
        for opening in self:
            parts = [opening.appointment_id.sudo().name, opening.date_from, opening.date_to]
            opening.display_name = " ".join(str(part) for part in parts if part)

    @api.onchange("date_from")
    def _onchange_date_from(self):
        if not self.date_to or self.date_to < self.date_from:
            self.date_to = self.date_from

    @api.constrains("date_from", "date_to")
    def _check_past(self):
        for opening in self:
            if opening.date_to > county_today(self.env):
                raise ValidationError(self.env._("Days ahead need not be opened (clause 8, R044)."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and not self.env.user.has_group(OFFICE):
            raise AccessError(
                self.env._(
                    "Days for writing back are opened by the management office alone (clause 8, "
                    "R044)."
                )
            )
        openings = super().create(vals_list)
        today = county_today(self.env)
        for opening in openings.sudo():
            if opening.company_id not in self.env.companies:
                raise AccessError(self.env._("The officer belongs to another county."))
            rule_set = self.env["zhaoshang.rule.set"].sudo()._at(today, opening.company_id)
            opening._govern({"open_until": today + timedelta(days=rule_set.log_backfill_days)})
        return openings

    def _govern(self, vals):
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def write(self, vals):  # pylint: disable=method-required-super
        raise self._refuse_change()

    def unlink(self):  # pylint: disable=method-required-super
        raise self._refuse_change()

    def _refuse_change(self):
        return UserError(
            self.env._("An opening is part of the record (R138). Open the right days anew.")
        )

    def _zs_kept_links(self):
        """R012: the label of another county's record is not told either."""
        return {"appointment_id"}

    @api.model
    def _opened_until(self, appointments, days):
        """Return {(appointment id, day): last day on which its log may be written}."""
        days = [day for day in days if day]
        if not days:
            return {}
        openings = self.sudo().search(
            Domain("appointment_id", "in", appointments.ids)
            & Domain("date_from", "<=", max(days))
            & Domain("date_to", ">=", min(days))
        )
        found = {}
        for opening in openings:
            for day in days:
                if opening.date_from <= day <= opening.date_to:
                    key = opening.appointment_id.id, day
                    found[key] = max(found.get(key, opening.open_until), opening.open_until)
        return found
