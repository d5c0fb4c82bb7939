from odoo import api, models
from odoo.fields import Domain

from .bulletin import OFFICE

# R058: to whom a bulletin is issued, beside the officers in post
ISSUED_TO = (
    "zhaoshang_office.group_bureau_authority",
    "zhaoshang_office.group_organisation_department",
    "zhaoshang_office.group_leader",
    "zhaoshang_office.group_efficiency",
)


class Bulletin(models.Model):
    """Who reads a bulletin: once issued, everybody it is issued to; a draft the office alone, and
    who checks it while he does (R012, R058)."""

    _inherit = "zhaoshang.bulletin"

    @api.model
    def _zs_approval_own_query(self):
        return self.sudo()._search(self._own_domain())

    @api.model
    def _own_domain(self):
        user = self.env.user
        counties = Domain("company_id", "in", self.env.companies.ids)
        if user.has_group(OFFICE):
            return counties
        issued = counties & Domain("issued_on", "!=", False)
        if any(user.has_group(group) for group in ISSUED_TO):
            return issued
        bureaus = self.env["zhaoshang.appointment"]._own_bureaus(user)
        return issued & Domain("company_id", "in", bureaus.sudo().company_id.ids)
