"""What is taken out of an XML and of a PDF before an invoice is looked for in it."""

import base64
import io
import json
import logging
import resource
import sys

import pytest
from zhaoshang_finance.rules.invoice import markup, pdf
from zhaoshang_finance.rules.invoice.figures import BROKEN, DEEP, ENTITIES, MANY, Unreadable
from zhaoshang_finance.rules.invoice.markup import Leaf, leaves


def test_each_text_comes_with_its_path_and_what_is_near_it():
    """R125: pages of an OFD find a word by the number and the place of what stands around it."""
    content = """<ofd:Page xmlns:ofd="u"><CustomData Name="总额">1272</CustomData>
        <ofd:TextObject ID="7" Boundary="20 70 60 5" Name="x">
          <ofd:TextCode> 杭州<!-- -->钱江&amp;宾馆
有限公司 </ofd:TextCode></ofd:TextObject>
        <Signature><InvoiceNumber>1</InvoiceNumber></Signature><Empty> </Empty></ofd:Page>"""
    assert leaves(content.encode()) == [
        Leaf(("page", "customdata"), "1272", name="总额"),
        Leaf(("page", "textobject", "textcode"), "杭州钱江&宾馆\n有限公司", "7", "20 70 60 5", ""),
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<?xml version="1.0" encoding="GB2312"?><a>宾馆</a>'.encode("gbk"), "宾馆"),
        ("<?xml version='1.0'  encoding = 'gb18030' ?><a>㐀</a>".encode("gb18030"), "㐀"),
        (b'<?xml version="1.0" encoding="GBK"?><a>1\xff2</a>', "1\ufffd2"),
        ("<a note=\"encoding='gbk'\">宾馆</a>".encode(), "宾馆"),
        ('<?xml version="1.0"?><a encoding="gbk">宾馆</a>'.encode(), "宾馆"),
    ],
    ids=["gb2312", "gb18030", "damaged-sign", "in-a-text", "of-an-element"],
)
def test_a_chinese_encoding_is_believed_where_the_file_declares_it(content, text):
    """R125: one damaged sign does not cost the others."""
    assert leaves(content) == [Leaf(("a",), text)]


def test_a_long_text_is_one_text_and_is_cut():
    """R125: its many lines come in pieces, since they are longer than what is read at once."""
    assert leaves(b"<a>" + b" \n" * 9_000 + b"1" * 9_000 + b"</a>") == [Leaf(("a",), "1" * 2_000)]


@pytest.mark.parametrize(
    ("content", "reason", "figures"),
    [
        (b"<a><b/><b/><b/></a>", MANY, {"most": 3}),
        (b"<a><b><c/></b></a>", DEEP, {"most": 2}),
        (b"<!DOCTYPE a><a/>", ENTITIES, {}),
        (b"<a></b>", BROKEN, {}),
    ],
)
def test_a_document_beyond_a_limit_is_refused_with_the_limit(monkeypatch, content, reason, figures):
    """R125: exactly at the limit it is read."""
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 3)
    monkeypatch.setattr(markup, "DEEPEST", 2)
    assert leaves(b"<a><b/><b>1</b></a>") == [Leaf(("a", "b"), "1")]
    with pytest.raises(Unreadable) as refused:
        leaves(content)
    assert (refused.value.reason, refused.value.figures) == (reason, figures)


def printed(files=(), pages=1, password=None, hurt=None):
    """A PDF with the words ``page 1`` and so on, with attached files, locked or hurt."""
    from reportlab.pdfgen.canvas import Canvas  # it loads fonts  # noqa: PLC0415

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 100), invariant=True)
    for number in range(1, pages + 1):
        canvas.drawString(10, 50, f"page {number}")
        canvas.showPage()
    canvas.save()
    writer = pdf.pypdf.PdfWriter(clone_from=out)
    for name, content in files:
        writer.add_attachment(name, content)
    if hurt:
        hurt(writer)
    if password is not None:
        writer.encrypt(password, "of its owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def told(content):
    """What a PDF says, its words without the white space between them."""
    found = pdf.contents(content)
    return found | {"text": found["text"].split()}


def without_fonts(writer):
    writer.pages[0]["/Resources"][pdf.pypdf.generic.NameObject("/Font")] = (
        pdf.pypdf.generic.NumberObject(7)
    )


def without_list_of_files(writer):
    writer.root_object["/Names"][pdf.pypdf.generic.NameObject("/EmbeddedFiles")] = (
        pdf.pypdf.generic.NumberObject(7)
    )


XML = ("invoice.xml", b"<a/>")


@pytest.mark.parametrize(
    ("made", "text", "files"),
    [
        ({}, "page 1", []),
        ({"pages": 4}, "page 1 page 2 page 3", []),
        ({"files": [XML], "password": ""}, "page 1", [b"<a/>"]),
        ({"files": [XML], "hurt": without_fonts}, "", [b"<a/>"]),
        ({"files": [XML], "hurt": without_list_of_files}, "page 1", []),
    ],
    ids=["plain", "many-pages", "locked-against-changes", "no-fonts", "no-list-of-files"],
)
def test_words_and_files_of_a_pdf_are_taken_each_for_itself(made, text, files):
    """R125: of its first three pages; what cannot be read does not cost what can."""
    assert told(printed(**made)) == {"text": text.split(), "files": files}


def test_a_pdf_that_asks_for_a_password_is_refused():
    """R125: with its own reason, since the officer can save it without."""
    assert pdf.contents(printed(password="secret")) == {"reason": "locked"}


def test_only_xml_within_bounds_is_taken_from_a_pdf(monkeypatch):
    """R125: the first of a name, five names, none that is too big."""
    monkeypatch.setattr(pdf, "BIGGEST_FILE", 4)
    attached = [
        XML, ("INVOICE.XML", b"<b/>"), XML[:1] + (b"<c/>",), ("stamp.png", b"png"),
        ("big.xml", b"<dd/>"), ("more.xml", b"<e/>"), ("sixth.xml", b"<f/>"),
    ]  # fmt: skip
    assert sorted(told(printed(attached))["files"]) == [b"<a/>", b"<b/>", b"<e/>"]


def test_a_reader_that_knows_no_attachments_finds_none():
    """Debian's older library has no such attribute."""
    assert list(pdf._files(object())) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (printed([XML]), {"text": "page 1", "files": [base64.b64encode(XML[1]).decode()]}),
        (b"%PDF-1.4 no pdf", {"reason": "broken", "files": []}),
    ],
    ids=["read", "broken"],
)
def test_the_program_apart_bounds_itself_and_answers_in_json(monkeypatch, capsys, content, says):
    """R125: half a GB of memory and eight seconds; the limits are not set here, only looked at."""
    limits = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limit: limits.append((kind, limit)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    try:
        pdf.main()
        silent = logging.root.manager.disable
    finally:
        logging.disable(logging.NOTSET)
    answer = json.loads(capsys.readouterr().out)
    assert answer == says | ({"text": answer["text"]} if "text" in says else {})
    assert answer.get("text", "").strip() == says.get("text", "")
    assert (silent, limits) == (
        logging.CRITICAL,
        [(resource.RLIMIT_AS, (2**29, 2**29)), (resource.RLIMIT_CPU, (8, 8))],
    )
