from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import YEAR, FinanceCase

BATCH = "zhaoshang.allotment.batch"


@tagged("post_install", "-at_install")
class TestAllotmentBatch(FinanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.package = cls.open_year()

    def batch(self, month, user=None):
        values = {"month": date(YEAR, month, 17), "company_id": self.company.id}
        return self.env[BATCH].with_user(user or self.accountant).create(values)

    def line(self, batch, bureau):
        return batch.line_ids.filtered(lambda line: line.bureau_id == bureau)

    def test_a_month_is_submitted_for_all_bureaus_in_one_step(self):
        """R118, R119: January of both, its sum before, one click, and they wait for approval."""
        batch = self.batch(1)
        ours = self.line(batch, self.three) | self.line(batch, self.two)
        self.assertEqual(ours.mapped("chosen"), [True, True])
        (batch.line_ids - ours).chosen = False
        self.assertEqual((batch.count, batch.total), (2, 60000))
        batch.action_submit()
        self.assertEqual(set(ours.mapped("state")), {"submitted"})

    def test_what_is_not_submitted_says_why_before(self):
        """R118: an earlier month, what is under way, a package that was closed."""
        february = self.line(self.batch(2), self.three)
        self.assertFalse(february.chosen)
        self.assertIn("R118", february.reason)
        self.approve_and_pay(self.month(self.package, 1), date(YEAR, 1, 5))
        self.assertTrue(self.line(self.batch(2), self.three).chosen)
        paid = self.line(self.batch(1), self.three)
        self.assertEqual((paid.chosen, paid.reason), (False, "Paid"))
        self.package_of(self.two)._govern({"state": "closed"})
        closed = self.line(self.batch(1), self.two)
        self.assertFalse(closed.chosen)
        self.assertIn("its package is closed", closed.reason)

    def test_more_bureaus_are_looked_at_with_no_more_statements(self):
        """R118: the month of one bureau, or of all of them."""
        every = self.batch(1)._allotments().with_user(self.accountant)
        self.statements(every._zs_reasons_not_to_submit)  # what is remembered is so from here on
        one = self.statements(every[:1]._zs_reasons_not_to_submit)
        self.assertGreaterEqual(one, self.statements(every._zs_reasons_not_to_submit))

    def test_what_may_not_be_submitted_is_refused_though_it_is_ticked(self):
        """R118: the preview decides nothing; nothing chosen is told too."""
        self.package_of(self.two)._govern({"state": "closed"})
        batch = self.batch(1)
        batch.line_ids.chosen = False
        with self.assertRaisesRegex(UserError, "R118"):
            batch.action_submit()
        self.line(batch, self.two).chosen = True
        with self.assertRaisesRegex(UserError, "its package is closed"):
            batch.action_submit()

    def test_only_the_accountant_submits_a_month(self):
        """R118, R140: neither cashier nor 招商管理局."""
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                self.batch(1, user)

    def test_the_cashier_sees_what_will_be_posted(self):
        """R119, R134: account and amount of each transfer, before anything is paid."""
        lines = self.month(self.package, 1)
        self.approve(lines)
        pay = self.env["zhaoshang.allotment.pay"].with_user(self.cashier)
        wizard = pay.with_context(active_model=lines._name, active_ids=lines.ids).create({})
        self.assertIn(self.company.zs_loan_account_id.sudo().display_name, wizard.preview)
        self.assertIn("30,000.00", wizard.preview)
        self.assertFalse(lines.move_id)
