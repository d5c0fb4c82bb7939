from odoo import models


class RuleSet(models.Model):
    _inherit = "zhaoshang.rule.set"

    def _confirm(self):
        result = super()._confirm()
        self.env["zhaoshang.outreach.need"].sudo()._lay_out_all(self.company_id)
        return result
