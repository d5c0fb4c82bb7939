from odoo import api
from odoo.tests import tagged

from .common import ApprovalCase
from .test_races import RaceCase

DELEGATION = "zhaoshang.approval.delegation"
ROUNDS = 40


@tagged("post_install", "-at_install")
class TestDelegationRaces(RaceCase):
    """A delegation begins or ends while somebody decides; two are made at the same moment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.registry.cursor() as cr:
            ApprovalCase.env = api.Environment(cr, api.SUPERUSER_ID, {"no_reset_password": True})
            cls.delegate = ApprovalCase.new_user("zs_race_delegate").id
            ApprovalCase.env = None

    @classmethod
    def clean_up(cls):
        with cls.registry.cursor() as cr:
            users = "(SELECT id FROM res_users WHERE login LIKE 'zs\\_race\\_%')"
            cr.execute(
                "UPDATE zhaoshang_approval_task SET delegation_id = NULL WHERE delegation_id IN"
                f" (SELECT id FROM zhaoshang_approval_delegation WHERE from_user_id IN {users})"
            )
            cr.execute(f"DELETE FROM zhaoshang_approval_delegation WHERE from_user_id IN {users}")
        return super().clean_up()

    def make(self, env, to=None):
        values = {"from_user_id": env.uid, "to_user_id": to or self.delegate}
        return env[DELEGATION].create(values | {"date_to": "2999-12-31"})

    def end_all(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.people[1], {})
            mine = [("from_user_id", "=", env.uid), ("state", "=", "effective")]
            env[DELEGATION].search(mine).action_end()

    def sign(self, document):
        """Decide the task of Ann's party, whoever has it by then."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            run = env["test.approval.document"].browse(document).zs_approval_instance_id
            (number,) = run.task_ids.filtered(lambda t: t.party == "zs_race_a").ids
        return lambda env: env["zhaoshang.approval.task"].browse(number).action_decide("approve")

    def look(self, document):
        """State of Ann's party, who holds it, and whether its history is whole."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            run = env["test.approval.document"].browse(document).zs_approval_instance_id
            self.assertFalse(run.event_ids._zs_chain_breaks(run))
            (task,) = run.task_ids.filtered(lambda t: t.party == "zs_race_a")
            return task.state, task.user_id.id, task.owner_id.id

    def test_a_delegation_begins_while_its_principal_decides(self):
        """Either he was first and it is decided, or the delegate has it and he is told so."""
        ann = self.people[1]
        for _round in range(ROUNDS):
            document = self.document()
            begun, decided = self.race((ann, self.make), (ann, self.sign(document)))
            self.assertIsNone(begun)
            expected = ("approved", ann, False) if decided is None else (
                "open", self.delegate, ann
            )  # fmt: skip
            self.assertEqual(self.look(document), expected, decided)
            self.end_all()

    def test_a_delegation_ends_while_the_delegate_decides(self):
        ann = self.people[1]
        for _round in range(ROUNDS):
            document = self.document()
            self.assertIsNone(self.in_transaction(ann, self.make))

            def end(env):
                mine = [("from_user_id", "=", env.uid), ("state", "=", "effective")]
                env[DELEGATION].search(mine).action_end()

            ended, decided = self.race((ann, end), (self.delegate, self.sign(document)))
            self.assertIsNone(ended)
            expected = ("approved", self.delegate, ann) if decided is None else ("open", ann, False)
            self.assertEqual(self.look(document), expected, decided)

    def test_two_delegations_of_one_person_are_made_at_once(self):
        ann, ben = self.people[1:3]
        for _round in range(ROUNDS // 2):
            answers = self.race((ann, self.make), (ann, lambda env: self.make(env, ben)))
            self.assertEqual(answers.count(None), 1, answers)
            self.assertIn("another delegation", next(answer for answer in answers if answer))
            self.end_all()

    def test_a_circle_is_made_from_both_ends_at_once(self):
        ann, ben = self.people[1:3]
        for _round in range(ROUNDS // 2):
            answers = self.race(
                (ann, lambda env: self.make(env, ben)), (ben, lambda env: self.make(env, ann))
            )
            self.assertEqual(answers.count(None), 1, answers)
            self.assertIn("to and fro", next(answer for answer in answers if answer))
            with self.registry.cursor() as cr:
                for uid in (ann, ben):
                    env = api.Environment(cr, uid, {})
                    mine = [("from_user_id", "=", uid), ("state", "=", "effective")]
                    env[DELEGATION].search(mine).action_end()
