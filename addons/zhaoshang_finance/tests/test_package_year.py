from datetime import date
from decimal import Decimal

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import YEAR, FinanceCase

PAPER = {"document": "松编〔2025〕7号", "file": b"JVBERi0xLjQK", "file_name": "编制批复.pdf"}


@tagged("post_install", "-at_install")
class TestPackageYear(FinanceCase):
    """What happens to a package in its year: headcount, months, money that comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.package = cls.open_year()

    def pay_until(self, month):
        for number in range(1, month + 1):
            self.approve_and_pay(self.month(self.package, number), date(YEAR, number, 5))

    def change(self, kind, day, headcount=None, package=None, **paper):
        package = (package or self.package).with_user(self.accountant)
        package.action_zs_change(kind, day, headcount, **(PAPER | paper))
        self.env.invalidate_all()

    def amounts(self, package=None, first=1):
        lines = (package or self.package)._zs_lines()
        return [f"{line.amount:.2f}" for line in lines if line.month >= first]

    def refund(self, amount, slip="R1", **values):
        refunds = self.env["zhaoshang.package.refund"].with_user(self.cashier)
        return refunds.create(
            {"package_id": self.package.id, "amount": amount, "slip_number": slip,
             "date": date(YEAR, 8, 1), **values}
        )  # fmt: skip

    def returned(self, amount, slip="R1"):
        self.refund(amount, slip).with_user(self.accountant).action_post()
        self.env.invalidate_all()

    # -- headcount and months

    def test_three_people_become_two_in_july(self):
        """R124: 250,000 becomes 215,000; the rest of 85,000 is 5 × 14,166.66 + 14,166.70."""
        self.pay_until(6)
        self.change("resized", date(YEAR, 7, 1), 2)
        self.assertEqual(self.package.entitlement, 215000)
        self.assertEqual(self.amounts(first=7), ["14166.66"] * 5 + ["14166.70"])
        self.assertEqual(self.package.change_ids.amount, -35000)
        self.assertFalse(self.package.owes)
        self.assert_balanced(self.package)

    def test_a_change_after_the_first_counts_from_the_next_month(self):
        """R124: entered on 2 July it counts from August; July stays."""
        self.change("resized", date(YEAR, 7, 2), 2)
        self.assertEqual(self.amounts(first=7)[0], "20000.00")
        self.assertEqual(sum(map(Decimal, self.amounts())), Decimal("220833.33"))

    def test_what_was_paid_late_in_the_year_stays(self):
        """R124: entered in September for July, what July and August received is taken off."""
        self.pay_until(8)
        self.change("resized", date(YEAR, 7, 1), 2)
        self.assertEqual(self.amounts(first=9), ["11250.00"] * 4)

    def test_a_bureau_that_closes_returns_what_it_was_paid_ahead(self):
        """R124: closed on 30 June, 125,000 for six months, 130,000 paid: 5,000 to be returned."""
        self.pay_until(6)
        self.change("closed", date(YEAR, 6, 30))
        self.assertEqual(self.package.return_due, 5000)
        self.assertEqual(self.amounts(first=7), ["0.00"] * 6)
        self.assertIn(self.package, self.env["zhaoshang.package"].search([("owes", "=", True)]))
        todos = self.package.activity_ids
        self.assertEqual(todos.user_id & (self.accountant | self.cashier),
                         self.accountant | self.cashier)  # fmt: skip
        self.returned(3000)
        self.assertEqual(self.package.return_due, 2000)
        self.assertTrue(self.package.activity_ids)
        self.returned(2000, "R2")
        self.assertFalse(self.package.owes or self.package.activity_ids)
        self.assert_balanced(self.package)

    def test_a_bureau_that_opens_later_has_its_loan_in_its_first_month(self):
        """R124: opened on 16 September, from October: 62,500 = 30,000 + 2 × 16,250."""
        self.change("opened", date(YEAR, 9, 16))
        self.assertEqual(self.amounts(first=10), ["30000.00", "16250.00", "16250.00"])
        self.assertEqual(self.amounts()[:9], ["0.00"] * 9)
        self.assertEqual(self.month(self.package, 10).kind, "loan")

    def test_what_lies_in_approval_begins_anew(self):
        """R124, R134: a month in approval is taken back, an approved one replaced, not edited."""
        loan, approved, running = (self.month(self.package, number) for number in (1, 2, 3))
        loan.with_user(self.accountant).action_zs_submit()
        running.with_user(self.accountant).action_zs_submit()
        self.approve(approved)
        self.change("resized", date(YEAR, 1, 1), 2)
        self.assertEqual((loan.state, loan.amount), ("submitted", 30000))
        self.assertEqual((running.state, f"{running.amount:.2f}"), ("planned", "13636.36"))
        self.assertEqual((approved.state, approved.amount), ("replaced", 20000))
        self.assertEqual(f"{self.month(self.package, 2).amount:.2f}", "13636.36")
        with self.assertRaisesRegex(UserError, "not waiting"):
            self.pay(approved, date(YEAR, 2, 5))
        self.assertEqual(sum(map(Decimal, self.amounts())), Decimal("180000.00"))

    def test_more_than_the_entitlement_is_not_paid(self):
        """R124, R127: payments less returns stay within the entitlement."""
        self.pay_until(6)
        self.change("closed", date(YEAR, 3, 31))
        july = self.month(self.package, 7)
        july._govern({"amount": 20000})  # as if a line had been forgotten
        self.approve(july)
        with self.assertRaisesRegex(UserError, "R124"):
            self.pay(july, date(YEAR, 7, 5))

    def test_a_change_has_its_document_and_its_accountant(self):
        """R124, R140: nobody else, and not without number and file."""
        for paper in ({"document": " "}, {"file": False}):
            with self.assertRaisesRegex(UserError, "document"):
                self.change("resized", date(YEAR, 7, 1), 2, **paper)
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                self.package.with_user(user).action_zs_change(
                    "resized", date(YEAR, 7, 1), 2, **PAPER
                )
        with self.assertRaises(AccessError):
            self.change("resized", date(YEAR, 7, 1), 2, amount=1)

    def test_a_change_that_changes_nothing_is_refused(self):
        """R115, R116, R124: the same headcount, another year, four people."""
        for kind, day, headcount, words in (
            ("resized", date(YEAR, 7, 1), 3, "changes nothing"),
            ("resized", date(YEAR, 12, 2), 2, "changes nothing"),
            ("closed", date(YEAR + 1, 1, 1), None, "outside"),
            ("resized", date(YEAR, 7, 1), 4, "three or two"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.change(kind, day, headcount)

    def test_the_dialogue_shows_each_month_before_and_after(self):
        """R124: nothing changes before it is confirmed."""
        model = self.env["zhaoshang.package.change.enter"].with_user(self.accountant)
        wizard = model.with_context(default_package_id=self.package.id).create(
            {"kind": "resized", "date": date(YEAR, 7, 1), "headcount": "2", **PAPER}
        )
        shown = [(line.old_amount, f"{line.new_amount:.2f}") for line in wizard.line_ids][5:8]
        self.assertEqual(shown, [(20000, "20000.00"), (20000, "14166.66"), (20000, "14166.66")])
        self.assertEqual((wizard.old_entitlement, wizard.new_entitlement), (250000, 215000))
        self.assertEqual(self.package.entitlement, 250000)
        wizard.action_confirm()
        self.assertEqual(self.package.entitlement, 215000)
        again = model.with_context(default_package_id=self.package.id).create(
            {"kind": "resized", "date": date(YEAR, 7, 1), "headcount": "2"}
        )
        self.assertIn("changes nothing", again.refusal)

    def test_the_dialogue_keeps_a_headcount_that_is_still_to_come(self):
        """R124: opened anew, it proposes what was entered for a later day, not what is today."""
        with freeze_time(f"{YEAR}-06-10 02:00:00"):
            self.change("resized", date(YEAR, 12, 1), 2)
            model = self.env["zhaoshang.package.change.enter"].with_user(self.accountant)
            wizard = model.new({"package_id": self.package.id})
            self.assertEqual(wizard.headcount, "2")

    def test_the_office_tells_and_finance_changes(self):
        """R124: another headcount or a closing gives 会计 a to-do and changes nothing."""
        this_year = date.today().year  # noqa: DTZ011
        package = self.open_year(this_year)
        self.three.headcount_standard = 2
        todos = package.activity_ids.filtered(lambda todo: todo.user_id == self.accountant)
        self.assertIn("headcount of 2", todos.summary)
        self.assertEqual(package.entitlement, 250000)
        self.change("resized", date(this_year, 7, 1), 2, package)
        self.assertFalse(package.activity_ids)
        self.env["zhaoshang.bureau.event"].create(
            {"bureau_id": self.three.id, "kind": "close", "date": date(this_year, 9, 30),
             "document": "松发〔2026〕9号"}
        )  # fmt: skip
        self.assertIn("closes on", package.activity_ids[0].summary)

    # -- money returned

    def test_money_returned_clears_the_loan_first(self):
        """R128: bank / 借款, then 预拨经费, unless the accountant chooses."""
        self.pay_until(2)
        self.returned(32000)
        refund = self.package.refund_ids
        self.assertEqual(self.line_of(refund.move_id, "bank").debit, 32000)
        self.assertEqual((self.package.loan, self.package.prepaid), (0, 18000))
        self.assertEqual((self.package.returned, refund.move_id.zs_event), (32000, "return"))
        other = self.refund(1000, "R9", clears="prepaid")
        other.with_user(self.accountant).action_post()
        several = self.refund(300, "R11") | self.refund(200, "R10")
        several.sorted("id", reverse=True).with_user(self.accountant).action_post()
        for refund in several:
            self.assertEqual(self.line_of(refund.move_id, "bank").debit, refund.amount)
        self.assert_balanced(self.package)

    def test_money_returned_has_two_people_and_is_never_more_than_held(self):
        """R128, R134: who registers does not post; no more than the bureau holds; once a slip."""
        self.pay_until(1)
        refund = self.refund(30001)
        with self.assertRaises(AccessError):
            refund.action_post()
        with self.assertRaisesRegex(UserError, "R128"):
            refund.with_user(self.accountant).action_post()
        refund.amount = 100
        self.cashier.group_ids |= self.env.ref("zhaoshang_finance.group_accountant")
        with self.assertRaisesRegex(AccessError, "somebody else"):
            refund.action_post()
        refund.with_user(self.accountant).action_post()
        for user in (self.cashier, self.accountant, self.env.user):
            with self.assertRaises(AccessError):
                refund.with_user(user).write({"amount": 1})
            with self.assertRaises(UserError):
                refund.with_user(user).unlink()

    def test_wrong_money_returned_is_reversed_in_red(self):
        """R134: the demand stands again, and the slip may be used again."""
        self.pay_until(6)
        self.change("closed", date(YEAR, 6, 30))
        self.returned(5000)
        refund = self.package.refund_ids.with_user(self.accountant)
        with self.assertRaisesRegex(UserError, "why"):
            refund.action_reverse(" ")
        refund.action_reverse("入错单位", date(YEAR, 8, 2))
        self.env.invalidate_all()
        self.assertEqual((self.package.return_due, self.package.returned), (5000, 0))
        self.assertTrue(self.package.activity_ids)
        self.assert_balanced(self.package)
        self.returned(5000)

    # -- the return notice

    def test_a_return_notice_has_its_number_and_capitals(self):
        """R124, R128: one a state of the demand; after 3,000 came back another; then none."""
        self.pay_until(6)
        with self.assertRaisesRegex(UserError, "nothing to be returned"):
            self.package.with_user(self.accountant).action_zs_demand()
        self.change("closed", date(YEAR, 6, 30))
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                self.package.with_user(user).action_zs_demand()
        for _printing in range(2):
            self.package.with_user(self.accountant).action_zs_demand()
        first = self.package.demand_ids
        self.assertEqual((first.amount, first.amount_capital), (5000, "伍仟元整"))
        self.assertIn(PAPER["document"], first.basis)
        self.returned(3000)
        self.package.with_user(self.accountant).action_zs_demand()
        second = self.package.demand_ids - first
        self.assertEqual(int(second.number[-4:]), int(first.number[-4:]) + 1)
        self.assertEqual((second.amount, second.returned, first.amount), (2000, 3000, 5000))
        paper = first.with_user(self.accountant)._document()
        table = dict(paper.blocks)["table"]
        self.assertIn("伍仟元整", " ".join(table.lines()))
        self.assertIn("3,000.00; 2,000.00", "".join(str(block) for block in paper.blocks))
        with self.assertRaises(AccessError):
            first.with_user(self.accountant).write({"amount": 1})
