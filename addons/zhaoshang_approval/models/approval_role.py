from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: deadlines and terms of office are days of the county, wherever the server stands
COUNTY_TZ = "Asia/Shanghai"


class ApprovalRole(models.Model):
    _name = "zhaoshang.approval.role"
    _inherit = ["zhaoshang.approval.proposable"]
    _description = "Approval Post"
    _order = "name, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    active = fields.Boolean(default=True)
    member_ids = fields.One2many("zhaoshang.approval.role.member", "role_id")
    deputy_id = fields.Many2one(
        "res.users", compute="_compute_deputy_id",
        help="Who gets an overdue task beside the member today; named among the members.",
    )  # fmt: skip

    _code_company_uniq = models.UniqueIndex(
        "(code, company_id)", "A company has one approval post of each code."
    )

    @api.depends("member_ids.state", "member_ids.deputy", "member_ids.user_id")
    def _compute_deputy_id(self):
        deputies = self._memberships_at(self._today(), deputy=True).grouped("role_id")
        for role in self:
            role.deputy_id = deputies[role].user_id[:1] if role in deputies else False

    def unlink(self):
        self.check_access("unlink")
        if not self._zs_installing() and self._zs_known():
            raise UserError(
                self.env._("A post that had members stays: documents and history refer to it. "
                           "Archive it instead.")
            )  # fmt: skip
        self.member_ids.unlink()
        return super().unlink()

    def _zs_held_fields(self):
        """The name, too: a member is agreed to for the post that carries it."""
        held = {"name", "code", "company_id", "active"}
        return held if self.sudo().member_ids else set()

    def _zs_known(self):
        """Whether a second person has ever agreed to a member of these posts."""
        return any(member.state != "proposed" for member in self.sudo().member_ids)

    @api.model
    def _today(self):
        """The day in the county, the date terms of members are compared with."""
        return fields.Date.context_today(self.with_context(tz=COUNTY_TZ))

    def _members_at(self, date):
        """Users who hold or act for these posts on ``date``."""
        return self._memberships_at(date).user_id

    def _memberships_at(self, date, *, deputy=False):
        members = self.env["zhaoshang.approval.role.member"].sudo()
        return members.search_fetch(
            Domain("role_id", "in", self.ids)
            & Domain("deputy", "=", deputy)
            & members._domain_at(date),
            ["role_id", "user_id", "acting", "acting_for_id"],
        )

    @api.model
    def _is_member(self, code, user=None, company=None):
        """Whether ``user`` holds or acts for the post ``code`` of ``company`` today."""
        company = company or self.env.company
        members = self.env["zhaoshang.approval.role.member"].sudo()
        domain = members._domain_at(self._today()) & Domain(
            [
                ("deputy", "=", False),
                ("role_id.code", "=", code),
                ("role_id.company_id", "=", company.id),
                ("user_id", "=", (user or self.env.user).id),
            ]
        )
        return bool(members.search_count(domain, limit=1))
