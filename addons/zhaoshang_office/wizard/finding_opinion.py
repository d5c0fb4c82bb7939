from odoo import api, fields, models


class FindingOpinion(models.TransientModel):
    """The box in which a person answers a finding, or 管理办公室 confirms or drops it."""

    _name = "zhaoshang.finding.opinion"
    _description = "Opinion on a Finding"
    _inherit = ["zhaoshang.kept.links", "zhaoshang.box.files"]

    finding_id = fields.Many2one(
        "zhaoshang.finding", required=True, readonly=True, ondelete="cascade"
    )
    purpose = fields.Selection(
        [("answer", "Answer"), ("confirm", "Confirm"), ("drop", "Drop")], required=True
    )
    explanation = fields.Text(compute="_compute_explanation")
    text = fields.Text(required=True)

    @api.depends("finding_id")
    def _compute_explanation(self):
        for opinion in self:
            opinion.finding_id.check_access("read")
            opinion.explanation = opinion.finding_id.explanation

    def action_send(self):
        """Do what the box was opened for; the finding checks who may."""
        for opinion in self:
            finding = opinion.finding_id
            {
                "answer": finding.action_answer,
                "confirm": finding.action_confirm,
                "drop": finding.action_drop,
            }[opinion.purpose](opinion.text)
            if opinion.purpose == "answer":
                opinion._hand_files_to(finding)
        return {"type": "ir.actions.act_window_close"}
