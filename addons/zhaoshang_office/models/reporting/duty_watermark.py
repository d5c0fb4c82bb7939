from odoo import fields, models


class DutyWatermark(models.Model):
    """How far the duties of a bureau have been laid out; only the system writes it.

    An appointment entered late owes nothing for the days before the watermark.
    """

    _name = "zhaoshang.duty.watermark"
    _description = "Duties Laid Out Until"
    _rec_name = "bureau_id"
    _log_access = False

    bureau_id = fields.Many2one("zhaoshang.bureau", required=True, ondelete="cascade")
    kind = fields.Char(required=True)
    done_until = fields.Date(required=True)

    _one_per_kind = models.UniqueIndex("(bureau_id, kind)")
