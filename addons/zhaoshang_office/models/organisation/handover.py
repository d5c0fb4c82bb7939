from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class Handover(models.Model):
    """The slip of a hand-over: from whom, to whom, what and how much (clause 3, R008)."""

    _name = "zhaoshang.handover"
    _description = "Hand-over Slip"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "date desc, id desc"
    _zs_audit_fields = ("appointment_id", "successor_id")

    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Handed Over By", required=True, readonly=True, ondelete="restrict"
    )
    successor_id = fields.Many2one(
        "zhaoshang.appointment", "Handed Over To", required=True, readonly=True, ondelete="restrict"
    )
    bureau_id = fields.Many2one(
        related="appointment_id.bureau_id", store=True, index=True, string="Bureau"
    )
    successor_bureau_id = fields.Many2one(
        related="successor_id.bureau_id", store=True, string="Bureau of the Successor"
    )
    company_id = fields.Many2one(related="bureau_id.company_id", store=True, index=True)
    date = fields.Date("Handed Over On", required=True, readonly=True)
    handed_by_id = fields.Many2one("res.users", "By", readonly=True, ondelete="restrict")
    note = fields.Text("Remark", readonly=True)
    line_ids = fields.One2many("zhaoshang.handover.line", "handover_id", readonly=True)
    total = fields.Integer("Handed Over", compute="_compute_total", store=True)

    @api.depends("line_ids.count")
    def _compute_total(self):
        for slip in self:
            slip.total = sum(slip.line_ids.mapped("count"))

    @api.depends("appointment_id", "successor_id", "date")
    def _compute_display_name(self):
        for slip in self:
            people = slip.sudo()
            slip.display_name = self.env._(
                "%(old)s to %(new)s, %(day)s",
                old=people.appointment_id.name,
                new=people.successor_id.name,
                day=slip.date,
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("A hand-over slip is written by the hand-over itself (R008).")
            )
        return super().create(vals_list)

    def write(self, vals):
        # stored totals are the system's; everything else is what was signed
        if set(vals) - {"total", "bureau_id", "successor_bureau_id", "company_id"}:
            raise UserError(self.env._("A hand-over slip is a record and is not edited (R008)."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A hand-over slip is a record and is not deleted (R008)."))
