"""An OFD is a zip: what is taken from it, in which order, and what is never unpacked (R125)."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from zhaoshang_finance.rules.invoice import figures, ofd, sample
from zhaoshang_finance.rules.invoice.figures import Invoice, Unreadable
from zhaoshang_finance.rules.invoice.markup import Leaf
from zhaoshang_finance.rules.invoice.ofd import read_ofd
from zhaoshang_finance.rules.invoice.sample import Sample, zipped

NUMBER, DAY, SELLER = "25332000000012345678", date(2025, 3, 3), "杭州钱江宾馆有限公司"
OLD, CODE = Sample("12345678", DAY, SELLER, Decimal("300.00")), "033002600111"
DATA = sample.vat_xml(OLD, CODE)
CERTAIN = Invoice(
    code=CODE, number="12345678", day=DAY, seller=SELLER, buyer=sample.BUYER,
    total=Decimal("300.00"), item="*住宿服务*住宿费", certain=True,
)  # fmt: skip
PAGE = "Doc_0/Pages/Page_0/Content.xml"


def refusal(content, unpack=read_ofd):
    with pytest.raises(Unreadable) as refused:
        unpack(content)
    return refused.value.reason, refused.value.figures


def declaring(size, packed):
    """A zip whose directory declares these sizes, in bytes, of its one member."""
    content = bytearray(zipped({"seal.bin": b"seal"}))
    at = content.find(b"PK\x01\x02")
    content[at + 20 : at + 28] = packed.to_bytes(4, "little") + size.to_bytes(4, "little")
    return bytes(content)


def shown(*words):
    """A page with these words: ``(id, left and top in millimetres, text, …)``."""
    objects = "".join(
        f'<TextObject ID="{key}" Boundary="{place} 60 5">'
        + "".join(f"<TextCode>{text}</TextCode>" for text in texts)
        + "</TextObject>"
        for key, place, *texts in words
    )
    return f"<Page><Content>{objects}</Content></Page>".encode()


def tag(name, *targets, before=""):
    refs = "".join(f"<ObjectRef>{target}</ObjectRef>" for target in targets)
    return f"<{name}>{before}{refs}</{name}>"


def test_data_that_the_issuer_attached_is_read_whole():
    """R125: from a member called invoice before others, whatever their order and case."""
    other = sample.vat_xml(Sample("87654321", DAY, SELLER, Decimal("1.00")), CODE)
    members = {"OFD.xml": b"<OFD/>", "Doc_0/Attachs/a.xml": other}
    assert read_ofd(zipped(members | {"Doc_0/Attachs/zz_Invoice.XML": DATA})) == CERTAIN


@pytest.mark.parametrize("folder", ["Signs", "Res", "Annots", "Pages", "Tpls"])
def test_data_in_a_folder_of_what_is_shown_or_signed_is_not_attached(folder):
    """R125: only what the issuer attached is certain."""
    assert read_ofd(zipped({f"Doc_0/{folder}/invoice.xml": DATA})) == Invoice()


def test_tags_among_the_data_are_passed_over_and_never_certain():
    """R125: tags only point at the page, whatever else stands among them."""
    tags = f"<eInvoice><InvoiceNo>99999999</InvoiceNo>{tag('SellerName', 9)}</eInvoice>".encode()
    members = {"Doc_0/Tags/invoice.xml": tags}
    assert read_ofd(zipped(members)) == Invoice()
    assert read_ofd(zipped(members | {"Doc_0/original_invoice.xml": DATA})) == CERTAIN


def test_tags_gather_the_words_at_which_they_point():
    """R125: a name in pieces is joined, a tag that points at nothing adds nothing."""
    page = shown(
        (7, "20 10", NUMBER), (8, "20 20", "2025年03月03日"), (9, "20 30", "杭州", "钱江"),
        (10, "20 40", "宾馆有限公司"), (11, "20 50", "¥1272.00"),
    )  # fmt: skip
    seller = tag("SellerName", 9, 99, 10, before="<PageRef>8</PageRef>")
    tags = tag("IssueDate", 8) + seller + tag("TaxInclusiveTotalAmount", 11)
    members = {
        PAGE: page,
        "Doc_0/Tags/number.xml": tag("InvoiceNo", 7).encode(),
        "Doc_0/Tags/others.xml": f"<eInvoice>{tags}</eInvoice>".encode(),
        "Doc_0/Tags/stray.xml": b"<ObjectRef>7</ObjectRef>",
    }
    assert read_ofd(zipped(members)) == Invoice(
        number=NUMBER, day=DAY, seller=SELLER, total=Decimal("1272.00")
    )


def test_what_the_document_says_of_itself_is_taken_without_being_certain():
    """R126: 合计金额 is without tax, and no total."""
    said = {
        "发票代码": CODE, "发票号码": "12345678", "开票日期": "2025年03月03日",
        "合计金额": "283.02", "价税合计": "300.00",
    }  # fmt: skip
    document = "".join(
        f'<CustomData Name="{name}">{text}</CustomData>' for name, text in said.items()
    )
    assert read_ofd(zipped({"OFD.xml": f"<OFD>{document}</OFD>".encode()})) == Invoice(
        code=CODE, number="12345678", day=DAY, total=Decimal("300.00")
    )
    net = '<OFD><CustomData Name="合计金额">283.02</CustomData></OFD>'
    assert read_ofd(zipped({"OFD.xml": net.encode()})) == Invoice()


def test_words_are_read_from_pages_and_from_nowhere_else():
    """R125: neither a resource nor an annotation speaks for the page."""
    words = shown((7, "20 10", f"发票号码：{NUMBER}"))
    members = {"Doc_0/Res/a.xml": words, "Doc_0/Annots/a.xml": words, "Doc_0/b.xml": words}
    assert read_ofd(zipped(members)) == Invoice()
    assert read_ofd(zipped(members | {PAGE: words})) == Invoice(number=NUMBER)


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ([("100 20.4", "丙"), ("9 20", "甲"), ("20.5 19.8", "乙")], "甲 乙 丙"),
        ([("5 30", "二"), ("50 8", "一"), ("5 100", "三")], "一\n二\n三"),
        ([("9999 9999", "里"), ("-9999 -9999", "上")], "上\n里"),
        ([("10000 5", "外"), ("5 10000", "外"), ("5 -10000", "外"), ("nan 5", "外")], ""),
        ([("5", "缺"), ("", "缺"), ("甲 乙", "缺")], ""),
    ],
)
def test_words_make_rows_by_where_they_stand(words, rows):
    """R125: from left to right and from above; what stands on no page is left out."""
    assert ofd._rows(Leaf(("p",), text, boundary=place) for place, text in words) == rows


def test_an_archive_of_five_hundred_members_is_still_opened():
    """R125: one more is refused; seals and pictures in it are never read as data."""
    members = {f"{n}.bin": b"\0" for n in range(500)}
    assert read_ofd(zipped(members)) == Invoice()
    assert refusal(zipped(members | {"one": b""})) == (figures.MANY, {"found": 501, "most": 500})


@pytest.mark.parametrize(
    "name",
    ["/etc/OFD.xml", "..\\OFD.xml", "Doc_0/../../OFD.xml", "C:OFD.xml", "../" + "a" * 90],
)  # fmt: skip
def test_a_member_that_leads_out_of_the_archive_is_refused_by_name(name):
    """R125: at most eighty signs of it are said."""
    assert refusal(zipped({name: b"<OFD/>"})) == (figures.PATH, {"name": name[:80]})


def test_a_name_that_hides_its_end_behind_a_zero_is_refused():
    """R125: zipfile shows the part before the zero alone."""
    content = zipped({"OFD.xml#.exe": b"<OFD/>"}).replace(b"OFD.xml#", b"OFD.xml\0")
    assert refusal(content) == (figures.PATH, {"name": "OFD.xml"})


def test_a_packing_that_no_issuer_uses_is_refused():
    """R125: stored or deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("OFD.xml", b"<OFD/>")
    assert refusal(out.getvalue()) == (figures.BROKEN, {})


@pytest.mark.parametrize(
    ("size", "packed"), [(1024 * 1024, 1), (2_009_999, 10_000), (2_000_000, 10_000)]
)
def test_a_member_is_packed_at_most_two_hundred_to_one(size, packed):
    """R125: or is no larger than one MiB."""
    assert read_ofd(declaring(size, packed)) == Invoice()


@pytest.mark.parametrize(
    ("size", "packed", "ratio"),
    [(1024 * 1024 + 1, 0, 1048577), (1024 * 1024 + 1, 1, 1048577), (2_019_999, 10_000, 201)],
)
def test_a_member_packed_tighter_is_refused_with_its_ratio(size, packed, ratio):
    """R125: no document shrinks so far."""
    assert refusal(declaring(size, packed)) == (figures.RATIO, {"found": ratio, "most": 200})


def test_members_may_declare_fifty_megabytes_together():
    """R125: one byte more is refused before anything is unpacked."""
    most = 50 * 1024 * 1024
    assert read_ofd(declaring(most, most)) == Invoice()
    assert refusal(declaring(most + 1, most)) == (
        figures.UNPACKED, {"found": 52428801, "most": 52428800}
    )  # fmt: skip


def test_data_too_large_for_an_invoice_is_left_alone(monkeypatch):
    """R125: it stands beside an invoice that is read, or hides none."""
    content = zipped({"Doc_0/original_invoice.xml": DATA})
    monkeypatch.setattr(ofd, "BIGGEST_XML", len(DATA))
    assert read_ofd(content) == CERTAIN
    monkeypatch.setattr(ofd, "BIGGEST_XML", len(DATA) - 1)
    assert read_ofd(content) == Invoice()


def test_what_may_be_unpacked_may_be_used_up_to_the_last_byte(monkeypatch):
    """R125: piece by piece, the pieces put together again; then nothing more comes out."""
    monkeypatch.setattr(ofd, "CHUNK", 7)
    monkeypatch.setattr(ofd, "MOST_UNPACKED", len(DATA))
    package = ofd._Package(zipped({"a.xml": DATA}))
    assert package.unpack("a.xml") == DATA
    assert refusal("a.xml", package.unpack) == (
        figures.UNPACKED, {"found": len(DATA) + 1, "most": len(DATA)}
    )  # fmt: skip


def test_unpacking_stops_at_the_limit_and_not_behind_it(monkeypatch):
    """R125: the rest of a bomb is not unpacked only to be thrown away."""
    monkeypatch.setattr(ofd, "CHUNK", 10_000)
    monkeypatch.setattr(ofd, "MOST_UNPACKED", 30_000)
    content = bytearray(zipped({"a.xml": bytes(25_000)}))
    content[content.find(b"PK\x01\x02") + 16] ^= 1  # its check sum, seen only at its end
    package = ofd._Package(bytes(content))
    assert refusal("a.xml", package.unpack) == (figures.BROKEN, {})
    assert refusal("a.xml", package.unpack) == (figures.UNPACKED, {"found": 30001, "most": 30000})
