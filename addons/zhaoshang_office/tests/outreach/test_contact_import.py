import base64
import io
import zipfile

import openpyxl
import xlwt
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OutreachCase

HEADINGS = ["单位名称", "类别", "姓名", "职务", "联系电话", "籍贯", "最近联系日期"]
ROW = ["乙演示有限公司", "上市公司", "朱镕喆", "董事长", "000-2222-3333", "宿松", "2026.11.3"]
SECOND = ["乙演示有限公司", "上市公司", "陶喆", "总经理", 13800000000.0, "", ""]


def workbook(*rows, headings=HEADINGS):
    """Return an .xls with a merged title, the headings, ``rows`` and a total."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("通信录")
    sheet.write_merge(0, 0, 0, len(headings) - 1, "驻外招商局拜访企业通信录")
    for index, row in enumerate([headings, *rows, ["合计", "", f"{len(rows)}人"]], start=1):
        for place, value in enumerate(row):
            sheet.write(index, place, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@tagged("post_install", "-at_install")
class TestContactImport(OutreachCase):
    def wizard(self, content, login="deputy1.a", name="通信录.xls"):
        return self.as_user(login, "zhaoshang.contact.import").create(
            {"file": base64.b64encode(content), "file_name": name}
        )

    def book(self):
        contacts = self.env["zhaoshang.contact"]
        return {
            (c.organisation_id.name, c.name, c.phone) for c in contacts.search(
                [("bureau_id", "=", self.bureau_a.id)])
        }  # fmt: skip

    def test_a_dry_run_changes_nothing_and_an_import_makes_the_book(self):
        """R030: titles and totals are passed over, both are new, one organisation."""
        before = self.book()
        wizard = self.wizard(workbook(ROW, SECOND))
        wizard.action_check()
        self.assertEqual((wizard.new_count, wizard.error_count), (2, 0))
        self.assertEqual(self.book(), before)
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        self.assertEqual(
            self.book() - before,
            {
                ("乙演示有限公司", "朱镕喆", "000-2222-3333"),
                ("乙演示有限公司", "陶喆", "13800000000"),
            },
        )
        organisation = self.env["zhaoshang.organisation"].search([("name", "=", ROW[0])])
        self.assertEqual((organisation.category_id, len(organisation)), (self.listed, 1))

    def test_a_second_import_changes_nothing(self):
        """R030: the same file again finds everything unchanged."""
        self.wizard(workbook(ROW, SECOND)).action_import()
        before = self.book()
        again = self.wizard(workbook(ROW, SECOND))
        again.action_import()
        self.assertEqual((again.unchanged_count, again.new_count, again.changed_count), (2, 0, 0))
        self.assertEqual(self.book(), before)
        changed = self.wizard(workbook([*ROW[:3], "顾问", *ROW[4:]]))
        changed.action_import()
        self.assertEqual(changed.changed_count, 1)

    def test_one_bad_row_stops_all_of_them(self):
        """R026, R030: nothing is imported, the workbook says why in each bad row."""
        before = self.book()
        bad = [
            [ROW[0], "神秘单位", "甲", "", "", "", ""],
            [ROW[0], "上市公司", "乙", "", "无", "", ""],
            ["", "", "丙", "", "", "", "明天"],
        ]
        wizard = self.wizard(workbook(ROW, *bad))
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.error_count), ("preview", 4))
        self.assertEqual(self.book(), before)
        content = io.BytesIO(base64.b64decode(wizard.error_file))
        rows = list(openpyxl.load_workbook(content).active.values)
        reasons = [row[-1] or "" for row in rows]
        for text, reason in zip(("神秘单位", "无", "明天"), reasons[3:6], strict=True):
            self.assertIn(text, reason)

    def test_a_chinese_csv_keeps_its_rare_characters(self):
        """R030: GB18030 as Chinese Windows writes it, and UTF-8 with its mark."""
        text = "\r\n".join(",".join(map(str, row)) for row in (HEADINGS, ROW))
        for encoding, name in (("gb18030", "通信录.csv"), ("gbk", "b.CSV"), ("utf-8-sig", "c.csv")):
            wizard = self.wizard(text.encode(encoding), name=name)
            wizard.action_check()
            self.assertFalse(wizard.problem)
            self.assertEqual(wizard.line_ids.name, "朱镕喆")

    def test_an_xlsx_with_a_broken_formula_is_told_by_its_cell(self):
        """R030: the address of the cell."""
        book = openpyxl.Workbook()
        for row in (["标题"], HEADINGS, [*ROW[:4], "#REF!", *ROW[5:]]):
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        wizard = self.wizard(out.getvalue(), name="a.xlsx")
        wizard.action_check()
        self.assertIn("E3", wizard.line_ids.message)
        self.assertIn("#REF!", wizard.line_ids.message)

    def test_a_macro_file_is_refused_whatever_it_is_called(self):
        """R030: .xlsm renamed .xlsx, and an old workbook with a macro project."""
        book = openpyxl.Workbook()
        book.active.append(HEADINGS)
        out = io.BytesIO()
        book.save(out)
        with zipfile.ZipFile(out, "a") as parts:
            parts.writestr("xl/vbaProject.bin", b"x")
        old = workbook(ROW) + "_VBA_PROJECT_CUR".encode("utf-16-le")
        for content, name in ((out.getvalue(), "名单.xlsx"), (old, "名单.xls")):
            with self.subTest(name), self.refused(UserError, "macros"):
                self.wizard(content, name=name).action_check()

    def test_what_is_no_sheet_is_refused_in_words(self):
        """R030: a picture, a page, an empty or broken file."""
        for content, name in (
            (b"\x89PNG\r\n", "a.png"), (b"<html></html>", "a.csv"), (workbook(ROW)[:900], "a.xls"),
            (b"PK\x03\x04x", "a.xlsx"), (b"\xff\xff\x00", "a.csv"),
        ):  # fmt: skip
            with self.subTest(name), self.refused(UserError, name):
                self.wizard(content, name=name).action_check()

    def test_each_bureau_imports_into_its_own_book(self):
        """R012, R030: the offices do not; another bureau's firm of the same name stays."""
        self.wizard(workbook(ROW), "deputy1.b").action_import()
        self.wizard(workbook(ROW), "head.a").action_import()
        organisations = self.env["zhaoshang.organisation"].search([("name", "=", ROW[0])])
        self.assertEqual(organisations.bureau_id, self.bureau_a | self.bureau_b)
        for login in ("zhaoshangju", "bangongshi", "lianxi", "xitong"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.wizard(workbook(ROW), login).action_import()

    def test_the_preview_is_not_what_is_imported(self):
        """R030: rows changed behind the preview have no effect."""
        wizard = self.wizard(workbook(ROW))
        wizard.action_check()
        wizard.line_ids.write({"name": "某人"})
        wizard.action_import()
        self.assertIn("朱镕喆", {name for _organisation, name, _phone in self.book()})
