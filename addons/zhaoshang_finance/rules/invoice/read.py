"""Read an invoice from its file, whatever it is called (R125, R126).

Bytes in, an ``Invoice`` out. What cannot be an invoice, or would harm who reads it, is refused; a
picture is taken as it is, and its figures are typed.
"""

from __future__ import annotations

from collections.abc import Callable

from . import page, pdf
from .families import invoice_of
from .figures import BIG, BROKEN, EMPTY, NO_INVOICE, UNKNOWN, Invoice, Unreadable
from .markup import leaves
from .ofd import read_ofd

BIGGEST = 10 * 1024 * 1024
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*")
#: of pictures in containers: where their kind stands
RIFF, WEBP = b"RIFF", b"WEBP"
PHONE_KINDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read(content: bytes, read_pdf: Callable[[bytes], dict] = pdf.contents) -> Invoice:
    """Return what could be read; an empty ``Invoice`` for a picture.

    :param read_pdf: says words and attached files of a PDF, as ``pdf.contents`` does
    :raise Unreadable: and nothing else, whatever the bytes are
    """
    if not content:
        raise Unreadable(EMPTY)
    if len(content) > BIGGEST:
        raise Unreadable(BIG, found=len(content), most=BIGGEST)
    if _is_picture(content):
        return Invoice()
    if content.startswith(b"PK"):
        return read_ofd(content)
    if b"%PDF-" in content[:1024]:
        return _read_pdf(read_pdf(content))
    if _is_markup(content):
        return invoice_of(leaves(content))
    raise Unreadable(UNKNOWN)


def _is_picture(content: bytes) -> bool:
    return (
        content.startswith(PICTURES)
        or (content[:4] == RIFF and content[8:12] == WEBP)
        or (content[4:8] == b"ftyp" and content[8:12] in PHONE_KINDS)
    )


def _is_markup(content: bytes) -> bool:
    return content.startswith(MARKS) or content[:200].lstrip().startswith(b"<")


def _read_pdf(found: dict) -> Invoice:
    if "reason" in found:
        raise Unreadable(found["reason"])
    for attached in found["files"]:
        try:
            return invoice_of(leaves(attached))
        except Unreadable as refused:
            if refused.reason not in (NO_INVOICE, BROKEN):
                raise
    return page.invoice_on(found["text"])
