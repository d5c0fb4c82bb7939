from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class ApprovalRoleMember(models.Model):
    _name = "zhaoshang.approval.role.member"
    _inherit = ["zhaoshang.approval.confirmed"]
    _description = "Member of an Approval Post"
    _order = "role_id, acting, date_from, id"
    _rec_name = "user_id"
    _check_company_auto = True

    role_id = fields.Many2one(
        "zhaoshang.approval.role", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="role_id.company_id", store=True)
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict", index=True)
    date_from = fields.Date(help="First day of the term; empty: since ever.")
    date_to = fields.Date(help="Last day of the term; empty: without end.")
    acting = fields.Boolean(help="Signs in place of a member who is away.")
    acting_for_id = fields.Many2one(
        "res.users", ondelete="restrict", help="Named on what is signed."
    )
    deputy = fields.Boolean(
        help="Does not sign day by day: gets a task beside the member once it is overdue, where "
        "the step says so."
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_from <= date_to)",
        "A term ends on or after the day it begins.",
    )

    @api.model
    def _domain_at(self, date):
        """Memberships in force on ``date``; what a second person has not agreed to is not."""
        return Domain(
            [
                ("state", "=", "effective"),
                ("role_id.active", "=", True),
                "|", ("date_from", "=", False), ("date_from", "<=", date),
                "|", ("date_to", "=", False), ("date_to", ">=", date),
            ]
        )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        self._check_not_oneself(vals_list)
        members = super().create(vals_list)
        members._check_not_oneself()
        return members

    def write(self, vals):
        self._check_not_oneself([vals])
        return super().write(vals)

    def unlink(self):
        self._check_not_oneself()
        return super().unlink()

    def _compute_display_name(self):
        for member in self:
            member.display_name = f"{member.role_id.name or ''} · {member.user_id.name or ''}"

    def _zs_beneficiaries(self):
        return self.user_id | self.acting_for_id

    def _check_not_oneself(self, vals_list=()):
        """Whoever keeps the posts gives none to himself, and does not even propose it."""
        if self.env.su:
            return
        named = {vals.get(name) for vals in vals_list for name in ("user_id", "acting_for_id")}
        if self.env.user in self.sudo()._zs_beneficiaries() or self.env.uid in named:
            raise AccessError(
                self.env._(
                    "You cannot change your own membership of an approval post. "
                    "Ask another administrator to do it."
                )
            )
