"""Odoo's own purchase order behind an approval: a mixin and one line in its form."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestPurchase(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.new_user("zs_buyer", "purchase.group_purchase_user")
        cls.chief = cls.new_user("zs_chief", "purchase.group_purchase_user")
        cls.new_flow(
            cls.step("chief", cls.chief, condition_domain="[('amount_total', '>', 1000)]"),
            cls.step("any", cls.new_role("zs_buyers", cls.buyer, cls.chief)),
            code="zs_purchase", model="purchase.order",
        )  # fmt: skip
        cls.vendor = cls.env["res.partner"].create({"name": "Vendor"})
        cls.product = cls.env["product.product"].create({"name": "Paper", "type": "consu"})

    def order(self, price):
        line = {"product_id": self.product.id, "product_qty": 1, "price_unit": price,
                "tax_ids": [Command.clear()]}  # fmt: skip
        return self.env["purchase.order"].with_user(self.buyer).create(
            {"partner_id": self.vendor.id, "order_line": [Command.create(line)]}
        )  # fmt: skip

    def test_an_order_is_confirmed_only_once_it_is_approved(self):
        order = self.order(5000)
        for way in (
            lambda: order.button_confirm(),
            lambda: order.sudo().button_confirm(),
            lambda: order.with_context(validate_analytic=True).write({"state": "purchase"}),
        ):
            with self.assertRaisesRegex(UserError, "not approved yet"):
                way()
        order.action_zs_submit()
        self.approve(self.chief, document=order)
        self.assertEqual(self.state(order), ["running"])
        self.approve(self.chief, document=order)
        self.assertEqual(self.state(order), ["approved"])
        order.button_confirm()
        self.assertEqual(order.state, "purchase")

    def test_a_small_order_skips_the_step_for_large_ones(self):
        order = self.order(10)
        order.action_zs_submit()
        self.assertEqual(self.waiting(order), ["zs_chief"])
        steps = order.zs_approval_panel()["steps"]
        self.assertEqual([step["status"] for step in steps], ["skipped", "current"])

    def test_what_was_sent_stands(self):
        order = self.order(5000)
        order.action_zs_submit()
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            order.partner_id = self.env.company.partner_id
        for change in (
            lambda: order.order_line.write({"price_unit": 1}),
            lambda: order.order_line.unlink(),
            lambda: order.write({"order_line": [Command.clear()]}),
            lambda: order.order_line.create({"order_id": order.id, "product_id": self.product.id}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                change()
        order.action_zs_withdraw()
        order.order_line.price_unit = 1
