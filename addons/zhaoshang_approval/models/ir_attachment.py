import os
from contextlib import suppress
from uuid import uuid4

from odoo import api, models
from odoo.exceptions import UserError

from ..engine import states
from ..quiet import quiet

#: where a file hangs
PLACE = {"res_model", "res_id", "res_field"}
#: what a file is; the rest are notes of the server about it
CONTENT = {"datas", "raw", "db_datas", "store_fname", "url", "type", "name", "mimetype", *PLACE}


class IrAttachment(models.Model):
    """Files that approvers could see stay as they were; what is added is part of the history."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files._zs_join_documents()
        return files

    def write(self, vals):
        if not vals.keys() & CONTENT:
            return super().write(vals)
        self._zs_check_documents()
        result = super().write(vals)
        if vals.keys() & PLACE:
            self._zs_join_documents()
        return result

    def unlink(self):
        self._zs_check_documents()
        return super().unlink()

    @api.model
    def _file_write(self, bin_value, checksum):
        """Let a new file appear in the store whole.

        Odoo compares a file with the stored one of the same checksum and refuses it as another. Of
        one that somebody else is just writing, or that was left half written, it sees a part: two
        people with the same invoice would be refused, and after a full disk everybody for good.
        """
        if self._storage() == "file":
            name, path = self._get_path(bin_value, checksum)
            if not os.path.exists(path):
                self._mark_for_gc(name)
                _write_whole(path, bin_value)
        return super()._file_write(bin_value, checksum)

    def _zs_check_documents(self):
        """Refuse where a document stands, and touch it where it does not."""
        for documents in self._zs_documents_of():
            if any(document.zs_approval_state in states.LOCKED for document in documents):
                raise UserError(
                    self.env._(
                        "A file of a document in approval or decided is neither changed nor "
                        "removed. The requester can withdraw the document while it runs; more "
                        "files can be added, and the history says so."
                    )
                )
            documents._zs_touch()

    def _zs_join_documents(self):
        """Files that came to documents: those of a running one are decided on from now on."""
        self._zs_check_no_field_is_filled()
        for documents in self._zs_documents_of():
            runs = quiet(documents)._zs_current_runs().filtered(lambda run: run.state == "running")
            runs._zs_lock()
            (documents - documents.browse(runs.mapped("res_id")))._zs_touch()
            if runs:
                runs._zs_add_files(set(self.ids))

    def _zs_check_no_field_is_filled(self):
        """A file field of a document that stands is filled by the document's own write alone.

        Odoo reads such a field from whatever file says that it belongs there, so that one more of
        them would stand in the place of what was submitted.
        """
        forged = not self.env.su or "default_res_field" in self.env.context
        fields_ = self.sudo().filtered("res_field") if forged else self.browse()
        for documents in fields_._zs_documents_of():
            if any(document.zs_approval_state in states.LOCKED for document in documents):
                raise UserError(
                    self.env._(
                        "A file field of a document in approval or decided is not filled. The "
                        "requester can withdraw the document while it runs."
                    )
                )

    def _zs_documents_of(self):
        """The documents in approval that these files, or their lines, belong to: by model."""
        governed = self.env["zhaoshang.approval.mixin"]._zs_approval_models()
        found = {name: self.env[name].sudo() for name in governed}
        links = {
            line._name: link for document in found.values()
            for line, link in document._zs_approval_lines()
        }  # fmt: skip
        for model, files in self.sudo().grouped("res_model").items():
            if model in found or model in links:
                owners = self.env[model].sudo().browse(filter(None, files.mapped("res_id")))
                owners = owners.exists()
                documents = owners[links[model]] if model in links else owners
                found[documents._name] |= documents
        return [documents for documents in found.values() if documents]


def _write_whole(path, content):
    """Write beside the path and rename, which the others see at one stroke."""
    part = f"{path}.{uuid4().hex}"
    try:
        with open(part, "xb") as file:
            file.write(content)
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            os.unlink(part)
        raise
