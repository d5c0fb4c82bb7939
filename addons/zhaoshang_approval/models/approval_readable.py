from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition


class ApprovalReadable(models.AbstractModel):
    """Rows readable to those concerned and to whoever may read the document now."""

    _name = "zhaoshang.approval.readable"
    _description = "Records Readable Like Their Document"

    def _zs_reader_domain(self):
        """Domain of the rows the current user may read; one statement, no query of its own."""
        raise NotImplementedError

    def _zs_document_domain(self):
        """Rows whose document the user can read at this moment, by all of its own rules."""
        arms = []
        for name in self.env["zhaoshang.approval.mixin"]._zs_approval_models():
            model = self.env[name].with_context(active_test=False)
            if model.has_access("read"):
                readable = Domain("res_id", "in", model._search([]))
                arms.append(Domain("res_model", "=", name) & readable)
        return Domain.OR(arms)

    #: many2one fields to users whose own rows these are
    _zs_own_fields = ()
    #: stored fields that access checks read, fetched along with every list
    _zs_access_fields = ()

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        if field_names is not None:
            field_names = [*field_names, *self._zs_access_fields]
        return super().search_fetch(domain, field_names, offset, limit, order)

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kw):
        if not (self.env.su or bypass_access):
            domain = Domain(domain)
            if not self._zs_only_own(domain):
                domain &= self._zs_reader_domain()
        return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kw)

    def _zs_only_own(self, domain):
        """Whether the domain itself asks for rows that are the reader's own: an inbox, a list of
        what he sent. Nothing has to be joined then."""
        parts = domain.children if isinstance(domain, DomainAnd) else (domain,)
        return any(
            isinstance(part, DomainCondition)
            and part.field_expr in self._zs_own_fields
            and part.operator in ("=", "in")
            and part.value in (self.env.uid, [self.env.uid])
            for part in parts
        )

    def _check_access(self, operation):
        result = super()._check_access(operation)
        records = self - result[0] if result else self
        unknown = records.sudo().filtered(lambda row: row.id and not row._zs_is_own()).sudo(False)
        unknown = self.browse(unknown._ids)
        if not unknown:
            return result
        readable = unknown.browse(
            unknown._search(Domain("id", "in", unknown.ids), active_test=False).get_result_ids()
        )
        forbidden = unknown - readable
        if not forbidden:
            return result
        if result:
            forbidden |= result[0]
        return forbidden, lambda: forbidden._zs_read_error()

    def _zs_is_own(self):
        """Whether the row alone shows that the current user may read it."""
        return any(self[name].id == self.env.uid for name in self._zs_own_fields)

    def _zs_read_error(self):
        return AccessError(
            self.env._(
                "%(model)s is shown to those who take part in the approval and to whoever may "
                "read the document. You are neither.",
                model=self.env._(self._description),
            )
        )
