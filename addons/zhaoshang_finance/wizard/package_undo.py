from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError


class PackageUndo(models.TransientModel):
    """Take a wrong disposal back, or open a closed year again, by a document (R133)."""

    _name = "zhaoshang.package.undo"
    _description = "Taken Back at the End of a Year"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    _zs_box_of = ("package_id",)
    _zs_box_list = "zhaoshang_finance.zhaoshang_package_action"

    package_id = fields.Many2one("zhaoshang.package", required=True, readonly=True)
    change_id = fields.Many2one("zhaoshang.package.change", readonly=True)
    kind = fields.Selection(related="change_id.kind")
    currency_id = fields.Many2one(related="package_id.currency_id")
    amount = fields.Monetary(related="change_id.amount")
    date = fields.Date("Day", required=True, default=lambda self: county_today(self.env))
    document = fields.Char("Document number", required=True)
    file = fields.Binary("Document", required=True)
    file_name = fields.Char()
    reason = fields.Char(required=True)
    refusal = fields.Char(compute="_compute_refusal")

    @api.depends("package_id", "change_id", "date")
    def _compute_refusal(self):
        """What would be refused is told before anything is typed."""
        for wizard in self:
            wizard.refusal = False
            wizard.package_id.check_access("read")
            wizard.change_id.check_access("read")
            try:
                if wizard.change_id:
                    wizard.change_id.sudo()._zs_check_undo(wizard.date)
                elif wizard.package_id:
                    wizard.package_id.sudo()._zs_check_reopen()
            except UserError as refused:
                wizard.refusal = str(refused)

    def action_confirm(self):
        """Enter what the document says (clause 13, R133)."""
        self.ensure_one()
        paper = {name: self[name] for name in ("document", "file", "file_name", "reason")}
        if self.change_id:
            self.change_id.action_zs_undo(self.date, **paper)
        else:
            self.package_id.action_zs_reopen(**paper)
        return {"type": "ir.actions.act_window_close"}
