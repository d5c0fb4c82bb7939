"""Straight back, undo, urging, objections, revocations, signatures."""

import base64
import datetime
import io
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from PIL import Image

from .test_people_commands import CommandCase


def picture(width, height, *dots):
    """A PNG in base64 as the screen makes it: black dots on nothing."""
    image = Image.new("RGBA", (width, height))
    for dot in dots:
        image.putpixel(dot, (0, 0, 0, 255))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


SIGNED = picture(2, 1, (0, 0))


def later(**delta):
    """Odoo's clock moved on."""
    moment = fields.Datetime.now() + datetime.timedelta(**delta)
    return patch.object(fields.Datetime, "now", lambda *_args: moment)


@tagged("post_install", "-at_install")
class TestStraightBack(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(
            cls.step("one", cls.role_a), cls.step("two", cls.role_b), cls.step("three", cls.role_c)
        )

    def test_an_earlier_step_leads_straight_back(self):
        document = self.submitted()
        self.approve(self.ann, self.ben, document=document)
        self.task(self.clerk, document).action_return("one", "Once more.", straight_back=True)
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann"])
        self.approve(self.abe, document=document)
        self.assertEqual(self.waiting(document), ["zs_clerk"])
        self.approve(self.clerk, document=document)
        self.assertEqual(self.state(document), ["approved"])
        self.check_history(document)

    def test_the_requester_may_send_it_straight_back(self):
        document = self.submitted()
        self.approve(self.ann, document=document)
        self.task(self.ben, document).action_return(comment="No map.")
        self.assertEqual(document.zs_approval_panel()["can"]["straight_back"], "Two")
        document.action_zs_resubmit(straight_back=True)
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])

    def test_straight_back_needs_a_step_that_returned_it(self):
        document = self.submitted()
        document.action_zs_withdraw()
        self.assertFalse(document.zs_approval_panel()["can"]["straight_back"])
        with self.refused("straight back"):
            document.action_zs_resubmit(straight_back=True)


@tagged("post_install", "-at_install")
class TestUndo(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(cls.step("one", cls.role_a), cls.step("two", cls.role_b))

    def test_a_decision_is_taken_back_within_ten_seconds(self):
        for decide in (
            lambda task: task.action_decide("approve", "Fine."),
            lambda task: task.action_add_sign([self.other.id], "after", "all", "Please."),
        ):
            document = self.submitted()
            task = self.task(self.ann, document)
            decide(task)
            task.action_undo()
            self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann"])
            self.assertEqual((task.state, task.comment), ("open", False))
            self.assertEqual(self.history(document)[-1].action, "undo")
            self.approve(self.abe, self.bea, document=document)
            self.assertEqual(self.state(document), ["approved"])
            self.check_history(document)

    def test_a_return_to_an_earlier_step_is_taken_back(self):
        document = self.submitted()
        self.approve(self.ann, document=document)
        task = self.task(self.ben, document)
        task.action_return("one", "Why?")
        task.action_undo()
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])
        self.assertEqual(document.sudo().zs_approval_instance_id.round, 1)

    def test_not_after_ten_seconds(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        task.action_decide("approve")
        with later(seconds=20), self.refused("ten seconds"):
            task.action_undo()

    def test_not_once_somebody_has_acted(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        task.action_decide("approve")
        self.task(self.ben, document).action_transfer(self.other.id)
        with self.refused("acted on it"):
            task.action_undo()

    def test_only_ones_own_decision(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        task.action_decide("approve")
        for user in (self.abe, self.ben, self.requester):
            with self.subTest(user.login), self.assertRaises(AccessError):
                task.with_user(user).action_undo()

    def test_an_end_is_taken_back_only_where_the_document_can(self):
        document = self.submitted()
        self.approve(self.ann, document=document)
        task = self.task(self.ben, document)
        task.action_decide("reject", "No.")
        with self.refused("ask to revoke"):
            task.action_undo()
        taken = []
        model = type(self.env["test.approval.document"])
        with patch.object(
            model, "_zs_approval_on_undone", lambda docs: taken.append(docs.ids), create=True
        ):
            task.action_undo()
        self.assertEqual(taken, [document.ids])
        self.assertEqual(self.state(document), ["running"])
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])


@tagged("post_install", "-at_install")
class TestUrging(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()

    def test_once_an_hour(self):
        document = self.submitted()
        document.action_zs_urge()
        self.assertEqual(self.history(document)[-1].action, "urge")
        with later(minutes=59), self.refused("within the last hour"):
            document.action_zs_urge()
        with later(minutes=61):
            document.action_zs_urge()
        self.check_history(document)

    def test_only_the_requester_and_only_while_somebody_is_asked(self):
        document = self.submitted()
        for user in (self.ann, self.other):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.task(self.ann, document).with_user(user).action_urge()
        self.approve(self.ann, self.ben, document=document)
        with self.refused("any more"):
            document.action_zs_urge()


@tagged("post_install", "-at_install")
class TestObjection(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(
            cls.step("one", cls.role_a),
            cls.step("file", cls.role_c, kind="file", deadline_hours=24),
        )

    def test_an_objection_within_the_term_returns_an_approved_document(self):
        document = self.submitted()
        self.approve(self.ann, document=document)
        task = self.task(self.clerk, document)
        self.assertTrue(document.with_user(self.clerk).zs_approval_panel()["my_task"]["can_object"])
        with self.refused("need a reason"):
            task.action_object(" ")
        task.action_object("The term is wrong.")
        self.assertEqual(self.state(document), ["returned"])
        self.assertIn("returned", document.hooks)
        document.action_zs_resubmit()
        self.approve(self.ann, document=document)
        self.decide(self.clerk, document, "file")
        self.check_history(document)

    def test_not_after_the_term_and_not_against_an_approval(self):
        document = self.submitted()
        with self.refused("cannot be done"):
            self.task(self.ann, document).action_object("No.")
        self.approve(self.ann, document=document)
        with later(hours=25), self.refused("ended on"):
            self.task(self.clerk, document).action_object("Late.")


@tagged("post_install", "-at_install")
class TestRevocation(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(cls.step("one", cls.role_a), cls.step("file", cls.role_c, kind="file"))

    def approved(self):
        document = self.submitted()
        self.approve(self.ann, document=document)
        return document

    def test_a_revocation_goes_the_way_of_the_approval(self):
        document = self.approved()
        self.assertTrue(document.zs_approval_panel()["can"]["revoke"])
        document.action_zs_revoke("The trip is off.")
        self.assertEqual(self.state(document), ["approved"])
        panel = document.with_user(self.ann).zs_approval_panel()
        self.assertTrue(panel["revocation"])
        self.assertIn("The trip is off.", [line["comment"] for line in panel["trail"]])
        with self.refused("already"):
            document.action_zs_revoke("Twice.")
        self.approve(self.abe, document=document)
        self.assertEqual(self.state(document), ["revoked"])
        # the registration that was still open is nobody's any more, its registrar gets a copy
        self.assertEqual(self.task(self.clerk, document).mapped("kind"), ["cc"])
        with self.assertRaises(UserError):
            document.action_zs_revoke("Again.")
        self.check_history(document)

    def test_a_revocation_refused_or_withdrawn_leaves_the_document_approved(self):
        document = self.approved()
        document.action_zs_revoke("Off.")
        self.decide(self.ann, document, "reject", "It is on.")
        self.assertEqual(self.state(document), ["approved"])
        document.action_zs_revoke("Off, really.")
        document.action_zs_withdraw()
        self.assertEqual(self.state(document), ["approved"])
        self.assertNotIn("zs_ann", self.waiting(document))
        self.assertEqual(document.sudo().zs_approval_instance_id.state, "approved")

    def test_only_the_requester_with_a_reason_of_what_is_approved(self):
        document = self.approved()
        with self.refused("Say why"):
            document.action_zs_revoke("  ")
        for user in (self.ann, self.other):
            with self.subTest(user.login), self.assertRaises(AccessError):
                document.with_user(user).action_zs_revoke("Mine.")
        with self.assertRaises(UserError):
            self.submitted().action_zs_revoke("Too early.")

    def test_a_model_may_say_that_nothing_of_it_is_revoked(self):
        document = self.approved()
        self.patch(type(self.env["test.approval.document"]), "_zs_approval_revocable", False)
        self.assertFalse(document.zs_approval_panel()["can"]["revoke"])
        with self.refused("not revoked"):
            document.action_zs_revoke("Off.")

    def test_the_document_stays_closed_and_its_gates_open(self):
        document = self.approved()
        document.action_zs_revoke("Off.")
        with self.refused("cannot be changed"):
            document.amount = 7
        document.sudo(False).with_user(self.requester).action_pay()


@tagged("post_install", "-at_install")
class TestSignature(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(cls.step("one", cls.role_a, signature_required=True))

    def test_agreeing_needs_it_and_keeps_it(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        with self.refused("handwritten signature"):
            task.action_decide("approve")
        cut_short = base64.b64encode(base64.b64decode(SIGNED)[:40]).decode()
        for wrong in ("x", base64.b64encode(b"GIF89a").decode(), "data:image/png;base64,", [1],
                      cut_short, picture(9, 9), picture(6001, 1001, (0, 0))):  # fmt: skip
            with self.subTest(str(wrong)[:40]), self.refused("not a picture"):
                task.action_decide("approve", signature=wrong)
        task.action_decide("approve", signature=SIGNED)
        self.assertEqual(task.with_context(bin_size=False).signature.decode(), SIGNED)
        self.assertEqual(len(self.history(document)[-1].signature_digest), 64)
        self.check_history(document)

    def test_refusing_does_not_need_it(self):
        document = self.submitted()
        self.decide(self.ann, document, "reject", "No.")
        self.assertEqual(self.state(document), ["rejected"])

    def test_a_batch_of_documents_that_need_it_says_so_of_each(self):
        documents = self.submitted(count=2)
        outcome = self.task(self.ann, documents).action_decide("approve")
        self.assertEqual(outcome["done"], [])
        self.assertEqual(len(outcome["refused"]), 2)
