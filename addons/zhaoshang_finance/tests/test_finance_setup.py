from ast import literal_eval

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, tagged

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

    def test_a_box_opened_by_its_address_opens_or_says_where_its_button_is(self):
        """R134: a kept address or a reload ends in a sentence and a list, never in an error."""
        rights = self.env["ir.model.access"].search([("perm_create", "=", True)])
        group_of = {right.model_id.model: right.group_id for right in rights if right.group_id}
        lists = {}
        for action in self.env["ir.actions.act_window"].search([]):
            name = action.res_model
            if name not in group_of or not name.startswith("zhaoshang."):
                continue
            if not self.env[name]._transient:
                continue
            self.accountant.group_ids = group_of[name]
            box = self.env[name].with_user(self.accountant)
            with self.subTest(action.get_external_id()[action.id]):
                try:
                    Form(box.with_context(**literal_eval(action.context)))
                except RedirectWarning as told:
                    lists[name] = self.env["ir.actions.act_window"].browse(told.args[1])
                except UserError as told:
                    self.assertTrue(told.args[0])
        self.assertEqual(lists["zhaoshang.package.settle"].res_model, "zhaoshang.package")
        self.assertEqual(lists["zhaoshang.package.change.enter"].res_model, "zhaoshang.package")
        self.assertEqual(lists["zhaoshang.signin.undo"].res_model, "zhaoshang.signin")
