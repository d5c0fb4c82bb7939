from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import PHOTO, YEAR, ClaimCase


@tagged("post_install", "-at_install")
class TestClaimRefusals(ClaimCase):
    """What is refused, with rule, figure and way out (R010, R125 to R127)."""

    def refused(self, text, *lines, **values):
        claim = self.claim_of(lines, **values)
        with self.assertRaisesRegex(UserError, text):
            claim.action_zs_submit()
        self.assertEqual(claim.state, "draft")
        return claim

    def test_a_line_without_its_invoice_is_refused(self):
        """R125: no file, no proper number, no line at all."""
        self.refused("R125.*not attached|not attached", self.invoice(1, 10, file=False))
        self.refused("12345678", self.invoice(2, 10, invoice_number="12345678"))
        self.refused("no invoice")

    def test_above_the_invoice_is_refused_with_the_difference(self):
        """R126: amount ≤ invoice."""
        claim = self.refused("0.01 too much", self.invoice(1, 100, amount=100.01))
        self.assertIn("0.01", claim.line_ids.fault)
        claim.line_ids.amount = 100
        self.assertFalse(claim.line_ids.fault)
        claim.action_zs_submit()

    def test_an_invoice_of_another_year_or_outside_the_post_is_refused(self):
        """R126: inside the year and inside an appointment."""
        self.refused(f"not of {YEAR}", self.invoice(1, 10, invoice_date=date(YEAR - 1, 12, 31)))
        post = self.env["zhaoshang.appointment"].search([("user_id", "=", self.deputy.id)])
        self.env.cr.execute(
            "UPDATE zhaoshang_appointment SET date_from = %s WHERE id = %s",
            [date(YEAR, 3, 10), post.id],
        )
        post.invalidate_recordset()
        self.refused("no post", self.invoice(2, 10))

    def test_what_several_invoices_lack_is_said_once(self):
        """R125, R126: with the numbers and the days of them all, in the form and on handing in."""
        days = [date(YEAR - 1, 12, 30), date(YEAR - 1, 12, 31)]
        lines = [
            self.invoice(n, 10, file=False, **({"invoice_date": days[n]} if n < 2 else {}))
            for n in range(3)
        ]
        year = f"2 invoices .*0 and .*1.: The invoice of {days[0]} and {days[1]} is not of {YEAR}"
        claim = self.refused(year, *lines)
        for text in (claim.fault, self.refusal(claim.action_zs_submit)):
            self.assertEqual(text.count("is not attached"), 1)
            self.assertRegex(text, r"3 invoices \(.*0, .*1, and .*2\): The original")
            self.assertEqual(len(text.splitlines()), 2)
        claim.write({"line_ids": [Command.clear(), Command.create(self.invoice(9, 10))]})
        claim.line_ids = [Command.create({})]  # as Tab makes it
        claim.action_zs_submit()
        self.assertEqual(len(claim.line_ids), 1)

    def refusal(self, command, *arguments):
        with self.assertRaises(UserError) as refused:
            command(*arguments)
        return str(refused.exception)

    def test_a_command_says_what_it_cannot_take(self):
        """R134: a day that is none, an amount that is none; nothing is decided by it."""
        claim = self.approved(100)
        paying, posting = claim.with_user(self.cashier), claim.with_user(self.accountant)
        for day in ("abc", [None], {"day": 1}, 5):
            for refused in (
                self.refusal(posting.action_post, day),
                self.refusal(paying.action_pay, day, "T1"),
            ):
                self.assertIn("is no day. Write it as", refused)
        other = self.claim(100, first=2)
        other.action_zs_submit()
        self.agree(other, self.head, self.authority)
        line = other.line_ids.with_user(self.accountant)
        for amount in ("abc", [None], {}, float("nan"), True):
            self.assertIn("is no amount", self.refusal(line.action_cut, amount, "Private"))
        self.assertFalse(claim.move_id or other.line_ids.cut)

    def test_wages_are_not_paid_from_the_package(self):
        """R010: wages come from the original unit."""
        self.refused("R010", self.invoice(1, 10, "wages"))

    def test_a_reception_needs_its_papers(self):
        """R126: 公函 or 邀请, and 接待清单."""
        claim = self.refused("List of guests", self.invoice(1, 300, "reception"))
        papers = [("invitation", "邀请函.pdf"), ("guests", "清单.pdf")]
        claim.line_ids.paper_ids = [
            Command.create({"kind": kind, "file": PHOTO, "file_name": name})
            for kind, name in papers
        ]
        claim.action_zs_submit()
        self.assertEqual(claim.state, "submitted")
        labels = {paper["name"] for paper in claim._zs_papers()}
        self.assertLessEqual({"Invitation: 邀请函.pdf", "List of guests: 清单.pdf"}, labels)

    def test_an_invoice_is_used_once_whoever_claims_it(self):
        """R126: an officer learns number and date, finance the first claim as well."""
        first = self.claim(100)
        with self.assertRaisesRegex(UserError, f"{YEAR}-03-03 is claimed already") as refused:
            self.claim(100, user=self.head)
        self.assertNotIn(first.display_name, str(refused.exception))
        line = first.line_ids.with_user(self.accountant).sudo(False)
        self.assertIn("t_fujuzhang", line._used_text(first.line_ids.sudo()))
        typed = self.invoice(1, 5, invoice_number=f" 25332-{1:015d} ")
        with self.assertRaisesRegex(UserError, "claimed already"):
            self.claim_of([typed], self.head)

    def test_nothing_goes_beyond_the_package_by_a_cent(self):
        """R125, R127: what runs holds its part; the refusal names the figures."""
        self.posted(240000)
        running = self.claim(9999.99, first=10)
        running.action_zs_submit()
        more = self.claim(0.02, first=20)
        self.assertEqual(more.available, 0.01)
        with self.assertRaisesRegex(UserError, r"0\.01 more, and .*0\.02 are claimed"):
            more.action_zs_submit()
        more.line_ids.write({"invoice_amount": 0.01, "amount": 0.01})
        more.action_zs_submit()
        self.package.invalidate_recordset()
        self.assertEqual((self.package.pending, self.package.available), (10000, 0))
        running.action_zs_withdraw()
        self.package.invalidate_recordset()
        self.assertEqual(self.package.available, 9999.99)

    def test_above_what_was_paid_it_is_told_and_not_refused(self):
        """R127: soft by what has been allotted."""
        claim = self.claim(50000, 1)
        self.assertIn("1.00", claim.notice)
        self.assertIn("R127", claim.notice)
        claim.action_zs_submit()
        self.assertEqual(claim.state, "submitted")
        self.assertFalse(self.claim(1, first=10).notice is True)

    def test_an_expense_is_posted_on_an_account_of_expenses(self):
        """R126, R134: never on loan, advance or bank, whose balances are the package's own."""
        rent = self.categories["rent"].with_user(self.accountant)
        for account in (
            self.company.zs_loan_account_id,
            self.company.zs_bank_journal_id.default_account_id,
        ):
            with self.assertRaisesRegex(ValidationError, "no account of expenses.*R126"):
                rent.account_id = account
        rent.account_id = self.categories["office"].account_id

    def test_nobody_spends_another_bureaus_package(self):
        """R012, R117: no transfer between bureaus; he is not even told of it."""
        other = self.package_of(self.two)
        with self.assertRaisesRegex(UserError, "kept in another bureau"):
            self.claim(10, package_id=other.id)

    def test_a_form_tells_nothing_of_another_bureaus_package(self):
        """R117: what it still bears is told to who reads it, or reads a claim of it."""
        other = self.package_of(self.two)
        claims = self.env["zhaoshang.claim"].with_user(self.deputy)
        self.assertEqual(claims.new({"package_id": self.package.id}).available, 250000)
        self.assertEqual(claims.new({"package_id": other.id}).available, 0)

    def test_no_paper_is_put_beside_the_invoice_of_another(self):
        """R134: neither into his draft nor into what is being decided."""
        paper = {"kind": "other", "file": PHOTO}
        own = self.claim_of([self.invoice(1, 10, paper_ids=[Command.create(paper)])])
        theirs = self.claim(10, first=5, user=self.head)
        for _state in ("draft", "submitted"):
            with self.assertRaises(AccessError):
                own.line_ids.paper_ids.write({"line_id": theirs.line_ids.id})
            own.invalidate_recordset()
            if theirs.state == "draft":
                theirs.action_zs_submit()
        self.assertFalse(theirs.sudo().line_ids.paper_ids)
