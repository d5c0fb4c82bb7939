from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.arguments import chosen_of


class AllotmentPay(models.TransientModel):
    _name = "zhaoshang.allotment.pay"
    _description = "Record the Payment of Allotments"
    _inherit = ["zhaoshang.box.of.record"]
    _zs_box_list = "zhaoshang_finance.zhaoshang_allotment_action"

    bank_date = fields.Date("Bank date", required=True, default=lambda self: county_today(self.env))
    line_ids = fields.One2many("zhaoshang.allotment.pay.line", "wizard_id", "Transfers")
    currency_id = fields.Many2one("res.currency", default=lambda self: self.env.company.currency_id)
    total = fields.Monetary(compute="_compute_total")
    preview = fields.Text("What is posted", compute="_compute_preview")

    @api.depends("line_ids.amount")
    def _compute_total(self):
        for wizard in self:
            wizard.total = sum(wizard.line_ids.mapped("amount"))

    @api.depends("bank_date", "line_ids.allotment_id", "line_ids.slip_number")
    def _compute_preview(self):
        """The accounts and amounts, before anything is paid."""
        for wizard in self:
            slips = {line.allotment_id.id: line.slip_number or "…" for line in wizard.line_ids}
            lines = self.env["zhaoshang.allotment"].browse(slips)
            wizard.preview = lines._zs_payment_preview(wizard.bank_date, slips)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "zhaoshang.allotment":
            chosen = chosen_of(self.env, "zhaoshang.allotment")
            payable = chosen.filtered(lambda line: line.state == "approved")
            if not payable:
                raise UserError(
                    self.env._(
                        "None of these is waiting to be paid. A line is paid once the investment "
                        "bureau has approved it."
                    )
                )
            values["line_ids"] = [
                Command.create({"allotment_id": line.id})
                for line in payable.sorted(lambda line: (line.year, line.month, line.id))
            ]
        elif "line_ids" in fields_list and not values.get("line_ids"):
            self._zs_lead_to_list()
        return values

    def action_confirm(self):
        """Pay all lines at the bank date, each with its slip (clause 13, R134)."""
        self.ensure_one()
        numbers = [(line.slip_number or "").strip() for line in self.line_ids]
        allotments = self.env["zhaoshang.allotment"].browse(
            [line.allotment_id.id for line in self.line_ids]
        )
        allotments.action_pay(self.bank_date, numbers)
        return {"type": "ir.actions.act_window_close"}


class AllotmentPayLine(models.TransientModel):
    _name = "zhaoshang.allotment.pay.line"
    _description = "Transfer of an Allotment"
    _inherit = ["zhaoshang.kept.links"]

    wizard_id = fields.Many2one("zhaoshang.allotment.pay", required=True, ondelete="cascade")
    allotment_id = fields.Many2one("zhaoshang.allotment", required=True)
    bureau_id = fields.Many2one(related="allotment_id.bureau_id")
    currency_id = fields.Many2one(related="allotment_id.currency_id")
    amount = fields.Monetary(related="allotment_id.amount")
    slip_number = fields.Char("Bank slip")
