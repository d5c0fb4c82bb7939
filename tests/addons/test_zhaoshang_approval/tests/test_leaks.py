from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ApprovalCase

ENGINE = ("instance", "task", "event")


@tagged("post_install", "-at_install")
class TestLeaks(ApprovalCase):
    """Who sees an approval: its requester, those who take part, and who may read the document."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(cls.step("first", cls.role_a), cls.step("last", cls.role_b))
        cls.document = cls.submitted(name="Secret plan")
        cls.run_ = cls.document.sudo().zs_approval_instance_id
        cls.manager = cls.new_user("zs_manager", "zhaoshang_approval.group_flow_manager")
        cls.technician = cls.new_user("zs_technician", "base.group_system")
        cls.other.group_ids += cls.env.ref("base.group_allow_export")
        cls.requester.group_ids += cls.env.ref("base.group_allow_export")

    def rows(self, user, name):
        model = self.env[f"zhaoshang.approval.{name}"].with_user(user)
        field = "id" if name == "instance" else "instance_id"
        return model.search([(field, "=", self.run_.id)])

    def assert_sees(self, user, *, document, approval):
        self.env.invalidate_all()
        documents = self.env["test.approval.document"].with_user(user)
        self.assertEqual(bool(documents.search([("id", "=", self.document.id)])), document)
        self.assertEqual(self.document.with_user(user).has_access("read"), document)
        for name in ENGINE:
            self.env.invalidate_all()
            self.assertEqual(bool(self.rows(user, name)), approval, name)
            record = self.rows(self.env.ref("base.user_root"), name)[:1].with_user(user)
            self.assertEqual(record.has_access("read"), approval, name)

    def test_those_concerned_see_it_and_nobody_else(self):
        self.assert_sees(self.requester, document=True, approval=True)
        self.assert_sees(self.ann, document=True, approval=True)
        for user in (self.other, self.ben, self.clerk, self.manager, self.technician,
                     self.env.ref("base.user_admin")):  # fmt: skip
            self.assert_sees(user, document=False, approval=False)

    def test_who_has_decided_keeps_his_own_form_but_not_the_document(self):
        self.approve(self.ann, document=self.document)
        self.assert_sees(self.ann, document=False, approval=True)
        self.assert_sees(self.ben, document=True, approval=True)

    def test_a_model_may_let_deciders_keep_the_document(self):
        model = self.env.registry["test.approval.document"]
        self.patch(model, "_zs_approval_keep_read", True)
        self.approve(self.ann, document=self.document)
        self.assert_sees(self.ann, document=True, approval=True)

    def test_who_may_read_the_document_now_reads_its_approval_now(self):
        self.document.sudo().user_id = self.other
        self.assert_sees(self.other, document=True, approval=True)
        self.document.sudo().user_id = self.requester
        self.assert_sees(self.other, document=False, approval=False)

    def test_a_closed_task_grants_nothing(self):
        self.document.action_zs_withdraw()
        self.assert_sees(self.abe, document=False, approval=True)

    def test_no_door_shows_a_stranger_anything(self):
        for name in ENGINE:
            record = self.rows(self.env.ref("base.user_root"), name)[:1].with_user(self.other)
            model = record.browse()
            text = {"instance": "title", "task": "title", "event": "actor_name"}[name]
            for door in (
                lambda rec, text=text: rec.read([text]),
                lambda rec, text=text: rec.web_read({text: {}}),
                lambda rec, text=text: rec.export_data([text]),
                lambda rec: rec.read(["display_name"]),
                lambda rec, text=text: rec.fetch([text]),
                lambda rec: rec.get_metadata() if rec._log_access else rec.read(["id", "at"]),
            ):
                self.env.invalidate_all()
                with self.assertRaises(AccessError):
                    door(record)
            mine = [("id", "=", record.id)]
            self.assertEqual(model.search_read(mine, [text]), [])
            self.assertEqual(model.web_search_read(mine, {text: {}})["records"], [])
            self.assertEqual(model.search_count(mine), 0)
            self.assertEqual(model.name_search("Secret"), [])
            self.assertEqual(model.formatted_read_group(mine, [text], ["__count"]), [])
            self.assertEqual(model.web_read_group(mine, [text], ["__count"])["groups"], [])

    def test_a_search_on_the_document_tells_a_stranger_nothing(self):
        documents = self.env["test.approval.document"].with_user(self.other)
        for domain in (
            [("zs_approval_task_ids.title", "ilike", "secret")],
            [("zs_approval_instance_id.title", "ilike", "secret")],
            [("zs_approval_instance_id.digest", "=", self.run_.digest)],
        ):
            self.assertEqual(documents.search_count(domain), 0)
        mine = self.new_document(self.other)
        self.assertEqual(documents.search([("zs_approval_instance_id", "=", False)]) & mine, mine)

    def test_the_snapshot_has_no_field_and_no_reader(self):
        for name in (*ENGINE, "mixin"):
            fields = self.env[f"zhaoshang.approval.{name}"]._fields
            self.assertFalse([field for field in fields if "snapshot" in field])
        instances = self.env["zhaoshang.approval.instance"].with_user(self.requester)
        run = instances.browse(self.run_.id)
        for door in (
            lambda: run.read(["snapshot"]),
            lambda: run.web_read({"snapshot": {}}),
            lambda: instances.search([("snapshot", "!=", False)]),
            lambda: instances.search([], order="snapshot"),
            lambda: instances.formatted_read_group([], ["snapshot"], ["__count"]),
            lambda: instances.formatted_read_group([], [], ["snapshot:array_agg"]),
            lambda: run.export_data(["snapshot"]),
        ):
            with self.assertRaises(Exception) as caught:  # noqa: B017, PT027
                door()
            self.assertIn(type(caught.exception), (ValueError, KeyError, AccessError))
        self.assertNotIn("snapshot", run.read()[0])

    def test_the_walls_between_companies_hold(self):
        county = self.env["res.company"].create({"name": "Other County"})
        far = self.new_user("zs_far", company_id=county.id, company_ids=[Command.set(county.ids)])
        self.document.sudo().user_id = far
        self.assert_sees(far, document=False, approval=False)
        both = self.new_user("zs_two", company_ids=[Command.set((county | self.env.company).ids)],
                             company_id=county.id)  # fmt: skip
        self.document.sudo().user_id = both
        here = self.run_.with_user(both).with_context(allowed_company_ids=self.env.company.ids)
        there = self.run_.with_user(both).with_context(allowed_company_ids=county.ids)
        self.assertTrue(here.search([("id", "=", here.id)]))
        self.assertFalse(there.search([("id", "=", there.id)]))
        with self.assertRaises(AccessError):
            there.event_ids.read(["actor_name"])
        events = self.env["zhaoshang.approval.event"].with_env(there.env)
        self.assertFalse(events.search([("instance_id", "=", there.id)]))

    def test_a_refusal_names_the_document_to_its_readers_only(self):
        theirs = self.document.with_user(self.other)
        lines = self.env["test.approval.line"].with_user(self.other)
        for door in (
            lambda: theirs.write({"amount": 6}),
            lambda: theirs.write({"amount": self.document.sudo().amount}),
            lambda: theirs.write({"stage": "paid"}),
            lambda: theirs.action_pay(),
            lambda: theirs.update_field_translations("label", {"en_US": "x"}),
            lambda: theirs.unlink(),
            lambda: lines.create({"document_id": theirs.id}),
        ):
            with self.assertRaises(AccessError) as caught:
                door()
            self.assertNotIn("Secret plan", str(caught.exception))
        with self.assertRaisesRegex(UserError, "Secret plan"):
            self.document.write({"amount": 6})

    def test_a_follower_who_may_read_no_more_is_told_no_more(self):
        followers = (self.other | self.ann).partner_id
        self.document.sudo().message_subscribe(partner_ids=followers.ids)
        message = self.document.message_post(body="x", subtype_xmlid="mail.mt_comment")
        told = message.sudo().notification_ids.res_partner_id
        self.assertEqual(told & followers, self.ann.partner_id)
