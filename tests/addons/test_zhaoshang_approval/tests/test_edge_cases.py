from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ApprovalCase

DELEGATION = "zhaoshang.approval.delegation"

#: case -> what has to be said: what is wrong, and the way out
WORDS = {
    "the_step_has_moved_on": ("moved on since you opened it", "Ann", "Open it again"),
    "handed_to_oneself": ("That is yourself", "choose somebody else"),
    "asking_where_one_was_asked": ("cannot ask further ones", "Hand the task on"),
    "a_delegate_delegates": ("A delegate hands nothing on", "End it first"),
    "delegations_in_a_circle": ("hand everything to and fro", "End that delegation first"),
    "the_requester_alone_would_decide": ("nobody who can act for “Requester”",
                                         "the requester never decides on his own document",
                                         "Ask the administrator"),
    "a_post_without_members": ("nobody who can act for “zs_empty”", "name a member"),
    "a_running_document_is_deleted": ("part of the record and cannot be deleted", "Withdraw it"),
    "somebody_with_tasks_is_archived": ("Ann still has matters to decide", "Document 0",
                                        "hands them on", "delegation"),
    "somebody_with_tasks_leaves_the_company": ("Ann still has matters to decide", "Document 0"),
    "the_document_changes_its_company": ("is in approval or decided", "“Company”", "withdraw"),
    "its_company_is_closed_to_whom_it_is_handed": ("Far cannot decide", "Choose somebody else"),
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestEdgeCases(ApprovalCase):
    """What cannot be done says what is wrong and what to do next, and leaves everything as it was;
    in Chinese, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()
        cls.there = cls.env["res.company"].create({"name": "Another County"})

    def delegate(self, principal, delegate):
        values = {"from_user_id": principal.id, "to_user_id": delegate.id, "date_to": "2999-12-31"}
        return self.env[DELEGATION].with_user(principal).create(values)

    # each prepares what is needed and returns the command that has to be refused

    def the_step_has_moved_on(self):
        document = self.submitted()
        task = self.task(self.abe, document)
        self.approve(self.ann, document=document)
        return lambda: task.action_decide("approve")

    def handed_to_oneself(self):
        task = self.task(self.ann, self.submitted())
        return lambda: task.action_transfer(self.ann.id)

    def asking_where_one_was_asked(self):
        document = self.submitted()
        self.task(self.ann, document).action_add_sign(self.other.ids, "before")
        task = self.task(self.other, document)
        return lambda: task.action_add_sign(self.clerk.ids, "before")

    def a_delegate_delegates(self):
        self.delegate(self.ann, self.other)
        return lambda: self.delegate(self.other, self.clerk)

    def delegations_in_a_circle(self):
        self.delegate(self.ann, self.other)
        return lambda: self.delegate(self.other, self.ann)

    def the_requester_alone_would_decide(self):
        self.new_flow(self.step("one", self.requester), code="zs_self", sequence=-1)
        return self.new_document().action_zs_submit

    def a_post_without_members(self):
        self.new_flow(self.step("one", self.new_role("zs_empty")), code="zs_none", sequence=-1)
        return self.new_document().action_zs_submit

    def a_running_document_is_deleted(self):
        return self.submitted().unlink

    def somebody_with_tasks_is_archived(self):
        self.submitted()
        return lambda: self.ann.write({"active": False})

    def somebody_with_tasks_leaves_the_company(self):
        self.submitted()
        values = {"company_id": self.there.id, "company_ids": [(6, 0, self.there.ids)]}
        return lambda: self.ann.write(values)

    def the_document_changes_its_company(self):
        document = self.submitted()
        return lambda: document.sudo().write({"company_id": self.there.id})

    def its_company_is_closed_to_whom_it_is_handed(self):
        far = self.new_user(
            "zs_far", company_id=self.there.id, company_ids=[(6, 0, self.there.ids)]
        )
        task = self.task(self.ann, self.submitted())
        return lambda: task.action_transfer(far.id)

    def test_each_says_what_is_wrong_and_what_to_do(self):
        for case, words in WORDS.items():
            with self.subTest(case), self.env.cr.savepoint() as around:
                command = getattr(self, case)()
                self.env.flush_all()
                before = self.rows()
                with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
                    command()
                for word in words:
                    self.assertIn(word, str(refused.exception))
                self.env.invalidate_all()
                self.assertEqual(self.rows(), before)
                around.rollback()
                self.env.invalidate_all()
                self.env.registry.clear_cache("stable")

    def rows(self):
        self.cr.execute(
            "SELECT (SELECT json_agg((id, state, step_key, round) ORDER BY id)"
            " FROM zhaoshang_approval_instance),"
            " (SELECT json_agg((id, user_id, state) ORDER BY id) FROM zhaoshang_approval_task),"
            " (SELECT count(*) FROM zhaoshang_approval_event),"
            " (SELECT count(*) FROM zhaoshang_approval_delegation),"
            " (SELECT count(*) FROM res_users WHERE active)"
        )
        return self.cr.fetchone()

    def test_who_has_handed_on_or_delegated_everything_can_be_archived(self):
        document = self.submitted()
        self.submitted()
        delegation = self.delegate(self.ann, self.other)
        self.ann.active = False
        self.assertIn("zs_other", self.waiting(document))
        # what he left stays with his delegate when the delegation ends
        delegation.with_user(self.ann).action_end()
        self.assertIn("zs_other", self.waiting(document))
        with self.assertRaisesRegex(UserError, "Other still has matters to decide"):
            self.other.active = False
        self.approve(self.other, self.ben, document=document)
        self.assertEqual(self.state(document), ["approved"])

    def test_copies_to_read_keep_nobody(self):
        self.new_flow(
            self.step("copy", self.clerk, kind="cc"), self.step("one", self.role_a),
            code="zs_copy", sequence=-1,
        )  # fmt: skip
        self.submitted()
        self.clerk.active = False
        self.assertFalse(self.clerk.active)
