from odoo import fields, models
from odoo.tools.translate import LazyTranslate

from ..rules.entry import funding_parts
from .zhaoshang_package import decimal_of

_lt = LazyTranslate(__name__)


class Funding(models.Model):
    """Funds that the treasury has paid into the package account (clause 13, R115)."""

    _name = "zhaoshang.funding"
    _description = "Funds Received"
    _inherit = "zhaoshang.receipt"
    _rec_name = "document"
    _zs_event = "funding"
    _zs_typed = frozenset({"date", "amount", "slip_number", "document"})
    _zs_typed_once = frozenset({"company_id"})
    _zs_audit_fields = ("state", "date", "amount", "slip_number", "document")
    _zs_accountant_only = _lt("Only the accountant posts and reverses funds received (clause 13).")
    _zs_refusal = _lt(
        "Funds received are changed only until they are posted; a wrong entry is reversed "
        "(clause 13, R134)."
    )
    _zs_not_deleted = _lt("Posted funds are not deleted; reverse them (clause 13, R134).")

    document = fields.Char(
        "Treasury document", required=True, help="Number of the document that allots the funds."
    )
    company_id = fields.Many2one(required=True, default=lambda self: self.env.company, index=True)

    _amount_positive = models.Constraint("CHECK (amount > 0)", "Funds received are more than zero.")

    def _zs_packages(self):
        """Funds of the treasury belong to none."""
        return self.env["zhaoshang.package"]

    def _zs_entries(self):
        """Dr bank / Cr funds from the treasury (clause 13, R115)."""
        return [
            funding._zs_entry(
                funding_parts(decimal_of(funding.amount)),
                self.env._(
                    "Funds received, %(document)s, bank slip %(slip)s",
                    document=funding.document,
                    slip=funding.slip_number,
                ),
            )
            for funding in self
        ]
