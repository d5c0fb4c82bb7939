from datetime import date
from types import SimpleNamespace

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import YEAR, ClaimCase


@tagged("post_install", "-at_install")
class TestClaimPosting(ClaimCase):
    """From the approved claim to the entry, and what is owed to the claimant (R125, R128)."""

    def test_the_entry_is_an_expense_of_the_bureau_in_the_transfer_journal(self):
        """R125: by category, counted for the bureau, locked by the hash of the journal."""
        lines = [self.invoice(1, 1200), self.invoice(2, 300, "office"), self.invoice(3, 500)]
        claim = self.claim_of(lines)
        claim.action_zs_submit()
        self.agree(claim, self.head, self.authority, self.accountant)
        claim.with_user(self.accountant).action_post()
        move = claim.sudo().move_id
        self.assertEqual(move.journal_id, self.company.zs_claim_journal_id)
        self.assertTrue(move.inalterable_hash)
        debits = move.line_ids.filtered("debit")
        self.assertEqual(
            {line.account_id: line.debit for line in debits},
            {self.categories["rent"].account_id: 1700, self.categories["office"].account_id: 300},
        )
        analytic = {str(self.three.analytic_account_id.id): 100}
        self.assertEqual(debits.mapped("analytic_distribution"), [analytic, analytic])
        column = self.three.analytic_account_id.plan_id._column_name()
        self.assertEqual(debits.analytic_line_ids[column], self.three.analytic_account_id)
        self.assertEqual(self.line_of(move, "loan").credit, 2000)
        self.assertEqual(move.line_ids.partner_id, self.three.partner_id)

    def test_what_exceeds_the_advance_is_owed_and_paid_by_the_cashier(self):
        """R128: 借款, 预拨, then 应付垫付, with the claimant named."""
        claim = self.posted(30000, 20000, 1200)
        self.assertEqual(self.balances(), (0, 0, 1200))
        self.assertEqual((claim.owed, claim.payable), (1200, 1200))
        with self.assertRaises(AccessError):
            claim.with_user(self.accountant).action_pay(date(YEAR, 3, 20), "S1")
        claim.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S1")
        self.assertEqual(self.balances(), (0, 0, 0))
        self.assertEqual((claim.paid_amount, claim.payable), (1200, 0))
        self.assertEqual(self.month(self.package, 3).amount, 20000 - 1200)
        self.assertEqual(claim.payment_move_id.journal_id, self.company.zs_bank_journal_id)
        with self.assertRaisesRegex(UserError, "Nothing is owed"):
            claim.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S2")
        with self.assertRaisesRegex(UserError, "1,200.00 of .* have been paid"):
            claim.with_user(self.accountant).action_reverse("Wrong")

    def test_a_wrong_payment_is_reversed_and_owed_again(self):
        """R128, R134: by the accountant with a reason, in red; the month has its amount again."""
        claim = self.posted(50000, 1200)
        paying, accounting = claim.with_user(self.cashier), claim.with_user(self.accountant)
        with self.assertRaisesRegex(UserError, "no payment to reverse"):
            accounting.action_reverse_payment("Wrong slip")
        paying.action_pay(date(YEAR, 3, 20), "S1")
        move = claim.payment_move_id
        with self.assertRaises(AccessError):
            paying.action_reverse_payment("Wrong slip")
        with self.assertRaisesRegex(UserError, "Say why"):
            accounting.action_reverse_payment(" ")
        accounting.action_reverse_payment("Wrong slip")
        self.assertEqual(self.balances(), (0, 0, 1200))
        self.assertEqual((claim.state, claim.paid_amount, claim.payable), ("posted", 0, 1200))
        self.assertEqual(self.month(self.package, 3).amount, 20000)
        bank = self.line_of(move.reversal_move_ids, "bank")
        self.assertEqual((bank.debit, bank.credit), (0, -1200))
        paying.action_pay(date(YEAR, 3, 20), "S1")  # the slip is free again
        self.assertEqual(self.balances(), (0, 0, 0))
        self.assertEqual(self.month(self.package, 3).amount, 20000 - 1200)

    def test_the_next_allotment_covers_what_is_owed_and_nothing_is_paid_twice(self):
        """R120, R128: the oldest advance first."""
        old = self.posted(50000, 15000)
        new = self.posted(9000, first=10)
        self.assertEqual(self.balances(), (0, 0, 24000))
        march = self.month(self.package, 3)
        self.approve_and_pay(march, date(YEAR, 3, 20), "M3")
        self.assertEqual(self.balances(), (0, 0, 4000))
        (old | new).invalidate_recordset()
        self.assertEqual((old.payable, new.payable), (0, 4000))
        self.assertEqual((old | new).search([("payable", ">", 0)]), new)
        with self.assertRaisesRegex(UserError, "Nothing is owed"):
            old.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S3")
        new.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S4")
        self.assertEqual(self.balances(), (0, 0, 0))

    def test_what_an_allotment_has_covered_is_reversed_after_it(self):
        """R128, R134: else the bureau would hold money that nobody can return or carry over."""
        claim = self.posted(50000, 15000)
        march = self.month(self.package, 3)
        self.approve_and_pay(march, date(YEAR, 3, 20), "M3")
        with self.assertRaisesRegex(UserError, "15,000.00 of .* with an allotment"):
            claim.with_user(self.accountant).action_reverse("Wrong")
        march.with_user(self.accountant).action_reverse("Wrong claim")
        claim.with_user(self.accountant).action_reverse("Wrong")
        self.pay(march, date(YEAR, 3, 20), "M3")
        self.assertEqual(self.balances(), (30000, 40000, 0))

    def test_what_is_paid_early_is_deducted_from_the_next_months(self):
        """R120, R124, R128: in the end the bureau has received the package, not more."""
        self.approve(self.month(self.package, 3))
        claim = self.posted(50000, 25000)
        claim.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S1")
        amounts = [self.month(self.package, month).amount for month in (3, 4, 5, 6)]
        self.assertEqual(amounts, [20000, 0, 15000, 20000])  # March has been agreed to already
        unpaid = self.package._zs_lines().filtered(lambda line: line.state != "paid")
        self.assertEqual(self.package.paid + sum(unpaid.mapped("amount")), 250000)

    def test_a_slip_is_used_once_over_all_payments(self):
        """R134: also when an allotment has used it."""
        claim = self.posted(50000, 100)
        self.approve(self.month(self.package, 3))
        self.pay(self.month(self.package, 3), date(YEAR, 3, 20), "SAME")
        later = self.posted(50000, first=10)
        self.assertTrue(claim.owed and later.payable)
        with self.assertRaisesRegex(UserError, "SAME"):
            later.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "SAME")

    def test_finance_may_clear_what_was_paid_ahead_first(self):
        """R128: unless 财务 chooses."""
        self.posted(25000, loan_first=False)
        self.assertEqual(self.balances(), (25000, 0, 0))

    def test_two_in_one_go_clear_one_after_the_other(self):
        """R128: the second clears what the first left open."""
        both = self.approved(29000) | self.approved(21500, first=10)
        both.with_user(self.accountant).action_post()
        self.assertEqual(self.balances(), (0, 0, 500))
        self.assertEqual(both.sudo().mapped("owed"), [0, 500])

    def test_a_wrong_entry_is_reversed_and_posted_anew(self):
        """R134: 红冲, the key is free again, the balances are as before."""
        claim = self.posted(12000)
        with self.assertRaises(AccessError):
            claim.with_user(self.cashier).action_reverse("Wrong")
        with self.assertRaisesRegex(UserError, "Say why"):
            claim.with_user(self.accountant).action_reverse(" ")
        claim.with_user(self.accountant).action_reverse("Wrong account")
        self.assertEqual(self.balances(), (30000, 20000, 0))
        self.assertEqual(claim.state, "approved")
        claim.with_user(self.accountant).action_post()
        self.assertEqual(self.balances(), (18000, 20000, 0))

    def test_posting_takes_no_more_statements_for_more_claims(self):
        """A batch of claims costs the same statements as one, but for the entries themselves."""
        one = self.approved(10)
        many = self.env["zhaoshang.claim"].union(
            *(self.approved(10, 20, 30, first=10 * n) for n in range(1, 6))
        )
        one, many = (claims.with_user(self.accountant) for claims in (one, many))
        today = date(YEAR, 3, 20)
        self.assertEqual(
            self.statements(one._check_postable, today),
            self.statements(many._check_postable, today),
        )
        posted = [self.statements(claims.action_post) for claims in (one, many)]
        self.assertLess(posted[1] - posted[0], 12 * 4)

    def test_a_year_is_claimed_until_the_end_of_january(self):
        """R126: tolerance to 01-31; posted in the new year on the old package."""
        claim = self.claim(10)
        late = self.claim(10, first=5)
        with freeze_time(f"{YEAR + 1}-01-31 02:00:00"):
            claim.action_zs_submit()
            self.agree(claim, self.head, self.authority, self.accountant)
            claim.with_user(self.accountant).action_post()
            self.assertEqual(claim.sudo().move_id.date, date(YEAR + 1, 1, 31))
        self.assertEqual(self.balances(), (29990, 20000, 0))
        with (
            freeze_time(f"{YEAR + 1}-02-01 02:00:00"),
            self.assertRaisesRegex(UserError, f"{YEAR + 1}-01-31"),
        ):
            late.action_zs_submit()

    def test_a_locked_month_is_refused(self):
        """R134: nothing is silently moved to another month."""
        claim = self.approved(10)
        for lock in ("fiscalyear_lock_date", "hard_lock_date"):
            self.company.fiscalyear_lock_date = False
            self.company[lock] = date(YEAR, 3, 31)
            with self.assertRaisesRegex(UserError, "R134"):
                claim.with_user(self.accountant).action_post()
        self.assertFalse(claim.sudo().move_id)

    def test_the_accountant_posts_no_claim_of_his_own(self):
        """R134: who receives the money neither agrees, posts nor pays."""
        claim = self.approved(10)
        claim.sudo()._govern({"user_id": self.accountant.id})
        with self.assertRaisesRegex(AccessError, "your own"):
            claim.with_user(self.accountant).action_post()

    def test_a_new_loan_waits_for_the_last_one(self):
        """R122, R128: the next year's loan is paid after this one is cleared."""
        following = self.open_year(YEAR + 1)
        loan = self.month(following, 1)
        with self.assertRaisesRegex(UserError, r"30,000\.00 are still open.*R122"):
            loan.with_user(self.accountant).action_zs_submit()
        self.posted(30000)
        loan.with_user(self.accountant).action_zs_submit()
        self.assertEqual(loan.state, "submitted")

    def test_of_two_loans_handed_in_beside_each_other_one_is_paid(self):
        """R122: what counts is how it stands when it is paid, in one go, too."""
        self.posted(30000)
        loans = [self.month(self.open_year(YEAR + years), 1) for years in (1, 2)]
        both = loans[0] | loans[1]
        self.approve(both)
        day = date(YEAR + 2, 1, 10)
        with freeze_time(f"{day} 02:00:00"):
            with self.assertRaisesRegex(UserError, r"30,000\.00 are still open.*R122"):
                self.pay(both, day)
            self.pay(loans[0], day)
            with self.assertRaisesRegex(UserError, r"30,000\.00 are still open.*R122"):
                self.pay(loans[1], day)
        self.assertFalse(loans[1].move_id)

    def test_what_a_bureau_has_spent_is_counted_by_posting_alone(self):
        """R117, R134: neither accounting's manager nor the superuser counts anything else."""
        counted = self.posted(10).move_id.line_ids.analytic_line_ids
        manager = self._user("t_manager", "account.group_account_user")
        for lines in (counted, counted.with_user(manager)):
            for forge in (
                lambda lines=lines: lines.copy(),
                lambda lines=lines: lines.write({"amount": -99}),
                lambda lines=lines: lines.unlink(),
                lambda lines=lines: lines.create(
                    {"name": "x", "move_line_id": lines.move_line_id.id}
                ),
            ):
                with self.assertRaises(AccessError):
                    forge()
        self.assertEqual(counted.amount, -10)
        account = self.three.analytic_account_id
        with self.assertRaisesRegex(AccessError, "R134"):
            account.with_user(manager).active = False
        account.with_user(manager).name = "Read otherwise"

    def test_a_dismissal_has_its_figures_and_blocks_new_loans(self):
        """R104: loan and claims of the settlement are the accountant's, with what the books say."""
        settlements = self.env["zhaoshang.settlement"]
        post = self.env["zhaoshang.appointment"].search([("user_id", "=", self.deputy.id)])
        claim = self.claim(700)
        claim.action_zs_submit()
        slip = SimpleNamespace(total=0)
        points = {point["kind"]: point["name"] for point in settlements._points(post, slip)}
        self.assertIn("30,000.00", points["loan"])
        self.assertIn("1, ", points["claims"])
        self.assertIn("700.00", points["claims"])
        settlement = self._settlement(post)
        money = settlement.line_ids.with_user(self.accountant).sudo(False)
        self.assertEqual(money.settlement_id.display_name, post.name)
        own = settlements.with_user(self.accountant)
        self.assertIn(settlement, own.search([("officer_name", "ilike", post.name)]))
        self.assertIn(settlement.id, dict(own.name_search(post.name)))
        arch = own.get_view(view_type="search")["arch"]
        self.assertNotIn("appointment_id", arch)  # which asks for appointments, not his to read
        loan, claims = money
        self.assertEqual(money.mapped("can_settle"), [True, True])
        self.assertFalse(loan.with_user(self.authority).can_settle)
        with self.assertRaisesRegex(UserError, "700.00 in all"):
            claims.action_settle()
        self.posted(30000, first=20)
        following = self.month(self.open_year(YEAR + 1), 1)
        with self.assertRaisesRegex(UserError, "R104"):
            following.with_user(self.accountant).action_zs_submit()
        loan.action_settle()
        following.with_user(self.accountant).action_zs_submit()
        claim.action_zs_withdraw()
        claims.action_settle()
        self.assertEqual(settlement.state, "closed")

    def _settlement(self, post):
        """An open settlement of the two points that are finance's, as a dismissal leaves it."""
        self.env.cr.execute("ALTER TABLE zhaoshang_settlement ALTER sanction_id DROP NOT NULL")
        self.env.cr.execute(
            "INSERT INTO zhaoshang_settlement (appointment_id, officer_name, user_id, bureau_id,"
            " company_id, opened_on, state) VALUES (%s, %s, %s, %s, %s, %s, 'open') RETURNING id",
            [
                post.id,
                post.name,
                post.user_id.id,
                post.bureau_id.id,
                self.company.id,
                date(YEAR, 3, 20),
            ],
        )
        settlement = self.env["zhaoshang.settlement"].browse(self.env.cr.fetchone()[0])
        self.env["zhaoshang.settlement.line"].sudo().create(
            [
                {"settlement_id": settlement.id, "kind": kind, "name": kind}
                for kind in ("loan", "claims")
            ]
        )
        return settlement
