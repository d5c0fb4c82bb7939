from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import YEAR, FinanceCase


@tagged("post_install", "-at_install")
class TestFinanceSetup(FinanceCase):
    """The dialogues in which 会计 makes accounts and opens a year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "邻县"})

    def setup_as(self, user, company):
        wizard = self.env["zhaoshang.finance.setup"].with_user(user)
        return wizard.create({"company_id": company.id})

    def test_the_accountant_makes_what_is_missing(self):
        """R134: one button, and pressing it again changes nothing."""
        before = self.company.zs_loan_account_id
        self.setup_as(self.accountant, self.company).action_create_missing()
        self.assertEqual(self.company.zs_loan_account_id, before)
        self.assertTrue(before)

    def test_nobody_else_does(self):
        """R140: neither 出纳 nor 招商管理局."""
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                self.setup_as(user, self.company).action_create_missing()

    def test_another_county_is_out_of_reach(self):
        """R140: whatever company a client names, 会计 works in his own."""
        with self.assertRaises(AccessError):
            self.setup_as(self.accountant, self.other).action_create_missing()
        self.env.flush_all()
        query = "UPDATE zhaoshang_bureau SET company_id = %s WHERE id = %s"  # no command moves one
        self.env.cr.execute(query, [self.other.id, self.two.id])
        self.env.invalidate_all()
        wizard = self.env["zhaoshang.package.open"].with_user(self.accountant)
        wizard = wizard.create({"company_id": self.other.id, "year": YEAR})
        self.assertFalse(wizard.bureau_ids)
        with self.assertRaises(AccessError):
            wizard.action_open()
