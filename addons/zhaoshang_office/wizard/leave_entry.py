from odoo import api, fields, models

from ..models.leave.leave_entry import TOLD


class LeaveEntry(models.TransientModel):
    """What 管理办公室 takes down while somebody tells his leave by telephone (R088)."""

    _name = "zhaoshang.leave.entry"
    _description = "Leave Told by Telephone"
    _inherit = ["zhaoshang.kept.links"]

    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        domain="[('state', '=', 'confirmed')]",
    )
    bureau_id = fields.Many2one(related="appointment_id.bureau_id")
    kind = fields.Selection(
        lambda self: self.env["zhaoshang.leave"]._fields["kind"]._description_selection(self.env),
        default="rotation",
        required=True,
    )
    date_from = fields.Date(
        "First Day", required=True, default=lambda self: self.env["zhaoshang.leave"]._today()
    )
    date_to = fields.Date("Last Day", required=True, help="This day is included.")
    notice_number = fields.Char("Number of the Notice")
    reason = fields.Text(help="In the person's words; he reads and sends it himself.")

    @api.onchange("date_from")
    def _onchange_date_from(self):
        if not self.date_to or self.date_to < self.date_from:
            self.date_to = self.date_from

    def action_enter(self):
        """Take it down; it waits for the person."""
        self.ensure_one()
        values = self._convert_to_write({name: self[name] for name in TOLD if name in self._fields})
        number = self.env["zhaoshang.leave"].action_enter_for(values)
        return self.env["zhaoshang.leave"].browse(number)._get_records_action()

    def _zs_kept_links(self):
        """R012: the label of another county's record is not told either."""
        return {"appointment_id"}
