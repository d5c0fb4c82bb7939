import io

from odoo.tests import tagged
from pypdf import PdfReader

from ...rules import document as rules
from ..bulletin.common import BulletinCase

POINT = 25.4 / 72  # mm
LONG = "\n".join("各" * 110 for _paragraph in range(16))


class Line:
    """One line of text on a page: where its first character stands and its baseline, in mm."""

    def __init__(self, text, left, baseline, size):
        self.text, self.left, self.baseline, self.size = text, left, baseline, size


def read_page(page):
    """Return the lines of text and the filled rules (left, top, width, height, colour) in mm."""
    lines, rectangles, colour = [], [], []

    def text(words, cm, tm, _font, size):
        if words.strip():
            scale = cm[0]
            left = (cm[4] + tm[4] * scale) * POINT
            baseline = 297 - (cm[5] + tm[5] * cm[3]) * POINT
            lines.append(Line(words.strip(), left, baseline, round(size * scale, 1)))

    def operand(operator, operands, cm, _tm):
        if operator == b"rg":
            colour[:] = [round(float(value), 2) for value in operands]
        if operator == b"re":
            x, y, wide, high = (float(value) for value in operands)
            top = 297 - (cm[5] + y * cm[3]) * POINT
            rectangles.append(
                (
                    (cm[4] + x * cm[0]) * POINT,
                    top,
                    wide * cm[0] * POINT,
                    high * abs(cm[3]) * POINT,
                    tuple(colour),
                )
            )

    page.extract_text(visitor_text=text, visitor_operand_before=operand)
    return lines, rectangles


@tagged("post_install", "-at_install")
class TestOfficialDocument(BulletinCase):
    """The printed page, read back from the PDF and compared with GB/T 9704-2012."""

    def printed(self, bulletin):
        reports = self.env["ir.actions.report"].with_user(self.users["zuzhibu"])
        pdf, _kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            "zhaoshang_office.action_report_bulletin", bulletin.ids
        )
        return PdfReader(io.BytesIO(pdf))

    def line(self, start, lines=None):
        return next(line for line in lines or self.first if line.text.startswith(start))

    def near(self, value, wanted, tolerance=1.0):
        self.assertLessEqual(abs(value - wanted), tolerance, f"{value:.2f} mm, not {wanted} mm")

    def test_the_page_follows_the_standard(self):
        """GB/T 9704-2012, 5 to 7: one document, so that it is laid out once."""
        bulletin = self.issued(self.drafted(requirements_text=LONG))
        self.pages = [read_page(page) for page in self.printed(bulletin).pages]
        self.first, self.rules = self.pages[0]
        self.red_head_number_and_rule()
        self.title_and_addressee()
        self.full_pages_have_22_lines_of_28_characters()
        self.page_numbers_stand_outside()
        self.signature_and_record()

    def red_head_number_and_rule(self):
        head = self.line("宿松县驻外招商管理办公室文件")
        top = head.baseline - 0.83 * head.size * POINT
        self.near(top - rules.TOP, rules.HEAD_BELOW_TOP, 1.5)
        number = self.line("松驻招〔2026〕")
        self.assertEqual(number.size, rules.THIRD)
        middle = number.left + rules.width(number.text) * rules.THIRD * POINT / 2
        self.near(middle, rules.LEFT + rules.TEXT_WIDTH / 2, 3)
        red = [box for box in self.rules if box[2] > 150 and box[4] and box[4][1] < 0.1 < box[4][0]]
        left, edge, wide, _high, _colour = min(red, key=lambda box: box[1])
        self.near(left, rules.LEFT, 0.1)
        self.near(wide, rules.TEXT_WIDTH, 0.1)
        self.near(edge - (number.baseline + 0.12 * rules.THIRD * POINT), rules.RULE_BELOW_NUMBER)

    def title_and_addressee(self):
        title, to = self.line("关于2026年10月"), self.line("各驻外招商局：")
        self.assertEqual((title.size, to.size), (rules.SECOND, rules.THIRD))
        self.near(to.left, rules.LEFT, 0.2)
        self.near(to.baseline - title.baseline, 2 * rules.TEXT_HEIGHT / rules.LINES, 1)
        heading = self.line("一、出勤")
        self.near(heading.left, rules.LEFT + 2 * rules.TEXT_WIDTH / rules.CHARACTERS, 0.3)

    def full_pages_have_22_lines_of_28_characters(self):
        texts = [[row for row in lines if row.size == rules.THIRD] for lines, _ in self.pages]
        body = max(texts, key=len)
        self.assertEqual(len(body), rules.LINES)
        full = [line for line in body if abs(line.left - rules.LEFT) < 0.1]
        self.assertEqual(max(len(line.text) for line in full), rules.CHARACTERS)
        pitch = (body[-1].baseline - body[0].baseline) / (rules.LINES - 1)
        self.near(pitch, rules.TEXT_HEIGHT / rules.LINES, 0.02)
        for line in body:
            self.assertGreater(line.baseline, rules.TOP)
            self.assertLess(line.baseline, rules.TOP + rules.TEXT_HEIGHT)
            right = line.left + len(line.text) * rules.TEXT_WIDTH / rules.CHARACTERS
            self.assertLessEqual(right, rules.LEFT + rules.TEXT_WIDTH + 0.3)

    def page_numbers_stand_outside(self):
        for place, (lines, _rules) in enumerate(self.pages, 1):
            number = self.line(f"— {place} —", lines)
            self.assertEqual(number.size, rules.FOURTH)
            self.near(number.baseline, rules.TOP + rules.TEXT_HEIGHT + 7 + 1.5, 1.5)
            if place % 2:
                self.assertGreater(number.left, 160)
            else:
                self.near(number.left, rules.LEFT + rules.FOURTH * POINT, 0.5)

    def signature_and_record(self):
        lines, boxes = self.pages[-1]
        issuers = [line for line in lines if line.text.startswith("宿松县驻外招商管理办公室")]
        day = next(
            line
            for line in lines
            if line.text.startswith("2026年11月") and line.size == rules.THIRD
        )
        right = day.left + rules.width("2026年11月23日") * rules.TEXT_WIDTH / rules.CHARACTERS
        self.near(rules.LEFT + rules.TEXT_WIDTH - right, 4 * rules.TEXT_WIDTH / 28, 4)
        self.assertIn(rules.THIRD, {line.size for line in issuers})
        copies = self.line("抄送：", lines)
        self.assertEqual(copies.size, rules.FOURTH)
        lowest = max(top + high for _left, top, wide, high, _colour in boxes if wide > 150)
        self.near(lowest, rules.TOP + rules.TEXT_HEIGHT, 1)

    def test_a_draft_says_that_it_is_one(self):
        """No number, no date, and 草稿 across every page."""
        with self.at("2026-12-01 09:00"):
            self.close("2026-11")
            draft = self.drafted(month="2026-11-01")
            reports = self.env["ir.actions.report"].with_user(self.users["bangongshi"])
            html, _kind = reports._render_qweb_html(
                "zhaoshang_office.action_report_bulletin", draft.ids
            )
        self.assertIn("草　稿", html.decode())
        self.assertNotIn("松驻招〔2026〕", html.decode())

    def test_it_says_which_fonts_are_used(self):
        """DESIGN §10: licensed ones first; here the free ones, and the page says so."""
        used = self.env["zhaoshang.document.font"]._used(self.company)
        self.assertEqual(set(used), {"body", "title", "heading", "second"})
        self.assertIn("Noto-Serif-CJK", used["body"].replace(" ", "-"))
