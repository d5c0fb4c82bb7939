from odoo import fields, models


class ResearchReturn(models.TransientModel):
    """The question for the reason, before a research report is returned (R035)."""

    _name = "zhaoshang.research.return"
    _description = "Return a Research Report"
    _inherit = ["zhaoshang.kept.links"]

    research_id = fields.Many2one("zhaoshang.research", required=True, ondelete="cascade")
    reason = fields.Char(required=True)

    def action_return(self):
        self.ensure_one()
        self.research_id.action_return(self.reason)
