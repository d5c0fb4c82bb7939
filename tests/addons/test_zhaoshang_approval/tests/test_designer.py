from odoo import Command
from odoo.addons.zhaoshang_approval.condition import words
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ApprovalCase

MANAGER = "zhaoshang_approval.group_flow_manager"
CONFIRMER = "zhaoshang_approval.group_flow_confirmer"


@tagged("post_install", "-at_install")
class TestDesigner(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("zs_manager", MANAGER)
        cls.confirmer = cls.new_user("zs_confirmer", CONFIRMER)

    def draft(self, *steps, **values):
        flow = self.new_flow(*steps, publish=False, code="zs_draft", **values)
        return flow.version_ids.with_user(self.manager)

    def problems(self, version):
        version.invalidate_recordset()
        return [(problem["step"], problem["text"]) for problem in version.problems or []]

    def typed(self, version, **values):
        """What the form shows while it is typed in: nothing of it is saved."""
        spec = {"diagram": {}, "problems": {}, "step_ids": {"fields": {"name": {}}}}
        return version.onchange(values, list(values), spec)["value"]

    def test_the_drawing_follows_the_form_before_it_is_saved(self):
        version = self.draft(self.step("one", self.role_a))
        number = version.step_ids.id
        shown = self.typed(version, step_ids=[[1, number, {"name": "First"}]])
        self.assertEqual([step["name"] for step in shown["diagram"]], ["First"])
        new = {"name": "Two", "key": "two", "sequence": 20, "kind": "approve", "mode": "vote",
               "ratio": 50}  # fmt: skip
        shown = self.typed(version, step_ids=[[0, "virtual_1", new]])
        self.assertEqual([step["name"] for step in shown["diagram"]], ["One", "Two"])
        self.assertEqual(shown["diagram"][1]["ratio"], 50)
        (problem,) = shown["problems"]
        self.assertRegex(problem["text"], "“Two” has no party")
        self.assertEqual(problem["step"], "two")
        new["party_ids"] = [
            [0, "virtual_2", {"name": "B", "source": "role", "role_id": self.role_b.id}],
            [0, "virtual_3", {"source": "user", "user_id": self.clerk.id}],
            [0, "virtual_4", {"name": "Chief", "source": "field", "field_path": "manager_id"}],
        ]
        shown = self.typed(version, step_ids=[[0, "virtual_1", new]])
        self.assertEqual(
            [
                (party["name"], [person["name"] for person in party["people"]], party["source"])
                for party in shown["diagram"][1]["parties"]
            ],
            [("B", ["Ben", "Bea"], ""), ("…", ["Clerk"], ""), ("Chief", [], "Manager")],
        )
        self.assertFalse(shown.get("problems"))
        self.assertEqual(version.step_ids.mapped("name"), ["One"], "nothing is saved")

    def test_a_party_is_called_like_whom_it_names(self):
        party = self.env["zhaoshang.approval.party"].with_user(self.manager)
        for values, name in (
            ({"source": "role", "role_id": self.role_b.id}, "zs_b"),
            ({"source": "user", "user_id": self.clerk.id}, "Clerk"),
            ({"source": "manager"}, "Manager of the requester"),
        ):
            shown = party.onchange(values, list(values), {"name": {}, **dict.fromkeys(values, {})})
            self.assertEqual(shown["value"]["name"], name)

    def test_a_step_is_known_by_a_key_of_its_own(self):
        version = self.draft(self.step("one", self.role_a))
        version.step_ids = [Command.create({"name": name}) for name in ("Two", "Three")]
        self.assertEqual(len(set(version.step_ids.mapped("key"))), 3)

    def test_every_problem_says_where_to_go_and_keeps_it_from_being_proposed(self):
        version = self.draft()
        (problem,) = self.problems(version)
        self.assertEqual(problem, (False, "The flow has no step yet. Add one with “Add a Step”."))
        version.step_ids = [
            Command.create(self.step("copy", self.role_d, kind="cc")),
            Command.create(self.step("vote", kind="cc", mode="vote", ratio=0)),
        ]
        texts = dict(reversed(self.problems(version)))
        self.assertRegex(texts[False], "No step decides")
        self.assertRegex(texts["vote"], "“Vote” has no party|“Vote” is a vote")
        with self.assertRaisesRegex(ValidationError, "cannot be published yet"):
            version.action_publish()

    def test_a_condition_on_a_field_that_is_gone_is_named(self):
        version = self.draft(
            self.step("one", self.role_a, condition_domain="[('gone', '=', 1)]"),
            condition_domain="[('name', '=', 'x'), ('gone.too', '>', 2)]",
        )
        (where, text), (step, other) = self.problems(version)
        self.assertEqual((where, step), (False, "one"))
        self.assertRegex(text, r"Name is x and gone\.too \(there is no such field any more\)")
        self.assertRegex(other, r"“Only If” of the step “One”.*gone \(there is no such field")

    def test_what_is_archived_is_named_with_its_step(self):
        version = self.draft(self.step("one", self.role_c), self.step("two", self.other))
        self.assertEqual(self.problems(version), [])
        self.role_c.active = False
        self.role_c._zs_take_effect()
        self.other.active = False
        (one, post), (two, person) = self.problems(version)
        self.assertEqual((one, two), ("one", "two"))
        self.assertRegex(post, "the post “zs_c” is archived")
        self.assertRegex(person, "Other cannot log in any more")

    def test_who_is_named_by_the_flow_is_told_that_another_has_to_propose_it(self):
        version = self.draft(self.step("one", self.manager))
        self.assertRegex(self.problems(version)[0][1], "names yourself")

    def test_a_flow_whose_document_is_gone_says_so(self):
        version = self.draft(self.step("one", self.role_a))
        self.env["zhaoshang.approval.flow"].browse(version.flow_id.id).sudo().write(
            {"model_id": False}
        )
        self.assertRegex(self.problems(version)[0][1], "names no document")
        self.assertEqual(len(version.diagram), 1)

    def test_a_plain_user_learns_nothing_from_a_draft_of_his_own_making(self):
        """Posts, rights and conditions are worked out for who keeps flows alone."""
        version = self.draft(self.step("one", self.role_a))
        party = {"name": "x", "source": "role", "role_id": self.role_a.id}
        step = {"name": "x", "key": "x", "party_ids": [[0, "virtual_2", party]]}
        values = {"flow_id": version.flow_id.id, "step_ids": [[0, "virtual_1", step]]}
        model = self.env["zhaoshang.approval.version"]
        for name in ("problems", "diagram", "outlook", "running_count"):
            arguments = values, list(values), {**dict.fromkeys(values, {}), name: {}}
            self.assertIn("value", model.with_user(self.manager).onchange(*arguments))
            with self.assertRaises(AccessError):
                model.with_user(self.other).onchange(*arguments)
        for method, args in (
            ("zs_try", [1]),
            ("zs_compare", [version.id]),
            ("read", [["problems"]]),
        ):
            with self.assertRaises(AccessError):
                getattr(version.with_user(self.other), method)(*args)

    def test_conditions_are_said_in_words(self):
        model = self.env["test.approval.document"].with_user(self.manager)
        for condition, expected in (
            ("[]", ""),
            ("[('amount', '>=', 5), ('stage', '=', 'paid')]",
             "Amount at least 5 and Stage is Paid"),
            ("['|', ('stage', 'in', ['open', 'paid']), ('note', '=', False)]",
             "Stage is Open or Paid or Note is empty"),
            ("['&', '|', ('amount', '<', 1), ('amount', '>', 9), ('note', '!=', False)]",
             "(Amount below 1 or Amount above 9) and Note is filled in"),
            ("['!', ('subject_id.active', '=', True)]", "not (Subject · Active is Yes)"),
            ("[('note', 'ilike', 'x')]", "Note contains x"),
            ("[('line_ids', 'any', [('amount', '<=', 2)])]", "Line (Amount at most 2)"),
            (f"[('subject_id', '=', {self.ann.id})]", "Subject is Ann"),
            ("[(0, '=', 1)]", "never"),
            ("nonsense", "nonsense"),
        ):  # fmt: skip
            self.assertEqual(words(model, condition), expected, condition)

    def test_a_condition_names_no_record_that_one_may_not_read(self):
        hidden = self.new_document(user=self.other)
        line = self.env["test.approval.line"].with_user(self.manager)
        said = words(line, f"[('document_id', '=', {hidden.id})]")
        self.assertEqual(said, f"Document is #{hidden.id}")

    def test_the_form_says_what_comes_next_and_who_stays_on_what(self):
        flow = self.both_flow()
        self.submitted(count=2)
        second = flow.with_user(self.manager).action_new_version()["res_id"]
        second = flow.version_ids.browse(second).with_user(self.manager)
        first = flow.with_user(self.manager).published_version_id
        texts = " ".join(note["text"] for note in second.outlook)
        self.assertRegex(texts, "Confirmer")
        self.assertNotRegex(texts, "Manager")
        self.assertRegex(texts, "Until then version 1 stays in force")
        self.assertRegex(texts, "2 documents are on their way")
        second.action_publish()
        self.env.invalidate_all()
        self.assertRegex(second.outlook[0]["text"], "Waits under “To Confirm” for .*Confirmer")
        second.sudo()._zs_take_effect()
        self.env.invalidate_all()
        self.assertEqual((first.running_count, second.running_count), (2, 0))
        self.assertRegex(second.outlook[1]["text"], "2 documents are still on their way on earlier")
        self.assertRegex(first.outlook[0]["text"], "Not in force any more; 2")

    def test_a_broken_condition_refuses_with_the_way_out(self):
        flow = self.both_flow(condition_domain="[('amount', '>', 0)]")
        document = self.new_document(amount=1)
        self.env.cr.execute(
            "UPDATE zhaoshang_approval_version SET condition_domain = %s WHERE id = %s",
            ["[('gone', '=', 1)]", flow.published_version_id.id],
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache("stable")
        with self.assertRaisesRegex(UserError, "condition of “zs_test” does not fit"):
            document.action_zs_submit()
        self.assertEqual(document.zs_approval_panel()["steps"], [])

    def test_steps_left_out_are_drawn_with_their_condition(self):
        self.new_flow(
            self.step("one", self.role_a),
            self.step("two", self.role_b, condition_domain="[('amount', '>', 100)]"),
        )
        draft = self.new_document(amount=5)
        steps = draft.zs_approval_panel()["steps"]
        self.assertEqual([step["status"] for step in steps], ["coming", "skipped"])
        self.assertEqual(steps[1]["condition"], "Amount above 100")
        draft.action_zs_submit()
        self.env.invalidate_all()
        steps = draft.zs_approval_panel()["steps"]
        self.assertEqual([step["status"] for step in steps], ["current", "skipped"])
        self.approve(self.ann, document=draft)
        self.env.invalidate_all()
        steps = draft.zs_approval_panel()["steps"]
        self.assertEqual([step["status"] for step in steps], ["done", "skipped"])

    def test_two_versions_are_compared_in_words(self):
        flow = self.new_flow(
            self.step("one", self.role_a, self.role_b),
            self.step("two", self.role_c, kind="file"),
            self.step("three", self.role_d),
        )
        first = flow.published_version_id
        second = first.copy()
        one, two, three = second.step_ids
        two.unlink()
        one.write({"mode": "any", "sequence": 9, "name": "First"})
        three.sequence = 5
        one.party_ids[1].unlink()
        second.step_ids = [Command.create(self.step("four", self.ann, sequence=20))]
        second.condition_domain = "[('amount', '>', 9)]"
        found = first.with_user(self.confirmer).zs_compare(second.id)
        self.assertEqual(len(found["changes"]), 5)
        facts, moved, changed, left_out, new = found["changes"]
        self.assertRegex(facts, "→")
        self.assertEqual(moved, "Step “Three” moved: stands in another place")
        self.assertRegex(changed, "Step “First” changed: Name: One → First")
        self.assertRegex(changed, "All parties → Any party")
        self.assertRegex(changed, "party “zs_b” left out")
        self.assertEqual(left_out, "Step “Two” left out")
        self.assertEqual(new, "New step “Four”")
        marks = {
            side: {
                step["key"]: step["change"]["kind"] for step in found[side]["steps"]
                if "change" in step
            }
            for side in ("before", "after")
        }  # fmt: skip
        self.assertEqual(
            marks,
            {
                "before": {"one": "changed", "two": "removed", "three": "moved"},
                "after": {"one": "changed", "four": "added", "three": "moved"},
            },
        )
        self.assertEqual(found["after"]["condition"], "Amount above 9")
        self.assertEqual(first.zs_compare(first.id)["changes"], [])
        other = self.new_flow(self.step("one", self.role_a), code="zs_other").published_version_id
        for number in (other.id, 0, "x", [1], None):
            with self.assertRaisesRegex(UserError, "two versions|no number of a record"):
                first.zs_compare(number)

    def test_the_screen_of_two_versions_begins_with_the_one_in_force_and_the_draft(self):
        flow = self.both_flow()
        first = flow.published_version_id
        second = first.copy()
        for record in (flow, second, first):
            context = record.with_user(self.confirmer).action_compare()["context"]
            self.assertEqual((context["zs_before"], context["zs_after"]), (first.id, second.id))
        with self.assertRaises(AccessError):
            flow.with_user(self.other).action_compare()
