import base64
from datetime import date

from freezegun import freeze_time
from lxml import etree
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import WEEK, ReportsCase

PDF = base64.b64encode(b"%PDF-1.4 fax")
MONTH, PAIR = date(2026, 11, 1), date(2026, 11, 1)


@tagged("post_install", "-at_install")
class TestReportWritten(ReportsCase):
    def test_a_deputy_drafts_and_the_head_submits(self):
        """R015, R052: the county sees nothing before the head has forwarded it."""
        report = self.begin()
        self.assertEqual((report.state, report.drafted_by_id), ("draft", self.posts["deputy1.a"]))
        with self.refused(AccessError, "R015"):
            report.action_submit()
        report.action_send_to_head()
        with self.refused(UserError, "lies with the head"):
            report.write({"content": "x"})
        for login in ("bangongshi", "zhaoshangju", "zuzhibu"):
            self.assertFalse(self.seen(login, report), login)
        report.with_user(self.users["head.a"]).action_submit()
        self.assertEqual(report.submitted_by_id, self.posts["head.a"])
        self.assertTrue(self.seen("bangongshi", report))
        self.assertFalse(self.seen("head.b", report))

    def test_the_report_of_a_leap_february_has_its_day(self):
        """R054, R056: the 29th is a last day like another."""
        duties = self.env["zhaoshang.duty"]
        for kind, first in (
            ("month_report", date(2028, 2, 1)),
            ("bimonth_report", date(2028, 1, 1)),
        ):
            with self.subTest(kind):
                self.assertEqual(duties._due_of(kind, first, self.company)[0], date(2028, 2, 29))

    def test_the_demonstration_reports_nothing_later_than_now(self):
        """On the first of a month a late monthly report is still to come: it came a moment ago."""
        duties = self.env["zhaoshang.duty"]
        due = duties._due_of("month_report", MONTH, self.company)[:2]
        with freeze_time("2026-11-30 17:00:00.500"):  # the 1st in the county
            moments = [
                self.env["zhaoshang.report"]._demonstrated_moment(*due, is_late)
                for is_late in (False, True)
            ]
            self.assertEqual(moments[1], fields.Datetime.now())
        self.assertEqual(str(moments[0]), "2026-11-30 08:20:00")

    def test_the_acting_head_submits_in_time(self):
        """R052: 副局长 drafts, 局长 is absent, the acting head submits: on time."""
        self.granted("head.a", "2026-11-25", "2026-11-28")
        week = date(2026, 11, 23)
        self.check("2026-11-27 09:00")
        with self.at("2026-11-27 17:00"):
            report = self.begin("deputy2.a", period=week)
            with self.refused(AccessError, "R015"):
                report.with_user(self.users["head.a"]).action_submit()
            report.with_user(self.users["deputy1.a"]).action_submit()
        self.assertEqual(self.duty(period=week).state, "done")

    def test_a_draft_meets_no_duty_and_a_late_report_makes_no_finding(self):
        """R051, R057: in the grace it is late, counted in the score alone."""
        self.check("2026-11-20 09:00")
        report = self.begin()
        report.action_send_to_head()
        self.check("2026-11-23 10:00")
        self.assertEqual(self.duty().state, "late")
        self.assertFalse(self.duty().report_id)
        report.with_user(self.users["head.a"]).action_submit()
        self.check("2026-11-24 09:00")
        self.assertEqual((self.duty().state, self.duty().report_id), ("late", report))
        self.assertFalse(self.duty().finding_ids)

    def test_a_missing_month_report_is_the_heads(self):
        """R053, R054, R096: a candidate for the head alone."""
        self.check("2026-12-04 09:00")
        duty = self.duty("month_report", MONTH)
        self.assertEqual(duty.state, "missed")
        self.assertEqual(duty.finding_ids.appointment_id, self.posts["head.a"])

    def test_nobody_says_by_hand_that_it_was_submitted(self):
        """R052: neither values nor context keys; a kind cannot be changed afterwards."""
        for values in ({"state": "registered"}, {"submitted_by_id": 1}, {"taken_in": True}):
            with self.subTest(values), self.refused(AccessError, "worked out"):
                self.begin(**values)
        reports = self.as_user("deputy1.a", "zhaoshang.report")
        forged = reports.with_context(default_state="registered", default_taken_in=True)
        report = forged.create({"kind": "friday_report", "period_from": WEEK})
        self.assertEqual((report.state, report.taken_in), ("draft", False))
        for values in ({"kind": "monday_call"}, {"period_from": "2026-11-09"}):
            with self.refused((AccessError, UserError), ""):
                report.write(values)
        self.assertFalse(self.duty().report_id)

    def test_only_the_bureau_writes(self):
        """R052: another bureau, 组织部 and 招商管理局 are refused."""
        report = self.begin()
        for login in ("head.b", "zhaoshangju", "zuzhibu", "xiaonengban", "lianxi"):
            with self.subTest(login), self.refused((AccessError, UserError), ""):
                report.with_user(self.users[login]).write({"content": "x"})
            with self.subTest(login), self.refused((AccessError, UserError), ""):
                self.as_user(login, report._name).create(
                    {"kind": "friday_report", "bureau_id": self.bureau_a.id, "period_from": WEEK,
                     "content": "x"}
                )  # fmt: skip

    def test_what_was_submitted_is_fixed_and_corrected_by_a_version(self):
        """R052, R059: with its reason; the first one stays and goes on meeting the duty."""
        self.check("2026-11-20 09:00")
        report = self.submitted()
        head = report.with_user(self.users["head.a"])
        with self.refused(UserError, "Correct"):
            head.write({"content": "x"})
        with self.refused(UserError, "Correct"):
            report.section_ids[:1].with_user(self.users["head.a"]).write({"content": "x"})
        with self.refused(UserError, "why"):
            head.action_correct("  ")
        second = self.env[report._name].browse(head.action_correct("客商人数有误")["res_id"])
        self.assertEqual((second.version, second.state), (2, "draft"))
        self.assertEqual(len(second.section_ids), len(report.section_ids))
        self.assertFalse(head.can_correct)
        second.with_user(self.users["head.a"]).action_discard()
        self.assertTrue(head.can_correct)
        second = self.env[report._name].browse(head.action_correct("客商人数有误")["res_id"])
        second.with_user(self.users["head.a"]).action_submit()
        self.check("2026-11-24 09:00")
        self.assertEqual(self.duty().report_id, report)
        with self.refused(UserError, "last version"):
            head.action_correct("again")

    def test_it_is_taken_back_until_the_deadline(self):
        """R057: on Friday before 18:00, not after."""
        week = date(2026, 11, 23)
        self.check("2026-11-27 09:00")
        with self.at("2026-11-27 17:00"):
            report = self.submitted(period=week)
            report.action_withdraw()
            self.assertEqual(self.duty(period=week).state, "due")
            report.action_submit()
        with self.at("2026-11-27 18:01"), self.refused(UserError, "R057"):
            report.action_withdraw()

    def test_one_report_a_period(self):
        """R052: whoever begins it opens the one that is there."""
        first = self.as_user("deputy1.a", "zhaoshang.report").action_begin("friday_report")
        second = self.as_user("head.a", "zhaoshang.report").action_begin("friday_report")
        self.assertEqual(first["res_id"], second["res_id"])

    def test_a_report_begins_with_logs_visits_and_projects(self):
        """R051, R137: nothing is typed twice; a section for each person."""
        self.log(day="2026-11-20", content="谈厂房", next_step="再约", problem="缺用地")
        self.registered("2026-11-19", matter="介绍县情")
        report = self.begin(content=False)
        sections = {s.appointment_id: s.content for s in report.section_ids}
        self.assertEqual(len(sections), 3)
        self.assertIn("谈厂房", sections[self.posts["deputy1.a"]])
        self.assertIn("甲演示有限公司", report.visit_text)
        self.assertIn("再约", report.next_step)
        self.assertIn("缺用地", report.problem)
        report.section_ids[0].content = "改过"
        self.log("head.a", day="2026-11-20", content="另写")
        report.action_prefill()
        self.assertEqual(report.section_ids[0].content, "改过")

    def test_no_report_names_the_investor_of_an_immature_project(self):
        """R110, R112: by the project's codename where it has one."""
        visit = self.visit("2026-11-19", intention="clear")
        visit.action_register()
        report = self.begin(content=False)
        self.assertNotIn("甲演示有限公司", report.visit_text)
        month = self.begin(kind="month_report", period=MONTH, content=False)
        self.assertNotIn("甲演示有限公司", (month.content or "") + month.visit_text)

    def test_what_came_by_fax_is_registered_with_its_paper(self):
        """R052: by the management office, for the moment at which it came in."""
        self.check("2026-11-20 09:00")
        values = {"kind": "friday_report", "period_from": WEEK, "bureau_id": self.bureau_a.id,
                  "content": "见传真", "reported_at": "2026-11-20 08:30:00"}  # fmt: skip
        report = self.as_user("bangongshi", "zhaoshang.report").create(values)
        self.assertTrue(report.taken_in)
        for way in ("fax", "system"):
            report.write({"channel": way})
            with self.refused(UserError, "attach it"):
                report.action_submit()
        report.write({"file": PDF, "file_name": "传真.pdf"})
        report.action_submit()
        self.assertEqual(self.duty().state, "done")
        with self.refused(ValidationError, "future"):
            report.sudo().write({"reported_at": "2026-11-24 00:00:00"})

    def test_both_departments_read_the_month_report(self):
        """R053: one department unread is shown; nobody else marks it, nor twice."""
        report = self.submitted("month_report", MONTH)
        self.assertIn("Organisation Department has not", report.reading_words)
        report.with_user(self.users["zhaoshangju"]).action_mark_read()
        report.invalidate_recordset()
        self.assertIn("✔ Investment Bureau", report.reading_words)
        self.assertIn("◔ Organisation Department", report.reading_words)
        to_read = [("to_read", "=", True), ("id", "=", report.id)]
        self.assertTrue(self.as_user("zuzhibu", report._name).search(to_read))
        self.assertFalse(self.as_user("zhaoshangju", report._name).search(to_read))
        for login in ("xiaonengban", "lianxi", "deputy1.a", "bangongshi"):
            with self.subTest(login), self.refused(AccessError, ""):
                report.with_user(self.users[login]).action_mark_read()
        report.with_user(self.users["zhaoshangju"]).action_mark_read()
        self.assertEqual(len(report.reading_ids), 1)
        for forged in (
            lambda: self.as_user("zuzhibu", "zhaoshang.report.reading").create(
                {"report_id": report.id, "party": "organisation_department",
                 "user_id": self.users["zuzhibu"].id, "read_at": "2026-11-23 00:00:00"}),
            lambda: report.reading_ids.with_user(self.users["zhaoshangju"]).write({"remark": "x"}),
        ):  # fmt: skip
            with self.refused(AccessError, ""):
                forged()

    def test_the_leader_is_reported_to_by_telephone(self):
        """R055: the way, the matters, the instructions; he adds his own with the reading."""
        report = self.begin("head.a", "bimonth_report", PAIR, channel="telephone")
        self.assertEqual(report.leader_id, self.users["lianxi"])
        with self.refused(UserError, "R055"):
            report.action_submit()
        report.instructions = "抓紧落实"
        report.action_submit()
        self.assertTrue(self.seen("lianxi", report))
        self.assertFalse(self.seen("fenguan", report))
        seen = report.with_user(self.users["lianxi"])
        seen.action_mark_read()
        self.assertEqual((seen.to_read, seen.can_remark), (False, True))
        seen.action_mark_read("请列出问题清单")
        self.assertEqual(report.reading_ids.remark, "请列出问题清单")
        self.assertFalse(seen.can_remark)
        with self.refused(UserError, "stays"):
            seen.action_mark_read("不必了")
        with self.refused(ValidationError, "in writing"):
            self.begin(period=date(2026, 11, 9), channel="telephone")

    def test_one_form_shows_both_kinds_to_everybody_who_reads_them(self):
        """R045, R052: a plain link opens the report, whichever its kind, and asks for no more."""
        call = self.as_user("bangongshi", "zhaoshang.report").create(
            {"bureau_id": self.bureau_a.id, "speaker_ids": self.posts["head.a"].ids,
             "content": "本周拜访两家"}
        )  # fmt: skip
        written = self.submitted("month_report", MONTH)
        readers = {
            "head.a": call + written, "bangongshi": call + written, "zuzhibu": call + written,
            "zhaoshangju": call + written, "xiaonengban": call,
        }  # fmt: skip
        for login, reports in readers.items():
            seen = self.as_user(login, "zhaoshang.report").browse(reports.ids)
            form = etree.fromstring(seen.get_view(view_type="form")["arch"])
            names = set(form.xpath("//field[not(ancestor::field)]/@name"))
            with self.subTest(login):
                self.assertTrue({"calling_number", "visit_text"} <= names)
                self.assertEqual(len(seen.web_read({name: {} for name in names})), len(reports))
                self.assertEqual(seen[0].can_edit, login == "bangongshi")

    def test_a_bureau_without_leader_says_so(self):
        """R039, R055."""
        report = self.begin("head.b", "bimonth_report", PAIR)
        with self.refused(UserError, "R055"):
            report.action_submit()

    def test_the_printed_form_says_what_the_report_says(self):
        """R051, R053, R055: title, parts in order, who signed."""
        report = self.submitted("month_report", MONTH, problem="缺标准厂房")
        paper = report._document()
        self.assertIn(("p", "缺标准厂房"), paper.blocks)
        self.assertIn("head.a", paper.signatory)
        self.assertEqual((str(paper.day), paper.mark), ("2026-11-23", ""))
        draft = self.begin(period=date(2026, 11, 9))
        self.assertEqual((draft._document().mark, draft._document().day), ("草稿", None))

    def test_a_list_of_reports_costs_the_same_however_many(self):
        """R053: who has read and what I may do, for all at once but for the deadlines."""
        self.submitted()
        one = self.cost()
        for day in (2, 9):
            self.submitted(period=date(2026, 11, day))
        self.assertLessEqual(self.cost(), one + 2)

    def cost(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        rows = self.as_user("bangongshi", "zhaoshang.report").search(
            [("kind", "!=", "monday_call")]
        )
        rows.web_read({"display_name": {}, "reading_words": {}, "to_read": {}, "state": {}})
        return self.env.cr.sql_log_count - before
