from odoo import fields, models


class ReportSay(models.TransientModel):
    """The box for a reason, an opinion or a remark; what it is for checks who may."""

    _name = "zhaoshang.report.say"
    _description = "Remark on a Report"
    _inherit = ["zhaoshang.kept.links"]

    report_id = fields.Many2one("zhaoshang.report", readonly=True, ondelete="cascade")
    explanation_id = fields.Many2one("zhaoshang.explanation", readonly=True, ondelete="cascade")
    purpose = fields.Selection(
        [
            ("read", "Read"),
            ("correct", "Correct"),
            ("accept", "Accept the Explanation"),
            ("refuse", "Do Not Accept"),
        ],
        required=True,
    )
    text = fields.Text("Remark")

    def action_send(self):
        self.ensure_one()
        closed = {"type": "ir.actions.act_window_close"}
        done = {
            "read": self.report_id.action_mark_read,
            "correct": self.report_id.action_correct,
            "accept": self.explanation_id.action_accept,
            "refuse": self.explanation_id.action_refuse,
        }[self.purpose](self.text)
        return done or closed
