import base64
import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from odoo.addons.zhaoshang_approval.permit import permitted_write
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from pypdf import PdfReader

from ...rules import document as rules
from ..bulletin.common import BulletinCase
from ..leave.common import OfficeCase

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


def small_font(character):
    """A font file that has one character, a square, as Odoo takes it."""
    pen = TTGlyphPen(None)
    for draw, point in zip(
        (pen.moveTo, pen.lineTo, pen.lineTo), ((0, 0), (0, 900), (900, 900)), strict=True
    ):
        draw(point)
    pen.closePath()
    square = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "square"])
    font.setupCharacterMap({ord(character): "square"})
    font.setupGlyf({".notdef": square, "square": square})
    font.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 0)})
    font.setupHorizontalHeader(ascent=900, descent=-100)
    font.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=900, usWinAscent=900)
    font.setupPost()
    file = io.BytesIO()
    font.save(file)
    return base64.b64encode(file.getvalue())


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
            right = line.left + rules.width(line.text) * rules.TEXT_WIDTH / rules.CHARACTERS
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

    def test_the_administrator_sees_what_stands_for_the_fonts_of_the_standard(self):
        """DESIGN §10: which font is missing, what is printed instead, and that a file mends it."""
        administrator = self.users["xitong"]
        places = self.env["zhaoshang.document.typeface"].with_user(administrator).search([])
        title = places.filtered(lambda place: place.role == "title")
        self.assertEqual((title.named, title.standing), ("方正小标宋简体", "replaced"))
        self.assertIn("方正小标宋简体", title.consequence)
        context = title.action_add_font()["context"]
        fonts = self.env["zhaoshang.document.font"].with_user(administrator).with_context(**context)
        fonts.create({"name": "拉丁", "file": small_font("a")})
        self.env.invalidate_all()
        self.assertIn("is not used", title.consequence)
        fonts.create({"name": "县购小标宋", "file": small_font("招"), "sequence": 1})
        self.env.invalidate_all()
        self.assertEqual((title.standing, title.used), ("uploaded", "县购小标宋"))
        for login in ("head.a", "zuzhibu"):
            with self.assertRaises(AccessError):
                title.with_user(self.users[login]).check_access("read")
        with self.assertRaises(AccessError):
            title.with_user(self.users["bangongshi"]).action_add_font()


FACTS = "10月9日未经请假离岗。"
SANCTION = "zhaoshang.sanction"


@tagged("post_install", "-at_install")
class TestPrintedKinds(OfficeCase):
    """Every kind of paper is laid out once and keeps to the page of GB/T 9704-2012."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases = {
            kind: cls.sanction(kind, login)
            for kind, login in (
                ("criticism", "deputy1.a"), ("warning", "deputy2.a"), ("dismissal", "head.b"),
            )
        }  # fmt: skip

    @classmethod
    def sanction(cls, kind, login, state="decided"):
        case = (
            cls.env[SANCTION]
            .sudo()
            ._open(
                {
                    "appointment_id": cls.posts[login].id,
                    "kind": kind,
                    "facts": FACTS * 20,
                    "analysis": "违反第十条。",
                    "effective_on": "2026-12-01",
                }
            )
        )
        permitted_write(case, {"zs_approval_state": "approved"})
        case._govern({"state": state, "decided_on": "2026-11-23"})
        case._take_number(case.decided_on)
        return case

    def printed(self, report, record, login):
        reports = self.env["ir.actions.report"].with_user(self.users[login])
        pdf, _kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            f"zhaoshang_office.action_report_{report}", record.ids
        )
        return [read_page(page) for page in PdfReader(io.BytesIO(pdf)).pages]

    def keeps_to_the_page(self, pages, *words):
        """Margins of 37, 26, 35 and 28 mm; title 2号, page number 4号; return the first lines."""
        (first, _rules), *_more = pages
        self.assertIn(rules.SECOND, {line.size for line in first})
        for place, (lines, boxes) in enumerate(pages, 1):
            number = [line for line in lines if line.text == f"— {place} —"]
            self.assertEqual([line.size for line in number], [rules.FOURTH])
            for line in set(lines) - set(number):
                self.assertGreaterEqual(line.left, rules.LEFT - 0.1, line.text)
                self.assertLess(line.left, rules.LEFT + rules.TEXT_WIDTH, line.text)
                self.assertTrue(
                    rules.TOP < line.baseline <= rules.TOP + rules.TEXT_HEIGHT, line.text
                )
            for left, top, wide, high, _colour in boxes:
                self.assertGreaterEqual(left, rules.LEFT - 0.3)
                self.assertLessEqual(left + wide, rules.LEFT + rules.TEXT_WIDTH + 0.3)
                self.assertLessEqual(top + high, rules.TOP + rules.TEXT_HEIGHT + 0.3)
        text = "".join("".join(line.text.split()) for lines, _boxes in pages for line in lines)
        for word in words:
            self.assertIn(word, text)
        return first

    def test_sanctions_are_official_documents(self):
        """R091, R092, R104: red head of the body that issues, number of the register, clause."""
        for kind, head, reader in (
            ("criticism", "宿松县驻外招商管理办公室文件", "bangongshi"),
            ("warning", "中共宿松县委组织部文件", "zuzhibu"),
            ("dismissal", "中共宿松县委组织部文件", "head.b"),
        ):
            with self.subTest(kind):
                case = self.cases[kind]
                pages = self.printed("sanction", case, reader)
                first = self.keeps_to_the_page(pages, "第十一条规定：", "2026年11月23日")
                red = next(line for line in first if line.text == head)
                top = red.baseline - 0.83 * red.size * POINT - rules.TOP
                self.assertAlmostEqual(top, rules.HEAD_BELOW_TOP, delta=1.5)
                number = next(line for line in first if line.text == case.number)
                self.assertEqual(number.size, rules.THIRD)
                body = [line for line in first if line.size == rules.THIRD and line is not number]
                pitch = (body[-1].baseline - body[0].baseline) / (len(body) - 1)
                self.assertAlmostEqual(pitch, rules.TEXT_HEIGHT / rules.LINES, delta=0.1)

    def test_the_receipt_of_service_is_one_page(self):
        """R095: 送达回证, a slip of its own."""
        pages = self.printed("sanction_receipt", self.cases["warning"], "zuzhibu")
        self.assertEqual(len(pages), 1)
        self.keeps_to_the_page(pages, "送达回证", self.cases["warning"].number, "受送达人签名")

    def test_what_is_not_decided_here_has_no_paper(self):
        """R095, R105: no receipt of a draft, nothing of what was refused or decided on paper."""
        reports = (("sanction_receipt", "draft"), ("sanction", "dropped"), ("sanction", "refused"))
        for report, state in reports:
            case = self.cases["criticism"]
            case._govern({"state": state})
            with self.subTest(state), self.assertRaises(UserError):
                self.printed(report, case, "zuzhibu")
        permitted_write(case, {"zs_approval_state": "draft"})
        case._govern({"state": "served", "served_on": "2026-11-23", "served_way": "handed"})
        with self.assertRaisesRegex(UserError, "on paper"):
            self.printed("sanction", case, "zuzhibu")

    def test_who_does_not_read_it_does_not_print_it(self):
        """R012: checked on the server, for every paper of a sanction."""
        for login in ("head.a", "deputy2.a", "lianxi"):
            for report in ("sanction", "sanction_receipt"):
                with self.subTest(login), self.assertRaises(AccessError):
                    self.printed(report, self.cases["criticism"], login)

    def test_reports_are_forms_with_signature_and_date(self):
        """R051, R053, R055: 周动态, 月汇报, 两月汇报."""
        for kind, period, login in (
            ("friday_report", "2026-11-16", "bangongshi"),
            ("month_report", "2026-10-01", "zuzhibu"),
            ("bimonth_report", "2026-09-01", "lianxi"),
        ):
            with self.subTest(kind):
                report = self.as_user("head.a", "zhaoshang.report").create(
                    {"kind": kind, "bureau_id": self.bureau_a.id, "period_from": period,
                     "content": FACTS * 30, "next_step": FACTS}
                )  # fmt: skip
                report.action_submit()
                self.keeps_to_the_page(
                    self.printed("written", report, login), "测试a局", "head.a", "2026年11月23日"
                )
