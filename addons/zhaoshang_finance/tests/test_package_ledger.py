from datetime import date
from decimal import Decimal

from odoo.tests import tagged
from odoo.tools import SQL

from ..rules.entry import balanced
from .common import YEAR, FinanceCase


@tagged("post_install", "-at_install")
class TestPackageLedger(FinanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.package = cls.open_year()
        cls.ledger = cls.env["zhaoshang.package.ledger"]

    def rows(self):
        self.env.flush_all()
        return self.ledger.search([("package_id", "=", self.package.id)])

    def assert_balanced(self):
        """The sums of the ledger agree with each other and with the accounts."""
        sums = {
            name: Decimal(f"{sum(self.rows().mapped(name)):.2f}")
            for name in ("loan", "prepaid", "advance", "paid", "returned", "accepted")
        }
        self.assertTrue(balanced(**sums), sums)
        lines = self.env["account.move.line"].search(
            [("partner_id", "=", self.three.partner_id.id), ("parent_state", "=", "posted")]
        )
        for purpose, sign in (("loan", 1), ("prepaid", 1), ("advance", -1)):
            account = self.company[f"zs_{purpose}_account_id"]
            own = lines.filtered(lambda line, account=account: line.account_id == account)
            self.assertEqual(Decimal(f"{sign * sum(own.mapped('balance')):.2f}"), sums[purpose])

    def test_the_ledger_is_read_from_posted_entries(self):
        """R134: loan 30,000.00, paid ahead 20,000.00, and a running balance."""
        self.assertFalse(self.rows())
        self.approve_and_pay(self.month(self.package, 1), date(YEAR, 1, 5))
        self.approve_and_pay(self.month(self.package, 2), date(YEAR, 2, 5))
        loan, allotment = self.rows()
        self.assertEqual((loan.event, loan.loan, loan.paid), ("loan", 30000, 30000))
        self.assertEqual((allotment.event, allotment.prepaid), ("allotment", 20000))
        self.assertEqual((loan.balance, allotment.balance), (30000, 50000))
        self.assertEqual(loan.move_id, self.month(self.package, 1).move_id)
        self.assert_balanced()

    def test_the_database_adds_up_only_what_is_asked_for(self):
        """By bureau, package or row: the condition reaches the lines below the running balance."""
        self.approve_and_pay(self.month(self.package, 1), date(YEAR, 1, 5))
        ledger = self.ledger.with_user(self.accountant)
        for domain, column in (
            ([("bureau_id", "=", self.three.id)], "bureau_id"),
            ([("package_id", "=", self.package.id)], "package_id"),
            ([("id", "in", self.rows().ids)], "package_id"),
        ):
            self.env.cr.execute(SQL("EXPLAIN %s", ledger._search(domain).select()))
            plan = "\n".join(row for (row,) in self.env.cr.fetchall())
            self.assertNotIn(f"zhaoshang_package_ledger.{column}", plan)

    def test_the_package_reads_its_figures_from_the_ledger(self):
        """R117, R134: paid, open loan and what is left, nothing stored twice."""
        self.approve_and_pay(self.month(self.package, 1), date(YEAR, 1, 5))
        package = self.package
        self.assertEqual((package.paid, package.loan, package.prepaid), (30000, 30000, 0))
        self.assertEqual(package.remaining, 220000)
        self.assertAlmostEqual(package.progress, 12)
        for name in ("paid", "loan", "prepaid", "advance", "remaining"):
            self.assertFalse(package._fields[name].store)

    def test_paid_minus_settled_is_what_the_accounts_hold(self):
        """R134: 借款 + 预拨 − 垫付 = paid − returned − settled, also after a reversal."""
        lines = self.package.allotment_ids.sorted("month")
        self.approve_and_pay(lines, date(YEAR, 12, 31))
        self.assert_balanced()
        lines[4].with_user(self.accountant).action_reverse("重复", date(YEAR, 12, 31))
        self.assert_balanced()
        self.assertEqual(self.package.paid, 230000)
        self.pay(lines[4], date(YEAR, 12, 31), "again")
        self.assert_balanced()
        self.assertEqual((self.package.paid, self.package.remaining), (250000, 0))

    def test_the_curve_adds_up_to_the_package(self):
        """R120: the drawing ends at the package."""
        self.approve_and_pay(self.month(self.package, 1), date(YEAR, 1, 5))
        curve = self.package.curve
        self.assertEqual(curve["points"][-1]["planned"], 250000)
        self.assertEqual(curve["points"][0]["paid"], 30000)
        self.assertEqual(curve["points"][-1]["paid"], 30000)

    def test_a_row_opens_its_entry(self):
        """R134: from the ledger to accounting in one click."""
        self.approve_and_pay(self.month(self.package, 1), date(YEAR, 1, 5))
        row = self.rows().with_user(self.accountant)
        action = row.action_zs_open_entry()
        self.assertEqual(action["res_id"], self.month(self.package, 1).move_id.id)
        self.env["account.move"].with_user(self.accountant).browse(action["res_id"]).read(["name"])
