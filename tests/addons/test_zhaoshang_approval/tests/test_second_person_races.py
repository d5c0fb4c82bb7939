from odoo import api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name

from .common import ApprovalCase
from .test_races import RaceCase

MEMBER = "zhaoshang.approval.role.member"
PROPOSAL = "zhaoshang.approval.proposal"
VERSION = "zhaoshang.approval.version"
ROUNDS = 20


@tagged("post_install", "-at_install")
class TestSecondPersonRaces(BaseCase):
    """Two who decide on one proposal at the same moment; a change while it is proposed."""

    in_transaction = RaceCase.in_transaction
    race = RaceCase.race
    run_threads = RaceCase.run_threads

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.clean_up()
        cls.addClassCleanup(cls.clean_up)
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {"no_reset_password": True})
            ApprovalCase.env = env
            group = "zhaoshang_approval.group_flow_"
            users = [
                ApprovalCase.new_user("zs_raceq_manager", f"{group}manager"),
                ApprovalCase.new_user("zs_raceq_one", f"{group}confirmer"),
                ApprovalCase.new_user("zs_raceq_two", f"{group}confirmer"),
                ApprovalCase.new_user("zs_raceq_member"),
            ]
            cls.people = [user.id for user in users]
            role = ApprovalCase.new_role("zs_raceq", users[3])
            cls.role = role.id
            flow = ApprovalCase.new_flow(
                ApprovalCase.step("one", role), code="zs_raceq", publish=False,
                condition_domain="[('name', '=', 'no document')]",
            )  # fmt: skip
            cls.version = flow.version_ids.id
            ApprovalCase.env = None

    @classmethod
    def clean_up(cls):
        with cls.registry.cursor() as cr:
            for statement in (
                "DELETE FROM zhaoshang_approval_proposal WHERE proposed_by IN"
                " (SELECT id FROM res_users WHERE login LIKE 'zs\\_raceq\\_%')",
                "DELETE FROM zhaoshang_approval_version WHERE flow_id IN"
                " (SELECT id FROM zhaoshang_approval_flow WHERE code = 'zs_raceq')",
                "DELETE FROM zhaoshang_approval_flow WHERE code = 'zs_raceq'",
                "DELETE FROM zhaoshang_approval_role WHERE code = 'zs_raceq'",
            ):
                cr.execute(statement)
            env = api.Environment(cr, api.SUPERUSER_ID, {"active_test": False})
            users = env["res.users"].search([("login", "=like", "zs\\_raceq\\_%")])
            partners = users.partner_id
            users.unlink()
            partners.unlink()
            cls.registry.clear_cache("stable")

    def proposed(self):
        """Ids of a member just proposed and of its proposal."""
        made = []

        def propose(env):
            member = env[MEMBER].create({"role_id": self.role, "user_id": self.people[3]})
            made[:] = [member.id, member._zs_pending().id]

        self.assertIsNone(self.in_transaction(self.people[0], propose))
        return made

    def look(self, model, number, *names):
        with self.registry.cursor() as cr:
            record = api.Environment(cr, api.SUPERUSER_ID, {})[model].browse(number)
            return record.exists() and tuple(record.read(names, load=None)[0][n] for n in names)

    def test_two_confirm_at_once(self):
        """One has agreed; the other is told who was first."""
        _manager, one, two, _member = self.people
        for _round in range(ROUNDS):
            member, proposal = self.proposed()

            def confirm(env, proposal=proposal):
                env[PROPOSAL].browse(proposal).action_confirm()

            answers = self.race((one, confirm), (two, confirm))
            self.assertEqual(answers.count(None), 1, answers)
            self.assertIn("decided already", next(answer for answer in answers if answer))
            winner = (one, two)[answers.index(None)]
            self.assertEqual(self.look(MEMBER, member, "state", "confirmed_by"),
                             ("effective", winner))  # fmt: skip

    def test_one_agrees_while_the_other_does_not(self):
        _manager, one, two, _member = self.people
        for _round in range(ROUNDS):
            member, proposal = self.proposed()
            answers = self.race(
                (one, lambda env, p=proposal: env[PROPOSAL].browse(p).action_confirm()),
                (two, lambda env, p=proposal: env[PROPOSAL].browse(p).action_refuse("No.")),
            )
            self.assertEqual(answers.count(None), 1, answers)
            expected = ("effective", "refused")[answers.index(None)]
            self.assertEqual(self.look(MEMBER, member, "state"), (expected,))

    def test_it_is_taken_back_while_somebody_agrees(self):
        manager, one, _two, _member = self.people
        for _round in range(ROUNDS):
            member, proposal = self.proposed()
            agreed, taken = self.race(
                (one, lambda env, p=proposal: env[PROPOSAL].browse(p).action_confirm()),
                (manager, lambda env, m=member: env[MEMBER].browse(m).unlink()),
            )
            self.assertEqual([agreed, taken].count(None), 1, (agreed, taken))
            found = self.look(MEMBER, member, "state")
            self.assertEqual(bool(found), agreed is None)

    def test_a_step_is_changed_while_its_version_is_proposed(self):
        """Either what is proposed tells of the change, or the change is refused."""
        manager = self.people[0]
        for number in range(ROUNDS):
            name = f"Named {number}"

            def propose(env):
                env[VERSION].browse(self.version).action_publish()

            def change(env, name=name):
                env[VERSION].browse(self.version).step_ids.write({"name": name})

            proposed, changed = self.race((manager, propose), (manager, change))
            self.assertIsNone(proposed)

            def read_and_take_back(env, name=name, changed=changed):
                version = env[VERSION].browse(self.version)
                told = name in version._zs_pending().changes
                self.assertEqual(told, changed is None)
                self.assertEqual(version.step_ids.name == name, told)
                version.action_take_back()

            self.assertIsNone(self.in_transaction(manager, read_and_take_back))
