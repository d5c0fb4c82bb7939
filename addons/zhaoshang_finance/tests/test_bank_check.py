from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import YEAR, FinanceCase

CHECK = "zhaoshang.bank.check"


@tagged("post_install", "-at_install")
class TestBankCheck(FinanceCase):
    """A loan of 30,000 was paid in January, 20,000 in February: the book is overdrawn by them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.package = cls.open_year()
        cls.approve_and_pay(cls.month(cls.package, 1), date(YEAR, 1, 5))
        cls.approve_and_pay(cls.month(cls.package, 2), date(YEAR, 2, 5))
        cls.before = cls.env[CHECK].new({"month": date(YEAR - 1, 12, 1)}).book_now

    def check(self, month, bank, **values):
        values = {"month": date(YEAR, month, 20), "bank_balance": bank + self.before, **values}
        return self.env[CHECK].with_user(self.cashier).create(values)

    def test_the_book_is_added_up_to_the_end_of_the_month(self):
        """R134: January alone, then both; a month is one however its day was typed."""
        january, february = self.check(1, -30000), self.check(2, -50000)
        self.assertEqual(january.month, date(YEAR, 1, 1))
        self.assertEqual((january.difference, february.difference), (0, 0))
        january.action_check()
        self.assertEqual(january.checked_by_id, self.cashier)

    def test_the_book_of_another_county_is_not_told(self):
        """R140: to whoever names that county in a form that is not saved."""
        county = self.env["res.company"].create({"name": "邻县"})
        stranger = self._user("t_linxian", "zhaoshang_finance.group_cashier")
        stranger.write({"company_id": county.id, "company_ids": [Command.set(county.ids)]})
        values = {"month": date(YEAR, 2, 1), "company_id": self.company.id}
        form = self.env[CHECK].with_user(stranger).with_company(county)
        told = form.onchange(values, ["company_id"], {"book_now": {}})["value"]
        self.assertFalse(told.get("book_now"))
        form = self.env[CHECK].with_user(self.cashier)
        told = form.onchange(values, ["company_id"], {"book_now": {}})["value"]
        self.assertEqual(told["book_now"], self.before - 50000)

    def test_a_difference_is_explained(self):
        """R134: 15.00 of charges; without a word the month is not checked."""
        check = self.check(1, -30015)
        with self.assertRaisesRegex(UserError, "15.00.*R134"):
            check.action_check()
        check.explanation = "银行手续费"
        check.action_check()
        self.assertEqual(check.difference, -15)

    def test_a_month_that_is_not_over_is_not_checked(self):
        """R134: there is no statement of its last day yet."""
        today = self.env["zhaoshang.bank.check"]._default_month()
        check = (
            self.env[CHECK]
            .with_user(self.cashier)
            .create({"month": today.replace(year=today.year + 1), "bank_balance": 0})
        )
        with self.assertRaisesRegex(UserError, "R134"):
            check.action_check()

    def test_no_key_of_a_call_checks_a_month(self):
        """R134: a month is checked by the command alone, with who did it."""
        checks = self.env[CHECK].with_user(self.cashier).with_context(default_state="checked")
        check = checks.create({"month": date(YEAR, 1, 1), "bank_balance": -99})
        self.assertEqual(check.state, "draft")

    def test_what_was_checked_stays_and_what_is_posted_since_is_told(self):
        """R134: neither cashier nor superuser changes it; the accountant opens it again."""
        check = self.check(1, -30000)
        check.action_check()
        for user in (self.cashier, self.env.ref("base.user_root")):
            with self.assertRaises(AccessError):
                check.with_user(user).bank_balance = 1
        with self.assertRaises(AccessError):
            check.unlink()
        self.approve_and_pay(self.month(self.package_of(self.two), 1), date(YEAR, 1, 7), "later")
        check.invalidate_recordset()
        self.assertTrue(check.moved)
        with self.assertRaises(AccessError):
            check.action_reopen()
        check.with_user(self.accountant).action_reopen()
        check.bank_balance -= 30000
        check.action_check()
        self.assertFalse(check.moved)

    def test_only_the_cashier_checks(self):
        """R134, R140: the accountant reads; what commands write nobody types."""
        with self.assertRaises(AccessError):
            self.env[CHECK].with_user(self.accountant).create(
                {"month": date(YEAR, 1, 1), "bank_balance": 1}
            )
        check = self.check(1, -30000, state="checked", book_balance=9)
        self.assertEqual((check.state, check.book_balance), ("draft", 0))
        check.with_user(self.accountant).read(["difference"])
        with self.assertRaises(AccessError):
            check.with_user(self.accountant).action_check()

    def test_the_cash_book_has_every_transfer_with_the_balance_after_it(self):
        """R134: the rows at the bank close with the balance of the month."""
        check = self.check(2, -50000)
        domain = check.action_open_book()["domain"]
        rows = self.env["zhaoshang.account.ledger"].with_user(self.cashier).search(domain)
        self.assertEqual(rows[-1].balance, check.book_now)
        self.assertEqual(
            set(rows.mapped("account_id").ids),
            set(self.company.zs_bank_journal_id.default_account_id.ids),
        )

    def test_open_loans_are_listed_until_they_are_cleared(self):
        """R119, R128: since when, how much, and the voucher in one click."""
        packages = self.env["zhaoshang.package"].with_user(self.accountant)
        mine = packages.search([("has_open_loan", "=", True), ("bureau_id", "=", self.three.id)])
        self.assertEqual(mine, self.package.with_user(self.accountant))
        self.assertEqual((mine.loan_amount, mine.loan_paid_on), (30000, date(YEAR, 1, 5)))
        self.assertEqual(mine.action_zs_open_loan()["res_model"], "account.move")
        domain = [("has_open_loan", "=", True), ("bureau_id", "=", self.two.id)]
        self.assertFalse(packages.search(domain))
