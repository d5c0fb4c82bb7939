import base64
import io

import openpyxl
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open

from ..wizard.invoice_list import COLUMNS
from .common import YEAR, ClaimCase

HEADINGS = ("发票号码", "发票代码", "数电发票号码", "开票日期", "销方名称", "价税合计", "费用类别")
DAY = f"{YEAR}-03-03"


def row(number, total=100, day=DAY, category="租房费"):
    return ("", "", f"25332{number:015d}", day, "测试物业", total, category)


def workbook(*rows):
    book = openpyxl.Workbook()
    for cells in (("2025年发票清单",), HEADINGS, *rows):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    return base64.b64encode(out.getvalue())


@tagged("post_install", "-at_install")
class TestClaimImport(ClaimCase):
    """A list of invoices becomes the lines of a claim (clause 13, R125, R126)."""

    def wizard(self, claim, *rows, **vals):
        wizards = self.env["zhaoshang.claim.import"].with_user(self.deputy)
        values = {"claim_id": claim.id, "file": workbook(*rows), "file_name": "a.xlsx"}
        return wizards.create(values | vals)

    def draft(self, *lines):
        return self.claim_of(lines)

    def reasons(self, wizard):
        return wizard.line_ids.sorted("row").mapped(lambda line: line.message or "")

    def test_a_list_is_checked_and_then_becomes_the_lines(self):
        """R125: the tax office's own columns; an old invoice beside a digital one."""
        claim = self.draft()
        old = ("12345678", "033002600111", "", DAY, "旧票物业", "1,200.00", "")
        wizard = self.wizard(claim, row(1), old, ("合计", "", "", "", "", 1300, ""))
        wizard.action_check()
        self.assertEqual((wizard.new_count, wizard.error_count, wizard.total), (2, 0, 1300))
        self.assertFalse(claim.line_ids)
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        lines = claim.line_ids
        self.assertEqual(lines.mapped("amount"), [100, 1200])
        self.assertEqual(lines.mapped("invoice_code"), [False, "033002600111"])
        self.assertEqual(lines[0].category_id, self.categories["rent"])
        self.assertIn("is not attached", lines[0].fault)

    def test_one_bad_row_and_nothing_is_imported(self):
        """R126: each reason in its row of the workbook that comes back."""
        self.draft(self.invoice(9, 50))
        claim = self.draft()
        wizard = self.wizard(
            claim,
            row(1),
            row(1),
            row(2, 0),
            row(3, day=f"{YEAR - 1}-11-03"),
            row(4, category="没有的类别"),
            row(5, category="工资福利"),
            row(9),
            ("123", "", "", DAY, "x", 5, ""),
            ("", "", 25332000000000000007, "昨天", "x", "很多", ""),
        )
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.error_count), ("preview", 9))
        self.assertFalse(claim.line_ids)
        expected = (
            "row 4", "row 3", "above zero", "whose package", "no category", "R010",
            "claimed already", "no number of an original", "kept only 15 digits.*date.*amount",
        )  # fmt: skip
        for reason, pattern in zip(self.reasons(wizard), expected, strict=True):
            self.assertRegex(reason, pattern)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.error_file)))
        self.assertIn("R126", book.active.cell(9, len(HEADINGS) + 1).value)

    def test_nobody_imports_into_the_claim_of_another_or_one_that_was_handed_in(self):
        """R134."""
        claim = self.draft(self.invoice(1, 100))
        wizard = self.wizard(claim, row(2))
        with self.assertRaises(AccessError):
            self.wizard(self.claim(5, user=self.head, first=8))
        claim.action_zs_submit()
        with self.assertRaisesRegex(UserError, "before a claim is handed in"):
            wizard.action_import()
        with self.assertRaisesRegex(UserError, "Excel"):
            self.wizard(self.draft(), file=base64.b64encode(b"no workbook")).action_check()

    def test_fifty_rows_take_as_few_statements_as_five(self):
        counts = []
        for first, number in ((900, 5), (100, 50), (300, 5)):  # the first warms what is kept
            wizard = self.wizard(self.draft(), *(row(first + n) for n in range(number)))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard.action_import()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_the_template_has_the_headings_that_are_read(self):
        path = "zhaoshang_finance/static/template/invoice-list.xlsx"
        with file_open(path, "rb") as template:
            sheet = openpyxl.load_workbook(template).active
        headings = [[cell.value for cell in sheet[1]]]
        _start, places = COLUMNS.find(headings)
        self.assertEqual(len(places), len(headings[0]))
