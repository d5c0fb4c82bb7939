from odoo import api, fields, models
from odoo.fields import Domain


class MailFollowers(models.Model):
    """Who follows a document of the record is known to who may read it: Odoo tells everybody."""

    _inherit = "mail.followers"

    zs_readable = fields.Boolean(compute="_compute_zs_readable", search="_search_zs_readable")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_zs_readable(self):
        readable = self.sudo().filtered_domain(self._search_zs_readable("in", [True]))
        for follower in self:
            follower.zs_readable = follower in readable

    def _search_zs_readable(self, operator, value):
        if operator != "in":
            return NotImplemented
        kept = sorted(
            name
            for name, model in self.env.registry.items()
            if getattr(model, "_zs_keeps_talk", False) and not model._abstract
        )
        readable = Domain("res_model", "not in", kept)
        for name in kept:
            documents = self.env[name].sudo(False).with_context(active_test=False)
            if documents.has_access("read"):
                its_own = Domain("res_id", "in", documents._search([]))
                readable |= Domain("res_model", "=", name) & its_own
        return readable
