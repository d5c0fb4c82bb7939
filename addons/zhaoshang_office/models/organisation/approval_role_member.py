from odoo import models


class ApprovalRoleMember(models.Model):
    """R138: who was put into a post that approves, and who was taken out, is logged."""

    _name = "zhaoshang.approval.role.member"
    _inherit = ["zhaoshang.approval.role.member", "zhaoshang.audit.mixin"]
    _zs_audit_fields = ("role_id", "user_id", "date_from", "date_to", "acting", "acting_for_id")

    def _zs_audit_line(self, kind):
        name = f"{self.role_id.name}：{self.user_id.name}"
        return super()._zs_audit_line(kind) | {"res_name": name}
