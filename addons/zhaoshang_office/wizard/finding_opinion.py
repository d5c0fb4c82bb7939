from odoo import api, fields, models

from ..models.supervision.finding_taken_back import BECAUSE


class FindingOpinion(models.TransientModel):
    """The box in which a person answers a finding, or 管理办公室 decides about it."""

    _name = "zhaoshang.finding.opinion"
    _description = "Opinion on a Finding"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links", "zhaoshang.box.files"]
    _zs_box_of = ("finding_id",)
    _zs_box_list = "zhaoshang_office.zhaoshang_finding_action"

    finding_id = fields.Many2one(
        "zhaoshang.finding", required=True, readonly=True, ondelete="cascade"
    )
    purpose = fields.Selection(
        [
            ("answer", "Answer"),
            ("confirm", "Confirm"),
            ("drop", "Drop"),
            ("take_back", "Take the Decision Back"),
        ],
        required=True,
    )
    because = fields.Selection(BECAUSE, "What Came to Light")
    paper = fields.Binary(
        "Paper That Shows It", help="Needed where no approved leave or explanation is on record."
    )
    paper_name = fields.Char("Name of the Paper")
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
                "take_back": opinion._take_back,
            }[opinion.purpose](opinion.text)
            if opinion.purpose == "answer":
                opinion._hand_files_to(finding)
        return {"type": "ir.actions.act_window_close"}

    def _take_back(self, reason):
        self.finding_id.action_take_back(reason, self.because, self.paper, self.paper_name)
