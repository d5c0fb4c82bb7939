from odoo import api, fields, models


class DutyAssign(models.TransientModel):
    """The question to whom the head gives a report of the bureau (R096)."""

    _name = "zhaoshang.duty.assign"
    _description = "Give a Report to a Deputy"
    _inherit = ["zhaoshang.kept.links"]

    duty_id = fields.Many2one("zhaoshang.duty", required=True, readonly=True, ondelete="cascade")
    deputy_id = fields.Many2one(
        "zhaoshang.appointment",
        domain="[('id', 'in', possible_ids)]",
        ondelete="cascade",
        help="Empty: the head answers for it himself again.",
    )
    possible_ids = fields.Many2many("zhaoshang.appointment", compute="_compute_possible_ids")

    @api.depends("duty_id")
    def _compute_possible_ids(self):
        for question in self:
            deputies = question.duty_id._deputies() if question.duty_id else False
            question.possible_ids = deputies and deputies.sudo(False)._filtered_access("read")

    @api.model
    def _zs_kept_links(self):
        """R012: the name of an officer whom one does not see is not told by typing a number."""
        return super()._zs_kept_links() | {"deputy_id"}

    def action_assign(self):
        """Give the report to the deputy, or take it back."""
        self.ensure_one()
        self.duty_id.action_assign(self.deputy_id.id)
