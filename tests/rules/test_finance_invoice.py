"""Invoices are read from their files; what is not sure stays empty, what would harm is refused."""

import io
import zipfile
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_finance.rules.invoice import figures, markup, ofd, page, pdf, read, sample
from zhaoshang_finance.rules.invoice.category import category_of, trip_kind_of
from zhaoshang_finance.rules.invoice.figures import Invoice, Unreadable
from zhaoshang_finance.rules.invoice.sample import Sample, zipped

NUMBER, DAY, SELLER = "25332000000012345678", date(2025, 3, 3), "杭州钱江宾馆有限公司"
SAMPLE = Sample(NUMBER, DAY, SELLER, Decimal("1272.00"))
OLD = Sample("12345678", DAY, SELLER, Decimal("300.00"))
CODE = "033002600111"


def refusal(content, reader=read.read):
    with pytest.raises(Unreadable) as refused:
        reader(content)
    return refused.value.reason


def figures_of(invoice):
    return invoice.code, invoice.number, invoice.day, invoice.seller, invoice.total


@pytest.mark.parametrize(
    ("content", "code", "of", "certain"),
    [
        (sample.digital_xml(SAMPLE), "", SAMPLE, True),
        (sample.vat_xml(OLD, CODE), CODE, OLD, True),
        (sample.ofd_with_data(OLD, CODE), CODE, OLD, True),
        (sample.ofd_with_tags(SAMPLE, "¥1272.00"), "", SAMPLE, False),
        (sample.printed_pdf(SAMPLE), "", SAMPLE, False),
    ],
    ids=["xml", "older-xml", "ofd-data", "ofd-tags", "pdf"],
)
def test_each_kind_of_file_says_number_day_seller_and_total(content, code, of, certain):
    """R125: only what the issuer attached is certain."""
    found = read.read(content)
    assert figures_of(found) == (code, of.number, DAY, SELLER, of.total)
    assert found.certain is certain


def test_a_digital_invoice_tells_also_buyer_kind_and_what_was_bought():
    found = read.read(sample.digital_xml(SAMPLE))
    assert (found.buyer, found.kind, found.item) == (
        sample.BUYER, "电子发票（普通发票）", "*住宿服务*住宿费"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("xml", "kind", "seller"),
    [
        (
            "<r:x xmlns:r='u'><r:ElectronicInvoiceRailwayETicketNumber>25319166100005601234"
            "</r:ElectronicInvoiceRailwayETicketNumber><r:ETicketNumber>1</r:ETicketNumber>"
            "<r:DateOfIssue>2025-03-03</r:DateOfIssue><r:TravelDate>2025-03-01</r:TravelDate>"
            "<r:Fare>292.50</r:Fare><r:TotalAmountExcludingTax>268.35</r:TotalAmountExcludingTax>"
            "</r:x>",
            "电子发票（铁路电子客票）", "",
        ),
        (
            "<a><ElectronicInvoiceAirTransportReceiptNumber>25319166100005601234"
            "</ElectronicInvoiceAirTransportReceiptNumber><IssueDate>2025-03-03</IssueDate>"
            "<NameOfSeller>某某航空公司</NameOfSeller><Fare>240</Fare>"
            "<TotalAmount>292.50</TotalAmount></a>",
            "电子发票（航空运输电子客票行程单）", "某某航空公司",
        ),
    ],
)  # fmt: skip
def test_tickets_of_railway_and_airline_are_invoices_too(xml, kind, seller):
    """R126: the day of issue, not of travel; all that was paid, not the fare alone."""
    found = read.read(xml.encode())
    assert figures_of(found) == ("", "25319166100005601234", DAY, seller, Decimal("292.50"))
    assert (found.kind, category_of(found)) == (kind, "travel")


def test_chinese_encodings_and_initials_of_older_programs_are_read():
    xml = (
        '<?xml version="1.0" encoding="GBK"?><root><FPDM>033002600111</FPDM><FPHM>12345678</FPHM>'
        "<KPRQ>20250303102030</KPRQ><XSF_MC>杭州钱江宾馆有限公司</XSF_MC><JSHJ>300.00</JSHJ></root>"
    )
    found = read.read(xml.encode("gbk"))
    assert figures_of(found) == (CODE, "12345678", DAY, SELLER, Decimal("300.00"))


def test_a_number_written_with_spaces_and_wide_digits_is_the_same_number():
    """R126."""
    xml = sample.digital_xml(SAMPLE).decode().replace(NUMBER, " ２５３３ 2000 0000 1234 5678 ")
    assert read.read(xml.encode()).number == NUMBER


def test_the_net_amount_is_never_taken_for_the_total():
    """R126: net and tax together, where the tag of the total points at its sign alone."""
    assert read.read(sample.ofd_with_tags(SAMPLE)).total == Decimal("1272.00")
    xml = sample.digital_xml(SAMPLE).decode()
    for name in ("TotalTax-includedAmount", "TotalTaxAm"):
        xml = xml.replace(f"<{name}>", "<x>").replace(f"</{name}>", "</x>")
    assert read.read(xml.encode()).total is None


def test_a_signature_does_not_speak_for_the_invoice():
    xml = sample.digital_xml(SAMPLE).decode()
    forged = "<Signature><InvoiceNumber>1</InvoiceNumber></Signature></EInvoice>"
    assert read.read(xml.replace("</EInvoice>", forged).encode()).number == NUMBER


LINES = "\n".join(sample.printed_lines(SAMPLE))
OLD_LINES = "发票代码：033002600111\n发票号码：12345678\n校验码 12345678901234567890"


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (LINES, "number", NUMBER),
        (LINES.replace("发票号码：", ""), "number", NUMBER),
        (LINES.replace("发票号码：", "校验码 "), "number", ""),
        (LINES + "\n发票号码：25332000000012345679", "number", ""),
        (LINES.replace("开票日期：", ""), "day", DAY),
        (LINES.replace("开票日期：", "") + "\n2025年03月01日", "day", None),
        (LINES.replace("2025年03月03日", "2025年13月03日"), "day", None),
        (LINES, "total", Decimal(1272)),
        (LINES.replace("壹仟贰佰柒拾贰元整", "壹仟元整"), "total", None),
        (LINES.replace("（小写）¥1272.00", ""), "total", None),
        (LINES.replace("壹仟贰佰柒拾贰元整", ""), "total", Decimal(1272)),
        (LINES, "seller", SELLER),
        (LINES.replace("购 名称：", ""), "seller", ""),
        (LINES.replace(SELLER, "统一社会信用代码/纳税人识别号："), "seller", ""),
        (OLD_LINES, "number", "12345678"),
    ],
)  # fmt: skip
def test_words_on_a_page_are_believed_only_where_they_are_clear(text, name, value):
    """R125: a doubtful figure stays empty."""
    assert getattr(page.invoice_on(text), name) == value


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("壹佰元整", "100"), ("壹拾元零伍分", "10.05"), ("拾元整", "10"),
        ("贰万零叁拾圆肆角", "20030.4"), ("壹亿零贰万元整", "100020000"),
        ("叁仟肆佰伍拾陆元柒角捌分", "3456.78"),
    ],
)  # fmt: skip
def test_amounts_in_capitals_are_read_back(words, amount):
    assert page.amount_in_words(words) == Decimal(amount)


@given(st.decimals(min_value="0.01", max_value=10**8, places=2))
def test_what_is_written_in_capitals_reads_as_the_same_amount(amount):
    assert page.amount_in_words(sample.capital_amount(amount)) == amount


def test_a_picture_is_taken_and_says_nothing():
    """R125: its figures are typed."""
    heads = (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBPVP8 ", b"....ftypheic")
    assert {read.read(head + bytes(20)) for head in heads} == {Invoice()}


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><EInvoice>&b;</EInvoice>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><EInvoice>&a;</EInvoice>'
DEEP = b"<a>" * (markup.DEEPEST + 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", figures.EMPTY),
        (b"<" + bytes(read.BIGGEST), figures.BIG),
        (b"MZ\x90 a program", figures.UNKNOWN),
        (b"<html><body>page</body></html>", figures.NO_INVOICE),
        (b"<EInvoice><Invoice", figures.BROKEN),
        (LAUGHS, figures.ENTITIES),
        (OUTSIDE, figures.ENTITIES),
        (DEEP, figures.DEEP),
        (b"<a>" + b"<b/>" * markup.MOST_ELEMENTS + b"</a>", figures.MANY),
        (
            b"<x><InvoiceNumber>1</InvoiceNumber><InvoiceNumber>2</InvoiceNumber></x>",
            figures.SEVERAL,
        ),
        (b"PK\x03\x04 no zip", figures.BROKEN),
        (b"%PDF-1.4\nno pdf", figures.BROKEN),
        (zipped({"../../etc/OFD.xml": b"<a/>"}), figures.PATH),
        (zipped({"C:\\OFD.xml": b"<a/>"}), figures.PATH),
        (zipped({f"{n}.xml": b"" for n in range(ofd.MOST_MEMBERS + 1)}), figures.MANY),
        (zipped({"OFD.xml": b"<a>" + bytes(2 * ofd.SMALL)}), figures.RATIO),
        (zipped({"Doc_0/original_invoice.xml": LAUGHS}), figures.ENTITIES),
    ],
)
def test_what_is_no_invoice_or_would_harm_is_refused(content, reason):
    """R125: each with its reason."""
    assert refusal(content) == reason


def test_a_zip_bomb_is_refused_by_what_it_declares():
    """R125: hundreds of megabytes in a file of a few hundred kB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for place in range(6):
            package.writestr(f"{place}.bin", bytes(10 * 1024 * 1024))
    with pytest.raises(Unreadable) as refused:
        read.read(out.getvalue())
    assert refused.value.reason == figures.UNPACKED
    assert refused.value.figures["found"] == 6 * 10 * 1024 * 1024 > ofd.MOST_UNPACKED


def test_a_zip_bomb_that_declares_less_is_stopped_while_it_is_unpacked(monkeypatch):
    """R125: the budget counts what really comes out."""
    monkeypatch.setattr(ofd, "MOST_UNPACKED", 3000)
    package = ofd._Package(zipped({"OFD.xml": b"<a/>" + b" " * 2000}))
    package.unpack("OFD.xml")
    with pytest.raises(Unreadable, match="unpacked"):
        package.unpack("OFD.xml")


def test_a_small_size_in_the_directory_does_not_let_more_out():
    """R125: the declared size forged to one byte."""
    content = bytearray(sample.ofd_with_data(OLD, CODE))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(mark)
        while at >= 0:
            content[at + place : at + place + 4] = (1).to_bytes(4, "little")
            at = content.find(mark, at + 4)
    assert refusal(bytes(content)) == figures.BROKEN


def test_an_encrypted_zip_is_refused():
    content = bytearray(sample.ofd_with_data(OLD, CODE))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= ofd.ENCRYPTED
    assert refusal(bytes(content)) == figures.LOCKED


def test_an_invoice_attached_to_a_pdf_counts_for_more_than_its_words():
    """R125: and a harmful one refuses the PDF."""
    found = {"text": LINES.replace("1272.00", "9999.00"), "files": [sample.digital_xml(SAMPLE)]}
    invoice = read.read(b"%PDF-", lambda _content: found)
    assert (invoice.total, invoice.certain) == (Decimal("1272.00"), True)
    with pytest.raises(Unreadable, match="entities"):
        read.read(b"%PDF-", lambda _content: found | {"files": [LAUGHS]})


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("*餐饮服务*餐费", "reception"), ("*运输服务*客运服务费", "transport"),
        ("*会展服务*", "promotion"), ("*电信服务*宽带", "telecom"), ("*经营租赁*房租", "rent"),
        ("*咨询服务*", ""),
    ],
)  # fmt: skip
def test_a_category_is_proposed_by_what_was_bought(item, code):
    assert category_of(Invoice(item=item)) == code


def test_lodging_and_tickets_of_a_trip_are_told_apart():
    """R126: the travel claim adds them up in columns of their own."""
    items = ("*住宿服务*住宿费", "*运输服务*铁路运输服务", "*餐饮服务*餐费")
    assert [trip_kind_of(Invoice(item=item)) for item in items] == ["lodging", "transport", ""]
    assert trip_kind_of(Invoice(kind="电子发票（铁路电子客票）")) == "transport"


HEADS = (b"", b"<", b"<?xml version='1.0'?><EInvoice>", b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xfe<")
FILES = [
    sample.digital_xml(SAMPLE), sample.ofd_with_data(OLD, CODE), sample.ofd_with_tags(SAMPLE),
    sample.printed_pdf(SAMPLE),
]  # fmt: skip


@given(st.sampled_from(HEADS), st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(head, rest):
    """R125: never another error."""
    with suppress(Unreadable):
        read.read(head + rest)


@given(st.sampled_from(FILES), st.integers(0), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(content, place, damage):
    """R125: never another error, whatever byte was lost on the way."""
    place %= len(content)
    with suppress(Unreadable):
        read.read(content[:place] + damage + content[place + len(damage) :])
    assert set(pdf.contents(content[:place] + damage)) <= {"text", "files", "reason"}
