from odoo import fields, models


class LeaveText(models.Model):
    """The written reason of a leave, kept apart because few may read it.

    Colleagues see each other's dates. The reason is read through ``zhaoshang.leave.reason``, which
    decides reader by reader; nobody but the server has a right on this table.
    """

    _name = "zhaoshang.leave.text"
    _description = "Reason of a Leave"
    _inherit = ["zhaoshang.approval.line.mixin"]
    _rec_name = "leave_id"
    _zs_approval_document = "leave_id"

    leave_id = fields.Many2one("zhaoshang.leave", required=True, ondelete="cascade")
    reason = fields.Text()

    _one_per_leave = models.UniqueIndex("(leave_id)", "A leave has one reason.")
