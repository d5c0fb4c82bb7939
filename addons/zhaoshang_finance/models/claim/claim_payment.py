from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...rules.entry import advance_parts
from ..arguments import day_of
from ..posting import Entry
from ..zhaoshang_package import decimal_of
from .claim_access import CASHIER

EVENT = "advance"
#: claims above the advance that the cashier has not paid
OWED = [("owed", ">", 0), ("payment_move_id", "=", False)]


class Claim(models.Model):
    """What the bureau has advanced is paid by the cashier, or with the next allotment (R128)."""

    _inherit = "zhaoshang.claim"

    payment_move_id = fields.Many2one("account.move", "Payment", readonly=True, copy=False)
    paid_amount = fields.Monetary("Paid to the claimant", readonly=True, copy=False)
    bank_date = fields.Date("Bank date", readonly=True, copy=False)
    slip_number = fields.Char("Bank slip", readonly=True, copy=False)
    paid_by_id = fields.Many2one("res.users", "Paid by", readonly=True, copy=False)
    payable = fields.Monetary(
        "To be paid to the claimant",
        compute="_compute_payable",
        search="_search_payable",
        help="What is owed of this claim and has not been covered by an allotment since.",
    )

    _one_use_of_a_slip = models.UniqueIndex(
        "(company_id, bank_date, slip_number) WHERE slip_number IS NOT NULL",
        "This bank slip of this day is already used for another payment (clause 13, R134).",
    )

    @api.depends("owed", "payment_move_id", "package_id.advance")
    def _compute_payable(self):
        payables = self.sudo()._payables()
        for claim in self:
            claim.payable = float(payables.get(claim.id, 0))

    @api.model
    def _search_payable(self, operator, value):
        """Of which something is still to be paid; no other question is asked of it."""
        if (operator, value) != (">", 0):
            return NotImplemented
        claims = self.sudo().search(OWED)
        ids = [number for number, amount in claims._payables().items() if amount]
        return [("id", "in", ids)]

    def _payables(self):
        """Return ``{id: yuan}`` that can be paid of claims that are owed; as superuser (R128).

        An allotment covers the advances of its bureau, the oldest first: what is still open
        belongs to the newest.
        """
        packages = self.filtered("owed").package_id
        opened = packages._zs_open_balances()
        left = {package: opened[package.id]["advance"] for package in packages}
        payables = {}
        unpaid = self.search([("package_id", "in", packages.ids), *OWED])
        for claim in unpaid.sorted(lambda claim: claim.move_id.id, reverse=True):
            amount = min(decimal_of(claim.owed), left[claim.package_id])
            payables[claim.id] = max(amount, decimal_of(0))
            left[claim.package_id] -= payables[claim.id]
        return payables

    def action_pay(self, bank_date, slip_number):
        """Pay what is owed to the claimant before the next allotment does (R128, R134).

        The next months are lower by it: nobody receives more than the package.

        :param bank_date: day of the transfer, a date or its ISO text
        :param slip_number: the bank slip
        """
        self.ensure_one()
        bank_date = day_of(self.env, bank_date)
        slip = slip_number.strip() if isinstance(slip_number, str) else ""
        self._check_payer()
        self._check_slip(bank_date, slip)
        self.sudo().package_id._zs_lock()
        self.invalidate_recordset()
        claim = self.sudo()
        amount = claim._payables().get(claim.id)
        if not amount:
            raise UserError(
                self.env._(
                    "Nothing is owed of %(claim)s: it is paid, or an allotment has covered it "
                    "(R128).",
                    claim=self.display_name,
                )
            )
        entry = claim._advance_entry(amount, bank_date, slip)
        move = self.env["zhaoshang.posting"]._post_entries(claim.company_id, [entry])
        claim._govern(
            {
                "payment_move_id": move.id,
                "paid_amount": float(amount),
                "bank_date": bank_date,
                "slip_number": slip,
                "paid_by_id": self.env.uid,
            }
        )
        claim.package_id._zs_deduct(amount, claim.display_name)
        return True

    def _advance_entry(self, amount, bank_date, slip):
        """Return what is to be posted: 应付垫付 / bank (R128)."""
        own = self.with_context(lang=self.company_id._zs_books_lang())
        return Entry(
            source=self,
            event=EVENT,
            date=bank_date,
            package=self.package_id,
            parts=tuple(advance_parts(amount)),
            label=own.env._(
                "%(claim)s, advance paid, bank slip %(slip)s", claim=own.display_name, slip=slip
            ),
            slip_number=slip,
        )

    def action_reverse_payment(self, reason, reverse_date=None):
        """Cancel a wrong payment by a storno reversal (红冲): it is owed again (R128, R134).

        The next month is higher again by what it was lowered.

        :param reason: why, kept on the reversal
        :param reverse_date: day of the reversal, today by default
        """
        self.ensure_one()
        self._check_accountant()
        reason = self._zs_said_reason(reason)
        self.sudo().package_id._zs_lock()
        self.invalidate_recordset()
        claim = self.sudo()
        if not claim.payment_move_id:
            raise UserError(
                self.env._("%(claim)s has no payment to reverse.", claim=self.display_name)
            )
        claim._zs_reverse(claim.payment_move_id, reason, reverse_date)
        claim.package_id._zs_deduct(-decimal_of(claim.paid_amount), claim.display_name)
        names = ("payment_move_id", "paid_amount", "bank_date", "slip_number", "paid_by_id")
        claim._govern(dict.fromkeys(names, False))
        return True

    def _check_payer(self):
        """出纳 pays, and neither claimed, agreed nor posted (R134)."""
        if not self.env.user.has_group(CASHIER):
            raise AccessError(
                self.env._("Only the cashier pays what is owed for claims (clause 13, R134).")
            )
        self.check_access("read")
        claim = self.sudo()
        decided = claim.zs_approval_task_ids.filtered(lambda task: task.state == "approved")
        if (
            self.env.user
            in claim.user_id | claim.posted_by_id | decided.user_id | decided.decided_by
        ):
            raise AccessError(
                self.env._(
                    "You claimed, approved or posted %(claim)s: somebody else has to pay it "
                    "(clause 13, R134).",
                    claim=self.display_name,
                )
            )

    def _check_slip(self, bank_date, slip):
        if not bank_date or not slip:
            self._zs_refuse_without_slip()
        today, posted = county_today(self.env), self.sudo().posted_on
        if bank_date > today or (posted and bank_date < posted):
            raise UserError(
                self.env._(
                    "The bank date %(date)s lies in the future, or before the claim was posted: "
                    "pay first, then record it (clause 13, R134).",
                    date=format_date(self.env, bank_date),
                )
            )
        moves = self.env["account.move"].sudo()
        used = moves.search_count(
            [
                ("company_id", "=", self.sudo().company_id.id),
                ("zs_slip_number", "=", slip),
                ("date", "=", bank_date),
                ("zs_reversed", "=", False),
            ],
            limit=1,
        )
        if used:
            raise UserError(
                self.env._(
                    "Bank slip %(slip)s of %(date)s is already used for another payment (clause "
                    "13, R134).",
                    slip=slip,
                    date=format_date(self.env, bank_date),
                )
            )

    def _check_not_paid_out(self):
        """What has left the bank for a claim is not forgotten by reversing the claim (R134)."""
        self._check_not_covered()
        if self.payment_move_id:
            raise UserError(
                self.env._(
                    "%(amount)s of %(claim)s have been paid on %(date)s, so its entry stays. "
                    "Reverse the payment first (clause 13, R134).",
                    amount=self._yuan(decimal_of(self.paid_amount)),
                    claim=self.display_name,
                    date=format_date(self.env, self.bank_date),
                )
            )

    def _check_not_covered(self):
        """An allotment has repaid it: reversed alone, 应付垫付 would stand on the wrong side.

        Nobody could return, carry over or claim what is owed by the bureau there (R128).
        """
        balances = self.package_id._zs_open_balances()[self.package_id.id]
        covered = decimal_of(self.owed) - balances["advance"]
        if self.owed and not self.payment_move_id and covered > 0:
            raise UserError(
                self.env._(
                    "%(amount)s of %(claim)s have been paid with an allotment since, so its entry "
                    "stays (clause 13, R128, R134). Have that payment reversed first, then the "
                    "claim, and the payment recorded anew.",
                    amount=self._yuan(covered),
                    claim=self.display_name,
                )
            )
