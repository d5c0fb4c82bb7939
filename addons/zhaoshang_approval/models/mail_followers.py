from odoo import api, fields, models
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition
from odoo.orm.utils import COLLECTION_TYPES

#: context key: the models whose documents a search can find followers of
ASKED_FOR = "zs_followed_models"


class MailFollowers(models.Model):
    """Who follows a document of the record is known to who may read it: Odoo tells everybody."""

    _inherit = "mail.followers"

    zs_readable = fields.Boolean(compute="_compute_zs_readable", search="_search_zs_readable")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_zs_readable(self):
        asked_for = self.with_context(**{ASKED_FOR: tuple(set(self.sudo().mapped("res_model")))})
        readable = self.sudo().filtered_domain(asked_for._search_zs_readable("in", [True]))
        for follower in self:
            follower.zs_readable = follower in readable

    @api.model
    def _search(self, domain, *arguments, bypass_access=False, **keywords):
        """Let the rule ask for the documents of those models alone that the search is about.

        What a person may read of every model costs some hundred statements, with each form that
        is opened. The key can only narrow what is found, whoever sets it.
        """
        if not (self.env.su or bypass_access):
            models_asked_for = self._models_asked_for(Domain(domain))
            if models_asked_for is not None:
                self = self.with_context(**{ASKED_FOR: models_asked_for})
        return super()._search(domain, *arguments, bypass_access=bypass_access, **keywords)

    def _models_asked_for(self, domain: Domain) -> tuple[str, ...] | None:
        """The models that every row found is of; None where any may be."""
        for condition in domain.children if isinstance(domain, DomainAnd) else [domain]:
            if not isinstance(condition, DomainCondition):
                continue
            values = condition.value
            if condition.operator == "=" and isinstance(values, (str, int)):
                values = [values]
            elif condition.operator != "in" or not isinstance(values, COLLECTION_TYPES):
                continue
            if condition.field_expr == "res_model":
                return tuple(values)
            if condition.field_expr == "id":
                return tuple(set(self.sudo().browse(values).exists().mapped("res_model")))
        return None

    def _search_zs_readable(self, operator, value):
        if operator != "in":
            return NotImplemented
        kept = sorted(
            name
            for name, model in self.env.registry.items()
            if getattr(model, "_zs_keeps_talk", False) and not model._abstract
        )
        readable = Domain("res_model", "not in", kept)
        for name in set(kept).intersection(self.env.context.get(ASKED_FOR, kept)):
            documents = self.env[name].sudo(False).with_context(active_test=False)
            if documents.has_access("read"):
                its_own = Domain("res_id", "in", documents._search([]))
                readable |= Domain("res_model", "=", name) & its_own
        return readable
