from odoo import fields, models


class RuleSet(models.Model):
    """Parameters of visits and research (clause 6, R027 to R035)."""

    _inherit = "zhaoshang.rule.set"

    visits_per_week = fields.Integer(
        "Organisations Visited a Week", default=2, help="Clause 6, R027."
    )
    visit_prorate = fields.Boolean(
        "Weeks Shortened by Holidays Ask for Less", default=True, help="Clause 6, R029."
    )
    research_per_half = fields.Integer(
        "Research Reports a Half-year", default=1, help="Clause 6, R034."
    )
    research_min_months = fields.Integer(
        "Research Waived Below (months open)", default=3, help="Clause 6, R035."
    )

    def _confirm(self):
        result = super()._confirm()
        self.env["zhaoshang.outreach.need"].sudo()._lay_out_all(self.company_id)
        return result
