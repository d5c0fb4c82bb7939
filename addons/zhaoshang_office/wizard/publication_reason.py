from odoo import fields, models


class PublicationReason(models.TransientModel):
    """The box for the reason why a text is refused or taken out of the column (R060)."""

    _name = "zhaoshang.publication.reason"
    _description = "Reason for a Text of the Column"
    _inherit = ["zhaoshang.kept.links"]

    publication_id = fields.Many2one(
        "zhaoshang.publication", required=True, readonly=True, ondelete="cascade"
    )
    purpose = fields.Selection(
        [("refuse", "Refuse"), ("withdraw", "Take Out of the Column")], required=True
    )
    text = fields.Text("Reason", required=True)

    def action_send(self):
        self.ensure_one()
        text = self.publication_id
        {"refuse": text.action_refuse, "withdraw": text.action_withdraw}[self.purpose](self.text)
        return {"type": "ir.actions.act_window_close"}
