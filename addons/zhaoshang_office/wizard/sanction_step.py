from odoo import api, fields, models


class SanctionStep(models.TransientModel):
    """The box in which a sanction is served, reviewed, withdrawn or given up; it checks nothing.

    The sanction and the review check who may, and what is needed.
    """

    _name = "zhaoshang.sanction.step"
    _description = "Step of a Sanction"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    _zs_box_of = ("sanction_id", "review_id")
    _zs_box_list = "zhaoshang_office.zhaoshang_sanction_action"

    sanction_id = fields.Many2one("zhaoshang.sanction", readonly=True, ondelete="cascade")
    review_id = fields.Many2one("zhaoshang.sanction.review", readonly=True, ondelete="cascade")
    kind = fields.Selection(related="sanction_id.kind", related_sudo=False)
    purpose = fields.Selection(
        [
            ("serve", "Serve"),
            ("withdraw", "Withdraw"),
            ("drop", "Give Up"),
            ("review", "Ask for a Review"),
            ("uphold", "Uphold"),
            ("grant", "Grant"),
            ("state", "State"),
        ],
        required=True,
    )
    served_on = fields.Date(default=fields.Date.context_today)
    served_way = fields.Selection(
        selection=lambda self: (
            self.env["zhaoshang.sanction"]._fields["served_way"]._description_selection(self.env)
        ),
        string="Way of Service",
        default="handed",
    )
    receipt = fields.Binary("Receipt of Service")
    receipt_name = fields.Char()
    note = fields.Char("Remark", help="Who was the witness where it was not signed.")
    talk_on = fields.Date()
    talk_with = fields.Char("Talk Held By")
    talk_note = fields.Text("Record of the Talk")
    text = fields.Text("Reason")

    def action_send(self):
        """Do what the box was opened for."""
        for box in self:
            getattr(box, f"_do_{box.purpose}")()
        return {"type": "ir.actions.act_window_close"}

    def _do_serve(self):
        talk = (self.talk_on, self.talk_with, self.talk_note)
        self.sanction_id.action_serve(
            self.served_on,
            self.served_way,
            self.receipt,
            self.receipt_name,
            self.note,
            talk if any(talk) else None,
        )

    def _do_withdraw(self):
        self.sanction_id.action_withdraw_sanction(self.text)

    def _do_drop(self):
        self.sanction_id.action_drop(self.text)

    def _do_review(self):
        self.sanction_id.action_ask_review(self.text)

    def _do_uphold(self):
        self.review_id.action_uphold(self.text)

    def _do_grant(self):
        self.review_id.action_grant(self.text)

    def _do_state(self):
        self.sanction_id.action_state(self.text)

    @api.model
    def _zs_kept_links(self):
        """R012: nothing of a sanction is told by typing its number."""
        return super()._zs_kept_links() | {"sanction_id", "review_id"}
