from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _zs_other_applications(self):
        """Odoo's own invoicing is about customers and vendors: for those who write invoices."""
        invoicing = {"account.menu_finance": "account.group_account_invoice"}
        return super()._zs_other_applications() | invoicing
