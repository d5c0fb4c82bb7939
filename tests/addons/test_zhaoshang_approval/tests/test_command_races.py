from odoo import api
from odoo.tests import tagged

from .common import ApprovalCase
from .test_races import ROUNDS, RaceCase

TASK = "zhaoshang.approval.task"
DOCUMENT = "test.approval.document"


@tagged("post_install", "-at_install")
class TestCommandRaces(RaceCase):
    """Two commands on one document at the same moment: who hands on, asks others, decides a pile,
    or puts another flow in force. Ben has agreed before, so that Ann's word ends it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.registry.cursor() as cr:
            ApprovalCase.env = api.Environment(cr, api.SUPERUSER_ID, {"no_reset_password": True})
            cls.eva = ApprovalCase.new_user("zs_race_eva").id
            ApprovalCase.env = None

    def command(self, document, name, *arguments):
        """A command of whoever calls it on his task."""

        def give(env):
            domain = [("user_id", "=", env.uid), ("res_model", "=", DOCUMENT),
                      ("res_id", "in", document)]  # fmt: skip
            tasks = env[TASK].search(domain, order="id")
            return getattr(tasks, name)(*arguments)

        return give

    def last_word(self):
        """Documents on which only Ann's word is missing."""
        return self.decide_all(self.people[2], self.documents())

    def test_a_task_is_handed_on_while_it_is_decided(self):
        """One of the two: it is approved, or it waits for whom it was handed to."""
        ann = self.people[1]
        for document in self.last_word():
            handed, agreed = self.race(
                (ann, self.command([document], "action_transfer", self.eva)),
                (ann, self.command([document], "action_decide", "approve")),
            )
            self.assertEqual([handed, agreed].count(None), 1, (handed, agreed))
            self.assertIn("moved on", handed or agreed)
            if agreed is None:
                expected = ("approved", ["approved", "approved", "closed"], "approved",
                            ["submit", "approve", "approve"])  # fmt: skip
            else:
                expected = ("running", ["approved", "closed", "open", "transferred"], "",
                            ["submit", "approve", "transfer"])  # fmt: skip
            self.assertEqual(self.look(document), expected)

    def test_others_are_asked_while_the_step_is_decided(self):
        """Asked before the decision, the step waits for them; after it, nobody is asked."""
        ann = self.people[1]
        for document in self.last_word():
            asked, agreed = self.race(
                (ann, self.command([document], "action_add_sign", [self.eva], "parallel")),
                (ann, self.command([document], "action_decide", "approve")),
            )
            self.assertIsNone(agreed)
            if asked is None:
                expected = ("running", ["approved", "approved", "closed", "open"], "",
                            ["submit", "approve", "add_sign", "approve"])  # fmt: skip
            else:
                self.assertIn("moved on", asked)
                expected = ("approved", ["approved", "approved", "closed"], "approved",
                            ["submit", "approve", "approve"])  # fmt: skip
            self.assertEqual(self.look(document), expected)

    def test_overlapping_piles_are_decided_without_a_deadlock(self):
        """Ann decides on one and two, Ben on two and one and three: each gets through, and what
        both decided is approved once."""
        _req, ann, ben, _bea = self.people
        documents = self.documents(3 * ROUNDS)
        for one, two, three in zip(*[iter(documents)] * 3, strict=True):
            answers = self.race(
                (ann, self.command([one, two], "action_decide", "approve")),
                (ben, self.command([three, two, one], "action_decide", "approve")),
            )
            self.assertEqual(answers, [None, None])
            for document in (one, two):
                self.assertEqual(
                    self.look(document),
                    ("approved", ["approved", "approved", "closed"], "approved",
                     ["submit", "approve", "approve"]),
                )  # fmt: skip
        self.assertEqual(self.look(three)[0], "running")


@tagged("post_install", "-at_install")
class TestPublishRaces(RaceCase):
    def test_a_flow_is_put_in_force_while_a_document_is_submitted(self):
        """It runs on the one or the other, whole; and whoever submits afterwards on the new one."""
        req = self.people[0]
        drafts = self.versions(ROUNDS)
        documents = self.documents(2 * ROUNDS, submit=False)
        for version, document, later in zip(drafts, *[iter(documents)] * 2, strict=True):
            answers = self.race(
                (api.SUPERUSER_ID, lambda env, v=version: self.publish(env, v)),
                (req, lambda env, d=document: self.browse(env, d).action_zs_submit()),
            )
            self.assertEqual(answers, [None, None])
            self.assertEqual(self.submitted_on(later), version)
            with self.looking() as env:
                runs = self.browse(env, [document, later]).zs_approval_instance_id
                self.assertEqual([run._zs_findings() for run in runs], [[], []])

    def test_who_looks_before_the_commit_leaves_no_old_flow_behind(self):
        """What one transaction remembers of before is no answer to the next."""
        req = self.people[0]
        (version,) = self.versions(1)
        (document,) = self.documents(1, submit=False)

        def look(env):
            return self.browse(env, document).zs_approval_panel()

        def publish(env):
            self.publish(env, version)
            self.assertIsNone(self.in_transaction(req, look))

        self.assertIsNone(self.in_transaction(api.SUPERUSER_ID, publish))
        self.assertEqual(self.submitted_on(document), version)

    def test_what_is_remembered_wrongly_is_not_taken(self):
        """Whatever a cache says, a document is submitted on the version in force."""
        (version,) = self.versions(1)
        (document,) = self.documents(1, submit=False)
        with self.registry.cursor() as older:
            env = api.Environment(older, api.SUPERUSER_ID, {})
            older.execute("SELECT 1")
            self.assertIsNone(
                self.in_transaction(api.SUPERUSER_ID, lambda env: self.publish(env, version))
            )
            remembered = env["zhaoshang.approval.flow"]._zs_published(DOCUMENT)
            self.assertNotIn(version, [number for number, *_rest in remembered])
        self.assertEqual(self.submitted_on(document), version)

    def submitted_on(self, document):
        """Submit; the version it took."""
        self.assertIsNone(
            self.in_transaction(
                self.people[0], lambda env: self.browse(env, document).action_zs_submit()
            )
        )
        with self.looking() as env:
            return self.browse(env, document).zs_approval_instance_id.version_id.id

    def versions(self, count):
        """Drafts of the flow, each with one step of its own name."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            flow = env["zhaoshang.approval.flow"].search([("code", "=", "zs_race")])
            condition = flow.published_version_id.condition_domain
            role = flow.published_version_id.step_ids.party_ids.role_id[0]
            ApprovalCase.env = env
            step = ApprovalCase.step("one", role)
            ApprovalCase.env = None
            made = env["zhaoshang.approval.version"].create(
                [
                    {"flow_id": flow.id, "condition_domain": condition,
                     "step_ids": [(0, 0, step | {"key": f"s{number}"})]}
                    for number in range(count)
                ]
            )  # fmt: skip
            return made.ids

    def publish(self, env, version):
        version = env["zhaoshang.approval.version"].browse(version)
        version.action_publish()
        version._zs_take_effect()
