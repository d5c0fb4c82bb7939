"""How numbers, amounts and names of an invoice are written, and which files are looked into."""

from datetime import date
from decimal import Decimal

import pytest
from zhaoshang_finance.rules.invoice import figures, read, sample
from zhaoshang_finance.rules.invoice.figures import Invoice, Unreadable, to_amount, to_name
from zhaoshang_finance.rules.invoice.sample import Sample

NUMBER = "25332000000012345678"
SAMPLE = Sample(NUMBER, date(2025, 3, 3), "杭州钱江宾馆有限公司", Decimal("1272.00"))


def refusal(content):
    with pytest.raises(Unreadable) as refused:
        read.read(content)
    return refused.value.reason, refused.value.figures


def test_a_second_reading_fills_what_the_first_lacks_and_makes_nothing_certain():
    """R125: what one reading says stays; only the issuer's own data is certain."""
    first = Invoice(number="1", total=Decimal("3.00"), currency="")
    second = Invoice(
        "033", "2", date(2025, 3, 3), "甲", "91A", "乙", "12B", Decimal("4.00"), "USD", "普票",
        "*住宿*", certain=True,
    )  # fmt: skip
    assert first.completed_by(second) == Invoice(
        "033", "1", date(2025, 3, 3), "甲", "91A", "乙", "12B", Decimal("3.00"), "USD", "普票",
        "*住宿*", certain=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (NUMBER, NUMBER),
        ("NO-１２ 34", ""),
        ("1234-5678", "12345678"),
        (NUMBER + "9", ""),
        ("١٢٣٤٥٦٧٨", ""),
        ("", ""),
    ],
)
def test_a_number_has_digits_alone_and_at_most_twenty(text, number):
    """R126: what else stands there is no number and stays empty."""
    assert figures.to_number(text) == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("￥1,200", "1200.00"),
        ("-35.5 元", "-35.50"),
        ("999999999.99", "999999999.99"),
        ("1000000000", "None"),
        ("-1000000000.00", "None"),
        ("1.2.3", "None"),
    ],
)
def test_an_amount_is_in_yuan_and_cents_below_a_thousand_million(text, amount):
    """R126: an amount that no bureau can have paid is none."""
    assert str(to_amount(text)) == amount


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" 杭州测试\n有限公司\x00 ", "杭州测试有限公司"),
        ("杭州\u200b测 试 Hotel  No. 1 店", "杭州测试Hotel No. 1店"),
        ("Hilton\n\tCo.  Ltd.", "Hilton Co. Ltd."),
        ("甲" * 201, "甲" * 200),
    ],
)
def test_a_name_stands_on_one_line_without_signs_that_nobody_sees(text, name):
    """R125: breaks within Chinese words go, words of other scripts stay apart."""
    assert to_name(text) == name


def test_a_file_of_ten_megabytes_is_still_opened():
    """R125: one byte more is refused with both figures."""
    at_limit = b"<" + bytes(10 * 1024 * 1024 - 1)
    assert refusal(at_limit) == (figures.BROKEN, {})
    assert refusal(at_limit + b"\0") == (figures.BIG, {"found": 10485761, "most": 10485760})


@pytest.mark.parametrize(
    "content",
    [
        b"RIFF\0\0\0\0WAVEfmt ",
        b"\0\0\0\0\0\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypisom",
        b"\0\0\0\x18moovheic",
        b"\n" * 200 + b"<a/>",
        b" " * 1020 + b"%PDF-1.7",
    ],
    ids=["sound", "no-container", "film", "no-phone-picture", "late-markup", "late-pdf"],
)
def test_a_file_that_only_resembles_an_invoice_is_not_known(content):
    """R125: sounds and films lie in the same containers as pictures."""
    assert refusal(content) == (figures.UNKNOWN, {})


def test_blank_lines_before_an_invoice_do_not_hide_it():
    """R125: as programs that send invoices on put them there."""
    xml = sample.digital_xml(SAMPLE).partition(b"\n")[2]
    assert read.read(b"\r\n" * 99 + b" " + xml) == read.read(xml)
    seen = Invoice(number=NUMBER)
    words = {"text": f"发票号码：{NUMBER}", "files": []}
    assert read.read(b"\n" * 1019 + b"%PDF-1.7", lambda _content: words) == seen
