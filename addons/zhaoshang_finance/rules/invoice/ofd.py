"""Read an OFD: a zip with the data of the invoice in it, or with pages that show it (R125).

In the order of what can be relied on: the data the issuer attached, the tags that say which words
on the page are which figure, the words themselves. A zip bomb is refused by what it declares, and
again while it is unpacked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from . import page
from .families import invoice_of
from .figures import (
    BROKEN,
    LOCKED,
    MANY,
    PATH,
    RATIO,
    UNPACKED,
    Invoice,
    Unreadable,
    to_amount,
    to_day,
    to_number,
)
from .markup import Leaf, leaves

MOST_MEMBERS = 500
MOST_UNPACKED = 50 * 1024 * 1024
HIGHEST_RATIO = 200
SMALL = 1024 * 1024  # whose ratio does not matter
BIGGEST_XML = 5 * 1024 * 1024
MOST_XML = 60
CHUNK = 64 * 1024
ENCRYPTED = 0x1
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: folders of what is shown; everything else may be data
SHOWN = ("/pages/", "/tpls/")
NO_DATA = ("/signs/", "/res/", "/annots/", *SHOWN)
#: what a document says of itself, by its own names; 合计金额 is without tax and no total
CUSTOM_DATA = {
    "发票代码": ("code", to_number),
    "发票号码": ("number", to_number),
    "开票日期": ("day", to_day),
    "价税合计": ("total", to_amount),
}
ROW = 2.0  # millimetres between which words stand on one row


def read_ofd(content: bytes) -> Invoice:
    """Return what an OFD says of its invoice.

    :raise Unreadable: no zip, encrypted, a path out of it, too much in it
    """
    package = _Package(content)
    attached = _attached(package)
    if attached:
        return attached
    shown = [leaf for name in package.names(SHOWN) for leaf in leaves(package.unpack(name))]
    known = _tagged(package, shown).completed_by(_custom_data(package))
    return known.completed_by(page.invoice_on(_rows(shown)))


class _Package:
    """The members of the zip, looked at before any is unpacked."""

    def __init__(self, content):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._members = {member.filename: member for member in self._zip.infolist()}
        except Exception as broken:  # a broken zip raises almost anything
            raise Unreadable(BROKEN) from broken
        self._left = MOST_UNPACKED
        self._check()

    def _check(self):
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise Unreadable(MANY, found=len(members), most=MOST_MEMBERS)
        declared = sum(member.file_size for member in members)
        if declared > MOST_UNPACKED:
            raise Unreadable(UNPACKED, found=declared, most=MOST_UNPACKED)
        for member in members:
            if member.flag_bits & ENCRYPTED:
                raise Unreadable(LOCKED)
            if _leads_out(member.filename) or _leads_out(member.orig_filename):
                raise Unreadable(PATH, name=member.filename[:80])
            if member.compress_type not in PLAIN:
                raise Unreadable(BROKEN)
            ratio = member.file_size // max(member.compress_size, 1)
            if member.file_size > SMALL and ratio > HIGHEST_RATIO:
                raise Unreadable(RATIO, found=ratio, most=HIGHEST_RATIO)

    def names(self, inside=(), outside=()):
        """Names of XML members within one of these folders, and in none of those."""
        found = [
            name
            for name, member in self._members.items()
            if name.lower().endswith(".xml") and member.file_size <= BIGGEST_XML
        ]
        lower = {name: f"/{name.lower()}" for name in found}
        return [
            name
            for name in found
            if (not inside or any(folder in lower[name] for folder in inside))
            and not any(folder in lower[name] for folder in outside)
        ][:MOST_XML]

    def unpack(self, name):
        """Unpack one member, and no more than is left to unpack."""
        parts = []
        try:
            with self._zip.open(self._members[name]) as unpacked:
                while chunk := unpacked.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Unreadable(UNPACKED, found=MOST_UNPACKED + 1, most=MOST_UNPACKED)
                    parts.append(chunk)
        except Unreadable:
            raise
        except Exception as broken:  # so does a broken member
            raise Unreadable(BROKEN) from broken
        return b"".join(parts)


def _leads_out(name: str) -> bool:
    """Whether a name would leave the folder it is unpacked to.

    >>> _leads_out("Doc_0/a.xml"), _leads_out("../a"), _leads_out("/etc/a"), _leads_out("C:\\\\a")
    (False, True, True, True)
    """
    name = name.replace("\\", "/")
    return name.startswith("/") or ":" in name or ".." in name.split("/") or "\0" in name


def _attached(package) -> Invoice | None:
    """The data that the issuer attached, original_invoice.xml before others."""
    names = package.names(outside=NO_DATA)
    for name in sorted(names, key=lambda name: ("invoice" not in name.lower(), name)):
        found = leaves(package.unpack(name))
        if any(leaf.path[-1] == "objectref" for leaf in found):
            continue  # tags, which only point at the page
        try:
            return invoice_of(found)
        except Unreadable as no_invoice:
            if no_invoice.reason != "no_invoice":
                raise
    return None


def _tagged(package, shown: Iterable[Leaf]) -> Invoice:
    """The words at which the tags point, each under its tag's name."""
    words: dict[str, str] = {}
    for leaf in shown:
        words[leaf.id] = words.get(leaf.id, "") + leaf.text
    values: dict[tuple, str] = {}
    for name in package.names(outside=NO_DATA):
        for leaf in leaves(package.unpack(name)):
            if leaf.path[-1] == "objectref" and len(leaf.path) > 1:
                values[leaf.path[:-1]] = values.get(leaf.path[:-1], "") + words.get(leaf.text, "")
    try:
        return invoice_of((Leaf(path, text) for path, text in values.items()), certain=False)
    except Unreadable:
        return Invoice()


def _custom_data(package) -> Invoice:
    """What the document says of itself."""
    found: Mapping[str, str] = {}
    for name in package.names(outside=NO_DATA):
        if name.lower().endswith("ofd.xml"):
            found = {leaf.name: leaf.text for leaf in leaves(package.unpack(name)) if leaf.name}
    return Invoice(
        **{field: read(found[name]) for name, (field, read) in CUSTOM_DATA.items() if name in found}
    )


def _rows(shown: Iterable[Leaf]) -> str:
    """The words of the pages as rows, by where they stand."""
    rows: dict[int, list] = {}
    for leaf in shown:
        if place := _place(leaf.boundary):
            left, top = place
            rows.setdefault(round(top / ROW), []).append((left, leaf.text))
    return "\n".join(
        " ".join(text for _left, text in sorted(row)) for _top, row in sorted(rows.items())
    )


def _place(boundary: str) -> tuple[float, float] | None:
    try:
        left, top, *_size = map(float, boundary.split())
    except ValueError:
        return None
    return (left, top) if abs(left) < 10_000 and abs(top) < 10_000 else None
