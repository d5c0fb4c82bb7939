"""Handing on, asking others, taking away, votes, conditions, and who is asked where."""

from contextlib import contextmanager

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ApprovalCase


class CommandCase(ApprovalCase):
    @contextmanager
    def refused(self, words):
        """A command is refused with these words, and leaves nothing behind."""
        with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
            yield

    def history(self, document):
        events = self.env["zhaoshang.approval.event"].sudo().search(
            [("res_model", "=", document._name), ("res_id", "=", document.id)]
        )  # fmt: skip
        return events.sorted(lambda event: (event.instance_id.id, event.seq))

    def last(self, document):
        event = self.history(document)[-1]
        return event.action, event.actor_name, event.target_name or ""

    def check_history(self, document):
        runs = self.history(document).instance_id
        self.assertEqual(self.env["zhaoshang.approval.event"]._zs_chain_breaks(runs), {})
        self.assertEqual([run._zs_findings() for run in runs], [[]] * len(runs))


@tagged("post_install", "-at_install")
class TestHandingOn(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()

    def test_a_task_handed_on_is_decided_by_the_other(self):
        document = self.submitted()
        self.task(self.ann, document).action_transfer(self.other.id, "Yours.")
        self.assertEqual(self.last(document), ("transfer", "Ann", "Other"))
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_bea", "zs_ben", "zs_other"])
        self.assertTrue(document.with_user(self.other).has_access("read"))
        self.approve(self.other, self.ben, document=document)
        self.assertEqual(self.state(document), ["approved"])
        self.check_history(document)

    def test_a_task_is_handed_only_to_who_may_decide(self):
        document = self.submitted(subject_id=self.clerk.id)
        task = self.task(self.ann, document)
        for user, words in (
            (self.ann, "yourself"),
            (self.abe, "already"),
            (self.ben, "already"),
            (self.requester, "cannot decide"),
            (self.clerk, "cannot decide"),
            (self.env.ref("base.public_user"), "cannot decide"),
        ):
            with self.subTest(user.login), self.refused(words):
                task.action_transfer(user.id)
        for wrong in (0, 10**9, "1", None, [self.other.id], True):
            with self.subTest(wrong), self.refused("Choose a person"):
                task.action_transfer(wrong)

    def test_only_its_person_hands_a_task_on(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        for user in (self.ben, self.requester, self.other):
            with self.subTest(user.login), self.assertRaises(AccessError):
                task.with_user(user).action_transfer(self.other.id)

    def test_what_was_handed_on_is_history(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        task.action_transfer(self.other.id)
        with self.refused("Handed On Other"):
            task.action_decide("approve")
        with self.assertRaises(AccessError):
            document.with_user(self.ann).check_access("read")


@tagged("post_install", "-at_install")
class TestAskingOthers(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(cls.step("one", cls.role_a), cls.step("two", cls.role_b))

    def ask(self, document, position, *users, mode="all", comment="Please."):
        ids = [user.id for user in users]
        return self.task(self.ann, document).action_add_sign(ids, position, mode, comment)

    def test_before_me(self):
        document = self.submitted()
        self.ask(document, "before", self.other, self.clerk)
        self.assertEqual(self.last(document), ("add_sign", "Ann", "Other, Clerk"))
        self.assertEqual(self.waiting(document), ["zs_clerk", "zs_other"])
        self.assertTrue(document.with_user(self.ann).has_access("read"))
        self.approve(self.other, self.clerk, document=document)
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann"])
        self.approve(self.ann, document=document)
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])
        self.check_history(document)

    def test_after_me(self):
        document = self.submitted()
        self.ask(document, "after", self.other)
        self.assertEqual(self.waiting(document), ["zs_other"])
        self.approve(self.other, document=document)
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])

    def test_beside_me(self):
        document = self.submitted()
        self.ask(document, "parallel", self.other, self.clerk, mode="any")
        self.approve(self.ann, document=document)
        self.assertEqual(self.waiting(document), ["zs_clerk", "zs_other"])
        self.approve(self.clerk, document=document)
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])

    def test_who_was_asked_may_refuse_and_return_and_hand_on_but_not_ask(self):
        document = self.submitted()
        self.ask(document, "parallel", self.other)
        with self.refused("cannot ask further"):
            self.task(self.other, document).action_add_sign([self.clerk.id], "before")
        self.task(self.other, document).action_transfer(self.clerk.id)
        self.task(self.clerk, document).action_return(comment="No map.")
        self.assertEqual(self.state(document), ["returned"])
        document.action_zs_resubmit()
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann"])

    def test_whom_one_may_not_ask(self):
        document = self.submitted(subject_id=self.clerk.id)
        for user, words in (
            (self.ann, "yourself"), (self.abe, "already"), (self.clerk, "cannot decide"),
            (self.requester, "cannot decide"),
        ):  # fmt: skip
            with self.subTest(user.login), self.refused(words):
                self.ask(document, "before", user)
        for users in ([], [self.other.id] * 2, self.other.id, None, ["x"]):
            with self.subTest(users), self.refused("Choose a person"):
                self.task(self.ann, document).action_add_sign(users, "before")
        with self.refused("cannot be done"):
            self.task(self.ann, document).action_add_sign([self.other.id], "beside")

    def test_who_asked_takes_away(self):
        document = self.submitted()
        self.ask(document, "before", self.other, self.clerk)
        panel = document.with_user(self.ann).zs_approval_panel()
        self.assertEqual({row["name"] for row in panel["added"]}, {"Other", "Clerk"})
        asked = self.task(self.other, document) + self.task(self.clerk, document)
        with self.refused("Only who asked"):
            asked[0].with_user(self.requester).action_remove_sign()
        with self.assertRaises(AccessError):
            asked[0].with_user(self.ben).action_remove_sign()
        asked.with_user(self.ann).action_remove_sign()
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann"])
        self.assertEqual(self.last(document), ("remove_sign", "Ann", "Clerk"))
        with self.refused("Only who asked"):
            asked[0].with_user(self.ann).action_remove_sign()
        self.check_history(document)

    def test_a_stranger_learns_no_title_by_taking_away(self):
        """Of many, each refusal bears its title: to who may read it."""
        tasks = self.task(self.ann, self.submitted(count=2, name="Secret plan"))
        with self.assertRaises(AccessError) as caught:
            tasks.with_user(self.clerk).action_remove_sign()
        self.assertNotIn("Secret plan", str(caught.exception))
        outcome = tasks.with_user(self.requester).action_remove_sign()
        self.assertEqual([task["title"] for task in outcome["refused"]], ["Secret plan"] * 2)


@tagged("post_install", "-at_install")
class TestVotesAndConditions(CommandCase):
    def test_two_thirds_of_the_votes(self):
        voters = [self.ann, self.ben, self.clerk]
        self.new_flow(self.step("vote", *voters, mode="vote", ratio=66.67))
        document = self.submitted()
        self.decide(self.ann, document, "reject", "No.")
        self.assertEqual(self.state(document), ["running"])
        self.approve(self.ben, self.clerk, document=document)
        self.assertEqual(self.state(document), ["approved"])
        document = self.submitted()
        self.decide(self.ann, document, "reject", "No.")
        self.decide(self.ben, document, "reject", "No.")
        self.assertEqual(self.state(document), ["rejected"])

    def test_a_vote_without_a_share_is_not_published(self):
        for ratio in (0, -1, 101):
            with self.subTest(ratio), self.assertRaisesRegex(ValidationError, "share"):
                self.new_flow(
                    self.step("vote", self.ann, mode="vote", ratio=ratio), code=f"vote {ratio}"
                )

    def test_a_step_is_taken_only_where_its_condition_holds(self):
        self.new_flow(
            self.step("small", self.role_a),
            self.step("large", self.role_b, condition_domain="[('amount', '>', 100)]"),
        )
        small, large = self.submitted(amount=5), self.submitted(amount=500)
        both = small + large
        self.task(self.ann, both).action_decide("approve")
        self.assertEqual(self.state(both), ["approved", "running"])
        self.assertEqual(self.waiting(large), ["zs_bea", "zs_ben"])
        steps = small.zs_approval_panel()["steps"]
        self.assertEqual([step["status"] for step in steps], ["done", "skipped"])

    def test_the_condition_is_looked_at_again_when_a_document_is_sent_again(self):
        self.new_flow(
            self.step("small", self.role_a),
            self.step("large", self.role_b, condition_domain="[('amount', '>', 100)]"),
        )
        document = self.submitted(amount=5)
        document.action_zs_withdraw()
        document.amount = 500
        document.action_zs_resubmit()
        self.approve(self.ann, document=document)
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])

    def test_a_document_nobody_would_decide_is_not_accepted(self):
        self.new_flow(self.step("large", self.role_b, condition_domain="[('amount', '>', 100)]"))
        with self.refused("nobody would decide"):
            self.new_document(amount=5).action_zs_submit()

    def test_a_condition_that_cannot_be_read_is_not_published(self):
        for domain in (
            "[('nothing', '=', 1)]", "__import__('os')", "[(", "[('amount', '%%', 1)]",
            "-" * 4000 + "1", "[" * 150 + "]" * 150, "[('name', '=', 'a\\0b')]",
        ):  # fmt: skip
            with (
                self.subTest(domain[:40]),
                self.assertRaisesRegex(ValidationError, "cannot be read"),
            ):
                self.new_flow(
                    self.step("s", self.role_a, condition_domain=domain), code=f"c {domain}"
                )


@tagged("post_install", "-at_install")
class TestWhoIsAsked(CommandCase):
    def choice_flow(self):
        step = self.step("one", self.role_a)
        step["party_ids"][0][2]["source"] = "requester_choice"
        return self.new_flow(step).published_version_id.step_ids.party_ids

    def test_the_requester_chooses_among_the_members_of_a_post(self):
        party = self.choice_flow()
        document = self.new_document()
        [choice] = document.zs_approval_panel()["choose"]
        self.assertEqual([person["name"] for person in choice["people"]], ["Ann", "Abe"])
        with self.refused("Choose who shall decide"):
            document.action_zs_submit()
        for wrong in ([self.ben.id], [self.requester.id], [self.ann.id, self.ben.id]):
            with self.subTest(wrong), self.refused("members of the post"):
                document.action_zs_submit(choices={str(party.id): wrong})
        with self.refused("Nobody is to be chosen"):
            document.action_zs_submit(choices={str(party.id): [self.ann.id], "7": [self.ann.id]})
        document.action_zs_submit(choices={str(party.id): [self.abe.id]})
        self.assertEqual(self.waiting(document), ["zs_abe"])
        document.action_zs_withdraw()
        document.action_zs_resubmit()
        self.assertEqual(self.waiting(document), ["zs_abe"])

    def test_the_manager_of_the_requester(self):
        if "employee_id" not in self.env["res.users"]._fields:
            self.skipTest("hr is not installed")
        boss = self.env["hr.employee"].create({"name": "Boss", "user_id": self.ann.id})
        self.env["hr.employee"].create(
            {"name": "R", "user_id": self.requester.id, "parent_id": boss.id}
        )
        self.new_flow(
            {"key": "m", "name": "M", "party_ids": [(0, 0, {"name": "M", "source": "manager"})]}
        )
        self.assertEqual(self.waiting(self.submitted()), ["zs_ann"])

    def test_where_nobody_could_decide_those_who_keep_the_flow_say_who(self):
        flow = self.new_flow(self.step("one", "manager_id"), publish=False)
        version = flow.version_ids
        version.fallback_role_id = self.role_c
        version.action_publish()
        version._zs_take_effect()
        document = self.submitted()
        task = self.task(self.clerk, document)
        self.assertTrue(task.assign_only)
        for decision in ("approve", "reject"):
            with self.refused("Choose who shall decide"):
                task.action_decide(decision, "x")
        with self.refused("Choose who shall decide"):
            task.action_return(comment="x")
        task.action_transfer(self.other.id)
        self.assertFalse(self.task(self.other, document).assign_only)
        self.approve(self.other, document=document)
        self.assertEqual(self.state(document), ["approved"])

    def test_without_such_a_post_the_document_is_not_accepted(self):
        self.new_flow(self.step("one", "manager_id"))
        with self.refused("there is nobody"):
            self.new_document().action_zs_submit()


@tagged("post_install", "-at_install")
class TestWhoIsOffered(CommandCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()

    def offered(self, task, search=""):
        return [person["name"] for person in task.zs_people(search)]

    def test_by_name_and_by_post_and_only_who_may_decide(self):
        document = self.submitted(subject_id=self.clerk.id)
        task = self.task(self.ann, document)
        self.assertEqual(self.offered(task, "OTH"), ["Other"])
        self.assertEqual(task.zs_people("zs_d"), [
            {"id": self.reader.id, "name": "Reader", "post": "zs_d"}
        ])  # fmt: skip
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.new_user("zs_stranger", company_ids=[(6, 0, elsewhere.ids)], company_id=elsewhere.id)
        self.new_user("zs_gone", active=False)
        for never in ("Ann", "Abe", "Ben", "Clerk", "Requester", "Stranger", "Gone", "Public"):
            with self.subTest(never):
                self.assertNotIn(never, self.offered(task, never))

    def test_whoever_is_offered_is_taken(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        people = [person["id"] for person in task.zs_people()]
        self.assertIn(self.other.id, people)
        self.assertLessEqual(len(people), 8)
        task.action_add_sign(people, "parallel", "any")
        self.assertFalse(set(people) & {person["id"] for person in task.zs_people()})

    def test_only_for_ones_own_open_task(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        for user in (self.abe, self.ben, self.requester, self.other):
            with self.subTest(user.login), self.assertRaises(AccessError):
                task.with_user(user).zs_people("Other")
        task.action_decide("approve")
        with self.assertRaises(AccessError):
            task.zs_people("Other")
        for wrong in (7, ["x"], "\0"):
            with self.subTest(wrong), self.refused("text"):
                self.task(self.ben, document).zs_people(wrong)
