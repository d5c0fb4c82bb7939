from odoo import fields, models


class SuggestionAnswer(models.TransientModel):
    """The box in which the organisation department answers what was put into the box (R137)."""

    _name = "zhaoshang.suggestion.answer"
    _description = "Answer to a Suggestion"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    _zs_box_of = ("suggestion_id",)
    _zs_box_list = "zhaoshang_office.zhaoshang_suggestion_action"

    suggestion_id = fields.Many2one(
        "zhaoshang.suggestion", required=True, readonly=True, ondelete="cascade"
    )
    answer = fields.Text("Reply", required=True)

    def action_send(self):
        """Answer; the entry checks who may."""
        self.ensure_one()
        self.suggestion_id.action_answer(self.answer)
        return {"type": "ir.actions.act_window_close"}
