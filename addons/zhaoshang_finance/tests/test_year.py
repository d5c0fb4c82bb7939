import os
import random
from datetime import date, timedelta
from decimal import Decimal

from freezegun import freeze_time
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from tests.rules.finance_book import ACCOUNTS, Book

from ..models.zhaoshang_package import decimal_of
from .common import PHOTO, YEAR, FinanceCase

SEED = os.environ.get("ZS_FINANCE_SEED", "2025")
PAPER = {"document": "松财〔2025〕9号", "file": PHOTO, "file_name": "批复.jpg"}
BUREAUS = {"测试丙": "3", "测试丁": "2", "测试戊": "3", "测试己": "3"}


@tagged("post_install", "-at_install")
class TestYear(FinanceCase):
    """A made-up year of six bureaus, held after each step against a ledger written by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for place, (name, headcount) in enumerate(BUREAUS.items()):
            cls._bureau(name, f"testyear{place}", headcount)
        cls.clerk = cls._user("t_clerk", "zhaoshang_office.group_office")
        cls.open_year()
        mine = [("year", "=", YEAR), ("bureau_id.code", "like", "test%")]
        cls.packages = cls.env["zhaoshang.package"].search(mine)
        cls.books = {package: Book() for package in cls.packages}
        cls.entitled = {package: decimal_of(package.annual) for package in cls.packages}
        #: months that a decision holds back, by package
        cls.held = dict.fromkeys(cls.packages, ())
        cls.dice = random.Random(SEED)
        cls.numbers = iter(range(10**6))
        cls.rent, cls.office = (
            cls.env["zhaoshang.expense.category"].search(
                [("company_id", "=", cls.company.id), ("code", "=", code)]
            )
            for code in ("rent", "office")
        )
        #: the place in its book of each document that is posted
        cls.posted = {}

    def test_a_year_of_six_bureaus_is_the_ledger_to_the_cent(self):
        """R119 to R121, R124, R125, R128, R129, R132 to R134: loan, months in and out of time,
        claims with lines cut, what is owed paid or covered, reversals and postings anew, in any
        order; two months that lapse, another headcount, a balance carried over, back and anew."""
        self.assertEqual(len(self.packages), 6)
        claims = self.env["zhaoshang.claim"]
        self.patch(
            type(claims), "_posts", lambda own: dict.fromkeys(own, [(date(YEAR, 1, 1), None)])
        )
        with freeze_time(date(YEAR, 1, 6)) as clock:
            for month in range(1, 13):
                clock.move_to(date(YEAR, month, 6))
                self.decide(month)
                self.pay_months(month)
                clock.move_to(date(YEAR, month, 12))
                self.post_claims()
                clock.move_to(date(YEAR, month, 20))
                self.pay_owed()
                self.reverse_some()
            clock.move_to(date(YEAR, 12, 28))
            self.late = 0
            self.pay_months(12)
            self.post_claims()
            self.carry_over()
        self.assert_trial_balance()
        self.assert_integrity(self.company)

    late = 0.2

    # -- events ----

    def agreed(self, documents):
        """As the approval leaves them: the ceremony has its own tests."""
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {documents._table} SET zs_approval_state = 'approved', state = 'approved'"
            " WHERE id = ANY(%s)",
            [documents.ids],
        )
        documents.invalidate_recordset()

    def pay_months(self, month):
        """出纳 pays what is due, one bureau in five a month late."""
        lines = self.env["zhaoshang.allotment"]
        for package in self.packages:
            if self.dice.random() >= self.late:
                lines |= package.allotment_ids.filtered(
                    lambda line, held=self.held[package]: (
                        line.month <= month
                        and line.month not in held
                        and not line.move_id
                        and line.amount
                    )
                )
        self.agreed(lines)
        if lines:
            self.pay(lines, self.today(), *(f"{line.id}/{self.today()}" for line in lines))
        for line in lines.sorted("month"):
            book, amount = self.books[line.package_id], decimal_of(line.amount)
            (book.lend if line.kind == "loan" else book.allot)(amount)
            self.posted[line] = len(book.entries) - 1
        self.check()

    def decide(self, month):
        """February and March of one bureau are held back and lapse in April; another has two
        people from May on."""
        suspended, resized = self.packages[2], self.packages[3]
        if month == 2:
            self.hold = self.decided(suspended, 2)
            self.held[suspended] = (2, 3)
        elif month == 4:
            lines = suspended._zs_lines().filtered(lambda line: line.month in (2, 3))
            lapsing = sum(map(decimal_of, lines.mapped("amount")))
            self.decided(suspended, 4, kind="resume", suspension_id=self.hold.id)
            self.entitled[suspended] -= lapsing
            self.held[suspended] = ()
        elif month == 5:
            package = resized.with_user(self.accountant)
            package.action_zs_change("resized", self.today().replace(day=1), 2, **PAPER)
            self.entitled[resized] -= (Decimal(70000) * 8 / 12).quantize(Decimal("0.01"))
        self.check()

    def decided(self, package, month, **values):
        """A decision of 招商管理局 that 管理办公室 has handed in."""
        office = self.env["zhaoshang.suspension"].with_user(self.clerk)
        values |= {"bureau_id": package.bureau_id.id, "year": YEAR, "month_from": month, **PAPER}
        record = office.create(values)
        record.action_zs_submit()
        tasks = self.env["zhaoshang.approval.task"].with_user(self.authority)
        domain = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        tasks.search([*domain, ("state", "=", "open")]).action_decide("approve")
        return record

    def carry_over(self):
        """What one bureau has left is carried over, taken back in red, and carried over anew."""
        self.open_year(YEAR + 1)
        package = max(
            (package for package in self.packages if not self.books[package].owed),
            key=lambda package: self.books[package].held,
        )
        following = self.package_of(package.bureau_id, YEAR + 1)
        self.packages |= following
        self.books[following] = Book()
        self.entitled[following] = decimal_of(following.annual)
        left = self.entitled[package] - self.books[package].sums["accepted"]
        money = min(left, self.books[package].held)
        self.assertGreater(money, 0)
        for _time in range(2):
            amounts, papers = {"carried": left}, {"carried": PAPER}
            package.with_user(self.accountant).action_zs_settle(self.today(), amounts, papers)
            self.books[package].carry(money)
            self.books[following].book("paid", money, prepaid=money, carried=-money)
            self.entitled[package] -= left
            self.entitled[following] += left
            self.check()
            if not _time:
                change = package.change_ids[0].with_user(self.accountant)
                change.action_zs_undo(self.today(), **PAPER, reason="Year")
                self.books[package].undo(len(self.books[package].entries) - 1)
                self.books[following].undo(0)
                self.entitled[package] += left
                self.entitled[following] -= left
                self.check()

    def post_claims(self):
        """会计 posts new claims, of some a line is cut, and those that were reversed."""
        vals_list = [
            self.claim_values(package)
            for package in self.packages
            for _claim in range(self.dice.randrange(3))
        ]
        claims = self.env["zhaoshang.claim"].create(vals_list)
        for claim in claims:
            claim._govern({"submitted_on": self.today(), "number": f"BX-{claim.id}"})
            line = claim.line_ids[0]
            if len(claim.line_ids) > 1 and self.dice.random() < 0.3:
                line._govern({"cut": self.dice.choice([line.amount, 0.01]), "cut_reason": "x"})
        self.agreed(claims)
        claims |= self.env["zhaoshang.claim"].search(
            [("package_id", "in", self.packages.ids), ("state", "=", "approved")]
        )
        loan_first = self.dice.random() < 0.8
        claims.with_user(self.accountant).action_post(loan_first=loan_first)
        for claim in claims.sudo().sorted("id"):
            book = self.books[claim.package_id]
            book.claim(decimal_of(claim.accepted_amount), loan_first)
            self.posted[claim] = len(book.entries) - 1
        self.check()

    def claim_values(self, package):
        """Up to four invoices, now and then of more than all that is left of the advance."""
        room = decimal_of(package.available) / 8
        most = int(100 * min(room, self.dice.choice([1000, 1000, 9000, 40000])))
        lines = [
            {
                "category_id": self.dice.choice([self.rent, self.office]).id,
                "invoice_number": f"{next(self.numbers):020d}",
                "invoice_date": self.today() - timedelta(5),
                "invoice_amount": self.dice.randint(1, max(most, 2)) / 100,
                "file": PHOTO,
            }
            for _line in range(self.dice.randint(1, 4))
        ]
        return {
            "package_id": package.id,
            "reason": "Year",
            "line_ids": [Command.create(line) for line in lines],
        }

    def pay_owed(self):
        """出纳 pays half of what is owed before an allotment covers it."""
        claims = self.env["zhaoshang.claim"].search([("package_id", "in", self.packages.ids)])
        for claim in claims:
            amount = decimal_of(claim.payable)
            if amount and self.dice.random() < 0.5:
                claim.with_user(self.cashier).action_pay(self.today(), f"C{claim.id}")
                self.books[claim.package_id].pay_owed(amount)
        self.check()

    def reverse_some(self):
        """会计 takes two entries back; what has left the bank for a claim stays."""
        for document in self.dice.sample(sorted(self.posted, key=str), min(2, len(self.posted))):
            try:
                with self.env.cr.savepoint():
                    document.with_user(self.accountant).action_reverse("Year")
            except UserError as refusal:
                self.assertIn("have been paid", str(refusal))
                continue
            self.books[document.sudo().package_id].undo(self.posted.pop(document))
        self.check()

    def today(self):
        return date.today()  # noqa: DTZ011

    # -- the ledger beside ----

    def check(self):
        """Each figure of each package is its ledger's, to the cent, and within the package."""
        self.packages.invalidate_recordset()
        for package, book in self.books.items():
            self.assertEqual(
                [decimal_of(package[name]) for name in ("loan", "prepaid", "paid", "accepted")],
                [book.balance[name] for name in ("loan", "prepaid")]
                + [book.sums[name] for name in ("paid", "accepted")],
            )
            self.assertEqual(decimal_of(package.advance), -book.balance["advance"])
            self.assertEqual(decimal_of(package.returned), book.sums["returned"])
            self.assertEqual(decimal_of(package.entitlement), self.entitled[package])
            self.assertLessEqual(book.sums["accepted"], self.entitled[package])
            self.assertLessEqual(book.sums["paid"] - book.sums["returned"], self.entitled[package])

    def assert_trial_balance(self):
        """Account by account, all posted lines of the packages are those of the ledgers."""
        groups = self.env["account.move.line"]._read_group(
            [("zs_package_id", "in", self.packages.ids), ("parent_state", "=", "posted")],
            ["account_id"],
            ["balance:sum"],
        )
        expenses = (self.rent | self.office).account_id
        bank = self.company.zs_bank_journal_id.default_account_id
        names = {
            self.company.zs_loan_account_id: "loan",
            self.company.zs_prepaid_account_id: "prepaid",
            self.company.zs_advance_account_id: "advance",
            bank: "bank",
        } | dict.fromkeys(expenses, "expense")
        trial = dict.fromkeys(ACCOUNTS, Decimal(0))
        for account, balance in groups:
            trial[names[account]] += decimal_of(balance)
        books = self.books.values()
        self.assertEqual(
            trial, {name: sum(book.balance[name] for book in books) for name in ACCOUNTS}
        )
        self.assertGreater(trial["expense"], 0)
