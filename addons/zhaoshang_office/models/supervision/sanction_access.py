from odoo import api, models
from odoo.fields import Domain

from ..leave.leave_access import SEE_ALL
from .sanction_draft import DRAFTERS


class Sanction(models.Model):
    """Who reads a sanction: the person once he is heard or it is decided, the offices (R012)."""

    _inherit = "zhaoshang.sanction"

    @api.model
    def _zs_approval_own_query(self):
        return self.sudo()._search(self._own_domain(), active_test=False)

    @api.model
    def _own_domain(self):
        """R012, R013: a draft is read by those who draft; the person reads what reached him."""
        user = self.env.user
        companies = Domain("company_id", "in", self.env.companies.ids)
        told = Domain("state", "in", ("decided", "served", "withdrawn"))
        told |= Domain("statement_asked_on", "!=", False)
        mine = Domain("user_id", "=", user.id)
        if any(user.has_group(group) for group in DRAFTERS):
            return companies & (~mine | told)
        if any(user.has_group(group) for group in SEE_ALL):
            sent = Domain("zs_approval_state", "!=", "draft") | told
            sent |= Domain("drafted_by_id", "=", user.id)
            return companies & (sent & ~mine | mine & told)
        return companies & mine & told
