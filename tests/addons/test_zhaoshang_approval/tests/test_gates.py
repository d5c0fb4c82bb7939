from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestGates(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()

    def test_a_gated_method_waits_for_the_approval(self):
        document = self.new_document()
        for who in (document, document.sudo()):
            with self.assertRaisesRegex(UserError, "not approved yet"):
                who.action_pay()
        document.action_zs_submit()
        with self.assertRaisesRegex(UserError, "not approved yet"):
            document.action_pay()
        self.approve(self.ann, self.ben, document=document)
        document.invalidate_recordset()
        document.action_pay()
        self.assertEqual(document.stage, "paid")

    def test_a_gated_value_waits_for_the_approval(self):
        document = self.new_document()
        for who in (document, document.sudo()):
            with self.assertRaisesRegex(UserError, "not approved yet"):
                who.stage = "paid"
        with self.assertRaisesRegex(UserError, "not approved yet"):
            self.new_document(stage="paid")

    def test_locked_fields_stand_while_it_runs_and_when_it_is_decided(self):
        document = self.new_document(amount=5)
        line = document.env["test.approval.line"].create({"document_id": document.id})
        document.amount = 6
        document.action_zs_submit()
        for state in ("running", "approved"):
            for who in (document, document.sudo()):
                for vals in (
                    {"amount": 7},
                    {"name": "Other"},
                    {"line_ids": [(0, 0, {"amount": 1})]},
                    {"line_ids": [(5, 0, 0)]},
                    {"company_id": False},
                ):
                    with self.assertRaisesRegex(UserError, "cannot be changed"):
                        who.write(vals)
                with self.assertRaisesRegex(UserError, "cannot be changed"):
                    who.update_field_translations("label", {"en_US": "Other"})
                with self.assertRaisesRegex(UserError, "lines cannot be changed"):
                    line.with_env(who.env).amount = 3
                with self.assertRaisesRegex(UserError, "lines cannot be changed"):
                    line.with_env(who.env).unlink()
                with self.assertRaisesRegex(UserError, "lines cannot be changed"):
                    line.with_env(who.env).create({"document_id": document.id})
            document.write({"note": "still free", "amount": 6})
            if state == "running":
                self.approve(self.ann, self.ben, document=document)
            self.assertEqual(self.state(document), [state if state == "approved" else "approved"])

    def test_what_came_back_can_be_changed(self):
        document = self.submitted()
        document.action_zs_withdraw()
        document.write({"amount": 9, "line_ids": [(0, 0, {"amount": 1})]})
        document.line_ids.amount = 2
        self.assertEqual(document.amount, 9)

    def test_a_document_with_history_is_not_deleted(self):
        document = self.submitted()
        document.action_zs_withdraw()
        for who in (document, document.sudo(), document.with_context(_force_unlink=True)):
            with self.assertRaisesRegex(UserError, "part of the record"):
                who.unlink()
        self.new_document().unlink()
