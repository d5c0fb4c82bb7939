from odoo import api, models
from odoo.exceptions import AccessError


class IrAttachment(models.Model):
    """A file of the record is read by who reads its document, by nobody without a name (R112).

    Odoo lets whoever may write the document show its files to the whole network, for good.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files._zs_check_closed()
        return files

    def write(self, vals):
        result = super().write(vals)
        self._zs_check_closed()
        return result

    def _zs_check_closed(self):
        if self.env.su:
            return
        registry = self.env.registry
        if any(
            file.public and getattr(registry.get(file.res_model), "_zs_keeps_talk", False)
            for file in self.sudo()
        ):
            raise AccessError(
                self.env._(
                    "A file of the record is read by who reads its document (clause 12, R112); it "
                    "is not shown to everybody."
                )
            )
