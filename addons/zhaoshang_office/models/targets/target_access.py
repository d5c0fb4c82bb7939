from odoo import api, models
from odoo.fields import Domain

from .target import AUTHORITY

# R012, R014, R041: who sees the targets of all bureaus; totals alone, no project stands on them
SEE_ALL = (
    AUTHORITY,
    "zhaoshang_office.group_office",
    "zhaoshang_office.group_organisation_department",
    "zhaoshang_office.group_efficiency",
)


class Target(models.Model):
    """Who reads a target: the offices all of them, a bureau and its leaders their own (R012)."""

    _inherit = "zhaoshang.target"

    @api.model
    def _zs_approval_own_query(self):
        return self.sudo()._search(self._own_domain(), active_test=False)

    @api.model
    def _own_domain(self):
        user = self.env.user
        companies = Domain("company_id", "in", self.env.companies.ids)
        if user.has_group(AUTHORITY):
            return companies
        issued = Domain("state", "!=", "draft")
        if any(user.has_group(group) for group in SEE_ALL):
            return companies & issued
        return companies & issued & self._domain_of_bureaus(self._bureaus_of(user))

    @api.model
    def _domain_of_bureaus(self, bureaus):
        return Domain.TRUE if bureaus is None else Domain("bureau_id", "in", bureaus.ids)

    @api.model
    def _bureaus_of(self, user):
        """Return the bureaus whose figures ``user`` sees by post; None for all of them.

        R041: a liaison leader sees his own bureaus; 分管领导, who is nobody's liaison, all totals.
        """
        bureaus = self.env["zhaoshang.appointment"]._own_bureaus(user)
        if user.has_group("zhaoshang_office.group_leader"):
            led = self.env["zhaoshang.bureau"].sudo().search([("leader_ids", "in", user.ids)])
            if not led and not bureaus:
                return None
            bureaus |= led
        return bureaus
