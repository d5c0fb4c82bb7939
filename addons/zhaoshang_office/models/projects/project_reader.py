from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class Project(models.Model):
    """Who reads a project (R012, R041, R110 to R112)."""

    _inherit = "zhaoshang.project"

    @api.model
    def _domain_readable_to_officer(self):
        """R012, R041, R111, R112: own bureau, own leader once mature, a granted share."""
        own = self._own_bureaus()
        branches = [Domain("bureau_id", "in", own.ids)] if own else []
        if self.env.user.has_group("zhaoshang_office.group_leader"):
            branches.append(
                Domain("mature", "=", True)
                & Domain("bureau_id.leader_ids", "in", self.env.user.ids)
            )
        return self._any_of(branches + self._domains_shared(own))

    @api.model
    def _domains_shared(self, bureaus):
        """Return domains of what is shared with ``bureaus``."""
        return []

    @api.model
    def _any_of(self, domains):
        """``id IN (… UNION ALL …)``: one subselect is six times cheaper than OR in a rule."""
        if len(domains) < 2:
            return domains[0] if domains else Domain.FALSE
        projects = self.sudo().with_context(active_test=False)
        selects = [projects._search(domain).select() for domain in domains]
        return Domain("id", "in", SQL("(%s)", SQL(" UNION ALL ").join(selects)))
