from odoo import models


class PurchaseOrder(models.Model):
    """An order of Odoo's own that is confirmed only once it is approved: nothing else is needed."""

    _name = "purchase.order"
    _inherit = ["purchase.order", "zhaoshang.approval.mixin"]
    _zs_approval_gates = ("button_confirm", "state=purchase")

    def _zs_approval_locked_fields(self):
        return {"partner_id", "currency_id", "order_line"}

    def _zs_approval_snapshot(self):
        return {
            order.id: {
                "vendor": order.partner_id.display_name,
                "total": str(order.amount_total),
                "lines": [
                    [line.name, str(line.product_qty), str(line.price_unit)]
                    for line in order.order_line
                ],
            }
            for order in self
        }


class PurchaseOrderLine(models.Model):
    _name = "purchase.order.line"
    _inherit = ["purchase.order.line", "zhaoshang.approval.line.mixin"]
    _zs_approval_document = "order_id"
    #: what comes in and is billed after the approval
    _zs_approval_free_fields = frozenset({"qty_received", "qty_received_manual", "qty_invoiced"})
