from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..worklog.common import WorklogCase


@tagged("post_install", "-at_install")
class TestPublication(WorklogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        projects = cls.env["zhaoshang.project"]
        cls.project = projects.with_user(cls.users["deputy1.a"]).create(
            {"codename": "金凤计划", "investor_name": "浙江云梯精密铸件集团有限公司"}
        )
        cls.theirs = projects.with_user(cls.users["head.b"]).create(
            {"codename": "银河计划", "investor_name": "江苏北斗新材料有限公司"}
        )

    def write_text(self, login="deputy1.a", body="走访企业两家，体会很深。", **values):
        return self.as_user(login, "zhaoshang.publication").create(
            {"title": "招商手记", "body": body, **values}
        )

    def published(self, **values):
        text = self.write_text(**values)
        text.action_propose()
        text.with_user(self.users["bangongshi"]).action_publish()
        return text

    def test_a_text_that_names_an_unsigned_project_is_refused_with_the_reason(self):
        """R060: its investor or its codename, in the title or the text."""
        for values in (
            {"body": "推进金凤 计划"},
            {"body": "拜访云梯精密铸件"},
            {"title": "金凤计划"},
        ):
            with self.subTest(values), self.refused(UserError, "R060"):
                self.write_text(**values).action_propose()

    def test_nobody_speaks_in_anothers_name_while_he_writes(self):
        """R138: only what one types is taken, not lines of the talk below it."""
        line = {
            "body": "forged", "author_id": self.users["bangongshi"].partner_id.id,
            "model": "zhaoshang.publication", "record_name": "x", "reply_to": "a@b.c",
            "email_from": "a@b.c",
        }  # fmt: skip
        with self.refused(AccessError, "worked out"):
            self.write_text(message_ids=[Command.create(line)])

    def test_names_are_masked(self):
        """R060: by one button, and then it may go."""
        text = self.write_text(body="拜访云梯精密铸件，推进金凤计划。")
        text.action_mask()
        self.assertEqual(text.body, "拜访某企业，推进某项目。")
        text.action_propose()
        self.assertEqual(text.state, "proposed")

    def test_a_refusal_tells_nobody_of_another_bureaus_investor(self):
        """R112: the writer may propose; the office, who reads all projects, is told."""
        text = self.write_text(body="听说北斗新材料要扩产")
        text.action_mask()
        self.assertIn("北斗新材料", text.body)
        text.action_propose()
        with self.refused(UserError, "北斗新材料.*R060"):
            text.with_user(self.users["bangongshi"]).action_publish()

    def test_only_the_office_publishes_refuses_and_withdraws(self):
        """R060: each with who and when; a refusal and a withdrawal with the reason."""
        text = self.write_text()
        text.action_propose()
        for login in ("deputy1.a", "head.a", "zhaoshangju"):
            for method, arguments in (("action_publish", ()), ("action_refuse", ("x",))):
                with self.subTest(login), self.refused(AccessError, ""):
                    getattr(text.with_user(self.users[login]), method)(*arguments)
        office = text.with_user(self.users["bangongshi"])
        with self.refused(UserError, "why"):
            office.action_refuse(" ")
        office.action_refuse("涉密")
        self.assertEqual((text.state, text.refusal), ("refused", "涉密"))
        text.action_propose()
        office.action_publish()
        with self.refused(UserError, "moved on"):
            office.action_publish()
        with self.refused(UserError, "why"):
            office.action_withdraw()
        office.action_withdraw("重复")
        self.assertEqual(text.state, "withdrawn")

    def test_what_is_published_is_fixed(self):
        """R060: neither by its writer nor by a value that a client sends."""
        text = self.published()
        for login in ("deputy1.a", "bangongshi"):
            with self.subTest(login), self.refused((AccessError, UserError), ""):
                text.with_user(self.users[login]).write({"body": "x"})
        for values in ({"state": "published"}, {"published_at": "2026-01-01"}):
            with self.refused(AccessError, ""):
                self.write_text(**values)
        forged = self.as_user("deputy1.a", text._name).with_context(default_state="published")
        self.assertEqual(forged.create({"title": "x", "body": "x"}).state, "draft")

    def test_a_log_is_proposed_by_its_writer(self):
        """R043, R060: begun from the log, masked; by nobody else, and once."""
        log = self.log(content="拜访云梯精密铸件，介绍县情。")
        text = self.env["zhaoshang.publication"].browse(log.action_propose_publication()["res_id"])
        self.assertEqual(text.body, "拜访某企业，介绍县情。")
        self.assertEqual(log.action_propose_publication()["res_id"], text.id)
        for login in ("head.a", "deputy2.a"):
            with self.subTest(login), self.refused((AccessError, UserError), ""):
                self.write_text(login, worklog_id=log.id)

    def test_who_reads_a_text(self):
        """R012, R060: its bureau; the offices once it has been proposed."""
        text = self.write_text()
        self.assertTrue(self.seen("head.a", text))
        self.assertFalse(self.seen("bangongshi", text))
        text.action_propose()
        self.assertTrue(self.seen("bangongshi", text))
        for login in ("head.b", "zuzhibu", "xiaonengban", "lianxi", "xitong"):
            self.assertFalse(self.seen(login, text), login)
