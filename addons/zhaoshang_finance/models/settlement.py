from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_amount

from .claim.claim import PENDING
from .claim.claim_access import ACCOUNTANT
from .zhaoshang_package import decimal_of

MONEY = ("loan", "claims")


class Settlement(models.Model):
    """Loan and claims of who was dismissed, with their figures (R104, R128)."""

    _inherit = "zhaoshang.settlement"

    @api.model
    def _domain_readable_to_officer(self):
        """R104: the accountant settles loan and claims, in every bureau of his counties."""
        if self.env.user.has_group(ACCOUNTANT):
            return Domain.TRUE
        return super()._domain_readable_to_officer()

    @api.model
    def _points(self, post, slip):
        bureau = post.sudo().bureau_id
        packages = self.env["zhaoshang.package"].sudo().search([("bureau_id", "=", bureau.id)])
        loan = sum(its["loan"] for its in packages._zs_open_balances().values())
        claims = self.env["zhaoshang.claim"].sudo()._of_officer(post)
        figures = {
            "loan": self.env._(
                "Loan and advances settled (R128); open loan of the bureau: %s",
                self._yuan_of(bureau, loan),
            ),
            "claims": self.env._(
                "Open claims decided and paid: %(count)s, %(amount)s",
                count=len(claims),
                amount=self._yuan_of(bureau, sum(claims.mapped("accepted_amount"))),
            ),
        }
        return [
            point | {"name": figures.get(point["kind"], point["name"])}
            for point in super()._points(post, slip)
        ]

    @api.model
    def _yuan_of(self, bureau, amount):
        return format_amount(self.env, float(amount), bureau.company_id.currency_id)


class SettlementLine(models.Model):
    _inherit = "zhaoshang.settlement.line"

    @api.model
    def _domain_readable_to_officer(self):
        """Read with its settlement."""
        if self.env.user.has_group(ACCOUNTANT):
            return Domain.TRUE
        return super()._domain_readable_to_officer()

    def _closer(self):
        return ACCOUNTANT if self.kind in MONEY else super()._closer()

    def action_settle(self):
        """A point of money is not ticked off while the books say otherwise (R104, R128)."""
        for line in self.filtered(lambda line: line.kind == "claims"):
            post = line.sudo().settlement_id.appointment_id
            claims = self.env["zhaoshang.claim"].sudo()._of_officer(post)
            if claims:
                raise UserError(
                    self.env._(
                        "%(officer)s still has %(count)s claims under way or unpaid, %(amount)s in "
                        "all: decide and pay them first (R104, R128).",
                        officer=post.name,
                        count=len(claims),
                        amount=self.env["zhaoshang.settlement"]._yuan_of(
                            post.bureau_id, sum(claims.mapped("accepted_amount"))
                        ),
                    )
                )
        return super().action_settle()


class Claim(models.Model):
    _inherit = "zhaoshang.claim"

    @api.model
    def _of_officer(self, post):
        """Claims of an officer at his bureau that are under way or not paid out."""
        found = self.search(
            [("user_id", "=", post.user_id.id), ("bureau_id", "=", post.bureau_id.id)]
        )
        return found.filtered(lambda claim: claim.state in PENDING or decimal_of(claim.payable) > 0)
