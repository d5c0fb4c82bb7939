from odoo import models
from odoo.exceptions import UserError

from ..engine import states

#: what a file is; the rest are notes of the server about it
CONTENT = {"datas", "raw", "db_datas", "store_fname", "url", "type", "name", "mimetype",
           "res_model", "res_id", "res_field"}  # fmt: skip


class IrAttachment(models.Model):
    """Files that approvers could see stay as they were; more may be added."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if vals.keys() & CONTENT:
            self._zs_check_document()
        return super().write(vals)

    def unlink(self):
        self._zs_check_document()
        return super().unlink()

    def _zs_check_document(self):
        governed = set(self.env["zhaoshang.approval.mixin"]._zs_approval_models())
        for model, attachments in self.sudo().grouped("res_model").items():
            if model not in governed:
                continue
            documents = self.env[model].sudo().browse(filter(None, attachments.mapped("res_id")))
            if any(doc.zs_approval_state in states.LOCKED for doc in documents.exists()):
                raise UserError(
                    self.env._(
                        "A file of a document in approval or decided is neither changed nor "
                        "removed. The requester can withdraw the document while it runs; more "
                        "files can be added."
                    )
                )
