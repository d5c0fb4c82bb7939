from odoo.addons.zhaoshang_approval.quiet import quiet
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestSubmit(ApprovalCase):
    def test_submitting_asks_the_members_of_the_first_step(self):
        self.whole_flow()
        document = self.submitted()
        self.assertEqual(self.state(document), ["running"])
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann", "zs_bea", "zs_ben"])
        run = document.sudo().zs_approval_instance_id
        self.assertEqual(run.requester_id, self.requester)
        self.assertEqual(run.round, 1)
        self.assertTrue(run.digest)

    def test_a_program_that_says_no_language_speaks_its_persons(self):
        self.requester.lang = "zh_CN"
        document = self.new_document().with_context(lang=None)
        self.assertEqual(quiet(document).env.lang, "zh_CN")
        self.assertEqual(quiet(document.with_context(lang="en_US")).env.lang, "en_US")

    def test_without_a_flow_in_force_nothing_is_sent(self):
        document = self.new_document()
        with self.assertRaisesRegex(UserError, "No approval flow in force fits"):
            document.action_zs_submit()

    def test_the_hook_of_the_document_may_refuse(self):
        self.both_flow()
        document = self.new_document(amount=-1)
        with self.assertRaisesRegex(ValidationError, "negative"):
            document.action_zs_submit()

    def test_a_document_is_submitted_once(self):
        self.both_flow()
        document = self.submitted()
        with self.assertRaisesRegex(UserError, "In Approval"):
            document.action_zs_submit()

    def test_only_who_may_write_a_document_submits_it(self):
        self.both_flow()
        document = self.new_document()
        with self.assertRaises(AccessError):
            document.with_user(self.other).action_zs_submit()

    def test_a_step_without_a_possible_person_refuses_the_submit(self):
        """R076: nobody there means refused, never passed; the way out is named."""
        empty = self.new_role("zs_empty")
        self.new_flow(self.step("one", self.role_a), self.step("two", empty))
        document = self.new_document()
        with self.assertRaisesRegex(UserError, r"“Two” there is nobody.*“zs_empty”"):
            document.action_zs_submit()

    def test_nobody_decides_his_own_document_even_as_acting_member(self):
        alone = self.new_role("zs_alone")
        alone.member_ids = [(0, 0, {"user_id": self.requester.id, "acting": True})]
        alone.member_ids._zs_take_effect()
        self.new_flow(self.step("one", alone))
        with self.assertRaisesRegex(UserError, "nobody who can act"):
            self.new_document().action_zs_submit()
        alone.member_ids = [(0, 0, {"user_id": self.ann.id})]
        alone.member_ids._zs_take_effect()
        document = self.new_document()
        document.action_zs_submit()
        self.assertEqual(self.waiting(document), ["zs_ann"])

    def test_whom_a_document_concerns_does_not_decide_it(self):
        self.new_flow(self.step("one", self.role_a))
        document = self.submitted(subject_id=self.ann.id)
        self.assertEqual(self.waiting(document), ["zs_abe"])

    def test_a_copy_for_nobody_holds_nothing_up(self):
        self.new_flow(
            self.step("one", self.role_a), self.step("cc", self.new_role("zs_n"), kind="cc")
        )
        document = self.submitted()
        self.approve(self.ann, document=document)
        self.assertEqual(self.state(document), ["approved"])

    def test_a_document_takes_the_first_flow_that_fits_it(self):
        self.new_flow(
            self.step("dear", self.role_b), code="zs_dear", sequence=1,
            condition_domain="[('amount', '>', 100)]",
        )  # fmt: skip
        self.new_flow(self.step("cheap", self.role_a), code="zs_cheap", sequence=2)
        cheap, dear = self.submitted(amount=100), self.submitted(amount=101)
        self.assertEqual(cheap.sudo().zs_approval_instance_id.step_key, "cheap")
        self.assertEqual(dear.sudo().zs_approval_instance_id.step_key, "dear")

    def test_a_changed_document_may_take_another_flow_when_sent_again(self):
        self.new_flow(
            self.step("dear", self.role_b), code="zs_dear", sequence=1,
            condition_domain="[('amount', '>', 100)]",
        )  # fmt: skip
        self.new_flow(self.step("cheap", self.role_a), code="zs_cheap", sequence=2)
        document = self.submitted(amount=5)
        document.action_zs_withdraw()
        document.amount = 500
        document.action_zs_resubmit()
        run = document.sudo().zs_approval_instance_id
        self.assertEqual((run.step_key, run.round), ("dear", 2))
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])

    def test_only_the_requester_withdraws_and_sends_again(self):
        self.both_flow()
        document = self.submitted()
        document.sudo().user_id = self.other
        with self.assertRaises(AccessError):
            document.with_user(self.other).action_zs_withdraw()
        document.action_zs_withdraw()
        self.assertEqual(self.state(document), ["withdrawn"])
        self.assertEqual(self.waiting(document), [])
        with self.assertRaises(AccessError):
            document.with_user(self.other).action_zs_resubmit()

    def test_a_draft_cannot_be_withdrawn(self):
        with self.assertRaisesRegex(UserError, "not been submitted"):
            self.new_document().action_zs_withdraw()

    def test_what_was_submitted_is_kept_and_signed(self):
        self.both_flow()
        document = self.submitted(amount=7)
        run = document.sudo().zs_approval_instance_id
        self.assertEqual(
            run._zs_snapshots()[run.id], {"name": "Document 0", "amount": 7, "lines": 0}
        )
        first = run.digest
        document.action_zs_withdraw()
        document.amount = 8
        document.action_zs_resubmit()
        self.assertNotEqual(run.digest, first)
        self.assertEqual(run._zs_snapshots()[run.id]["amount"], 8)

    def test_many_documents_are_submitted_together(self):
        self.both_flow()
        documents = self.submitted(count=5)
        self.assertEqual(self.state(documents), ["running"] * 5)
        self.assertEqual(len(self.task(self.ann, documents)), 5)
