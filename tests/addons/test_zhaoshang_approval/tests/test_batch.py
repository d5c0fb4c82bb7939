from unittest.mock import patch

from odoo.addons.zhaoshang_approval.models import approval_task_batch
from odoo.addons.zhaoshang_approval.models.approval_task_batch import LIMIT, LIMIT_PARAMETER
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestBatch(ApprovalCase):
    """What holds for many decided with one opinion, whoever calls."""

    def allow(self, number):
        self.env["ir.config_parameter"].set_param(LIMIT_PARAMETER, number)

    def test_no_more_than_a_person_looks_at(self):
        self.both_flow()
        tasks = self.task(self.ann, self.submitted(count=LIMIT + 1))
        with self.assertRaisesRegex(UserError, f"{LIMIT + 1} are chosen; at most {LIMIT}"):
            tasks.action_decide("approve")
        self.assertEqual(set(tasks.mapped("state")), {"open"})
        self.assertEqual(len(tasks[:LIMIT].action_decide("approve")["done"]), LIMIT)

    def test_the_number_is_a_parameter(self):
        self.both_flow()
        tasks = self.task(self.ann, self.submitted(count=3))
        self.allow("2")
        with self.assertRaises(UserError):
            tasks.action_decide("reject", "No.")
        self.allow("nonsense")
        self.assertEqual(len(tasks.action_decide("reject", "No.")["done"]), 3)

    def test_nothing_is_done_with_more_than_the_server_lets_go_of_soon(self):
        """Also what asks for no look at each: handing on, putting off, reading, urging."""
        self.both_flow()
        documents = self.submitted(count=3)
        tasks = self.task(self.ann, documents)
        commands = {
            "handed on": lambda: tasks.action_transfer(self.other.id),
            "put off": tasks.action_later,
            "read": tasks.action_acknowledge,
            "taken back": tasks.action_undo,
            "urged": documents.action_zs_urge,
        }
        with patch.object(approval_task_batch, "AT_ONCE", 2):
            for name, command in commands.items():
                with self.subTest(name), self.assertRaisesRegex(UserError, "at most 2 are done"):
                    command()
        tasks.action_transfer(self.other.id)
        self.assertEqual(len(self.task(self.other, documents)), 3)

    def test_one_kind_of_matter_at_a_time(self):
        self.both_flow(code="zs_one")
        tasks = self.task(self.ann, self.submitted())
        self.both_flow(code="zs_two", sequence=1)
        tasks |= self.task(self.ann, self.submitted())
        with self.assertRaisesRegex(UserError, "different matters: zs_one, zs_two"):
            tasks.action_decide("approve")
        self.assertEqual(set(tasks.mapped("state")), {"open"})

    def test_copies_of_all_matters_are_read_at_once(self):
        self.whole_flow()
        documents = self.submitted(count=3)
        self.approve(self.ann, self.ben, document=documents)
        tasks = self.task(self.reader, documents)
        self.allow("1")
        self.assertEqual(len(tasks.action_acknowledge()["done"]), 3)

    def test_a_step_may_want_each_by_itself(self):
        self.new_flow(self.step("alone", self.role_a, batch_allowed=False))
        tasks = self.task(self.ann, self.submitted(count=2))
        outcome = tasks.action_decide("approve")
        self.assertEqual(outcome["done"], [])
        self.assertEqual([task["id"] for task in outcome["refused"]], tasks.ids)
        self.assertIn("decided by itself", outcome["refused"][0]["reason"])
        self.assertTrue(tasks[0].action_decide("approve"))

    def test_no_other_command_decides_a_pile_past_it(self):
        """Who asks others after himself has agreed, and who returns has decided."""
        self.new_flow(self.step("alone", self.role_a, batch_allowed=False))
        tasks = self.task(self.ann, self.submitted(count=2))
        for outcome in (
            tasks.action_add_sign([self.other.id], "after"),
            tasks.action_return(comment="No map."),
        ):
            self.assertEqual(outcome["done"], [])
            self.assertIn("decided by itself", outcome["refused"][0]["reason"])
        self.allow("1")
        for command in (
            lambda: tasks.action_add_sign([self.other.id], "after"),
            lambda: tasks.action_return(comment="No map."),
            lambda: tasks.action_object("No."),
        ):
            with self.assertRaisesRegex(UserError, "at most 1"):
                command()
        self.assertEqual(set(tasks.mapped("state")), {"open"})

    def test_where_a_signature_is_given_each_is_decided_by_itself(self):
        self.new_flow(self.step("signed", self.role_a, signature_required=True))
        tasks = self.task(self.ann, self.submitted(count=2))
        for decision in ("approve", "reject"):
            self.assertEqual(tasks.action_decide(decision, "Why")["done"], [])

    def test_the_same_task_named_twice_is_one(self):
        self.new_flow(self.step("alone", self.role_a, batch_allowed=False))
        task = self.task(self.ann, self.submitted())
        self.assertTrue(task.browse(task.ids * 2).action_decide("approve"))

    def test_nobody_learns_of_others_tasks_by_it(self):
        self.both_flow()
        tasks = self.task(self.ann, self.submitted(count=2))
        with self.assertRaises(AccessError):
            tasks.with_user(self.ben).action_decide("approve")
        with self.assertRaises(AccessError):
            tasks.sudo().action_decide("approve")

    def test_many_are_taken_back_as_they_were_decided(self):
        self.both_flow()
        tasks = self.task(self.ann, self.submitted(count=3))
        tasks.action_decide("approve")
        self.assertEqual(len(tasks.action_undo()["done"]), 3)
        self.assertEqual(set(tasks.mapped("state")), {"open"})
