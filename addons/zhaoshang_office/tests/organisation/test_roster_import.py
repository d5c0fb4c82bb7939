import base64
import io
import zipfile

import openpyxl
import xlwt
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import file_open

from ...wizard import spreadsheet
from .common import OrganisationCase

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

HEADINGS = [
    "姓名", "驻外招商局", "职务", "挂任单位", "挂任职务", "原单位", "聘任起", "聘任止"
]  # fmt: skip
HEAD = ["测甲", "合肥局", "局长", "县委办", "副主任", "县发改委", "2025-07-01", "2027-06-30"]
DEPUTY = ["测乙", "合肥局", "副局长", "县招商管理局", "副局长", "县商务局", "2025-07-01", ""]


def workbook(*rows, headings=HEADINGS):
    """Return an .xls with a merged title, the headings and ``rows``."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    sheet.write_merge(0, 0, 0, len(headings) - 1, "驻外招商局人员花名册")
    for index, row in enumerate([headings, *rows], start=1):
        for place, value in enumerate(row):
            sheet.write(index, place, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def swollen(sheet, head=""):
    """Return an .xlsx of a few thousand bytes whose first sheet is this XML."""
    book, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                content = f'{head}<worksheet xmlns="{space}">{sheet}</worksheet>'
            new.writestr(name, content)
    return out.getvalue()


FILLED = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
SWOLLEN = {
    "merged": FILLED + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    "cells": "<sheetData><row>" + "<c><v>1</v></c>" * 600_000 + "</row></sheetData>",
}


@tagged("post_install", "-at_install")
class TestRosterImport(OrganisationCase):
    def wizard(self, content, by=None, name="花名册.xls"):
        return (
            self.env["zhaoshang.roster.import"]
            .with_user(by or self.first)
            .create({"file": base64.b64encode(content), "file_name": name})
        )

    def appointments(self):
        return self.env["zhaoshang.appointment"].search([("bureau_id", "=", self.bureau.id)])

    def everything(self):
        models = ("zhaoshang.appointment", "hr.employee", "res.users")
        return [self.env[name].with_context(active_test=False).search_count([]) for name in models]

    def test_a_dry_run_changes_nothing(self):
        """R004, R008: the preview counts and shows, and nothing is written."""
        before = self.everything()
        wizard = self.wizard(workbook(HEAD, DEPUTY))
        wizard.action_check()
        self.assertEqual((wizard.state, wizard.new_count, wizard.error_count), ("preview", 2, 0))
        self.assertEqual(wizard.line_ids.mapped("name"), ["测甲", "测乙"])
        self.assertEqual(self.everything(), before)

    def test_import_makes_people_accounts_and_drafts(self):
        """R005, R007, R013: officers, users with one post each, appointments to be confirmed."""
        wizard = self.wizard(workbook(HEAD, DEPUTY))
        wizard.action_import()
        head, deputy = self.appointments().sorted("id")
        self.assertEqual((head.role, head.host_unit, head.state), ("head", "县委办", "draft"))
        self.assertEqual(str(deputy.date_to), "2027-06-30")
        self.assertEqual(deputy.home_unit, "县商务局")
        self.assertEqual(
            (head | deputy).sudo().user_id.mapped("login"), ["head.hefei", "deputy1.hefei"]
        )
        self.assertTrue(all((head | deputy).sudo().user_id.mapped("zs_must_change_password")))
        self.assertEqual(len(wizard.slip_ids), 2)
        with self.refused(AccessError, "R013"):
            (head | deputy).with_user(self.first).action_confirm()
        (head | deputy).with_user(self.second).action_confirm()

    def test_a_second_import_changes_nothing(self):
        """R008: the same file again finds everything unchanged and makes no slip."""
        self.wizard(workbook(HEAD, DEPUTY)).action_import()
        before = self.everything()
        again = self.wizard(workbook(HEAD, DEPUTY))
        again.action_import()
        self.assertEqual((again.unchanged_count, again.new_count, again.changed_count), (2, 0, 0))
        self.assertFalse(again.slip_ids)
        self.assertEqual(self.everything(), before)

    def test_the_sample_roster_is_read_by_its_own_import(self):
        """R002, R004, R007: merged titles and bureaus, spaced names, dates as text, a total."""
        with file_open("zhaoshang_office/demo/organisation/roster.xls", "rb") as sample:
            wizard = self.wizard(sample.read())
        wizard.action_check()
        self.assertFalse(wizard.problem)
        self.assertEqual(wizard.error_count, 0)
        self.assertEqual(len(wizard.line_ids), 18)
        self.assertEqual(wizard.line_ids[1].name, "柳拜山")

    def test_one_bad_row_stops_all_of_them(self):
        """R004, R007: nothing is imported, and the workbook says why in the row."""
        before = self.everything()
        bad = ["测丙", "合肥局", "局长", "县委办", "副主任", "县教育局", "2026-01-01", "2029-01-01"]
        wizard = self.wizard(workbook(HEAD, DEPUTY, bad))
        wizard.action_import()
        self.assertEqual(wizard.state, "preview")
        self.assertEqual(self.everything(), before)
        self.assertEqual(wizard.error_count, 2)
        rows = list(
            openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.error_file))).active.values
        )
        self.assertEqual(rows[1][:8], tuple(HEADINGS))
        self.assertEqual(rows[2][:3], ("测甲", "合肥局", "局长"))
        self.assertIn("R004", rows[2][8])
        self.assertIsNone(rows[3][8])
        self.assertIn("R007", rows[4][8])
        self.assertIn("2027-12-31", rows[4][8])

    def test_every_reason_has_its_words(self):
        """R003 to R008: each refusal names value and rule, none ends in a traceback."""
        closed = self.env["zhaoshang.bureau.event"].create(
            {
                "bureau_id": self.env.ref("zhaoshang_office.bureau_wuxi").id,
                "kind": "close",
                "date": "2026-01-31",
                "document": "号",
            }
        )
        self.assertTrue(closed)
        wrong = {
            "R002": {1: "火星局"},
            "R003": {1: "无锡", 0: "测丁"},
            "R004": {2: "处长"},
            "R005": {3: ""},
            "R006": {2: "副局长", 3: "县委办"},
            "R007": {7: "2025-06-30"},
            "2025年13月1日": {6: "2025年13月1日"},
            "姓名": {0: ""},
            "县外办": {3: "县外办"},
        }
        for rule, changes in wrong.items():
            with self.subTest(rule):
                row = [changes.get(place, value) for place, value in enumerate(HEAD)]
                wizard = self.wizard(workbook(row))
                wizard.action_check()
                self.assertEqual(wizard.error_count, 1)
                self.assertIn(rule, wizard.line_ids.message)

    def test_a_file_that_is_no_spreadsheet_is_refused_in_words(self):
        """R004: a picture, a text, a broken workbook, an empty file; nothing is lost."""
        broken = workbook(HEAD)[:1500]
        for content in (b"\x89PNG\r\n", b"name,bureau\n", b"<html></html>", broken, b"PK\x03\x04x"):
            with self.subTest(content[:8]), self.refused(UserError, "照片.png"):
                self.wizard(content, name="照片.png").action_check()

    def test_a_workbook_that_would_take_all_memory_is_refused_at_once(self):
        """R004: a few thousand bytes that ask for billions of cells; in Odoo's own import, too."""
        bombs = {kind: swollen(sheet) for kind, sheet in SWOLLEN.items()}
        bombs["entity"] = swollen(FILLED, '<!DOCTYPE x [<!ENTITY e "xxxxxxxxxx">]>')
        for kind, content in bombs.items():
            self.assertLess(len(content), 30_000)
            with self.subTest(kind), self.refused(UserError, "名册.xlsx"):
                self.wizard(content, name="名册.xlsx").action_check()
            with self.subTest(f"{kind}, base_import"):
                vals = {"res_model": "zhaoshang.appointment", "file": content,
                        "file_name": "名册.xlsx", "file_type": XLSX}  # fmt: skip
                answer = self.env["base_import.import"].create(vals).parse_preview({})
                self.assertIn("名册.xlsx", answer["error"])

    def test_one_cell_far_out_costs_little(self):
        """R004: a sheet that was formatted to its last column is read all the same."""
        far = FILLED.replace("</row>", '</row><row r="9000"><c r="XFD9000"><v>1</v></c></row>')
        rows = spreadsheet.read_rows(swollen(far))
        self.assertEqual((len(rows), len(rows[0]), rows[0][0]), (9000, 100, 1))

    def test_a_sheet_without_the_headings_is_named(self):
        """R004: which columns are missing stands on the page."""
        wizard = self.wizard(workbook(HEAD[:7], headings=HEADINGS[:7]))
        wizard.action_check()
        self.assertIn("聘任止", wizard.problem)
        other = self.wizard(workbook(["1", "2"], headings=["甲", "乙"]))
        other.action_check()
        self.assertIn("姓名", other.problem)

    def test_an_xlsx_is_read_as_well(self):
        """R004: what newer Excel saves."""
        book = openpyxl.Workbook()
        for row in (["花名册"], HEADINGS, HEAD):
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        wizard = self.wizard(out.getvalue(), name="花名册.xlsx")
        wizard.action_check()
        self.assertEqual((wizard.new_count, wizard.error_count), (1, 0))

    def test_a_draft_is_changed_a_confirmed_one_only_in_what_is_open(self):
        """R008: an import shortens a draft; of a confirmed appointment only the host post."""
        self.wizard(workbook(HEAD)).action_import()
        shorter = [*HEAD[:7], "2026-12-31"]
        change = self.wizard(workbook(shorter))
        change.action_import()
        self.assertEqual(change.changed_count, 1)
        self.assertEqual(str(self.appointments().date_to), "2026-12-31")
        self.appointments().with_user(self.second).action_confirm()
        refused = self.wizard(workbook([*HEAD[:7], "2026-11-30"]))
        refused.action_check()
        self.assertIn("R008", refused.line_ids.message)
        post = self.wizard(workbook([*shorter[:4], "主任", *shorter[5:]]))
        post.action_import()
        self.assertEqual(self.appointments().host_post, "主任")

    def test_a_person_on_record_keeps_his_account(self):
        """R008: a transferred officer is the same person, and gets no second account."""
        self.wizard(workbook([*DEPUTY[:7], "2026-06-30"])).action_import()
        moved = [DEPUTY[0], "无锡", *DEPUTY[2:6], "2026-07-01", "2027-06-30"]
        self.wizard(workbook(moved)).action_import()
        both = self.env["zhaoshang.appointment"].search([("name", "=", "测乙")])
        self.assertEqual(len(both), 2)
        self.assertEqual(len(both.employee_id), 1)
        self.assertEqual(len(both.sudo().user_id), 1)

    def test_only_the_organisation_department_imports(self):
        """R013: no other post opens the import; nor does a call."""
        for post in self.users.keys() - {"organisation_department"}:
            with self.subTest(post), self.assertRaises(AccessError):
                self.wizard(workbook(HEAD), by=self.users[post]).action_import()

    def test_the_preview_is_not_what_is_imported(self):
        """R008: rows changed behind the preview have no effect; the file is read again."""
        wizard = self.wizard(workbook(HEAD))
        wizard.action_check()
        wizard.line_ids.write({"name": "某人", "role": "deputy"})
        wizard.action_import()
        self.assertEqual(self.appointments().mapped("name"), ["测甲"])

    def test_the_form_shows_it(self):
        """R013: the page opens for 组织部 with its first step."""
        with Form(self.env["zhaoshang.roster.import"].with_user(self.first)) as form:
            form.file = base64.b64encode(workbook(HEAD))
