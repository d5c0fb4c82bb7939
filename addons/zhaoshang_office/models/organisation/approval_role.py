from odoo import api, models


class ApprovalRole(models.Model):
    _inherit = "zhaoshang.approval.role"

    @api.model
    def _zs_holders(self, code, companies):
        """Return ``{company: users}`` who hold the post ``code`` today; empty where nobody does."""
        roles = self.sudo().search([("code", "=", code), ("company_id", "in", companies.ids)])
        found = dict.fromkeys(companies, self.env["res.users"])
        for member in roles._memberships_at(self._today()):
            found[member.role_id.company_id] |= member.user_id
        return found
