from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestFlowVersions(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("zs_manager", "zhaoshang_approval.group_flow_manager")

    def test_what_is_published_stands(self):
        version = self.both_flow().published_version_id
        step, party = version.step_ids, version.step_ids.party_ids[0]
        draft = version.copy()
        for who in (version.env.user, self.manager):
            for change in (
                lambda who: version.with_user(who).write({"condition_domain": "[('id','=',0)]"}),
                lambda who: version.with_user(who).write({"state": "draft"}),
                lambda who: version.with_user(who).write({"step_ids": [(5, 0, 0)]}),
                lambda who: version.with_user(who).unlink(),
                lambda who: step.with_user(who).write({"mode": "any"}),
                lambda who: step.with_user(who).unlink(),
                lambda who: step.with_user(who).copy({"key": "more"}),
                lambda who: step.with_user(who).create(
                    {"version_id": version.id, "key": "x", "name": "x"}
                ),
                lambda who: party.with_user(who).write({"role_id": self.role_c.id}),
                lambda who: party.with_user(who).unlink(),
                lambda who: party.with_user(who).copy(),
                lambda who: draft.step_ids.with_user(who).write({"version_id": version.id}),
                lambda who: draft.step_ids.party_ids.with_user(who).write({"step_id": step.id}),
                lambda who: draft.with_user(who).write({"state": "published"}),
                lambda who: version.create({"flow_id": version.flow_id.id, "state": "published"}),
            ):
                with self.assertRaises(UserError):
                    change(who)
        self.assertEqual(version.state, "published")
        self.assertEqual(len(version.step_ids.party_ids), 2)

    def test_a_context_default_publishes_nothing(self):
        flow = self.both_flow(publish=False)
        version = self.env["zhaoshang.approval.version"].with_context(
            default_state="published", default_number=99
        )
        self.assertEqual(version.create({"flow_id": flow.id}).state, "draft")

    def test_a_new_version_takes_the_place_of_the_one_before(self):
        flow = self.both_flow()
        first = flow.published_version_id
        document = self.submitted()
        action = flow.with_user(self.manager).action_new_version()
        second = first.browse(action["res_id"])
        self.assertEqual((second.number, second.state), (2, "draft"))
        self.assertEqual(len(second.step_ids.party_ids), 2)
        second.step_ids.mode = "any"
        second.with_user(self.manager).action_publish()
        self.assertEqual((first.state, second.state), ("published", "proposed"))
        second._zs_take_effect()
        self.assertEqual((first.state, second.state), ("retired", "published"))
        self.assertEqual(flow.published_version_id, second)
        self.approve(self.ann, document=document)
        self.assertEqual(self.state(document), ["running"], "what runs keeps its version")
        later = self.submitted()
        self.approve(self.ann, document=later)
        self.assertEqual(self.state(later), ["approved"])

    def test_publishing_twice_changes_nothing(self):
        version = self.both_flow().published_version_id
        at = version.published_at
        version.action_publish()
        self.assertEqual((version.state, version.published_at), ("published", at))

    def test_a_flow_that_cannot_work_is_not_published(self):
        bad = (
            ((), "no step"),
            ((self.step("cc", self.role_a, kind="cc"),), "No step decides"),
            ((self.step("one"),), "no party"),
            ((self.step("one", "nowhere_id"),), "does not lead to users"),
            ((self.step("one", "company_id"),), "does not lead to users"),
            ((self.step("one", "name.user_id"),), "does not lead to users"),
        )
        for number, (steps, text) in enumerate(bad):
            with self.assertRaisesRegex(ValidationError, text):
                self.new_flow(*steps, code=f"zs_bad_{number}")
        for number, condition in enumerate(("[('nowhere','=',1)]", "1/0", "[('id'", "env")):
            with self.assertRaisesRegex(ValidationError, "condition"):
                self.new_flow(
                    self.step("one", self.role_a), code=f"zs_cond_{number}",
                    condition_domain=condition,
                )  # fmt: skip

    def test_a_deadline_is_one_that_a_calendar_holds(self):
        version = self.new_flow(self.step("one", self.role_a), publish=False).version_ids
        for hours in (-1, 8785, 1e300, float("nan")):
            with (
                self.subTest(hours), mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError), self.cr.savepoint(),
            ):  # fmt: skip
                version.step_ids.deadline_hours = hours
                self.env.flush_all()

    def test_nobody_publishes_a_flow_that_names_himself(self):
        flow = self.new_flow(self.step("one", self.manager), publish=False)
        with self.assertRaisesRegex(AccessError, "names yourself"):
            flow.version_ids.with_user(self.manager).action_publish()

    def test_a_flow_that_was_in_force_keeps_its_document_and_is_not_deleted(self):
        flow = self.both_flow()
        with self.assertRaises(UserError):
            flow.code = "other"
        with self.assertRaises(UserError):
            flow.model_id = self.env["ir.model"]._get("test.approval.line")
        with self.assertRaises(UserError):
            flow.unlink()
        flow.active = False
        flow._zs_take_effect()
        with self.assertRaisesRegex(UserError, "No approval flow"):
            self.new_document().action_zs_submit()

    def test_a_draft_flow_is_deleted_with_its_versions(self):
        flow = self.both_flow(publish=False)
        versions = flow.version_ids
        flow.with_user(self.manager).unlink()
        self.assertFalse(versions.exists())

    def test_a_plain_user_sees_what_a_flow_is_called_and_nothing_of_how_it_goes(self):
        flow = self.both_flow()
        self.assertEqual(flow.with_user(self.other).read(["name"])[0]["name"], "zs_test")
        with self.assertRaises(AccessError):
            flow.with_user(self.other).name = "x"
        for record in (flow.version_ids, flow.version_ids.step_ids, self.role_a):
            with self.assertRaises(AccessError):
                record.with_user(self.other).read(["display_name"])
            with self.assertRaises(AccessError):
                record.with_user(self.other).unlink()
