import base64
import io
from dataclasses import replace
from datetime import date

import xlrd
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import file_open
from openpyxl import Workbook

from ...rules import opening
from ...wizard.spreadsheet import read_rows
from ..leave.common import OfficeCase

HEAD = (
    "类别",
    "驻外招商局",
    "姓名",
    "日期",
    "文号",
    "事由",
    "在驻地天数",
    "轮休天数",
    "未经请假天数",
)


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

    def test_what_was_served_on_paper_opens_and_may_be_reviewed_in_time(self):
        """R095, R105: ten working days from that service, for the person, too."""
        self.wizard(*self.ROWS[:2]).action_import()
        mine = self.as_user("deputy1.a", "zhaoshang.sanction").search([])
        self.assertEqual(str(mine.review_until), "2026-03-16")
        self.assertIn("2026-03-16", mine.next_step)
        self.assertFalse(mine.can_ask_review)
        mine.sudo()._govern({"review_until": False})
        mine.invalidate_recordset()
        self.assertIn("2026-03-16", mine.next_step)

    def test_nobody_imports_a_sanction_of_the_time_that_is_watched(self):
        """R091, R095: it goes through its approval, however late somebody says it was on paper."""
        self.wizard(self.ROWS[0]).action_import()
        late = self.wizard((*self.ROWS[1][:3], "2026-11-23", *self.ROWS[1][4:]))
        late.action_import()
        self.assertIn("R095", late.line_ids.message)
        self.assertFalse(self.env["zhaoshang.sanction"].search([]).filtered("served_on"))

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

    MONTHS = (
        ("起算日", "测试a局", "", "2026-11-01", "", ""),
        ("月出勤", "测试a局", "deputy1.a", "2026-09", "松驻招〔2026〕9号", "", 20, 7, 0),
        ("月出勤", "测试a局", "deputy1.a", "2026-10", "松驻招〔2026〕10号", "", 14, 7, 3),
        ("月出勤", "测试a局", "deputy2.a", "2026-10", "松驻招〔2026〕10号", "", 18, 7, 1),
    )

    def months(self, login):
        return self.env["zhaoshang.presence.month"].search(
            [("appointment_id", "=", self.posts[login].id), ("paper_number", "!=", False)],
            order="month",
        )

    def test_a_month_on_paper_is_corrected_and_the_log_keeps_what_it_was(self):
        """R139, R138: by its own row; figures, result, document and reason, old and new."""
        self.wizard(*self.MONTHS).action_import()
        row = (
            "月出勤更正",
            "测试a局",
            "deputy1.a",
            "2026-10",
            "松驻招〔2026〕12号",
            "漏记",
            21,
            7,
            0,
        )
        wizard = self.wizard(row)
        wizard.action_check()
        self.assertEqual((wizard.changed_count, wizard.error_count), (1, 0))
        wizard.action_import()
        month = self.months("deputy1.a")[-1]
        self.assertEqual(
            (month.at_post_days, month.absent_days, month.result, month.paper_note),
            (21, 0, "met", "漏记"),
        )
        self.assertEqual(month.paper_number, "松驻招〔2026〕12号")
        logged = self.env["zhaoshang.audit"].sudo().search(
            [("res_model", "=", month._name), ("res_id", "=", month.id), ("kind", "=", "change")]
        )  # fmt: skip
        kept = {(line.field_name, line.old_value, line.new_value) for line in logged}
        self.assertIn(("at_post_days", "14", "21"), kept)
        self.assertIn(("paper_number", "松驻招〔2026〕10号", "松驻招〔2026〕12号"), kept)
        again = self.wizard(row)
        again.action_check()
        self.assertEqual(again.unchanged_count, 1)

    def test_who_had_no_result_is_counted_from_his_first_day(self):
        """R101: said on paper; else the nine months begin when the bureau is watched."""
        self.wizard(
            self.MONTHS[0], ("最近实绩", "测试a局", "deputy1.a", "无", "", "")
        ).action_import()
        self.assertTrue(self.posts["deputy1.a"].paper_no_result)
        with self.at("2026-11-24 01:00"):
            self.env["zhaoshang.sanction"].sudo()._look_for_grounds(self.company)
        cases = self.env["zhaoshang.sanction"].search([("ground", "=", "no_result")])
        self.assertIn(self.posts["deputy1.a"], cases.appointment_id)
        self.assertNotIn(self.posts["deputy2.a"], cases.appointment_id)

    def test_a_bureau_is_not_watched_from_long_ago(self):
        """R095: on the sheet as on the form of the bureau, with the day from which it could be."""
        wizard = self.wizard(("起算日", "测试a局", "", "2024-01-01", "", ""))
        wizard.action_check()
        self.assertIn("2026-10-23", wizard.line_ids.message)
        bureau = self.as_user("zhaoshangju", "zhaoshang.bureau").browse(self.bureau_a.id)
        with self.assertRaisesRegex(ValidationError, "R095.*2026-10-23"):
            bureau.compliance_start = "2024-01-01"
        bureau.compliance_start = "2026-10-23"

    def test_months_on_paper_stand_as_closed_and_are_never_worked_out_again(self):
        """R139, R068: neither by the night nor by a closing nor by a leave; a second import
        changes nothing, and each says that it comes from paper."""
        self.wizard(*self.MONTHS).action_import()
        first, second = self.months("deputy1.a")
        self.assertEqual(
            (second.state, second.at_post_days, second.absent_days, second.service_days),
            ("closed", 14, 3, 31),
        )
        self.assertEqual((first.result, second.result), ("met", "ground"))
        self.assertIn("松驻招〔2026〕10号", second.explanation)
        self.assertIn("14 days at post", second.explanation)
        kept = (first | second).read()
        self.env["zhaoshang.presence.month"]._recompute(self.company)
        self.posts["deputy1.a"]._govern({"date_to": "2027-05-31"})
        with self.at("2026-12-02 09:00"):
            rows = self.env["zhaoshang.presence.month"].search(
                [("company_id", "=", self.company.id), ("month", "=", "2026-10-01"),
                 ("state", "=", "open")], limit=1,
            )  # fmt: skip
            rows.with_user(self.users["bangongshi"]).action_close()
        self.env.invalidate_all()
        self.assertEqual((first | second).read(), kept)
        again = self.wizard(*self.MONTHS)
        again.action_import()
        self.assertEqual((again.unchanged_count, again.error_count), (4, 0))
        self.assertEqual((first | second).read(), kept)
        other = self.wizard(*self.MONTHS[:2], (*self.MONTHS[2][:6], 15, 7, 3))
        other.action_import()
        self.assertIn("R139", other.line_ids.filtered(lambda row: row.action == "error").message)

    def test_a_month_on_paper_counts_for_two_months_running(self):
        """R098, R099: with the first month that is closed here, and by itself for nothing."""
        self.wizard(*self.MONTHS).action_import()
        sanctions = self.env["zhaoshang.sanction"]
        mine = [("appointment_id", "=", self.posts["deputy2.a"].id)]
        paper = [("appointment_id", "=", self.posts["deputy1.a"].id)]
        with self.at("2026-11-24 09:00"):
            sanctions._look_for_grounds(self.company)
        self.assertFalse(sanctions.search(mine + [("ground", "!=", "ladder")]))
        self.assertFalse(sanctions.search(paper))
        self.env["zhaoshang.presence.month"]._recompute(self.company)
        self.env.cr.execute(
            "UPDATE zhaoshang_presence_month SET state = 'closed', result = 'short',"
            " at_post_days = 19, absent_days = 2"
            " WHERE appointment_id = %s AND month = '2026-11-01'",
            [self.posts["deputy2.a"].id],
        )
        self.env.invalidate_all()
        with self.at("2026-12-02 09:00"):
            sanctions._look_for_grounds(self.company)
        case = sanctions.search(mine)
        self.assertEqual(case.ground, "two_months")
        self.assertIn("松驻招〔2026〕10号", case.evidence_text)

    def test_a_month_on_paper_has_no_bulletin_and_shows_in_the_grid_as_paper(self):
        """R058, R139: its figures are the signed ones, its days are not made up."""
        self.wizard(*self.MONTHS).action_import()
        grid = self.as_user("bangongshi", "zhaoshang.presence.month").zs_grid("2026-10-01")
        rows = {row["name"]: row for bureau in grid["bureaus"] for row in bureau["rows"]}
        row = rows["deputy1.a"]
        self.assertEqual((row["days"], row["at_post"], row["result"]), ("Z" * 31, 14, "ground"))
        bulletin = self.as_user("bangongshi", "zhaoshang.bulletin").create({"month": "2026-10-01"})
        with self.assertRaisesRegex(UserError, "closed on paper"):
            bulletin.action_draw()

    def test_the_nine_months_go_on_from_the_last_result_on_paper(self):
        """R100, R101: warnings at six and eight months and the case, counted from before the
        start; who has no row is counted from the first day."""
        rows = (
            ("起算日", "测试a局", "", "2026-11-01", "", ""),
            ("最近实绩", "测试a局", "deputy1.a", "2026-05-20", "", "Mr Wang in the county"),
        )
        self.wizard(*rows).action_import()
        post = self.posts["deputy1.a"]
        self.assertEqual(str(post.paper_result_on), "2026-05-20")
        notices = self.env["zhaoshang.ground.notice"]
        cases = self.env["zhaoshang.sanction"]
        for moment, told, opened in (
            ("2026-11-20 09:00", 0, 0), ("2026-11-21 09:00", 1, 0), ("2027-01-21 09:00", 2, 0),
            ("2027-02-20 09:00", 2, 0), ("2027-02-21 09:00", 2, 1),
        ):  # fmt: skip
            with self.at(moment):
                cases._look_for_grounds(self.company)
            mine = [("appointment_id", "=", post.id)]
            self.assertEqual(notices.search_count(mine), told, moment)
            self.assertEqual(cases.search_count(mine), opened, moment)
        self.assertIn("2026-05-20", cases.search([("appointment_id", "=", post.id)]).facts)
        self.assertFalse(cases.search([("appointment_id", "=", self.posts["deputy2.a"].id)]))
        again = self.wizard(*rows)
        again.action_check()
        self.assertEqual((again.unchanged_count, again.error_count), (2, 0))

    def test_nobody_types_a_result_on_paper(self):
        """R101: neither on a draft nor on an appointment, not even the department."""
        post = self.posts["deputy1.a"].with_user(self.users["zuzhibu"])
        with self.assertRaises(AccessError):
            post.write({"paper_result_on": "2026-11-01"})
        colleague = self.posts["deputy1.a"].with_user(self.users["deputy2.a"])
        with self.assertRaises(AccessError):
            colleague.read(["paper_result_on"])

    def test_the_sample_sheet_is_read_without_a_word_against_it(self):
        """R095: all that stands against it is what this county does not know."""
        with file_open("zhaoshang_office/static/xls/opening.xls", "rb") as sample:
            content = base64.b64encode(sample.read())
        wizard = self.as_user("zuzhibu", "zhaoshang.opening.import").create(
            {"file": content, "file_name": "opening.xls"}
        )
        officers = ((1, "郝项目"), (1, "田落地"), (2, "蓝泉生"))
        reference = opening.Reference(
            bureaus={"深圳": 1, "泉州": 2},
            officers={
                who: [opening.Officer(number, date(2025, 7, 1), date(2027, 6, 30))]
                for number, who in enumerate(officers, 7)
            },
            known={},
            today=date(2026, 12, 1),
        )
        rows = read_rows(base64.b64decode(content))
        plan = opening.plan_import(rows, reference)
        self.assertTrue(plan.ok, [line.violations for line in plan.lines])
        kinds = set(opening.NAMES.values()) - {opening.CORRECTION}  # nothing is wrong yet
        self.assertEqual({line.record.kind for line in plan.lines}, kinds)
        self.assertIn(True, [line.record.none for line in plan.lines])
        wizard.action_check()
        self.assertFalse(wizard.problem)
        months = {
            (line.record.officer, line.record.day): (line.record.figures, line.record.number)
            for line in plan.lines
            if line.record.kind == opening.MONTH
        }
        book = xlrd.open_workbook(file_contents=base64.b64decode(content))
        sheet = book.sheet_by_index(1)  # how a correction is written, for a further file
        rows = [sheet.row_values(number) for number in range(sheet.nrows)]
        again = opening.plan_import(rows, replace(reference, months=months))
        self.assertEqual([line.action for line in again.lines], ["changed"])

    def test_the_organisation_department_alone_imports(self):
        """R013."""
        for login in ("bangongshi", "zhaoshangju", "xitong", "head.a", "xiaonengban"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.wizard(*self.ROWS, login=login)
