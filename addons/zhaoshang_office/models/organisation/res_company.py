from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        """A new county begins with the regulation's own parameters and the known tables (R139)."""
        companies = super().create(vals_list)
        self.env["zhaoshang.rule.set"].sudo()._ensure_first_set()
        self.env["zhaoshang.workday"].sudo()._load_library_tables()
        return companies
