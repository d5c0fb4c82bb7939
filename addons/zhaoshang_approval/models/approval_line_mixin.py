from odoo import api, models
from odoo.exceptions import UserError

from ..engine import states


class ApprovalLineMixin(models.AbstractModel):
    """Lines that are part of what is approved: they stand when their document stands.

    Set ``_zs_approval_document`` to the many2one that leads to the document.
    """

    _name = "zhaoshang.approval.line.mixin"
    _description = "Line of a Document in Approval"

    _zs_approval_document = None
    #: fields of a line that may change at any time
    _zs_approval_free_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._zs_check_document()
        return lines

    def write(self, vals):
        if vals.keys() <= self._zs_approval_free_fields:
            return super().write(vals)
        self._zs_check_document()
        result = super().write(vals)
        if self._zs_approval_document in vals:
            self._zs_check_document()
        return result

    def unlink(self):
        self._zs_check_document()
        return super().unlink()

    def _zs_check_document(self):
        """Refuse where the document stands, and touch it."""
        self[self._zs_approval_document].check_access("write")
        documents = self.sudo()[self._zs_approval_document]
        for document in documents:
            if document.zs_approval_state in states.LOCKED:
                raise UserError(
                    self.env._(
                        "“%s” is in approval or decided, so its lines cannot be changed. The "
                        "requester can withdraw it while it runs.",
                        document.display_name,
                    )
                )
        documents._zs_touch()
