from odoo import models

from ..zhaoshang_package import decimal_of


class Package(models.Model):
    """The figures of a year for its statement (结算表): read, never stored (R133, R134)."""

    _inherit = "zhaoshang.package"

    def _statement(self):
        """Return the values of the closing statement of one package.

        ``changes``: the rows of ``zhaoshang.package.change``; ``accepted``: ``[(category, yuan)]``
        of settled claims; ``balance``: entitlement less settled; all amounts are ``Decimal`` yuan.
        """
        self.ensure_one()
        self.check_access("read")
        package = self.sudo()
        balance = package._zs_balance()
        groups = (
            self.env["zhaoshang.claim.line"]
            .sudo()
            ._read_group(
                [("claim_id.package_id", "=", self.id), ("claim_id.state", "=", "posted")],
                ["category_id"],
                ["accepted_amount:sum"],
                order="category_id",
            )
        )
        return {
            "package": package,
            "annual": decimal_of(package.annual),
            "changes": package.change_ids.sorted("id"),
            "entitlement": balance.entitlement,
            "paid": balance.paid,
            "returned": balance.returned,
            "accepted": [(category, decimal_of(amount)) for category, amount in groups],
            "accepted_total": balance.accepted,
            "pending": balance.pending,
            "loan": balance.loan,
            "prepaid": balance.prepaid,
            "advance": balance.advance,
            "held": balance.held,
            "undrawn": balance.undrawn,
            "balance": balance.entitlement - balance.accepted,
            "due": balance.due,
            "closed_on": package.closed_on,
            "closed_by": package.closed_by_id,
        }
