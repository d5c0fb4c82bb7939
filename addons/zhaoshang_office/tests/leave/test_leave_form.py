import io

from odoo.exceptions import AccessError
from odoo.tests import tagged
from pypdf import PdfReader

from .common import OfficeCase

SECRET = "My father's operation"


@tagged("post_install", "-at_install")
class TestLeaveForm(OfficeCase):
    """The forms that the county files on paper."""

    def printed(self, records, login, report="action_report_leave"):
        """Return the PDF that ``login`` prints: its pages and its text without spaces."""
        self.env.flush_all()
        self.env.invalidate_all()
        reports = self.env["ir.actions.report"].with_user(self.users[login])
        pdf, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            f"zhaoshang_office.{report}", records.ids
        )
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(pdf)).pages
        text = "".join(page.extract_text() for page in pages)
        return pages, "".join(text.split())

    def assert_a4(self, pages):
        for page in pages:
            size = [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]]
            self.assertEqual(size, [210, 297])

    def shows(self, text, *words):
        for word in words:
            self.assertIn(word.replace(" ", ""), text)

    def test_the_approval_form_of_a_head_carries_both_opinions(self):
        """R075, R076: who agreed, in whose words and when; the days and who acts meanwhile."""
        leave = self.ask("head.a", "2026-12-01", "2026-12-05", reason=SECRET)
        self.decide(leave, "zuzhibu", comment="Safe journey")
        self.decide(leave, "zhaoshangju", comment="Agreed, keep the phone on")
        pages, text = self.printed(leave, "head.a")
        self.assert_a4(pages)
        self.assertEqual(len(pages), 1)
        self.shows(
            text, "Approval of Leave", leave.number, "head.a", "deputy1.a", SECRET,
            "5 counted / 5 on the calendar", "26 days at post, at least 20",
            "Opinion of 组织部", "Safe journey", "Opinion of 招商管理局",
            "Agreed, keep the phone on", "2026-11-23 10:00", "Report of Return", "1 / 1",
        )  # fmt: skip
        paper = leave.zs_approval_instance_id.with_user(self.users["head.a"])._zs_paper()
        self.shows(text, paper["end"], paper["head"])
        self.assertIn("<svg", leave._zs_form()["paper"]["qr"])

    def test_the_registration_form_of_a_deputy_has_its_number(self):
        """R077, R078: the head's opinion, and under which number it was registered."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-03")
        self.decide(leave, "head.a", comment="Fine")
        self.decide(leave, "zhaoshangju", "file")
        _pages, text = self.printed(leave, "deputy1.a")
        number = leave.sudo().zs_approval_instance_id.filing_number
        self.assertTrue(number)
        self.shows(text, "Registration of Leave", "Opinion of 局长", "Fine", f"No. {number}")

    def test_a_second_leave_in_a_month_is_printed_for_approval(self):
        """R065: it goes to both departments, so the form has their places."""
        self.granted("deputy1.a", "2026-12-01", "2026-12-02")
        leave = self.ask("deputy1.a", "2026-12-20", "2026-12-21", reason="Wedding")
        _pages, text = self.printed(leave, "deputy1.a")
        self.shows(text, "Approval of Leave", "Opinion of 局长", "Opinion of 组织部")

    def test_the_reason_is_printed_for_whom_it_is_written(self):
        """R012: the office and colleagues print the form without it."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-03", reason=SECRET)
        for login, reads in (
            ("deputy1.a", True), ("head.a", True), ("zuzhibu", True), ("zhaoshangju", True),
            ("deputy2.a", False), ("bangongshi", False),
        ):  # fmt: skip
            with self.subTest(login):
                _pages, text = self.printed(leave, login)
                self.assertEqual(SECRET.replace(" ", "") in text, reads)
                self.shows(text, leave.number)

    def test_a_form_of_another_bureau_is_not_printed(self):
        """R012."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-03", reason=SECRET)
        for login in ("head.b", "fenguan", "xitong"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.printed(leave, login)
            with self.subTest(login), self.assertRaises(AccessError):
                leave.with_user(self.users[login])._zs_form()

    def test_special_leave_and_escort_have_their_own_forms(self):
        """R072, R073, R082: the title, clients and the days that are credited."""
        special = self.draft("deputy1.a", "2026-12-01", "2026-12-03", kind="special")
        _pages, text = self.printed(special, "deputy1.a")
        self.shows(text, "Application for Leave in Special Circumstances", "Draft")
        opinions = [row["label"] for row in special._zs_form()["opinions"]]
        self.assertEqual(  # neither who is passed over nor who gets a copy
            opinions, [f"Opinion of {who}" for who in ("组织部", "招商管理局", "分管领导")]
        )
        visit = self.env["zhaoshang.client.visit"].with_user(self.users["deputy1.a"]).create(
            {"guests": "Manager Zhen", "date_from": "2026-12-07", "date_to": "2026-12-11"}
        )  # fmt: skip
        escort = self.draft(
            "deputy1.a", "2026-12-07", "2026-12-11", kind="escort", client_visit_id=visit.id
        )
        _pages, text = self.printed(escort, "deputy1.a")
        self.shows(text, "Report on Escorting Clients to the County", "Manager Zhen", "4 of 5 days")

    def test_guests_are_printed_for_whom_may_read_the_visit(self):
        """R112: 组织部 sees that there is a visit, and not who comes."""
        visit = self.env["zhaoshang.client.visit"].with_user(self.users["deputy1.a"]).create(
            {"guests": "Manager Zhen", "date_from": "2026-12-07", "date_to": "2026-12-09"}
        )  # fmt: skip
        escort = self.draft(
            "deputy1.a", "2026-12-07", "2026-12-09", kind="escort", client_visit_id=visit.id
        )
        told = escort.with_user(self.users["zuzhibu"])._zs_form_clients()
        self.assertNotIn("Zhen", told)
        self.assertIn("Zhen", escort._zs_form_clients())

    def test_the_form_says_when_he_came_back(self):
        """R085."""
        leave = self.granted("deputy1.a", "2026-12-01", "2026-12-03")
        leave.sudo().return_date = "2026-12-03"
        _pages, text = self.printed(leave, "deputy1.a")
        self.shows(text, "Back at post on Thu, Dec 3, 2026")

    def test_printing_is_logged_once_for_each_form(self):
        """R138."""
        leave = self.granted("deputy1.a", "2026-12-01", "2026-12-03")
        self.printed(leave, "zhaoshangju")
        lines = self.env["zhaoshang.audit"].search(
            [("res_model", "=", "zhaoshang.leave"), ("res_id", "=", leave.id),
             ("kind", "=", "print")]
        )  # fmt: skip
        self.assertEqual(lines.mapped("user_name"), ["zhaoshangju"])
