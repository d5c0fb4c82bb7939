from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class Reversal(models.AbstractModel):
    """Why an entry is reversed, and on which day; one box for each kind of document (R134)."""

    _name = "zhaoshang.reversal"
    _description = "Reverse an Entry"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    #: the field that names the document
    _zs_document = None

    @property
    def _zs_box_of(self):
        return (self._zs_document,)

    reverse_date = fields.Date(
        "Date of the reversal", required=True, default=lambda self: county_today(self.env)
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Cancel the entry by a storno reversal (R134)."""
        self.ensure_one()
        self[self._zs_document].action_reverse(self.reason, self.reverse_date)
        return {"type": "ir.actions.act_window_close"}


class AllotmentReverse(models.TransientModel):
    _name = "zhaoshang.allotment.reverse"
    _description = "Reverse a Payment"
    _inherit = ["zhaoshang.reversal"]
    _zs_document = "allotment_id"
    _zs_box_list = "zhaoshang_finance.zhaoshang_allotment_action"

    allotment_id = fields.Many2one("zhaoshang.allotment", "Payment", required=True, readonly=True)
    currency_id = fields.Many2one(related="allotment_id.currency_id")
    amount = fields.Monetary(related="allotment_id.amount")
    bank_date = fields.Date(related="allotment_id.bank_date")
    slip_number = fields.Char(related="allotment_id.slip_number")


class ClaimReverse(models.TransientModel):
    _name = "zhaoshang.claim.reverse"
    _description = "Reverse the Entry of a Claim"
    _inherit = ["zhaoshang.reversal"]
    _zs_document = "claim_id"
    _zs_box_list = "zhaoshang_finance.claim_action"

    claim_id = fields.Many2one("zhaoshang.claim", required=True, readonly=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    accepted_amount = fields.Monetary(related="claim_id.accepted_amount")
    posted_on = fields.Date(related="claim_id.posted_on")
    paid_amount = fields.Monetary(related="claim_id.paid_amount")
    bank_date = fields.Date(related="claim_id.bank_date")
    slip_number = fields.Char(related="claim_id.slip_number")

    def action_confirm(self):
        """Cancel the last entry of the claim: its payment before the entry itself (R134)."""
        self.ensure_one()
        if not self.paid_amount:
            return super().action_confirm()
        self.claim_id.action_reverse_payment(self.reason, self.reverse_date)
        return {"type": "ir.actions.act_window_close"}


class FundingReverse(models.TransientModel):
    _name = "zhaoshang.funding.reverse"
    _description = "Reverse Funds Received"
    _inherit = ["zhaoshang.reversal"]
    _zs_document = "funding_id"
    _zs_box_list = "zhaoshang_finance.zhaoshang_funding_action"

    funding_id = fields.Many2one("zhaoshang.funding", "Payment", required=True, readonly=True)
    currency_id = fields.Many2one(related="funding_id.currency_id")
    amount = fields.Monetary(related="funding_id.amount")


class PackageRefundReverse(models.TransientModel):
    _name = "zhaoshang.package.refund.reverse"
    _description = "Reverse Money Returned"
    _inherit = ["zhaoshang.reversal"]
    _zs_document = "refund_id"
    _zs_box_list = "zhaoshang_finance.zhaoshang_package_refund_action"

    refund_id = fields.Many2one("zhaoshang.package.refund", "Payment", required=True, readonly=True)
    currency_id = fields.Many2one(related="refund_id.currency_id")
    amount = fields.Monetary(related="refund_id.amount")


class PackageOpeningReverse(models.TransientModel):
    _name = "zhaoshang.package.opening.reverse"
    _description = "Reverse an Opening Voucher"
    _inherit = ["zhaoshang.reversal"]
    _zs_document = "opening_id"
    _zs_box_list = "zhaoshang_finance.zhaoshang_package_opening_action"

    opening_id = fields.Many2one(
        "zhaoshang.package.opening", "Opening voucher", required=True, readonly=True
    )
