from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...rules.account import login_for, one_time_password
from ..clock import COUNTY_ZONE
from ..words import join_names

GROUP_OF_ROLE = {
    "head": "zhaoshang_office.group_head",
    "deputy": "zhaoshang_office.group_deputy",
}


class Appointment(models.Model):
    """The officer's person and account behind an appointment.

    Officers, users and their groups are written as superuser: the organisation department has no
    right on them but through these commands, each of which is checked by its caller (R013).
    """

    _inherit = "zhaoshang.appointment"

    account_pending = fields.Boolean(
        "Never Logged In", compute="_compute_account_pending", compute_sudo=True
    )

    @api.depends("user_id.zs_must_change_password")
    def _compute_account_pending(self):
        for appointment in self:
            appointment.account_pending = appointment.user_id.zs_must_change_password

    def _officer_of(self, vals):
        """Return the officer named by ``vals``; a new name makes a new officer."""
        employees = self.env["hr.employee"].sudo()
        if vals.get("employee_id"):
            return employees.browse(vals["employee_id"])
        name = "".join((vals.get("name") or "").split())
        if not name:
            raise UserError(self.env._("Name the officer."))
        bureau = self.env["zhaoshang.bureau"].browse(vals.get("bureau_id"))
        company = bureau.sudo().company_id or self.env.company
        return employees.create({"name": name, "company_id": company.id})

    @api.onchange("employee_id")
    def _onchange_employee_id(self):
        if self.employee_id:
            self.name = self.employee_id.name

    def _grant_post(self):
        """Give the users of ``self`` the group of their post, and take the other post's away."""
        for appointment in self.filtered("user_id"):
            group = self.env.ref(GROUP_OF_ROLE[appointment.role])
            others = [
                self.env.ref(other)
                for role, other in GROUP_OF_ROLE.items()
                if role != appointment.role
            ]
            appointment.user_id.write(
                {
                    "group_ids": [
                        Command.link(group.id),
                        *(Command.unlink(other.id) for other in others),
                    ]
                }
            )

    def action_open_account(self):
        """Open accounts, or give new one-time passwords to who never logged in; print slips."""
        self._check_department()
        slips = self._open_accounts()
        if not slips:
            raise UserError(
                self.env._(
                    "%s chose a password already. Only the person knows it; the technical "
                    "administrator can send a new one.",
                    join_names(self.env, self.mapped("name")),
                )
            )
        return slips._action_show()

    def _open_accounts(self):
        """Return slips with one-time passwords for the users made for ``self``.

        A user who has chosen his own password is left alone: nobody but himself knows it.
        """
        self._check_department()
        rows = []
        for appointment in self.sudo():
            user = appointment.employee_id.user_id
            if user and not user.zs_must_change_password:
                continue
            password = one_time_password()
            if user:
                user.password = password
            else:
                user = appointment._create_user(password)
            rows.append(
                {
                    "appointment_id": appointment.id,
                    "name": appointment.name,
                    "bureau": appointment.bureau_id.name,
                    "post": appointment.role,
                    "login": user.login,
                    "password": password,
                }
            )
        return self.env["zhaoshang.account.slip"].sudo().create(rows).sudo(self.env.su)

    def _create_user(self, password):
        users = self.env["res.users"].with_context(active_test=False)
        taken = users.search([("login", "=like", f"%.{self.bureau_id.code}")]).mapped("login")
        user = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": self.name,
                    "login": login_for(self.role, self.bureau_id.code, set(taken)),
                    "password": password,
                    "zs_must_change_password": True,
                    "lang": self.env["zhaoshang.audit"]._lang(),
                    "tz": COUNTY_ZONE.key,
                    "notification_type": "inbox",
                    "company_id": self.company_id.id,
                    "company_ids": [Command.set(self.company_id.ids)],
                    "group_ids": [Command.set(self.env.ref(GROUP_OF_ROLE[self.role]).ids)],
                }
            )
        )
        self.employee_id.user_id = user
        return user
