import base64
import io

from odoo.exceptions import AccessError
from odoo.tests import tagged
from openpyxl import Workbook

from ..leave.common import OfficeCase

HEAD = ("类别", "驻外招商局", "姓名", "日期", "文号", "事由")


@tagged("post_install", "-at_install")
class TestOpeningImport(OfficeCase):
    def file(self, *rows):
        book = Workbook()
        for row in (HEAD, *rows):
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        return base64.b64encode(stream.getvalue())

    def wizard(self, *rows, login="zuzhibu"):
        return self.as_user(login, "zhaoshang.opening.import").create(
            {"file": self.file(*rows), "file_name": "opening.xlsx"}
        )

    ROWS = (
        ("起算日", "测试a局", "", "2026-11-23", "", ""),
        ("通报批评", "测试a局", "deputy1.a", "2026-03-02", "松驻招〔2026〕3号", "未汇报"),
        ("警示", "测试a局", "deputy1.a", "2026-05-06", "松组通〔2026〕9号", ""),
    )

    def test_the_count_goes_on_from_what_was_served_on_paper(self):
        """R095: and a second import changes nothing."""
        wizard = self.wizard(*self.ROWS)
        wizard.action_check()
        self.assertEqual((wizard.new_count, wizard.error_count), (3, 0))
        self.assertFalse(self.bureau_a.compliance_start)
        wizard.action_import()
        self.assertEqual(str(self.bureau_a.compliance_start), "2026-11-23")
        post = self.posts["deputy1.a"]
        standing = post._ladders()[post._term_key()]
        self.assertEqual(standing.sanctions.mapped("kind"), ["criticism", "warning"])
        self.assertEqual(standing.ladder.step, 3)
        again = self.wizard(*self.ROWS)
        again.action_check()
        self.assertEqual((again.unchanged_count, again.new_count, again.error_count), (3, 0, 0))
        again.action_import()
        self.assertEqual(len(post._ladders()[post._term_key()].sanctions), 2)

    def test_day_one_creates_no_past_duty(self):
        """R095: the start is the floor of what is laid out."""
        self.wizard(self.ROWS[0]).action_import()
        self.env["zhaoshang.duty"].with_user(self.users["bangongshi"]).action_check_now()
        duties = self.env["zhaoshang.duty"].search([("bureau_id", "=", self.bureau_a.id)])
        self.assertFalse(duties.filtered(lambda duty: str(duty.due_on) < "2026-11-23"))
        self.assertFalse(duties.finding_ids)

    def test_one_wrong_row_imports_nothing(self):
        """R095: with the reason in its row and in the workbook."""
        wizard = self.wizard(*self.ROWS[:2], ("警示", "测试a局", "nobody", "2026-05-06", "x", ""))
        wizard.action_import()
        self.assertEqual(wizard.error_count, 1)
        self.assertTrue(wizard.error_file)
        self.assertIn("R007", wizard.line_ids.filtered(lambda row: row.action == "error").message)
        self.assertFalse(self.bureau_a.compliance_start)

    def test_the_organisation_department_alone_imports(self):
        """R013."""
        for login in ("bangongshi", "zhaoshangju", "xitong", "head.a", "xiaonengban"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.wizard(*self.ROWS, login=login)
