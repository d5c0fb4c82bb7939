import base64
import zlib
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..rules.invoice import sample
from ..rules.invoice.sample import Sample
from .common import PHOTO, YEAR, ClaimCase

APART = "odoo.addons.zhaoshang_finance.models.invoice.apart"
DAY = date(YEAR, 3, 3)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">]><EInvoice>&a;</EInvoice>'


def of(number, total="1272.00", **values):
    return Sample(f"25332{number:015d}", DAY, "测试宾馆", Decimal(total), **values)


def file(content, name="a.xml"):
    return {"name": name, "data": base64.b64encode(content).decode()}


def xml(number, *args, **values):
    return file(sample.digital_xml(of(number, *args, **values)), f"{number}.xml")


def _pdf_bomb():
    """A PDF whose list of objects lies in a stream that unpacks to two gigabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(16 * 1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\xda" + 128 * block
    head = b"%PDF-1.5\n"
    stream = (
        b"1 0 obj\n<</Type/XRef/Size 2/W[1 1 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(packed)
    )
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)
    return head + stream + packed + tail


@tagged("post_install", "-at_install")
class TestInvoiceFiles(ClaimCase):
    """Files dropped onto a claim become its lines (clause 13, R125, R126)."""

    def draft(self, *lines, user=None):
        return self.claim_of(lines, user)

    def drop(self, claim, *files):
        return claim.action_add_files(list(files))

    def done(self, told):
        return [row["done"] for row in told]

    def test_files_of_every_kind_make_a_line_each(self):
        """R125: filled with what they say, the rest to be typed."""
        claim = self.draft()
        old = Sample("12345678", DAY, "旧票宾馆", Decimal("300.00"), "*餐饮服务*餐费")
        told = self.drop(
            claim,
            xml(1),
            file(sample.ofd_with_data(old, "033002600111"), "b.ofd"),
            file(sample.printed_pdf(of(2, "88.80")), "c.pdf"),
            {"name": "d.jpg", "data": PHOTO},
        )
        self.assertEqual(self.done(told), [True] * 4)
        first, second, third, photo = claim.line_ids
        self.assertEqual(
            [(line.invoice_number[-8:], line.amount, line.seller, line.invoice_date)
             for line in first | second | third],
            [("00000001", 1272, "测试宾馆", DAY), ("12345678", 300, "旧票宾馆", DAY),
             ("00000002", 88.8, "测试宾馆", DAY)],
        )  # fmt: skip
        self.assertEqual(second.invoice_code, "033002600111")
        self.assertEqual((first | second).mapped("category_id.code"), ["travel", "reception"])
        self.assertEqual(photo.file_name, "d.jpg")
        self.assertFalse(photo.invoice_number or photo.invoice_date or photo.amount)
        self.assertIn("Invoice number", told[3]["text"])
        self.assertRegex(photo.fault, "^Still to be typed: Category, Invoice number, .*R125")
        with self.assertRaisesRegex(UserError, "d.jpg: Still to be typed"):
            claim.action_zs_submit()

    def test_a_claim_of_files_is_handed_in_without_typing_a_figure(self):
        """R125: as the invoices say."""
        claim = self.draft()
        self.drop(claim, xml(1, item="*经营租赁*房租"), xml(2, "10.00", item="*印刷品*印刷"))
        self.assertFalse(claim.fault)
        claim.action_zs_submit()
        self.assertEqual((claim.state, claim.amount), ("submitted", 1282))

    def test_a_used_invoice_is_refused_and_the_others_go_in(self):
        """R126: told by number and day; twice in one drop makes one line."""
        self.draft(self.invoice(1, 100))
        claim = self.draft(user=self.head)
        told = self.drop(claim, xml(1), xml(2), xml(2), xml(3))
        self.assertEqual(self.done(told), [False, True, False, True])
        self.assertIn("is claimed already", told[0]["text"])
        self.assertNotIn("测试甲", told[0]["text"])
        self.assertIn("twice", told[2]["text"])
        again = self.drop(claim, xml(3))
        self.assertIn("stands in this claim", again[0]["text"])
        self.assertEqual(len(claim.line_ids), 2)

    def test_a_harmful_file_is_refused_with_reason_and_way_out(self):
        """R125: and nothing of the others is lost."""
        bomb = sample.zipped({f"{n}.bin": bytes(9 * 1024 * 1024) for n in range(6)})
        claim = self.draft()
        told = self.drop(
            claim, file(LAUGHS), file(bomb, "b.ofd"), file(b"<EInv", "c.xml"), xml(5),
            {"name": "e.xml", "data": "no base64!"},
        )  # fmt: skip
        self.assertEqual(self.done(told), [False, False, False, True, False])
        self.assertRegex(told[1]["text"], r"more than 50\.0 MB.*R125.*by hand")
        self.assertRegex(told[0]["text"], "could harm.*by hand")
        self.assertEqual(len(claim.line_ids), 1)

    def test_a_pdf_that_takes_all_memory_is_stopped(self):
        """R125: a stream of two gigabytes in a few MB ends with its own process."""
        claim = self.draft()
        told = self.drop(claim, file(_pdf_bomb(), "bomb.pdf"), xml(6))
        self.assertEqual(self.done(told), [False, True])
        self.assertIn("damaged", told[0]["text"])

    def test_a_busy_server_calls_no_file_damaged(self):
        """R125: the same file is read when it is added again."""
        claim = self.draft()
        pdf = file(sample.printed_pdf(of(8)), "8.pdf")
        with patch(f"{APART}.MOST_SECONDS", -1):  # the clock stands still here
            told = self.drop(claim, pdf)
        self.assertEqual(self.done(told), [False])
        self.assertRegex(told[0]["text"], "may be good.*in a minute")
        self.assertEqual(self.done(self.drop(claim, pdf)), [True])

    def test_a_harmful_file_attached_by_hand_is_not_handed_in_either(self):
        """R125: whichever way it came."""
        line = self.invoice(1, 100, file=base64.b64encode(LAUGHS).decode())
        claim = self.draft(line)
        with self.assertRaisesRegex(UserError, "could harm"):
            claim.action_zs_submit()

    def test_what_the_invoice_says_stands_beside_what_was_typed(self):
        """R126: above the invoice is refused, whatever total was typed."""
        content = base64.b64encode(sample.digital_xml(of(1))).decode()
        claim = self.draft(self.invoice(1, 2000, file=content))
        line = claim.line_ids
        self.assertRegex(line.difference, r"The invoice says: total .*1,272\.00")
        self.assertTrue(claim.has_difference)
        with self.assertRaisesRegex(UserError, r"728\.00 too much"):
            claim.action_zs_submit()
        line.write({"amount": 1200, "invoice_amount": 1272})
        self.assertFalse(line.difference)
        claim.action_zs_submit()

    def test_another_number_than_that_of_the_file_is_refused(self):
        """R126: or an invoice would be used twice under two numbers."""
        content = base64.b64encode(sample.digital_xml(of(1))).decode()
        claim = self.draft(self.invoice(2, 100, file=content))
        with self.assertRaisesRegex(UserError, "the attached file is invoice 25332000000000000001"):
            claim.action_zs_submit()

    def test_the_words_of_a_page_bind_nobody(self):
        """R126: a PDF may be read wrongly; it only shows a mark, to the accountant as well."""
        content = base64.b64encode(sample.printed_pdf(of(1))).decode()
        claim = self.draft(self.invoice(1, 1300, file=content))
        claim.action_zs_submit()
        self.assertIn("1,272.00", claim.line_ids.with_user(self.accountant).difference)

    def test_nobody_writes_what_was_read(self):
        """R134: it is the server's."""
        claim = self.draft(self.invoice(1, 100))
        with self.assertRaises(AccessError):
            claim.line_ids.write({"reading": {"total": "100"}})

    def test_a_file_fills_the_form_where_it_was_chosen(self):
        """R125: what was typed before stays."""
        content = base64.b64encode(sample.digital_xml(of(1))).decode()
        with Form(self.draft()) as form, form.line_ids.new() as line:
            line.seller = "Typed"
            line.file = content
            self.assertEqual(line.invoice_number, of(1).number)
            self.assertEqual((line.invoice_amount, line.amount, line.seller), (1272, 1272, "Typed"))

    def test_a_file_finds_the_line_that_waits_for_it(self):
        """R125: of a list that was imported before."""
        claim = self.draft(self.invoice(1, 100, file=False, file_name=False))
        told = self.drop(claim, xml(1, "100.00"))
        self.assertEqual(self.done(told), [True])
        self.assertEqual(claim.line_ids.mapped("file_name"), ["1.xml"])
        self.assertFalse(claim.line_ids.difference)

    def test_only_the_claimant_adds_files_and_only_before_handing_in(self):
        """R117, R134."""
        claim = self.draft(self.invoice(1, 100))
        for user in (self.head, self.accountant):
            with self.assertRaises(AccessError):
                claim.with_user(user).action_add_files([xml(2)])
        claim.action_zs_submit()
        with self.assertRaisesRegex(UserError, "before a claim is handed in"):
            self.drop(claim, xml(2))

    def test_too_many_files_and_none_are_refused(self):
        claim = self.draft()
        with self.assertRaisesRegex(UserError, "31 files.*30 files"):
            self.drop(claim, *[{"name": "a.jpg", "data": PHOTO}] * 31)
        for files in ([], "x", [1], [{"name": "a"}]):
            with self.assertRaisesRegex(UserError, "Choose the files"):
                claim.action_add_files(files)

    def test_ten_files_take_as_few_statements_as_one(self):
        """R126: UX 23, whatever the number of files."""
        counts = []
        for first, number in ((90, 1), (10, 10), (30, 1)):  # the first one warms what is kept
            claim = self.draft()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.drop(claim, *[xml(first + n) for n in range(number)])
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[1], 30)
