from copy import deepcopy
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from freezegun import freeze_time
from markupsafe import Markup
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .common import YEAR, FinanceCase

JANUARY = date(YEAR, 1, 5)
FEBRUARY = date(YEAR, 2, 5)


@tagged("post_install", "-at_install")
class TestAllotmentPay(FinanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.package = cls.open_year()

    def test_the_loan_is_posted_as_a_receivable_and_no_expense(self):
        """R119: January is Dr 借款 / Cr bank, 30,000.00, and no expense."""
        loan = self.month(self.package, 1)
        self.approve_and_pay(loan, JANUARY, "2025-0001")
        move = loan.move_id
        self.assertEqual(move.state, "posted")
        self.assertEqual(move.date, JANUARY)
        self.assertEqual(move.journal_id, self.company.zs_bank_journal_id)
        self.assertTrue(move.inalterable_hash)
        self.assertEqual(self.line_of(move, "loan").debit, 30000)
        self.assertEqual(self.line_of(move, "bank").credit, 30000)
        self.assertEqual(move.line_ids.partner_id, self.three.partner_id)
        self.assertFalse(move.line_ids.account_id.filtered(lambda a: a.internal_group == "expense"))
        self.assertEqual((loan.state, loan.slip_number), ("paid", "2025-0001"))

    def test_a_later_month_is_paid_ahead(self):
        """R120: February is Dr 预拨经费 / Cr bank, 20,000.00."""
        package = self.package
        self.approve_and_pay(self.month(package, 1), JANUARY)
        february = self.month(package, 2)
        self.approve_and_pay(february, FEBRUARY)
        self.assertEqual(self.line_of(february.move_id, "prepaid").debit, 20000)
        self.assertEqual(self.line_of(february.move_id, "bank").credit, 20000)
        self.assertEqual(len(february.move_id.line_ids), 2)

    def test_advances_are_repaid_first(self):
        """R120: Dr 应付垫付 up to its balance, the rest 预拨经费; no advance is repaid twice."""
        package = self.package
        lines = self.month(package, 1) | self.month(package, 2) | self.month(package, 3)
        self.approve(lines)
        model = type(package)
        owed = {package.id: {"loan": 0, "prepaid": 0, "advance": Decimal(25000)}}
        with patch.object(model, "_zs_open_balances", lambda records: deepcopy(owed)):
            self.pay(lines, date(YEAR, 3, 3), "1", "2", "3")
        february, march = lines[1].move_id, lines[2].move_id
        self.assertEqual(self.line_of(february, "advance").debit, 20000)
        self.assertFalse(self.line_of(february, "prepaid"))
        self.assertEqual(self.line_of(march, "advance").debit, 5000)
        self.assertEqual(self.line_of(march, "prepaid").debit, 15000)

    def test_nothing_is_paid_before_it_is_approved(self):
        """R118: neither planned nor submitted lines are paid."""
        loan = self.month(self.package, 1)
        with self.assertRaises(UserError):
            self.pay(loan, JANUARY)
        loan.with_user(self.accountant).action_zs_submit()
        self.assertEqual(loan.state, "submitted")
        with self.assertRaises(UserError):
            self.pay(loan, JANUARY)
        self.assertFalse(loan.move_id)

    def test_a_month_is_not_paid_before_it_begins(self):
        """R120: the refusal names the first day on which it can be paid."""
        package = self.package
        self.approve_and_pay(self.month(package, 1), JANUARY)
        self.approve(self.month(package, 2))
        with self.assertRaisesRegex(UserError, f"02/01/{YEAR}"):
            self.pay(self.month(package, 2), date(YEAR, 1, 31))

    def test_a_month_is_not_paid_before_the_months_before_it(self):
        """R118: the refusal names the month that comes first."""
        package = self.package
        self.approve(self.month(package, 1) | self.month(package, 2))
        with self.assertRaisesRegex(UserError, f"{YEAR}-01"):
            self.pay(self.month(package, 2), FEBRUARY)

    def test_nothing_is_allotted_after_a_bureau_is_closed(self):
        """R003: closed on the last day of January, the bureau gets its January and no February."""
        package = self.package
        january, february, march = (self.month(package, number) for number in (1, 2, 3))
        self.approve(january | february)
        self.env["zhaoshang.bureau.event"].create(
            {
                "bureau_id": self.three.id,
                "kind": "close",
                "date": date(YEAR, 1, 31),
                "document": "松测〔2025〕9号",
            }
        )
        self.pay(january, FEBRUARY)
        with self.assertRaisesRegex(UserError, "R003"):
            self.pay(february, FEBRUARY)
        with self.assertRaisesRegex(UserError, "R003"):
            march.with_user(self.accountant).action_zs_submit()
        self.assertEqual(package.paid, 30000)

    def test_the_first_page_tells_what_waits_outside_of_approvals(self):
        """R118: the cashier is to decide nothing; her empty list leads to what is to be paid."""
        tasks = self.env["zhaoshang.approval.task"]
        line = self.month(self.package, 1)
        nothing = Markup("<p>Nothing</p>")
        with freeze_time(FEBRUARY):
            told = tasks.with_user(self.accountant).sudo().get_empty_list_help(nothing)
            self.assertIn("/odoo/allotments-to-submit", told)
            for user in (self.cashier, self.authority):
                told = tasks.with_user(user).sudo().get_empty_list_help(nothing)
                self.assertNotIn("/odoo/allotments", told)
            self.approve(line)
            for user, shown in ((self.cashier, True), (self.authority, False)):
                told = tasks.with_user(user).sudo().get_empty_list_help(nothing)
                self.assertEqual("/odoo/allotments-to-pay" in told, shown)
                self.assertTrue(told.startswith(nothing))

    def test_many_rows_are_paid_at_once(self):
        """R118: submit, approve and pay over rows of several bureaus, one entry for each."""
        first = self.package
        second = self.package_of(self.two)
        lines = self.month(first, 1) | self.month(first, 2) | self.month(second, 1)
        self.approve_and_pay(lines, FEBRUARY, "a", "b", "c")
        self.assertEqual(len(lines.move_id), 3)
        self.assertEqual(lines.mapped("slip_number"), ["a", "b", "c"])
        self.assertEqual(lines.move_id.mapped("state"), ["posted"] * 3)

    def test_a_batch_costs_few_queries_more(self):
        """R118: a payment in a batch of twelve costs less than half of one alone."""
        package = self.package
        loan = self.month(package, 1)
        self.approve(package.allotment_ids)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.pay(loan, date(YEAR, 12, 31))
        self.env.flush_all()
        one = self.env.cr.sql_log_count - before
        rest = package.allotment_ids - loan
        before = self.env.cr.sql_log_count
        self.pay(rest, date(YEAR, 12, 31))
        self.env.flush_all()
        many = self.env.cr.sql_log_count - before
        self.assertLess(many, one * len(rest) / 2)

    def test_only_the_cashier_pays(self):
        """R134, R140: 会计 and 招商管理局 do not pay."""
        loan = self.month(self.package, 1)
        self.approve(loan)
        for user in (self.accountant, self.authority):
            with self.assertRaisesRegex(AccessError, "cashier"):
                loan.with_user(user).action_pay(JANUARY, "1")

    def test_the_payer_neither_submitted_nor_approved(self):
        """R134: one person with several posts still needs two others."""
        package = self.package
        self.accountant.group_ids |= self.env.ref("zhaoshang_finance.group_cashier")
        self.authority.group_ids |= self.env.ref("zhaoshang_finance.group_cashier")
        loan = self.month(package, 1)
        self.approve(loan)
        for user in (self.accountant, self.authority):
            with self.assertRaisesRegex(AccessError, "somebody else"):
                loan.with_user(user).action_pay(JANUARY, "1")
        self.pay(loan, JANUARY)

    def test_only_the_accountant_submits(self):
        """R118, R140: 出纳 and 招商管理局 do not submit."""
        loan = self.month(self.package, 1)
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                loan.with_user(user).action_zs_submit()

    def test_a_slip_is_used_once_a_day(self):
        """R134: the same bank slip cannot prove two payments."""
        first = self.month(self.package, 1)
        second = self.month(self.package_of(self.two), 1)
        self.approve_and_pay(first, JANUARY, "2025-0007")
        self.approve(second)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.pay(second, JANUARY, "2025-0007")
        self.pay(second, JANUARY, "2025-0008")

    def test_every_payment_has_date_and_slip(self):
        """R134: no date, no slip, an empty slip or too few slips are refused."""
        package = self.package
        lines = self.month(package, 1) | self.month(package, 2)
        self.approve(lines)
        for bank_date, slips in (
            (False, ["1", "2"]),
            (FEBRUARY, ["1"]),
            (FEBRUARY, ["1", " "]),
            (FEBRUARY, ["1", False]),
        ):
            with self.assertRaisesRegex(UserError, "bank slip"):
                lines.with_user(self.cashier).action_pay(bank_date, slips)

    @freeze_time("2026-03-01 15:59:00")
    def test_tomorrow_is_not_a_bank_date(self):
        """R134: at 23:59 in the county, the next day is the future."""
        loan = self.month(self.open_year(2026), 1)
        self.approve(loan)
        with self.assertRaisesRegex(UserError, "future"):
            self.pay(loan, date(2026, 3, 2))
        with freeze_time("2026-03-01 16:01:00"):
            self.pay(loan, date(2026, 3, 2))

    def test_a_locked_period_is_refused_and_never_shifted(self):
        """R134: Odoo would move the date silently; here the payment is refused."""
        loan = self.month(self.package, 1)
        self.approve(loan)
        self.company.fiscalyear_lock_date = date(YEAR, 1, 31)
        with self.assertRaisesRegex(UserError, f"01/31/{YEAR}"):
            self.pay(loan, JANUARY)
        self.assertFalse(loan.move_id)
        self.pay(loan, date(YEAR, 2, 1))
        self.assertEqual(loan.move_id.date, date(YEAR, 2, 1))

    def test_a_paid_line_is_not_paid_again(self):
        """R134: one entry for each event."""
        loan = self.month(self.package, 1)
        self.approve_and_pay(loan, JANUARY)
        with self.assertRaisesRegex(UserError, "not waiting"):
            self.pay(loan, JANUARY, "other")

    def test_a_refused_line_is_planned_again(self):
        """R118: the refused line stays as history and the month gets a new one."""
        package = self.package
        loan = self.month(package, 1)
        loan.with_user(self.accountant).action_zs_submit()
        task = loan.zs_approval_task_ids.filtered(lambda t: t.state == "open")
        task.with_user(self.authority).action_decide("reject", comment="金额有误")
        self.assertEqual(loan.state, "refused")
        loan.with_user(self.accountant).action_replan()
        again = self.month(package, 1)
        self.assertNotEqual(again, loan)
        self.assertEqual((again.state, again.amount), ("planned", 30000))
        self.approve_and_pay(again, JANUARY)
        self.assertEqual(package.paid, 30000)

    def test_a_month_planned_again_fits_the_package_as_it_is_now(self):
        """R118, R124: August is refused, two people come from July: 85,000 less July's 17,000."""
        package = self.package
        august = self.month(package, 8)
        august.with_user(self.accountant).action_zs_submit()
        task = august.zs_approval_task_ids.filtered(lambda t: t.state == "open")
        task.with_user(self.authority).action_decide("reject", comment="金额有误")
        paper = {"document": "松编办〔2025〕6号", "file": b"JVBERi0xLjQK"}
        own = package.with_user(self.accountant)
        own.action_zs_change("resized", date(YEAR, 7, 1), 2, **paper)
        self.assertEqual(self.month(package, 7).amount, 17000)
        august.with_user(self.accountant).action_replan()
        self.env.invalidate_all()
        amounts = [line.amount for line in package._zs_lines()]
        self.assertEqual(amounts[6:], [17000, *[13600] * 5])
        self.assertEqual((sum(amounts), package.entitlement), (215000, 215000))

    def test_a_client_cannot_steer_the_posting_through_the_context(self):
        """R134: defaults and skip keys of the client do not reach the entry."""
        loan = self.month(self.package, 1)
        self.approve(loan)
        loan.with_user(self.cashier).with_context(
            default_ref="forged",
            default_auto_post="monthly",
            check_move_validity=False,
            default_partner_id=self.two.partner_id.id,
            zs_permit=True,
        ).action_pay(JANUARY, "1")
        self.assertEqual(loan.move_id.auto_post, "no")
        self.assertNotEqual(loan.move_id.ref, "forged")
        self.assertEqual(loan.move_id.line_ids.partner_id, self.three.partner_id)


@tagged("post_install", "-at_install")
class TestAllotmentReverse(FinanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.package = cls.open_year()
        cls.loan = cls.month(cls.package, 1)
        cls.approve_and_pay(cls.loan, JANUARY, "1")
        cls.move = cls.loan.move_id

    def reverse(self, user=None, reason="汇错账户", day=FEBRUARY):
        self.loan.with_user(user or self.accountant).action_reverse(reason, day)
        return self.env["account.move"].search([("reversed_entry_id", "=", self.move.id)])

    def test_an_error_is_reversed_in_red(self):
        """R134: a storno reversal: the same sides with negative amounts."""
        red = self.reverse()
        self.assertEqual(red.state, "posted")
        self.assertEqual(self.line_of(red, "loan").debit, -30000)
        self.assertEqual(self.line_of(red, "bank").credit, -30000)
        self.assertIn("汇错账户", red.ref)
        self.assertEqual((self.package.paid, self.package.loan), (0, 0))

    def test_a_reversal_frees_the_key_of_the_event(self):
        """R134: the line is payable again, under the same approval."""
        self.reverse()
        self.assertEqual(self.loan.state, "approved")
        self.pay(self.loan, FEBRUARY, "2")
        self.assertNotEqual(self.loan.move_id, self.move)
        self.assertEqual((self.package.paid, self.package.loan), (30000, 30000))

    def test_a_second_error_is_reversed_too(self):
        """R134: pay, reverse, pay, reverse, pay."""
        self.reverse()
        self.pay(self.loan, FEBRUARY, "2")
        self.loan.with_user(self.accountant).action_reverse("又错", FEBRUARY)
        self.pay(self.loan, FEBRUARY, "3")
        self.assertEqual(self.package.paid, 30000)

    def test_only_the_accountant_reverses_and_says_why(self):
        """R134: with a reason, by 会计, once."""
        for user in (self.cashier, self.authority):
            with self.assertRaisesRegex(AccessError, "accountant"):
                self.reverse(user)
        with self.assertRaisesRegex(UserError, "why"):
            self.reverse(reason="  ")
        self.reverse()
        with self.assertRaisesRegex(UserError, "no entry"):
            self.reverse()

    def test_a_reversal_is_not_dated_before_the_payment_or_into_a_locked_period(self):
        """R134: refused, never shifted."""
        with self.assertRaisesRegex(UserError, "before that day"):
            self.reverse(day=date(YEAR, 1, 4))
        self.company.fiscalyear_lock_date = date(YEAR, 2, 28)
        with self.assertRaisesRegex(UserError, "closed"):
            self.reverse()
        self.assertTrue(self.reverse(day=date(YEAR, 3, 1)))

    @mute_logger("odoo.sql_db")
    def test_one_entry_for_each_event(self):
        """R134: the database refuses a second unreversed entry of one event."""
        posting = self.env["zhaoshang.posting"].with_user(self.cashier)
        entries = self.loan.sudo()._zs_entries(JANUARY, {self.loan.id: "9"})
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            posting._post_entries(self.company, entries)
