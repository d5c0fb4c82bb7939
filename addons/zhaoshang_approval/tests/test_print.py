import io

from odoo.exceptions import UserError
from odoo.tests import HttpCase, TransactionCase, tagged
from pypdf import PdfReader

NAME = "zhaoshang_approval.test_print_form"
FORM = """
<t t-name="zhaoshang_approval.test_print_form">
    <t t-call="zhaoshang_approval.print_layout">
        <t t-set="title">审批单</t>
        <h1 t-foreach="docs" t-as="doc">审批单 <t t-out="doc.name"/></h1>
        %s
    </t>
</t>
"""


@tagged("post_install", "-at_install")
class TestPrint(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["ir.actions.report"].create(
            {
                "name": "审批单",
                "model": "res.partner",
                "report_name": NAME,
                "zs_weasyprint": True,
            }
        )
        cls.partners = cls.env["res.partner"].create([{"name": "甄杭远"}, {"name": "江来客"}])

    def print_form(self, body=""):
        self.env["ir.ui.view"].create(
            {"type": "qweb", "key": NAME, "name": "form", "arch": FORM % body}
        )
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, kind = report._render_qweb_pdf(NAME, self.partners.ids)
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(pdf))

    def test_several_records_become_one_file_with_a_page_each(self):
        pages = self.print_form().pages
        self.assertEqual(len(pages), 2)
        for page, partner in zip(pages, self.partners, strict=True):
            self.assertIn(partner.name, page.extract_text().replace(" ", ""))
            self.assertIn("—1—", page.extract_text().replace(" ", ""))

    def test_all_records_may_share_one_document(self):
        self.report.zs_one_document = True
        pages = self.print_form().pages
        self.assertEqual(len(pages), 1)
        for partner in self.partners:
            self.assertIn(partner.name, pages[0].extract_text().replace(" ", ""))

    def test_a_page_is_a4_with_embedded_chinese_fonts(self):
        page = self.print_form().pages[0]
        self.assertEqual([round(float(side) / 72 * 25.4) for side in page.mediabox[2:]], [210, 297])
        fonts = page["/Resources"]["/Font"].values()
        self.assertTrue(fonts)
        for font in fonts:
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            self.assertTrue({"/FontFile2", "/FontFile3"} & set(descriptor))

    def test_nothing_is_fetched(self):
        for address in ("http://127.0.0.1:9/seal.png", "file:///etc/hostname", "/web/image/1"):
            with self.subTest(address), self.assertRaises(UserError):
                self.print_form(f'<img src="{address}"/>')

    def test_embedded_pictures_are_shown(self):
        dot = (
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
            "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        )
        page = self.print_form(f'<img src="{dot}"/>').pages[0]
        self.assertEqual(len(page.images), 1)


@tagged("post_install", "-at_install")
class TestPrintInTheBrowser(HttpCase):
    def test_the_browser_may_ask_for_our_forms_without_wkhtmltopdf(self):
        self.env["ir.actions.report"].create(
            {"name": "x", "model": "res.partner", "report_name": NAME, "zs_weasyprint": True}
        )
        self.patch(
            type(self.env["ir.actions.report"]), "get_wkhtmltopdf_state", lambda self: "install"
        )
        self.authenticate("admin", "admin")
        self.assertEqual(self.make_jsonrpc_request("/report/check_wkhtmltopdf", {}), "ok")
