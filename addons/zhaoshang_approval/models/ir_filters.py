from odoo import api, models
from odoo.exceptions import AccessError


class IrFilters(models.Model):
    """Nobody hides another's to-dos: a filter that opens by itself is one's own.

    Odoo lets every user make such filters for everybody, on any list.
    """

    _inherit = "ir.filters"

    @api.model_create_multi
    def create(self, vals_list):
        filters = super().create(vals_list)
        filters._zs_check_own()
        return filters

    def write(self, vals):
        self._zs_check_own()
        result = super().write(vals)
        self._zs_check_own()
        return result

    def _zs_check_own(self):
        if self.env.su or self.env.user.has_group("base.group_erp_manager"):
            return
        if any(found.is_default and found.user_ids != self.env.user for found in self):
            raise AccessError(
                self.env._(
                    "A filter that opens by itself can be made for yourself only. Share it "
                    "without making it the default, or ask the technical administrator."
                )
            )
