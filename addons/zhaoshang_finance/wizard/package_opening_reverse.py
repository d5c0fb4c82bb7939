from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class PackageOpeningReverse(models.TransientModel):
    _name = "zhaoshang.package.opening.reverse"
    _description = "Reverse an Opening Voucher"
    _inherit = ["zhaoshang.kept.links"]

    opening_id = fields.Many2one(
        "zhaoshang.package.opening", "Opening voucher", required=True, readonly=True
    )
    reverse_date = fields.Date(
        "Date of the reversal", required=True, default=lambda self: county_today(self.env)
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Cancel the voucher by a storno reversal; the package can be taken over anew (R134)."""
        self.ensure_one()
        self.opening_id.action_reverse(self.reason, self.reverse_date)
        return {"type": "ir.actions.act_window_close"}
