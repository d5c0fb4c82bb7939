import io
import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL
from pypdf import PdfReader

from ..presence.common import PresenceCase

DAY = "2026-11-25"  # Wednesday
PIXEL = "iVBORw0KGgo="


@tagged("post_install", "-at_install")
class TestInspection(PresenceCase):
    """效能办 looks after two bureaus on Thursday 2026-11-26, ten o'clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entries = cls.env["zhaoshang.inspection.entry"].with_user(cls.users["xiaonengban"])
        cls.sheets = cls.env["zhaoshang.inspection"].with_user(cls.users["xiaonengban"])

    def run(self, result=None):
        with self.at("2026-11-26 10:00"):
            return super().run(result)

    def put(self, login, result, day=DAY, time_of_day="09:00", note=None, reason=None, **more):
        values = {"way": "phone", "day": day, "time_of_day": time_of_day, **more}
        entry = self.entries.action_record(
            self.posts[login].bureau_id.id, self.posts[login].id, result,
            note=note, reason=reason, **values,
        )  # fmt: skip
        return self.entries.browse(entry)

    def desk(self, day=DAY, bureau=None):
        return self.sheets.zs_desk((bureau or self.bureau_a).id, day)

    def expected(self, day=DAY):
        return {person["name"]: person["expected"] for person in self.desk(day)["people"]}

    def findings(self, login):
        return self.env["zhaoshang.finding"].search(
            [("appointment_id", "=", self.posts[login].id), ("kind", "=", "absence")]
        )

    def test_the_page_says_who_should_be_where(self):
        """R061, R069: at post, on leave, escorting; the leave with number and days."""
        self.away("deputy1.a", "2026-11-24", "2026-11-26", number="QJ-9")
        self.away("deputy2.a", "2026-11-25", "2026-11-25", kind="escort")
        self.assertEqual(
            self.expected(), {"head.a": "at_post", "deputy1.a": "away", "deputy2.a": "away"}
        )
        told = {person["name"]: person["leave"] for person in self.desk()["people"]}
        self.assertIn("QJ-9 2026-11-24 to 2026-11-26", told["deputy1.a"])
        self.assertEqual(self.expected("2026-10-01")["head.a"], "day_off")

    def test_who_is_not_at_post_is_suspected_heard_and_decided_upon(self):
        """R061, R090: the finding is raised by the function that all absences go through."""
        entry = self.put("deputy1.a", "absent", note="the landlord opened")
        finding = entry.sudo().finding_id
        self.assertEqual(
            (finding.kind, finding.state, str(finding.occurred_on), str(finding.last_on)),
            ("absence", "suspected", DAY, DAY),
        )
        self.assertIn("2026-11-25 09:00", finding.facts)
        self.assertIn("the landlord opened", finding.facts)
        self.assertEqual(finding.reported_by_id, self.users["xiaonengban"])
        self.assertFalse(self.put("head.a", "present").finding_id)

    def test_one_day_raises_one_finding_however_often_it_is_inspected(self):
        """R061, R090: neither by a further inspection nor by a correction, also of one dropped."""
        first = self.put("deputy1.a", "absent").sudo().finding_id
        again = self.sheets.action_begin(self.bureau_a.id, DAY)
        second = self.put("deputy1.a", "absent", inspection_id=again)
        self.assertEqual(second.sudo().finding_id, first)
        first.with_user(self.users["bangongshi"]).action_drop("was at the station")
        third = self.put("deputy1.a", "absent", reason="seen again", inspection_id=again)
        self.assertEqual(third.sudo().finding_id, first)
        self.assertEqual(self.findings("deputy1.a"), first)

    def test_who_is_found_absent_again_after_a_finding_was_dropped_is_suspected_anew(self):
        """R061, R090: a further inspection of the day is not hung on what was dropped."""
        first = self.put("deputy1.a", "absent").sudo().finding_id
        first.with_user(self.users["bangongshi"]).action_drop("was at the station")
        again = self.sheets.action_begin(self.bureau_a.id, DAY)
        second = self.put("deputy1.a", "absent", inspection_id=again).sudo().finding_id
        self.assertNotEqual(second, first)
        self.assertEqual((first.state, second.state), ("dropped", "suspected"))

    def test_absent_on_a_day_of_leave_is_refused_with_the_leave_shown(self):
        """R061: 不在岗 on a day of approved leave shows the leave; nothing is put down."""
        self.away("deputy1.a", "2026-11-24", "2026-11-26", number="QJ-9")
        with self.assertRaisesRegex(UserError, "QJ-9 2026-11-24 to 2026-11-26.*R061"):
            self.put("deputy1.a", "absent")
        self.assertFalse(self.sheets.search([("bureau_id", "=", self.bureau_a.id)]))
        self.assertFalse(self.findings("deputy1.a"))
        self.assertEqual(self.put("deputy1.a", "other", note="in the office").result, "other")

    def test_absent_on_a_holiday_or_before_the_day_is_refused(self):
        """R061, R070, R007."""
        for day, rule in (("2026-10-01", "R070"), ("2026-11-27", "R061"), ("2025-06-30", "R007")):
            with self.subTest(day), self.assertRaisesRegex(UserError, rule):
                self.put("deputy1.a", "absent", day=day)
        with self.assertRaisesRegex(UserError, "R061"):
            self.put("deputy1.a", "present", day="2026-11-26", time_of_day="10:01")
        with self.assertRaisesRegex(UserError, "09:15"):
            self.put("deputy1.a", "present", time_of_day="nine")

    def test_who_did_not_report_is_bound_to_the_missed_duty(self):
        """R061, R045: its finding is raised once; without a missed duty nothing follows."""
        self.assertFalse(self.put("head.a", "unreported").finding_id)  # nothing was laid out
        self.env["zhaoshang.duty"].with_user(self.users["bangongshi"]).action_check_now()
        entry = self.put("deputy1.a", "unreported").sudo()
        self.assertEqual((entry.duty_id.state, str(entry.duty_id.due_on)), ("missed", "2026-11-23"))
        self.assertEqual(entry.finding_id, entry.duty_id.finding_ids)
        self.assertEqual(entry.finding_id.kind, "monday_call")

    def test_a_correction_is_a_further_entry_with_its_reason(self):
        """R061, R138: the first one stays, the finding is told, nobody writes an entry."""
        first = self.put("deputy1.a", "absent")
        with self.assertRaisesRegex(UserError, "Not at Post.*09:00.*R061"):
            self.put("deputy1.a", "present")
        second = self.put("deputy1.a", "present", reason="wrong person called")
        self.assertEqual((first.standing, second.standing), (False, True))
        self.assertEqual(second.corrects_id, first)
        self.assertIn("wrong person called", first.sudo().finding_id.message_ids[0].body)
        self.assertEqual(first.sudo().finding_id.state, "suspected")
        for attempt in (
            lambda: first.write({"result": "present"}),
            lambda: first.unlink(),
            lambda: first.create([{"result": "present"}]),
            lambda: first.inspection_id.write({"day": "2026-11-01"}),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_other_needs_a_word(self):
        """R061."""
        with self.assertRaisesRegex(UserError, "R061"):
            self.put("head.a", "other", note="  ")
        self.assertEqual(self.put("head.a", "other", note="no log").note, "no log")

    def test_evidence_stays_with_its_entry(self):
        """R061: a file is added by the inspector, read by the offices, changed by nobody."""
        entry = self.put("deputy1.a", "absent")
        entry.action_attach("picture.png", PIXEL)
        evidence = entry.evidence_ids
        self.assertEqual(evidence.with_user(self.users["bangongshi"]).name, "picture.png")
        with self.assertRaises(AccessError):
            evidence.unlink()
        with self.assertRaises(AccessError):
            entry.with_user(self.users["bangongshi"]).action_attach("b", PIXEL)
        with self.assertRaises(UserError):
            entry.action_attach("empty", "")

    def test_nobody_but_the_efficiency_office_inspects(self):
        """R061."""
        officer = self.posts["deputy1.a"]
        for login in ("bangongshi", "zuzhibu", "zhaoshangju", "head.a", "lianxi", "xitong"):
            user = self.users[login]
            with self.subTest(login):
                with self.assertRaises(AccessError):
                    self.entries.with_user(user).action_record(
                        self.bureau_a.id, officer.id, "absent", "phone"
                    )
                with self.assertRaises(AccessError):
                    self.sheets.with_user(user).zs_desk()
                with self.assertRaises(AccessError):
                    self.sheets.with_user(user).action_begin(self.bureau_a.id)

    def test_an_officer_of_another_bureau_is_not_on_the_sheet(self):
        """R061: a number alone puts nobody down."""
        with self.assertRaisesRegex(UserError, "R061"):
            self.entries.action_record(
                self.bureau_a.id, self.posts["head.b"].id, "present", "phone", DAY, "09:00"
            )

    def test_no_project_is_told_to_the_efficiency_office(self):
        """R061: neither the page, nor the record, nor the models tell of projects or clients."""
        leave = self.away("deputy1.a", DAY, DAY, kind="escort")
        secret = "绝密客商"
        self.env.cr.execute(
            SQL("INSERT INTO zhaoshang_leave_text (leave_id, reason) VALUES (%s, %s)",
                leave.id, secret)
        )  # fmt: skip
        self.put("deputy1.a", "other", note="escorting")
        sheet = self.sheets.search([("bureau_id", "=", self.bureau_a.id)])
        told = json.dumps([self.desk(), sheet._document()], default=str, ensure_ascii=False)
        self.assertNotIn(secret, told)
        for model in ("zhaoshang.project", "zhaoshang.project.brief", "zhaoshang.project.share"):
            with self.subTest(model):
                self.assertFalse(self.sheets.env[model].has_access("read"))

    def test_a_circular_names_no_fault_before_it_is_confirmed(self):
        """R061, R063: it gets its number once, stays as issued, and closes its sheet."""
        finding = self.put("deputy1.a", "absent").sudo().finding_id
        self.put("head.a", "present")
        sheet = self.sheets.search([("bureau_id", "=", self.bureau_a.id)])
        with self.assertRaises(AccessError):
            sheet.with_user(self.users["bangongshi"]).action_issue()
        draft = str(sheet._document("circular").blocks)
        self.assertIn("情况待核实", draft)
        self.assertNotIn("不在岗", draft)
        finding.with_user(self.users["deputy1.a"]).action_answer("was away")
        finding.with_user(self.users["bangongshi"]).action_confirm("he says so")
        sheet.action_issue()
        finding.sudo().write({"state": "dropped"})
        paper = sheet._document("circular")
        self.assertRegex(paper.number, r"^松效督〔2026〕\d+号$")
        self.assertFalse(paper.mark)
        self.assertIn("deputy1.a不在岗，已经认定", str(paper.blocks))
        for attempt in (sheet.action_issue, lambda: self.put("deputy2.a", "present")):
            with self.assertRaisesRegex(UserError, "松效督"):
                attempt()
        again = self.sheets.action_begin(self.bureau_a.id, DAY)
        self.assertTrue(self.put("deputy2.a", "present", inspection_id=again))

    def test_a_circular_that_should_not_have_gone_out_is_declared_void(self):
        """R061, R138: its number stays in the register with the reason, its paper says so, who
        was told of it learns it, and the next circular has the next number."""
        self.put("head.a", "present")
        sheet = self.sheets.search([("bureau_id", "=", self.bureau_a.id)])
        with self.assertRaisesRegex(UserError, "R061"):
            sheet.action_void("not issued yet")
        sheet.action_issue()
        with self.assertRaises(AccessError):
            sheet.with_user(self.users["bangongshi"]).action_void("not mine")
        with self.assertRaisesRegex(UserError, "Write why"):
            sheet.action_void("  ")
        box = self.sheets.env["zhaoshang.inspection.void"].create(
            {"inspection_id": sheet.id, "reason": "督查日期有误"}
        )
        box.action_send()
        row = self.env["zhaoshang.document.number"].search(
            [("reference", "=", sheet.document_number)]
        )
        self.assertEqual((row.state, row.void_reason), ("void", "督查日期有误"))
        paper = sheet._document("circular")
        self.assertEqual((paper.number, paper.mark), (row.reference, "作废"))
        told = self.env["mail.message"].search([("subject", "like", row.reference)])
        for login in ("head.a", "bangongshi", "zhaoshangju", "zuzhibu"):
            self.assertIn(self.users[login].partner_id, told.notified_partner_ids, login)
        self.assertNotIn(self.users["head.b"].partner_id, told.notified_partner_ids)
        for attempt in (sheet.action_issue, lambda: sheet.action_void("again")):
            with self.assertRaisesRegex(UserError, "R061"):
                attempt()
        again = self.sheets.browse(self.sheets.action_begin(self.bureau_a.id, DAY))
        self.put("head.a", "present", inspection_id=again.id)
        again.action_issue()
        following = self.env["zhaoshang.document.number"]._of(again.sudo())
        self.assertEqual(following.number, row.number + 1)

    def test_the_record_is_printed_with_corrections_and_evidence(self):
        """R061: 督查记录, one A4 page, by an office of the county and by no officer."""
        self.put("deputy1.a", "absent", note="door locked").action_attach("door.png", PIXEL)
        self.put("deputy1.a", "other", note="at a client", reason="called back")
        sheet = self.sheets.search([("bureau_id", "=", self.bureau_a.id)])
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        name = "zhaoshang_office.action_report_inspection"
        pdf, _kind = reports.with_user(self.users["xiaonengban"])._render_qweb_pdf(name, sheet.ids)
        (page,) = PdfReader(io.BytesIO(pdf)).pages
        text = "".join(page.extract_text().split())
        for word in ("测试a局", "doorlocked", "door.png", "calledback", "atpost", "09:00"):
            self.assertIn(word.lower(), text.lower())
        with self.assertRaises(AccessError):
            reports.with_user(self.users["head.a"])._render_qweb_pdf(name, sheet.ids)

    def test_the_page_costs_the_same_for_many_officers(self):
        """R061: one statement for all codes; more officers and more results add none."""
        self.put("head.a", "absent")
        self._desk_within(20)
        for number in range(5):
            self._appoint(f"deputy{number + 3}.a", "deputy", self.bureau_a)
        for number in range(1, 6):
            self.put(f"deputy{number}.a", "absent")
        self._desk_within(20)

    def _desk_within(self, limit):
        self.desk()
        self.env.invalidate_all()
        with self.assertQueryCount(limit):
            self.desk()

    def test_a_confirmed_finding_is_a_basis_for_the_assessment_of_its_year(self):
        """R062: of 2026-05 on the sheet of 2026; suspected or dropped ones are none."""
        finding = self.put("deputy1.a", "absent", day="2026-05-12").sudo().finding_id
        dropped = self.put("deputy1.a", "absent", day="2026-05-14").sudo().finding_id
        self.assertEqual((finding | dropped).mapped("basis_for_assessment"), [0, 0])
        finding.with_user(self.users["deputy1.a"]).action_answer("ill")
        finding.with_user(self.users["bangongshi"]).action_confirm("no leave")
        dropped.with_user(self.users["bangongshi"]).action_drop("met a client")
        self.assertEqual((finding | dropped).mapped("basis_for_assessment"), [2026, 0])
        post = self.posts["deputy1.a"].with_user(self.users["zuzhibu"])
        self.assertEqual(post.basis_finding_ids, finding)
        with self.assertRaises(AccessError):
            post.with_user(self.users["deputy2.a"]).read(["basis_finding_ids"])
