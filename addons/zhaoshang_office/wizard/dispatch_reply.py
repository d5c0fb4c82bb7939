from odoo import fields, models


class DispatchReply(models.TransientModel):
    """The box in which a bureau answers an item, or its leader settles or sends it back (R040)."""

    _name = "zhaoshang.dispatch.reply"
    _description = "Answer to an Item"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links", "zhaoshang.box.files"]
    _zs_box_of = ("item_id",)
    _zs_box_list = "zhaoshang_office.zhaoshang_dispatch_item_action"

    item_id = fields.Many2one(
        "zhaoshang.dispatch.item", required=True, readonly=True, ondelete="cascade"
    )
    purpose = fields.Selection(
        [("feedback", "Feed Back"), ("settle", "Settle"), ("send_back", "Send Back")], required=True
    )
    text = fields.Text()

    def action_send(self):
        """Do what the box was opened for; the item checks who may."""
        self.ensure_one()
        {
            "feedback": self.item_id.action_feedback,
            "settle": self.item_id.action_settle,
            "send_back": self.item_id.action_send_back,
        }[self.purpose](self.text)
        if self.purpose == "feedback":
            self._hand_files_to(self.item_id)
        return {"type": "ir.actions.act_window_close"}
