from odoo import models
from odoo.addons.base_import.models.base_import import ImportValidationError

from . import spreadsheet


class BaseImport(models.TransientModel):
    """Odoo's own import, which everybody has: a file of a few bytes must not take the server."""

    _inherit = "base_import.import"

    def _read_xlsx(self, options):
        try:
            spreadsheet.check_xlsx(self.file or b"")
        except Exception as error:  # the readers raise almost anything on a broken file
            raise self._zs_refuse_file() from error
        return super()._read_xlsx(options)

    def _read_ods(self, options):
        raise self._zs_refuse_file()

    def _zs_refuse_file(self):
        return ImportValidationError(
            self.env._(
                "%s cannot be read: it is broken, carries macros or is far too large. Save it as "
                "an Excel workbook (.xlsx) without macros, or as CSV. Nothing was imported.",
                self.file_name or self.env._("This file"),
            )
        )
