from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from ...rules.entry import LOAN_ACCOUNT, PREPAID_ACCOUNT, return_parts
from ..zhaoshang_package import decimal_of

_lt = LazyTranslate(__name__)


class PackageRefund(models.Model):
    """Money that a bureau gives back (clause 13, R124, R128)."""

    _name = "zhaoshang.package.refund"
    _description = "Money Returned"
    _inherit = ["zhaoshang.kept.links", "zhaoshang.package.part", "zhaoshang.receipt"]
    _zs_event = "return"
    _zs_typed = frozenset(
        {"package_id", "date", "amount", "slip_number", "slip", "slip_name", "reason", "clears"}
    )
    _zs_audit_fields = ("state", "date", "amount", "slip_number", "package_id", "clears")
    _zs_accountant_only = _lt("Only the accountant posts and reverses money returned (clause 13).")
    _zs_refusal = _lt(
        "Money returned is changed only until it is posted; a wrong entry is reversed (clause 13, "
        "R134)."
    )
    _zs_not_deleted = _lt("Posted money is not deleted; reverse the entry (clause 13, R134).")

    package_id = fields.Many2one(help="The bureau and the year whose advance it settles.")
    held = fields.Monetary("Held by the bureau", compute="_compute_held")
    slip = fields.Binary(attachment=True, copy=False)
    slip_name = fields.Char(copy=False)
    reason = fields.Char("Why it came back")
    clears = fields.Selection(
        [(LOAN_ACCOUNT, "The loan"), (PREPAID_ACCOUNT, "What was paid ahead")],
        "Cleared first",
        required=True,
        default=LOAN_ACCOUNT,
        help="R128: the loan, unless the accountant chooses otherwise.",
    )

    _amount_positive = models.Constraint("CHECK (amount > 0)", "Money returned is more than zero.")

    @api.depends("package_id.display_name", "amount")
    def _compute_display_name(self):
        for refund in self:
            refund.display_name = self.env._(
                "%(package)s, returned %(amount)s",
                package=refund.package_id.display_name or "",
                amount=refund.package_id._zs_yuan(refund.amount) if refund.package_id else "",
            )

    @api.depends("package_id", "state")
    def _compute_held(self):
        for refund in self:
            package = refund.package_id
            refund.held = package.loan + package.prepaid

    def _zs_entries(self):
        """Dr bank / Cr 借款, 预拨经费: each clears what the one before left open (R124, R128)."""
        opened = self.package_id._zs_open_balances()
        entries = []
        for refund in self:
            balances = opened[refund.package_id.id]
            refund._zs_check_held(balances)
            parts = return_parts(
                decimal_of(refund.amount),
                balances["loan"],
                balances["prepaid"],
                refund.clears == LOAN_ACCOUNT,
            )
            for part in parts:
                if part.purpose in balances:
                    balances[part.purpose] += part.amount
            label = self.env._(
                "%(package)s, money returned, bank slip %(slip)s",
                package=refund.package_id.display_name,
                slip=refund.slip_number,
            )
            entries.append(refund._zs_entry(parts, label))
        return entries

    def _zs_check_held(self, balances):
        """Nobody gives back more than he holds (R128)."""
        held = balances["loan"] + balances["prepaid"]
        if decimal_of(self.amount) > held:
            raise UserError(
                self.env._(
                    "%(package)s holds %(held)s of what it was paid, and %(amount)s are said to be "
                    "returned (clause 13, R128). Check the amount and the year.",
                    package=self.package_id.display_name,
                    held=self.package_id._zs_yuan(held),
                    amount=self.package_id._zs_yuan(self.amount),
                )
            )


class Package(models.Model):
    _inherit = "zhaoshang.package"

    refund_ids = fields.One2many("zhaoshang.package.refund", "package_id", "Money paid back")
