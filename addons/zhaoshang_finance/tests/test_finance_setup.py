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

    def setup_as(self, user):
        return self.env["zhaoshang.finance.setup"].with_user(user).create({})

    def test_the_accountant_makes_what_is_missing(self):
        """R134: one button, and pressing it again changes nothing."""
        before = self.company.zs_loan_account_id
        self.setup_as(self.accountant).action_create_missing()
        self.assertEqual(self.company.zs_loan_account_id, before)
        self.assertTrue(before)

    def test_nobody_else_does(self):
        """R140: neither 出纳 nor 招商管理局."""
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                self.setup_as(user).action_create_missing()

    def test_another_county_is_out_of_reach(self):
        """R140: whatever company a client names, 会计 works in his own."""
        wizard = self.env["zhaoshang.finance.setup"].with_user(self.accountant)
        shown = {"company_id": {}, "loan_account_id": {"fields": {"display_name": {}}}}
        told = wizard.onchange({"company_id": self.other.id}, ["company_id"], shown)["value"]
        own = self.company.zs_loan_account_id
        self.other.sudo().zs_loan_account_id = own.copy({"company_ids": [(6, 0, self.other.ids)]})
        self.assertEqual(told.get("loan_account_id", {"id": own.id})["id"], own.id)
        self.env.flush_all()
        query = "UPDATE zhaoshang_bureau SET company_id = %s WHERE id = %s"  # no command moves one
        self.env.cr.execute(query, [self.other.id, self.two.id])
        self.env.invalidate_all()
        wizard = self.env["zhaoshang.package.open"].with_user(self.accountant)
        wizard = wizard.create({"company_id": self.other.id, "year": YEAR})
        self.assertFalse(wizard.bureau_ids)
        with self.assertRaises(AccessError):
            wizard.action_open()
