import base64
import io

import openpyxl
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CODE, ProjectCase

HEADER = ["项目代号", "驻外招商局", "投资方", "统一社会信用代码", "固定资产投资", "阶段",
          "报送日期", "进入本阶段日期"]  # fmt: skip


@tagged("post_install", "-at_install")
class TestProjectImport(ProjectCase):
    def rows(self):
        stages = dict(self.env["zhaoshang.project"]._fields["stage"]._description_selection(
            self.env))  # fmt: skip
        return [
            ["老项目一", self.bureau_a.name, "甲老演示公司", CODE, 8000, stages["signed"],
             "2025-03-03", "2025-09-01"],
            ["老项目二", self.bureau_b.name, "乙老演示公司", CODE, 500, stages["dropped"],
             "2025-04-01", "2025-05-01"],
        ]  # fmt: skip

    def wizard(self, rows, login="zhaoshangju"):
        book = openpyxl.Workbook()
        for row in [HEADER, *rows]:
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        return self.as_user(login, "zhaoshang.project.import").create(
            {"file": base64.b64encode(out.getvalue()), "file_name": "projects.xlsx"}
        )

    def found(self):
        return self.env["zhaoshang.project"].search([("codename", "like", "老项目")], order="id")

    def test_past_projects_come_with_stage_history_and_owner(self):
        """R032: dry run, import, and the same file again changes nothing."""
        wizard = self.wizard(self.rows())
        wizard.action_check()
        self.assertEqual((wizard.new_count, wizard.error_count), (2, 0), wizard.problem)
        self.assertFalse(self.found())
        wizard.action_import()
        first, second = self.found()
        self.assertEqual((first.stage, first.mature, str(first.stage_on)),
                         ("signed", True, "2025-09-01"))  # fmt: skip
        self.assertEqual(first.appointment_id, self.posts["head.a"])
        self.assertEqual(first.stage_event_ids.mapped("to_stage"), ["signed", "reported"])
        self.assertRegex(first.number, r"^XM-2025-")
        self.assertEqual(first._investor().name, "甲老演示公司")
        found = self.env["zhaoshang.project.duplicate"].search([("project_id", "=", second.id)])
        self.assertEqual(found.first_id, first)
        again = self.wizard(self.rows())
        again.action_check()
        self.assertEqual((again.new_count, again.changed_count, again.unchanged_count), (0, 0, 2))

    def test_one_bad_row_and_nothing_is_imported(self):
        """R032: with a workbook that says why."""
        rows = self.rows()
        rows[1][3] = "91110000600037341X"
        wizard = self.wizard(rows)
        wizard.action_import()
        self.assertFalse(self.found())
        self.assertEqual(wizard.error_count, 1)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.error_file)))
        self.assertIn("R113", str([cell.value for row in book.active.rows for cell in row]))

    def test_only_the_investment_bureau_imports(self):
        """R108: a bureau could give itself stages."""
        for login in ("head.a", "bangongshi", "zuzhibu", "xitong"):
            with self.refused((AccessError, UserError), ""):
                self.wizard(self.rows(), login).action_import()
