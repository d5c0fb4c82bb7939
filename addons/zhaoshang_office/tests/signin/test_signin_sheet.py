import io

from odoo.tests import tagged
from pypdf import PdfReader

from .common import SigninCase


@tagged("post_install", "-at_install")
class TestSigninSheet(SigninCase):
    def test_the_sheet_of_a_month_lists_day_time_and_person(self):
        """R079: A4; with the missing day and the one that was added later."""
        with self.at(self.NOW):
            self.stay("deputy1.a", "2026-11-24", "2026-11-27")
            self.sign("deputy1.a")
            self.sign("deputy1.a", "2026-11-24", "register on paper")
            rows = self.as_user("bangongshi", "zhaoshang.signin.day").search(
                [("appointment_id", "=", self.posts["deputy1.a"].id)]
            )
            reports = self.env["ir.actions.report"].with_user(self.users["bangongshi"])
            pdf, _kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
                "zhaoshang_office.action_report_signin", rows.ids
            )
        (page,) = PdfReader(io.BytesIO(pdf)).pages
        text = "".join(page.extract_text().split())
        self.assertEqual([round(float(side) / 72 * 25.4) for side in page.mediabox[2:]], [210, 297])
        for word in (
            "Year2026,month11", "deputy1.a", "测试a局", "2026-11-27", "10:00", "bangongshi",
            "addedlater:registeronpaper", "missing", "4days,2signed,2missing",
        ):  # fmt: skip
            self.assertIn(word, text)
