from datetime import date

from odoo import api, models

from ..clock import county_today


class Workday(models.Model):
    _inherit = "zhaoshang.workday"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._lay_out_needs()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self._lay_out_needs()
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        self.env["zhaoshang.outreach.need"].sudo()._lay_out_all(companies)
        return result

    def _lay_out_needs(self):
        """A corrected day may change what its week asks for (R029)."""
        if self and min(self.mapped("date")) <= date(county_today(self.env).year, 12, 31):
            self.env["zhaoshang.outreach.need"].sudo()._lay_out_all(self.company_id)
