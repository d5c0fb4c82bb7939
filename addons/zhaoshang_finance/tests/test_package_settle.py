from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MOMENT, YEAR, ClaimCase

EVE = date(YEAR, 12, 31)
PAPER = {"document": "财预〔2025〕88号", "file": b"JVBERi0xLjQK", "file_name": "批复.pdf"}
WAYS = ("returned", "carried", "lapsed")


@tagged("post_install", "-at_install")
class TestPackageSettle(ClaimCase):
    """The end of the year: the balance returned, carried over or lapsed, and the closing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(f"{YEAR}-12-31 02:00:00"):
            cls.following = cls.open_year(YEAR + 1)

    def setUp(self):
        super().setUp()
        clock = freeze_time(f"{YEAR}-12-31 02:00:00")
        clock.start()
        self.addCleanup(clock.stop)

    def settle(self, package=None, papers=None, **amounts):
        package = (package or self.package).with_user(self.accountant)
        package.action_zs_settle(EVE, amounts, papers or dict.fromkeys(WAYS, PAPER))
        self.env.invalidate_all()

    def close(self):
        self.package.with_user(self.accountant).action_zs_close()
        self.env.invalidate_all()

    def spend(self, *amounts, first=1):
        self.posted(*amounts, first=first, package_id=self.package.id)
        self.env.invalidate_all()

    def returned(self, amount, slip="R1"):
        refunds = self.env["zhaoshang.package.refund"].with_user(self.cashier)
        values = {"package_id": self.package.id, "amount": amount, "slip_number": slip}
        refunds.create(values).with_user(self.accountant).action_post()
        self.env.invalidate_all()

    def test_nothing_is_closed_before_the_whole_advance_is_settled(self):
        """R128, R133: the loan and what was paid ahead; the refusal names both."""
        self.spend(12000)
        with self.assertRaisesRegex(UserError, "18,000.*20,000"):
            self.close()
        self.returned(38000)
        self.close()
        closed = (self.package.state, self.package.closed_by_id)
        self.assertEqual(closed, ("closed", self.accountant))
        self.assertEqual(sum(self.package._zs_lines().mapped("amount")), 50000)

    def test_a_balance_is_carried_over(self):
        """R133: money held is posted 预拨 / 借款, 预拨; it counts as paid in the new year."""
        self.spend(12000)
        self.settle(carried=38000)
        out, arrived = self.package.change_ids, self.following.change_ids
        self.assertEqual((out.amount, arrived.amount), (-38000, 38000))
        self.assertEqual(out.move_id, arrived.move_id)
        self.assertEqual(self.line_of(out.move_id, "loan").credit, 18000)
        self.assertEqual((self.package.loan, self.package.prepaid), (0, 0))
        self.assertEqual((self.package.returned, self.following.paid), (38000, 38000))
        self.assertEqual((self.following.prepaid, self.following.entitlement), (38000, 288000))
        self.assertEqual(self.following._zs_lines()[1].amount, 20000)
        self.assert_balanced(self.package, self.following)
        self.close()

    def test_what_was_never_paid_is_carried_over_into_the_months(self):
        """R133: 110,000 never paid are shared among the months of the new year."""
        self.spend(12000)
        self.settle(carried=38000 + 110000)
        self.assertEqual((self.following.prepaid, self.following.entitlement), (38000, 398000))
        self.assertEqual(self.following._zs_lines()[1].amount, 30000)
        self.assertEqual(sum(self.following._zs_lines().mapped("amount")), 360000)
        self.assert_balanced(self.package, self.following)

    def test_the_new_loan_waits_for_the_old_one_also_at_its_payment(self):
        """R122, R128: approved while nothing was open, the loan is not paid once one is."""
        with freeze_time(f"{YEAR + 1}-01-06 02:00:00"):
            loan = self.month(self.following, 1)
            with self.assertRaisesRegex(UserError, "still open"):
                self.approve(loan)
            self.returned(30000)
            self.approve(loan)
            self.package.refund_ids.with_user(self.accountant).action_reverse("入错")
            with self.assertRaisesRegex(UserError, "still open"):
                self.pay(loan, date(YEAR + 1, 1, 6))

    def test_what_is_returned_is_demanded_until_it_has_come_back(self):
        """R128, R133: the demand stands on the package and in the to-dos."""
        self.spend(12000)
        self.settle(returned=38000, lapsed=200000)
        self.assertEqual((self.package.return_due, self.package.available), (38000, 0))
        self.assertTrue(self.package.activity_ids)
        with self.assertRaises(UserError):
            self.close()
        self.returned(38000)
        self.assertFalse(self.package.activity_ids)
        self.close()
        self.assert_balanced(self.package)

    def test_money_held_never_lapses(self):
        """R128, R133: only what was never paid lapses; not more than the balance, nor than held."""
        self.spend(12000)
        for amounts, words in (
            ({"lapsed": 200001}, "never paid"),
            ({"returned": 38001}, "holds"),
            ({"returned": 38000, "lapsed": 200001}, "balance"),
            ({"carried": -1}, "how much"),
            ({}, "how much"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.settle(**amounts)

    def test_each_way_has_its_document_and_the_accountant(self):
        """R133, R140: two ways, two documents; nobody else disposes or closes."""
        with self.assertRaisesRegex(UserError, "document"):
            self.settle(papers={"returned": PAPER}, returned=10, lapsed=10)
        for user in (self.cashier, self.authority):
            package = self.package.with_user(user)
            for call in (
                lambda package: package.action_zs_settle(EVE, {"lapsed": 1}, {"lapsed": PAPER}),
                lambda package: package.action_zs_close(),
            ):
                with self.assertRaises(AccessError):
                    call(package)

    def test_a_refused_month_of_a_closed_year_is_not_planned_again(self):
        """R118, R133: its months stay at nothing, whatever was refused before."""
        march = self.month(self.package, 3)
        march.with_user(self.accountant).action_zs_submit()
        task = march.zs_approval_task_ids.filtered(lambda task: task.state == "open")
        task.with_user(self.authority).action_decide("reject", comment="金额有误")
        self.returned(50000)
        self.close()
        with self.assertRaisesRegex(UserError, "closed and does not change"):
            march.with_user(self.accountant).action_replan()

    def test_what_a_closed_year_has_left_is_disposed_of_and_no_month_comes_back(self):
        """R126, R133: the rest may lapse later; its months stay at nothing; not before the year."""
        self.returned(50000)
        self.close()
        before = self.package._zs_lines().mapped("amount")
        self.settle(lapsed=1000)
        self.assertEqual(self.package.entitlement, 249000)
        self.assertEqual(self.package._zs_lines().mapped("amount"), before)
        package = self.package.with_user(self.accountant)
        with self.assertRaisesRegex(UserError, "before the year"):
            package.action_zs_settle(date(YEAR - 1, 12, 31), {"lapsed": 1}, {"lapsed": PAPER})
        model = self.env["zhaoshang.package.settle"].with_user(self.accountant)
        box = model.with_context(default_package_id=package.id).new({"lapsed": 1, "date": False})
        self.assertFalse(box.refusal)

    def test_carrying_over_needs_the_next_year(self):
        """R133: open the year first."""
        with self.assertRaisesRegex(UserError, str(YEAR + 2)):
            self.settle(self.following, carried=1)

    def test_late_claims_are_taken_until_31_january_within_what_is_left(self):
        """R126, R133: on the closed package, posted in the new year; within what is left."""
        self.spend(12000)
        self.settle(carried=38000, lapsed=190000)
        draft = self.claim(10, first=6, package_id=self.package.id)
        self.close()
        for early in (
            draft.action_zs_submit,
            lambda: self.claim(9, first=5, package_id=self.package.id),
        ):
            with self.assertRaisesRegex(UserError, "opens the year again"):
                early()
        with freeze_time(f"{YEAR + 1}-01-20 02:00:00"):
            self.spend(4000, first=7)
            self.assertEqual((self.package.accepted, self.package.advance), (16000, 4000))
            with self.assertRaisesRegex(UserError, "R127"):
                self.claim(6001, first=8, package_id=self.package.id).action_zs_submit()
            self.assert_balanced(self.package, self.following)
        with freeze_time(f"{YEAR + 1}-02-01 02:00:00"), self.assertRaisesRegex(UserError, "closed"):
            self.claim(10, first=9, package_id=self.package.id)

    def test_a_year_is_not_closed_before_its_last_month(self):
        """R133: in March the year goes on."""
        self.returned(50000)
        with freeze_time(MOMENT), self.assertRaisesRegex(UserError, "closed from"):
            self.close()

    def test_the_dialogue_tells_what_would_be_left(self):
        """R133: figures and refusal are shown while it is typed."""
        self.spend(12000)
        model = self.env["zhaoshang.package.settle"].with_user(self.accountant)
        wizard = model.with_context(default_package_id=self.package.id).create({"lapsed": 200001})
        self.assertEqual((wizard.held, wizard.undrawn, wizard.available), (38000, 200000, 238000))
        self.assertIn("never paid", wizard.refusal)
        wizard.write(
            {"lapsed": 200000, "lapsed_document": "财〔2025〕1号", "lapsed_file": PAPER["file"]}
        )
        self.assertEqual((wizard.rest, wizard.refusal), (38000, False))
        wizard.action_confirm()
        self.assertEqual(self.package.entitlement, 50000)

    def test_what_a_closed_year_rests_on_is_not_reversed(self):
        """R128, R133, R134: neither claim nor payment; a late claim that is owed as a whole is."""
        self.spend(12000)
        self.settle(returned=38000)
        self.returned(38000)
        self.close()
        claim = self.package.claim_ids.filtered("move_id")
        for document in (claim, self.month(self.package, 2), self.package.refund_ids):
            with self.assertRaisesRegex(UserError, "Open that year again"):
                document.with_user(self.accountant).action_reverse("入错")
        with freeze_time(f"{YEAR + 1}-01-20 02:00:00"):
            self.spend(4000, first=7)
            late = self.package.claim_ids.filtered("move_id") - claim
            months = self.package._zs_lines().mapped("amount")
            late.with_user(self.cashier).action_pay(date(YEAR + 1, 1, 20), "L1")
            late.with_user(self.accountant).action_reverse_payment("入错")
            self.assertEqual(self.package._zs_lines().mapped("amount"), months)
            late.with_user(self.accountant).action_reverse("入错")
            self.assertEqual((self.package.accepted, self.package.advance), (12000, 0))
            self.reopen()
            claim.with_user(self.accountant).action_reverse("入错")
        self.assert_balanced(self.package)

    # -- taken back

    def undo(self, change=None, day=EVE, user=None, **paper):
        change = (change or self.package.change_ids[-1]).with_user(user or self.accountant)
        change.action_zs_undo(day, **(PAPER | {"reason": "金额有误"} | paper))
        self.env.invalidate_all()

    def reopen(self, package=None, user=None, **paper):
        package = (package or self.package).with_user(user or self.accountant)
        package.action_zs_reopen(**(PAPER | {"reason": "漏报一笔"} | paper))
        self.env.invalidate_all()

    def figures(self):
        names = ("entitlement", "paid", "returned", "loan", "prepaid")
        return [
            ([package[name] for name in names], package._zs_lines().mapped("amount"))
            for package in (self.package, self.following)
        ]

    def test_a_wrong_carry_over_is_taken_back_in_red(self):
        """R133, R134: both packages stand as before; the entry is cancelled, a row says why."""
        self.spend(12000)
        before = self.figures()
        self.settle(carried=38000 + 110000)
        wrong = self.package.change_ids
        self.undo(wrong)
        self.assertEqual(self.figures(), before)
        self.assertEqual(wrong.reversal_ids.amount, 148000)
        self.assertEqual(wrong.reversal_ids.move_id.reversed_entry_id, wrong.move_id)
        self.assertIn("taken back", wrong.reversal_ids._zs_label())
        self.assert_balanced(self.package, self.following)
        for change in wrong | wrong.reversal_ids | self.following.change_ids:
            with self.assertRaisesRegex(UserError, "once"):
                self.undo(change)
        self.settle(carried=38000)
        self.assert_balanced(self.package, self.following)
        self.close()

    def test_a_return_and_a_lapse_are_taken_back_in_an_open_year(self):
        """R128, R133: the demand falls away; of a closed year not before it is open again."""
        self.spend(12000)
        self.settle(returned=38000, lapsed=200000)
        lapse, demand = (
            self.package.change_ids.filtered(lambda row, kind=kind: row.kind == kind)
            for kind in ("lapsed", "returned")
        )
        self.undo(demand)
        self.assertFalse(self.package.owes or self.package.activity_ids)
        self.returned(38000)
        self.close()
        self.assertFalse(lapse.can_be_undone)
        with self.assertRaisesRegex(UserError, "open that year again"):
            self.undo(lapse)
        self.reopen()
        self.assertEqual(sum(self.package._zs_lines().mapped("amount")), 50000 + 38000)
        self.undo(lapse)
        self.assertEqual((self.package.state, self.package.closed_on), ("open", False))
        self.assertEqual((self.package.entitlement, self.package.available), (250000, 238000))
        self.assertEqual(sum(self.package._zs_lines().mapped("amount")), 50000 + 238000)
        self.assert_balanced(self.package)

    def test_what_the_next_year_stands_on_is_not_taken_back(self):
        """R122, R127, R128, R133: its claims, its loan, its closing; each with the way out."""
        self.spend(12000)
        self.settle(carried=38000)
        with freeze_time(f"{YEAR + 1}-01-08 02:00:00"):
            loan = self.month(self.following, 1)
            self.approve_and_pay(loan, date(YEAR + 1, 1, 6))
            with self.assertRaisesRegex(UserError, "two loans"):
                self.undo(day=date(YEAR + 1, 1, 8))
            loan.with_user(self.accountant).action_reverse("入错")
            invoice = self.invoice(50, 500, invoice_date=date(YEAR + 1, 1, 5))
            claim = self.claim_of([invoice], package_id=self.following.id)
            claim.action_zs_submit()
            self.agree(claim, self.head, self.authority, self.accountant)
            claim.with_user(self.accountant).action_post()
            with self.assertRaisesRegex(UserError, "rests on"):
                self.undo(day=date(YEAR + 1, 1, 8))
        self.close()
        self.following._govern({"state": "closed"})
        with self.assertRaisesRegex(UserError, f"{YEAR + 1} is closed"):
            self.reopen()
        self.assert_balanced(self.package, self.following)

    def test_nobody_learns_of_a_change_in_another_county_by_naming_it(self):
        """R012, R117: the box to take it back tells neither its document nor its amount."""
        self.spend(12000)
        self.settle(lapsed=10)
        county = self.env["res.company"].create({"name": "邻县"})
        stranger = self._user("t_linxian", "zhaoshang_finance.group_accountant")
        stranger.write({"company_id": county.id, "company_ids": [Command.set(county.ids)]})
        box = self.env["zhaoshang.package.undo"].with_user(stranger).with_company(county)
        told = {"change_id": {"fields": {"display_name": {}}}, "amount": {}, "kind": {}}
        with self.assertRaisesRegex(AccessError, "another bureau"):
            box.onchange({"change_id": self.package.change_ids.id}, ["change_id"], told)

    def test_only_the_accountant_takes_back_with_document_and_reason(self):
        """R133, R140: nobody else; not without number, file and reason."""
        self.spend(12000)
        self.settle(lapsed=10)
        for paper, words in (({"file": False}, "document"), ({"reason": " "}, "why")):
            for call in (self.undo, self.reopen):
                with self.assertRaisesRegex(UserError, words):
                    call(**paper)
        for user in (self.cashier, self.authority, self.head):
            for call in (self.undo, self.reopen):
                with self.assertRaises(AccessError):
                    call(user=user)
        with self.assertRaisesRegex(UserError, "not closed"):
            self.reopen()
