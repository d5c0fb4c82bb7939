from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import YEAR, FinanceCase

JANUARY = date(YEAR, 1, 4)


@tagged("post_install", "-at_install")
class TestFunding(FinanceCase):
    def register(self, **values):
        """出纳 registers funds of a year."""
        model = self.env["zhaoshang.funding"].with_user(self.cashier)
        data = {
            "date": JANUARY,
            "amount": 430000,
            "slip_number": "F1",
            "document": "财预〔2025〕1号",
        }
        return model.create(data | values)

    def test_funds_are_registered_by_one_and_posted_by_another(self):
        """R115: Dr bank / Cr funds from the treasury, in the hash-locked journal."""
        funding = self.register()
        funding.with_user(self.accountant).action_post()
        move = funding.sudo().move_id
        self.assertEqual((funding.state, move.state, move.date), ("posted", "posted", JANUARY))
        self.assertEqual(self.line_of(move, "bank").debit, 430000)
        self.assertEqual(self.line_of(move, "funding").credit, 430000)
        self.assertTrue(move.inalterable_hash)

    def test_only_the_accountant_posts_and_not_his_own(self):
        """R134: neither 出纳 nor 招商管理局 posts; who registered does not post."""
        funding = self.register()
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                funding.with_user(user).action_post()
        self.cashier.group_ids |= self.env.ref("zhaoshang_finance.group_accountant")
        with self.assertRaisesRegex(AccessError, "somebody else"):
            funding.action_post()

    def test_who_changed_it_does_not_post_it(self):
        """R134: an amount typed by the accountant is not posted by the accountant."""
        funding = self.register()
        funding.with_user(self.accountant).amount = 1
        with self.assertRaisesRegex(AccessError, "somebody else"):
            funding.with_user(self.accountant).action_post()
        funding.document = "Saved once more by the cashier"
        with self.assertRaisesRegex(AccessError, "somebody else"):
            funding.with_user(self.accountant).action_post()
        funding.unlink()
        funding = self.register()
        funding.with_user(self.accountant).action_post()
        self.assertEqual(funding.state, "posted")

    def test_posted_funds_stay(self):
        """R134: no change, no deletion, no second posting, no state by hand."""
        funding = self.register()
        with self.assertRaises(AccessError):
            funding.write({"state": "posted"})
        self.assertEqual(self.register(state="posted", slip_number="F2").state, "draft")
        funding.amount = 400000
        funding.with_user(self.accountant).action_post()
        for user in (self.cashier, self.accountant, self.env.user):
            with self.assertRaises(AccessError):
                funding.with_user(user).write({"amount": 1})
            with self.assertRaises(UserError):
                funding.with_user(user).unlink()
        with self.assertRaisesRegex(UserError, "posted already"):
            funding.with_user(self.accountant).action_post()

    def test_a_locked_period_and_the_future_are_refused(self):
        """R134: refused, never shifted."""
        funding = self.register()
        self.company.fiscalyear_lock_date = date(YEAR, 1, 31)
        with self.assertRaisesRegex(UserError, "closed"):
            funding.with_user(self.accountant).action_post()
        late = self.register(date=date(2099, 1, 1), slip_number="F9")
        with self.assertRaisesRegex(UserError, "future"):
            late.with_user(self.accountant).action_post()

    def test_a_wrong_entry_is_reversed_and_registered_anew(self):
        """R134: in red, with a reason; the slip may be used again."""
        funding = self.register()
        funding.with_user(self.accountant).action_post()
        with self.assertRaisesRegex(UserError, "why"):
            funding.with_user(self.accountant).action_reverse(" ")
        with self.assertRaisesRegex(UserError, "future"):
            funding.with_user(self.accountant).action_reverse("金额有误", date(2099, 1, 1))
        funding.with_user(self.accountant).action_reverse("金额有误", JANUARY)
        move = funding.sudo().move_id
        red = self.env["account.move"].search([("reversed_entry_id", "=", move.id)])
        self.assertEqual(self.line_of(red, "bank").debit, -430000)
        self.assertEqual(funding.state, "reversed")
        self.assertTrue(self.register(amount=43000))

    def test_funds_do_not_enter_a_package(self):
        """R117: the ledger of the bureaus knows nothing of them."""
        self.register().with_user(self.accountant).action_post()
        rows = self.env["zhaoshang.package.ledger"].search([("event", "=", "reversal")])
        self.assertFalse(rows.filtered(lambda row: row.year == YEAR))
        move = self.env["zhaoshang.funding"].search([("slip_number", "=", "F1")]).move_id
        self.assertFalse(move.line_ids.zs_package_id)

    def test_officers_see_no_funds(self):
        """R140: only finance and 招商管理局."""
        self.register()
        for name in ("group_head", "group_leader", "group_administrator", "group_office"):
            user = self._user(f"t_f_{name}", f"zhaoshang_office.{name}")
            with self.assertRaises(AccessError):
                self.env["zhaoshang.funding"].with_user(user).search([])
        self.assertTrue(self.env["zhaoshang.funding"].with_user(self.authority).search([]))
