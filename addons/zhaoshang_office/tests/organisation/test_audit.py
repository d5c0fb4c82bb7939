from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import IntegrityError

from .common import OrganisationCase


@tagged("post_install", "-at_install")
class TestAudit(OrganisationCase):
    def lines(self, record, **values):
        self.env.flush_all()
        domain = [("res_model", "=", record._name), ("res_id", "in", record.ids)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["zhaoshang.audit"].search(domain)

    def test_a_change_leaves_old_and_new_value(self):
        """R138: who, when, what, before and after."""
        self.as_post(self.bureau, "bureau_authority").fixed_phone = "0551-0000-0001"
        line = self.lines(self.bureau, kind="change", field_name="fixed_phone")
        self.assertEqual((line.old_value or None, line.new_value), (None, "0551-0000-0001"))
        self.assertEqual(line.user_ref, self.users["bureau_authority"].id)
        self.assertEqual(line.res_name, "合肥驻外招商局")

    def test_every_step_of_an_appointment_is_logged(self):
        """R138: drafting and confirming, each with its person."""
        appointment = self.confirmed()
        self.assertEqual(self.lines(appointment, kind="create").user_ref, self.first.id)
        state = self.lines(appointment, kind="change", field_name="state")
        self.assertEqual(state.user_ref, self.second.id)

    def test_the_log_is_read_in_words(self):
        """R138: choices, yes and no, columns and what an installation named before its Chinese was
        there are told by their labels; what was logged stays as it was."""
        words = self.env["zhaoshang.audit"].with_context(lang="zh_CN")
        words._log(
            [
                {"kind": "change", "res_model": "zhaoshang.explanation", "field_name": "kind",
                 "old_value": "monday_call", "new_value": "Friday Report"},
                {"kind": "change", "res_model": "zhaoshang.approval.role.member",
                 "field_name": "acting", "old_value": "False", "new_value": "True"},
                {"kind": "export", "res_model": "zhaoshang.bureau",
                 "new_value": "fixed_phone, company_id/name, gone"},
            ]
        )  # fmt: skip
        export, member, explanation = words.search([], limit=3)
        kinds = dict(
            words.env["zhaoshang.explanation"]._fields["kind"]._description_selection(words.env)
        )
        self.assertEqual(explanation.old_words, kinds["monday_call"])
        self.assertEqual(explanation.new_words, kinds["friday_report"])
        self.assertEqual(explanation.old_value, "monday_call")
        self.assertEqual((member.old_words, member.new_words), ("否", "是"))
        self.assertEqual(export.new_words, "固定电话、所属县 / 公司名称、gone")
        self.assertEqual(export.model_words, "驻外招商局")

    def test_saving_the_same_value_leaves_no_line(self):
        """R138: only what changed is logged."""
        self.bureau.city = self.bureau.city
        self.assertFalse(self.lines(self.bureau, kind="change"))

    def test_a_deletion_keeps_the_name(self):
        """R138: the log outlives its record."""
        draft = self.draft()
        draft_ids = draft.ids
        draft.unlink()
        line = self.env["zhaoshang.audit"].search(
            [("kind", "=", "delete"), ("res_id", "in", draft_ids)]
        )
        self.assertIn("测甲", line.res_name)

    def test_who_is_put_into_an_approving_post_and_out_again_is_logged(self):
        """R138: a member added and removed leaves both lines, with post and person."""
        user, post = self.users["office"], self.env.ref("zhaoshang_office.approval_role_office")
        keeper = self.users["administrator"]
        members = self.env["zhaoshang.approval.role.member"].with_user(keeper)
        member = members.create({"role_id": post.id, "user_id": user.id})
        ids = member.ids
        member.unlink()
        lines = self.env["zhaoshang.audit"].search(
            [("res_model", "=", members._name), ("res_id", "in", ids)], order="id"
        )
        self.assertEqual(lines.mapped("kind"), ["create", "delete"])
        self.assertEqual(set(lines.mapped("res_name")), {f"{post.name}：{user.name}"})
        self.assertEqual(set(lines.mapped("user_ref")), {keeper.id})

    def test_exports_are_logged(self):
        """R138: exporting writes a line for each record, with the columns."""
        self.as_post(self.bureau, "office").export_data(["name", "fixed_phone"])
        line = self.lines(self.bureau, kind="export")
        self.assertEqual(line.new_value, "name, fixed_phone")
        self.assertEqual(line.user_ref, self.users["office"].id)

    def test_prints_are_logged_once(self):
        """R138: printing an audited record writes one line, whatever the way of printing."""
        report = self.report()
        printer = self.as_post(self.env["ir.actions.report"], "office")
        printer.with_context(force_report_rendering=True)._render_qweb_pdf(
            report.report_name, self.bureau.ids
        )
        printer._render_qweb_html(report.report_name, self.bureau.ids)
        line = self.lines(self.bureau, kind="print")
        self.assertEqual(line.mapped("new_value"), ["Bureau"])
        self.assertEqual(line.user_ref, self.users["office"].id)

    def test_a_print_for_one_office_is_refused_to_another(self):
        """R138: Odoo asks for a report's groups in the menu alone; here every way of printing."""
        report = self.report(group_ids=self.env.ref("zhaoshang_office.group_efficiency").ids)
        for printing in ("_render_qweb_html", "_render_qweb_pdf"):
            printer = self.as_post(self.env["ir.actions.report"], "office")
            printer = printer.with_context(force_report_rendering=True)
            with self.assertRaises(AccessError):
                getattr(printer, printing)(report.report_name, self.bureau.ids)
        self.assertFalse(self.lines(self.bureau, kind="print"))

    def report(self, **vals):
        """A report that prints the names of bureaus."""
        self.env["ir.ui.view"].create(
            {
                "type": "qweb",
                "key": "zhaoshang_office.test_print",
                "name": "test_print",
                "arch": '<t t-name="x"><p t-foreach="docs" t-as="doc" t-out="doc.name"/></t>',
            }
        )
        return self.env["ir.actions.report"].create(
            {
                "name": "Bureau",
                "model": "zhaoshang.bureau",
                "report_name": "zhaoshang_office.test_print",
                "zs_weasyprint": True,
                **vals,
            }
        )

    def test_giving_and_taking_a_post_is_logged(self):
        """R138, R140: from the user's side and from the group's."""
        user, group = self.users["office"], self.env.ref("zhaoshang_office.group_efficiency")
        user.write({"group_ids": [(4, group.id)]})
        given = self.lines(user, kind="access")[0]
        self.assertEqual((given.old_value, given.new_value), ("管理办公室", "效能办、管理办公室"))
        group.write({"user_ids": [(3, user.id)]})
        taken = self.lines(user, kind="access")[0]
        self.assertEqual(taken.new_value, "管理办公室")

    def test_no_line_is_written_changed_or_deleted(self):
        """R138: by no ORM call, not even the superuser's."""
        self.bureau.fixed_phone = "1"
        line = self.lines(self.bureau)[0]
        for refused in (
            lambda: line.write({"new_value": "x"}),
            lambda: line.unlink(),
            lambda: line.copy(),
            lambda: line.create({"res_name": "x"}),
            lambda: line.with_user(self.users["administrator"]).write({"new_value": "x"}),
        ):
            with self.assertRaises(UserError):
                refused()
        loaded = line.load(["res_name"], [["x"]])
        self.assertFalse(loaded["ids"])

    def test_the_database_refuses_too(self):
        """R138: triggers stand behind the log against UPDATE, DELETE and TRUNCATE."""
        self.bureau.fixed_phone = "1"
        for statement in (
            "UPDATE zhaoshang_audit SET new_value = 'x'",
            "DELETE FROM zhaoshang_audit",
            "TRUNCATE zhaoshang_audit",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_only_two_posts_read_the_log(self):
        """R138: 系统管理员 and 效能办 search it, nobody else."""
        self.bureau.fixed_phone = "1"
        for post, user in self.users.items():
            log = self.env["zhaoshang.audit"].with_user(user)
            with self.subTest(post):
                if post in ("administrator", "efficiency"):
                    self.assertTrue(log.search([("res_id", "=", self.bureau.id)], limit=1))
                else:
                    with self.assertRaises(AccessError):
                        log.search([], limit=1)

    def test_the_log_of_another_county_is_not_seen(self):
        """R138: the walls between counties hold for the log."""
        other = self.env["res.company"].create({"name": "邻县"})
        self.env["zhaoshang.policy"].create(
            {"number": "邻〔2026〕1号", "name": "邻县文件", "company_id": other.id}
        )
        log = self.env["zhaoshang.audit"].with_user(self.users["administrator"])
        self.assertFalse(log.search([("company_ref", "=", other.id)]))

    def test_logging_costs_one_insert_for_many_records(self):
        """R138: a hundred changed records are logged with one statement."""
        policies = self.env["zhaoshang.policy"].create(
            [{"number": f"测〔2026〕{n}号", "name": f"文件{n}"} for n in range(100)]
        )
        self.env.flush_all()
        self.env["zhaoshang.audit"]._lang()
        counted = []
        execute = type(self.env.cr).execute

        def count(cr, query, params=None, log_exceptions=True):
            text = getattr(query, "code", query)
            if "INSERT INTO zhaoshang_audit" in str(text):
                counted.append(1)
            return execute(cr, query, params, log_exceptions)

        self.patch(type(self.env.cr), "execute", count)
        policies.write({"version": 2})
        self.assertEqual(len(counted), 1)
        self.assertEqual(len(self.lines(policies, field_name="version")), 100)
