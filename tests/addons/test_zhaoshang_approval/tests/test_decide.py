from freezegun import freeze_time
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestDecide(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.whole_flow()

    def test_a_document_walks_its_steps_to_the_end(self):
        document = self.submitted()
        self.approve(self.ann, document=document)
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])
        self.approve(self.bea, document=document)
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben", "zs_reader"])
        self.approve(self.ben, document=document)
        self.assertEqual(self.state(document), ["approved"])
        self.assertEqual(self.waiting(document), ["zs_clerk", "zs_reader"])
        run = document.sudo().zs_approval_instance_id
        self.assertEqual(run.filing_state, "pending")
        self.task(self.reader, document).action_acknowledge()
        self.decide(self.clerk, document, "file")
        self.assertEqual(run.filing_state, "filed")
        self.assertTrue(run.filing_number)
        self.assertEqual(document.sudo().hooks, "approved filed")
        self.assertEqual(self.waiting(document), [])

    def test_filing_numbers_have_no_gap(self):
        documents = self.submitted(count=3)
        for user in (self.ann, self.ben, self.bea):
            self.decide(user, documents)
        numbers = self.env["zhaoshang.approval.register"]
        with freeze_time("2031-05-01 02:00:00"):
            self.decide(self.clerk, documents, "file")
        self.assertTrue(numbers.search([("year", "=", 2031)]).last >= 3)
        given = documents.sudo().zs_approval_instance_id.sorted("id").mapped("filing_number")
        first = int(given[0].split("-")[1])
        self.assertEqual(
            sorted(given), [f"2031-{number:05d}" for number in range(first, first + 3)]
        )

    def test_what_is_registered_late_or_not_yet_is_told(self):
        self.new_flow(
            self.step("last", self.role_b), self.step("file", self.role_c, kind="file",
                                                      deadline_hours=2),
            code="zs_late", sequence=-1,
        )  # fmt: skip
        with freeze_time("2026-11-23 00:00:00"):
            documents = self.submitted(count=3)
            self.approve(self.ben, document=documents)
            self.decide(self.clerk, documents[0], "file")
        with freeze_time("2026-11-23 03:00:00"):
            self.decide(self.clerk, documents[1], "file")
            self.env.invalidate_all()
            runs = documents.sudo().zs_approval_instance_id.with_user(self.clerk)
            self.assertEqual(runs.mapped("is_filing_late"), [False, True, True])
            due, early = map(
                fields.Datetime.to_datetime, ("2026-11-23 02:00:00", "2026-11-23 00:00:00")
            )
            self.assertEqual(runs.mapped("filing_due_at"), [due] * 3)
            self.assertEqual(runs.mapped("filed_at"), [early, fields.Datetime.now(), False])
            waiting = [("kind", "=", "file"), ("state", "=", "open"), ("due_at", "<", "now")]
            overdue = [("filing_state", "=", "pending"), ("task_ids", "any", waiting)]
            self.assertEqual(runs.search(overdue), runs[2])

    def test_one_refusal_ends_it_and_tells_the_document_once(self):
        document = self.submitted()
        self.decide(self.ben, document, "reject", "Too late.")
        self.assertEqual(self.state(document), ["rejected"])
        self.assertEqual(document.sudo().hooks, "rejected")
        self.assertEqual(self.waiting(document), [])

    def test_a_refusal_and_a_return_need_a_reason(self):
        document = self.submitted()
        for comment in (None, "", "  "):
            with self.assertRaisesRegex(UserError, "need a reason"):
                self.task(self.ann, document).action_decide("reject", comment)
            with self.assertRaisesRegex(UserError, "need a reason"):
                self.task(self.ann, document).action_return(None, comment)

    def test_a_return_to_the_requester_opens_the_document_for_change(self):
        document = self.submitted()
        self.task(self.ann, document).action_return(comment="Which client?")
        self.assertEqual(self.state(document), ["returned"])
        self.assertEqual(document.sudo().hooks, "returned")
        document.amount = 3
        document.action_zs_resubmit()
        self.assertEqual(self.state(document), ["running"])
        self.assertEqual(document.sudo().zs_approval_instance_id.round, 2)

    def test_a_return_to_an_earlier_step_asks_it_anew(self):
        document = self.submitted()
        self.approve(self.ann, self.ben, document=document)
        self.task(self.bea, document).action_return("both", "Look again.")
        self.assertEqual(self.state(document), ["running"])
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann", "zs_bea", "zs_ben"])
        self.approve(self.abe, self.ben, self.bea, document=document)
        self.assertEqual(self.state(document), ["approved"])

    def test_nobody_decides_anothers_task(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        for user in (self.abe, self.requester, self.other, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                task.with_user(user).action_decide("approve")
            with self.assertRaises(AccessError):
                task.with_user(user).action_return(comment="x")

    def test_the_system_decides_nothing(self):
        task = self.task(self.ann, self.submitted())
        for system in (task.sudo(), task.with_user(1)):
            with self.assertRaisesRegex(AccessError, "in his own session"):
                system.action_decide("approve")
            with self.assertRaises(AccessError):
                system.action_return(comment="x")

    def test_a_stale_decision_says_what_has_happened(self):
        document = self.submitted()
        task = self.task(self.abe, document)
        self.approve(self.ann, document=document)
        with self.assertRaisesRegex(UserError, r"(?s)moved on.*Ann Agreed Both"):
            task.action_decide("approve")

    def test_a_decision_on_an_earlier_round_or_content_is_refused(self):
        document = self.submitted(amount=1)
        digest = document.sudo().zs_approval_instance_id.digest
        document.action_zs_withdraw()
        document.amount = 2
        document.action_zs_resubmit()
        with self.assertRaisesRegex(UserError, r"(?s)moved on.*Submitted Again"):
            self.decide(self.ann, document, expected_round=1)
        with self.assertRaisesRegex(UserError, "moved on"):
            self.decide(self.ann, document, expected_digest=digest)
        self.decide(
            self.ann, document, expected_round=2,
            expected_digest=document.sudo().zs_approval_instance_id.digest,
        )  # fmt: skip

    def test_an_opinion_is_needed_where_the_step_says_so(self):
        self.new_flow(
            self.step("talk", self.role_a, comment_required=True), code="zs_talk", sequence=1
        )
        document = self.submitted()
        with self.assertRaisesRegex(UserError, "needs an opinion"):
            self.decide(self.ann, document)
        self.decide(self.ann, document, "approve", "Fine.")
        self.assertEqual(self.state(document), ["approved"])

    def test_bad_arguments_are_refused_in_words(self):
        task = self.task(self.ann, self.submitted())
        for decision in ("", None, "acknowledge", "withdraw", ["approve"], {"a": 1}, 1):
            with self.assertRaises(UserError):
                task.action_decide(decision)
        for comment in (["x"], {"x": 1}, 7, "a\0b", "a\ud800b"):
            with self.assertRaises(UserError):
                task.action_decide("reject", comment)
        for comment, words in (
            ("a\x01b", "is a text"),
            ("字" * 4001, "at most 4000 characters, this one has 4001"),
            ("¥\u202e0005", "reading order"),
        ):
            with self.assertRaisesRegex(UserError, words):
                task.action_decide("reject", comment)
        with self.assertRaises(UserError):
            task.action_return(["both"], "x")
        with self.assertRaises(UserError):
            task.action_return("nowhere", "x")

    def test_a_title_is_one_line_that_reads_as_it_is_kept(self):
        document = self.submitted(name="Map \u202e0005\r\nBcc: x")
        self.assertEqual(self.task(self.ann, document).title, "Map 0005 Bcc: x")
        document.action_zs_withdraw()
        document.name = "Map\n2"
        document.action_zs_resubmit()
        self.assertEqual(self.task(self.ann, document).title, "Map 2")

    def test_of_many_the_good_go_through_and_each_bad_one_has_its_reason(self):
        documents = self.submitted(count=9)
        for document in (documents[2], documents[7]):
            document.sudo().note = "refuse rejected"
        outcome = self.decide(self.ann, documents, "reject", "No.")
        self.assertEqual(len(outcome["done"]), 7)
        self.assertEqual(len(outcome["refused"]), 2)
        self.assertEqual(
            {r["reason"] for r in outcome["refused"]}, {"Refused by the hook rejected."}
        )
        good = documents - documents[2] - documents[7]
        self.assertEqual(set(self.state(good)), {"rejected"})
        self.assertEqual(self.state(documents[2] + documents[7]), ["running", "running"])
        self.assertEqual(set(good.sudo().mapped("hooks")), {"rejected"})
        self.assertEqual(
            self.task(self.ann, documents), self.task(self.ann, documents[2] + documents[7])
        )

    def test_two_tasks_of_one_document_are_decided_in_one_call(self):
        self.new_flow(self.step("twice", self.ann, self.role_a), code="zs_twice", sequence=1)
        document = self.submitted()
        self.assertEqual(len(self.task(self.ann, document)), 2)
        outcome = self.decide(self.ann, document)
        self.assertEqual(len(outcome["done"]), 2)
        self.assertEqual(self.state(document), ["approved"])

    def test_the_same_task_sent_twice_has_one_effect(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        task.browse(task.ids * 3).action_decide("approve")
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])

    def test_a_deadline_is_set_from_the_hours_of_the_step(self):
        self.new_flow(self.step("soon", self.role_a, deadline_hours=1.5), code="zs_due", sequence=1)
        with freeze_time("2026-11-23 01:00:00"):
            task = self.task(self.ann, self.submitted())
        self.assertEqual(task.due_at, fields.Datetime.to_datetime("2026-11-23 02:30:00"))

    def test_what_the_trail_tells_is_not_told_again_in_the_talk(self):
        document = self.submitted()
        before = document.sudo().message_ids
        self.decide(self.ann, document, "approve", "Fine.")
        self.assertEqual(document.sudo().message_ids, before)
        self.assertEqual(document.zs_approval_panel()["trail"][-1]["comment"], "Fine.")

    @mute_logger("odoo.sql_db")
    def test_a_concurrency_error_is_not_taken_for_a_refusal(self):
        from psycopg2 import errors

        documents = self.submitted(count=2)
        tasks = self.task(self.ann, documents)

        def fail(_self):
            raise errors.SerializationFailure

        self.patch(self.env.registry["test.approval.document"], "_zs_approval_on_rejected", fail)
        with self.assertRaises(errors.SerializationFailure):
            tasks.action_decide("reject", "No.")
