from datetime import date
from types import SimpleNamespace

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import YEAR, FinanceCase

PDF = "JVBERi0xLjQK"
MOMENT = f"{YEAR}-03-20 02:00:00"
JANUARY, FEBRUARY = date(YEAR, 1, 6), date(YEAR, 2, 5)


@tagged("post_install", "-at_install")
class ClaimCase(FinanceCase):
    """测试甲 has a head and a deputy, a loan of 30,000 and 20,000 paid ahead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(MOMENT)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.head = cls._officer("t_juzhang", "head")
        cls.deputy = cls._officer("t_fujuzhang", "deputy")
        cls.leader = cls._user("t_fenguan", "zhaoshang_office.group_leader")
        for role, user in (
            ("zhaoshang_finance.approval_role_accountant", cls.accountant),
            ("zhaoshang_office.approval_role_leader", cls.leader),
        ):
            post = cls.env.ref(role)
            post.member_ids.date_to = "2020-01-01"
            post.member_ids = [Command.create({"user_id": user.id})]
            post.member_ids._zs_take_effect()
        cls.package = cls.open_year()
        lines = cls.month(cls.package, 1) | cls.month(cls.package, 2)
        cls.approve(lines)
        cls.pay(cls.month(cls.package, 1), JANUARY)
        cls.pay(cls.month(cls.package, 2), FEBRUARY)
        categories = cls.env["zhaoshang.expense.category"].search(
            [("company_id", "=", cls.company.id)]
        )
        cls.categories = {category.code: category for category in categories}

    @classmethod
    def _officer(cls, login, role):
        user = cls._user(login, f"zhaoshang_office.group_{role}")
        post = cls.env["zhaoshang.appointment"].create(
            {
                "name": login,
                "employee_id": cls.env["hr.employee"]
                .create({"name": login, "user_id": user.id, "company_id": cls.company.id})
                .id,
                "host_unit_id": cls.env["zhaoshang.host.unit"]
                .search([(f"for_{role}", "=", True)], limit=1)
                .id,
                "bureau_id": cls.three.id,
                "role": role,
                "date_from": date(YEAR - 1, 7, 1),
            }
        )
        post._confirm()
        return user

    def invoice(self, number, total, category="rent", **values):
        return {
            "category_id": self.categories[category].id,
            "invoice_number": f"25332{number:015d}",
            "invoice_date": date(YEAR, 3, 3),
            "invoice_amount": total,
            "file": PDF,
            "file_name": "invoice.pdf",
            **values,
        }

    def claim(self, *amounts, user=None, first=1, **values):
        """A claim that is typed and not handed in."""
        lines = [self.invoice(first + n, amount) for n, amount in enumerate(amounts)]
        return self.claim_of(lines, user, **values)

    def claim_of(self, lines, user=None, **values):
        values = {"reason": "Rent", "line_ids": [Command.create(line) for line in lines], **values}
        return self.env["zhaoshang.claim"].with_user(user or self.deputy).create(values)

    def agree(self, claim, *users):
        tasks = self.env["zhaoshang.approval.task"]
        for user in users:
            own = tasks.with_user(user).search(
                [("res_model", "=", claim._name), ("res_id", "=", claim.id), ("state", "=", "open"),
                 ("user_id", "=", user.id)]
            )  # fmt: skip
            self.assertTrue(own, user.login)
            own.action_decide("approve")
        claim.invalidate_recordset()

    def approved(self, *amounts, **values):
        claim = self.claim(*amounts, **values)
        claim.action_zs_submit()
        users = [self.head, self.authority, self.accountant]
        if claim.needs_leader:
            users.append(self.leader)
        self.agree(claim, *users)
        return claim

    def posted(self, *amounts, loan_first=True, **values):
        claim = self.approved(*amounts, **values)
        claim.with_user(self.accountant).action_post(loan_first=loan_first)
        return claim.sudo()

    def balances(self):
        self.package.invalidate_recordset()
        package = self.package
        self.assertEqual(
            package.loan + package.prepaid - package.advance,
            package.paid - package.returned - package.accepted,
        )
        return (package.loan, package.prepaid, package.advance)


class TestClaimWay(ClaimCase):
    """From the invoice to the entry (clause 13, R125 to R129)."""

    def test_it_goes_by_head_authority_and_accountant_and_clears_the_loan(self):
        """R128, R129: claims of 12,000 leave 18,000 of the loan open."""
        claim = self.claim(4000, 1000)
        self.assertEqual((claim.head_user_id, claim.needs_leader), (self.head, False))
        claim.action_zs_submit()
        self.assertEqual((claim.state, claim.needs_leader), ("submitted", False))
        self.assertRegex(claim.number, rf"BX-{YEAR}-\d{{4}}")
        self.agree(claim, self.head, self.authority, self.accountant)
        self.assertEqual(claim.state, "approved")
        self.assertEqual(self.balances(), (30000, 20000, 0))
        claim.with_user(self.accountant).action_post()
        self.assertEqual((claim.state, claim.sudo().owed), ("posted", 0))
        self.assertEqual(self.balances(), (25000, 20000, 0))
        self.posted(7000, first=10)
        self.assertEqual(self.balances(), (18000, 20000, 0))
        self.assertEqual(self.package.accepted, 12000)

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

    def test_above_the_limit_the_leader_agrees_too(self):
        """R129: above 5,000, not at it."""
        at = self.claim(5000)
        at.action_zs_submit()
        above = self.claim(5000.01, first=5)
        above.action_zs_submit()
        self.assertEqual((at.needs_leader, above.needs_leader), (False, True))
        self.agree(above, self.head, self.authority, self.accountant)
        self.assertEqual(above.state, "submitted")
        self.agree(above, self.leader)
        self.assertEqual(above.state, "approved")

    def test_the_head_skips_himself(self):
        """R129: 局长's own claim begins with 招商管理局, and he cannot agree to it."""
        claim = self.claim(100, user=self.head)
        claim.action_zs_submit()
        self.assertFalse(claim.head_user_id)
        people = claim.sudo().zs_approval_task_ids.user_id
        self.assertEqual(people, self.authority)
        self.agree(claim, self.authority, self.accountant)
        self.assertEqual(claim.state, "approved")

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
        self.assertEqual(claim.payment_move_id.journal_id, self.company.zs_bank_journal_id)
        with self.assertRaisesRegex(UserError, "Nothing is owed"):
            claim.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S2")
        with self.assertRaisesRegex(UserError, "1,200.00 of .* have been paid"):
            claim.with_user(self.accountant).action_reverse("Wrong")

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
        with self.assertRaisesRegex(UserError, "Nothing is owed"):
            old.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S3")
        new.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S4")
        self.assertEqual(self.balances(), (0, 0, 0))

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

    def test_handing_in_thirty_invoices_takes_as_few_statements_as_one(self):
        """A claim of 30 lines: none grows with its lines; a dozen of these are the engine's."""
        self.claim(10, first=60).action_zs_submit()
        counts = []
        for claim in (self.claim(*[10] * 30), self.claim(10, first=50)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            claim.action_zs_submit()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0] - counts[1], 0)
        self.assertLessEqual(counts[0], 37)

    def test_posting_takes_no_more_statements_for_more_claims(self):
        """A batch of claims costs the same statements as one, but for the entries themselves."""
        one = self.approved(10)
        many = self.env["zhaoshang.claim"].union(
            *(self.approved(10, 20, 30, first=10 * n) for n in range(1, 6))
        )
        counts = []
        for claims in (one, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            claims.with_user(self.accountant).action_post()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 12 * 4)

    def test_a_new_loan_waits_for_the_last_one(self):
        """R122, R128: the next year's loan is paid after this one is cleared."""
        following = self.open_year(YEAR + 1)
        loan = self.month(following, 1)
        with self.assertRaisesRegex(UserError, r"30,000\.00 are still open.*R122"):
            loan.with_user(self.accountant).action_zs_submit()
        self.posted(30000)
        loan.with_user(self.accountant).action_zs_submit()
        self.assertEqual(loan.state, "submitted")

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
            "INSERT INTO zhaoshang_settlement (appointment_id, user_id, bureau_id, company_id,"
            " opened_on, state) VALUES (%s, %s, %s, %s, %s, 'open') RETURNING id",
            [post.id, post.user_id.id, post.bureau_id.id, self.company.id, date(YEAR, 3, 20)],
        )
        settlement = self.env["zhaoshang.settlement"].browse(self.env.cr.fetchone()[0])
        self.env["zhaoshang.settlement.line"].sudo().create(
            [
                {"settlement_id": settlement.id, "kind": kind, "name": kind}
                for kind in ("loan", "claims")
            ]
        )
        return settlement


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

    def test_wages_are_not_paid_from_the_package(self):
        """R010: wages come from the original unit."""
        self.refused("R010", self.invoice(1, 10, "wages"))

    def test_a_reception_needs_its_papers(self):
        """R126: 公函 or 邀请, and 接待清单."""
        claim = self.refused("List of guests", self.invoice(1, 300, "reception"))
        papers = [("invitation", "邀请函.pdf"), ("guests", "清单.pdf")]
        claim.line_ids.paper_ids = [
            Command.create({"kind": kind, "file": PDF, "file_name": name}) for kind, name in papers
        ]
        claim.action_zs_submit()
        self.assertEqual(claim.state, "submitted")

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

    def test_a_refused_invoice_can_be_claimed_again(self):
        """R126: unique among lines not refused, whole claims and single lines."""
        claim = self.claim(100, 50)
        claim.action_zs_submit()
        self.agree(claim, self.head, self.authority)
        line = claim.line_ids[1].with_user(self.accountant)
        line.action_cut(50, "Private")
        self.assertEqual(claim.sudo().accepted_amount, 100)
        again = self.claim(50, first=2)
        with self.assertRaisesRegex(UserError, "claimed already"):
            line.action_cut(0, "")
        again.unlink()
        self.agree(claim, self.accountant)
        claim.with_user(self.accountant).action_post()
        self.assertEqual(self.balances(), (29900, 20000, 0))

    def test_lines_are_cut_by_the_accountant_in_his_turn_alone(self):
        """R129: with a reason, between nothing and the line, and not the whole claim."""
        claim = self.claim(100, 50)
        claim.action_zs_submit()
        line = claim.line_ids[0]
        for user in (self.deputy, self.head, self.authority, self.accountant, self.cashier):
            with self.subTest(user.login), self.assertRaises(AccessError):
                line.with_user(user).action_cut(10, "No")
        self.agree(claim, self.head, self.authority)
        own = line.with_user(self.accountant)
        for cut, reason, text in ((101, "x", "101.00"), (-1, "x", "-1.00|1.00"), (10, " ", "why")):
            with self.subTest(cut), self.assertRaisesRegex(UserError, text):
                own.action_cut(cut, reason)
        claim.line_ids[1].with_user(self.accountant).action_cut(50, "No")
        with self.assertRaisesRegex(UserError, "Nothing would be left"):
            own.action_cut(100, "No")
        with self.assertRaises(AccessError):
            own.write({"cut": 5})

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

    def test_nobody_spends_another_bureaus_package(self):
        """R117: no transfer between bureaus."""
        other = self.package_of(self.two)
        with self.assertRaisesRegex(UserError, "R117"):
            self.claim(10, package_id=other.id)

    def test_a_form_tells_nothing_of_another_bureaus_package(self):
        """R117: what it still bears is told to who reads it, or reads a claim of it."""
        other = self.package_of(self.two)
        claims = self.env["zhaoshang.claim"].with_user(self.deputy)
        self.assertEqual(claims.new({"package_id": self.package.id}).available, 250000)
        self.assertEqual(claims.new({"package_id": other.id}).available, 0)

    def test_no_paper_is_put_beside_the_invoice_of_another(self):
        """R134: neither into his draft nor into what is being decided."""
        paper = {"kind": "other", "file": PDF}
        own = self.claim_of([self.invoice(1, 10, paper_ids=[Command.create(paper)])])
        theirs = self.claim(10, first=5, user=self.head)
        for _state in ("draft", "submitted"):
            with self.assertRaises(AccessError):
                own.line_ids.paper_ids.write({"line_id": theirs.line_ids.id})
            own.invalidate_recordset()
            if theirs.state == "draft":
                theirs.action_zs_submit()
        self.assertFalse(theirs.sudo().line_ids.paper_ids)

    def test_a_locked_month_is_refused(self):
        """R134: nothing is silently moved to another month."""
        claim = self.approved(10)
        self.company.fiscalyear_lock_date = date(YEAR, 3, 31)
        with self.assertRaisesRegex(UserError, "R134"):
            claim.with_user(self.accountant).action_post()
        self.assertFalse(claim.sudo().move_id)

    def test_the_accountant_posts_no_claim_of_his_own(self):
        """R134: who receives the money neither agrees, posts nor pays."""
        claim = self.approved(10)
        claim.sudo()._govern({"user_id": self.accountant.id})
        with self.assertRaisesRegex(AccessError, "your own"):
            claim.with_user(self.accountant).action_post()

    def test_a_claim_in_use_is_neither_edited_nor_deleted(self):
        """R134: only reversed."""
        claim = self.posted(10)
        own = claim.with_user(self.deputy).sudo(False)
        with self.assertRaises(UserError):
            own.unlink()
        with self.assertRaises(UserError):
            own.line_ids.write({"amount": 9})
        with self.assertRaises(UserError):
            own.write({"reason": "Other"})
        draft = self.claim(10, first=30)
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_claims_are_read_by_those_who_have_to_do_with_them(self):
        """R140: drafts by the claimant alone; handed in, also by his bureau and finance."""
        draft, sent = self.claim(10), self.claim(10, first=5)
        sent.action_zs_submit()
        both = draft | sent
        outsider = new_test_user(self.env, "t_other", "zhaoshang_office.group_deputy")
        for user, seen in (
            (self.deputy, both),
            (self.head, sent),
            (self.accountant, sent),
            (self.cashier, sent),
            (self.authority, sent),
            (self.leader, both.browse()),
            (outsider, both.browse()),
        ):
            with self.subTest(user.login):
                found = both.with_user(user).search([("id", "in", both.ids)])
                self.assertEqual(found, seen)
                lines = self.env["zhaoshang.claim.line"].with_user(user)
                self.assertEqual(lines.search([("claim_id", "in", both.ids)]).claim_id, seen)
