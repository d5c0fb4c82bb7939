from odoo import fields, models


class ContactStatement(models.Model):
    """That the head has stated for one month that nothing changed in the address book (R030).

    Written by the command alone; read through ``zhaoshang.contact.month``.
    """

    _name = "zhaoshang.contact.statement"
    _description = "Statement That Nothing Changed"
    _inherit = ["zhaoshang.audit.mixin", "zhaoshang.bureau.kept"]
    _order = "month_from desc"
    _rec_name = "month_from"
    _zs_audit_fields = ("bureau_id", "month_from", "appointment_id")

    bureau_id = fields.Many2one("zhaoshang.bureau", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    month_from = fields.Date("Month", required=True)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Stated By", required=True, ondelete="restrict"
    )

    _once = models.UniqueIndex(
        "(bureau_id, month_from)", "This has been stated for the month already."
    )
