"""What an invoice says, and how its figures are written (R125, R126)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from ..claim import normal_number

CENT = Decimal("0.01")
LARGEST = Decimal(10**9)
LONGEST_NAME = 200
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
PACKED_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?")

#: why a file is refused; the words are the caller's
EMPTY, BIG, UNKNOWN, BROKEN, ENTITIES, DEEP, MANY, UNPACKED, RATIO, LOCKED, PATH = (
    "empty", "big", "unknown", "broken", "entities", "deep", "many", "unpacked", "ratio",
    "locked", "path",
)  # fmt: skip
NO_INVOICE, SEVERAL = "no_invoice", "several"
#: no fault of the file: who reads it had no time or no room; asked again, it may be read
BUSY = "busy"


class Unreadable(Exception):
    """A file that is not taken as an invoice.

    :param reason: one of the reasons above
    :param figures: what its text needs: ``found`` and ``most`` where a limit is passed
    """

    def __init__(self, reason: str, **figures):
        super().__init__(reason)
        self.reason = reason
        self.figures = figures


@dataclass(frozen=True)
class Invoice:
    """What could be read of an invoice; what is not sure stays empty rather than guessed.

    ``total``: yuan with tax; ``item``: what was bought, in the issuer's words; ``certain``: from
    the issuer's own data, not from the look of a page.
    """

    code: str = ""
    number: str = ""
    day: date | None = None
    seller: str = ""
    seller_tax_number: str = ""
    buyer: str = ""
    buyer_tax_number: str = ""
    total: Decimal | None = None
    currency: str = "CNY"
    kind: str = ""
    item: str = ""
    certain: bool = False

    def completed_by(self, other: Invoice) -> Invoice:
        """This invoice, with what it lacks from another reading of the same file.

        >>> Invoice(number="1").completed_by(Invoice(number="2", seller="甲"))
        Invoice(code='', number='1', day=None, seller='甲', ...
        """
        lacking = {
            field.name: getattr(other, field.name)
            for field in fields(self)
            if field.name != "certain" and not getattr(self, field.name)
        }
        return replace(self, **lacking)


def to_number(text: str) -> str:
    """A code or number of an invoice, or nothing where it has other signs than digits.

    >>> to_number(" ２５３３ 2000 0000 12345678"), to_number("见附件")
    ('25332000000012345678', '')
    """
    number = normal_number(text)
    return number if number.isascii() and number.isdigit() and len(number) <= 20 else ""


def to_day(text: str) -> date | None:
    """The day that a text begins with.

    >>> to_day("2025年03月03日") == to_day("2025-03-03 10:20:30") == to_day("20250303102030")
    True
    """
    text = half_width(text)
    found = DAY.match(text) or PACKED_DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def to_amount(text: str) -> Decimal | None:
    """An amount of yuan, with or without its signs.

    >>> to_amount("￥1,200.00"), to_amount("¥"), to_amount("NaN"), to_amount("1e99")
    (Decimal('1200.00'), None, None, None)
    """
    plain = re.sub(r"[¥,元\s]", "", half_width(text))
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", plain):
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:  # pragma: no cover
        return None
    return amount.quantize(CENT) if abs(amount) < LARGEST else None


def to_name(text: str) -> str:
    """A name on one line, without signs that nobody sees.

    >>> to_name(" 杭州测试\\n有限公司\\x00 ")
    '杭州测试有限公司'
    """
    shown = "".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    joined = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", shown.strip())
    return re.sub(r"\s+", " ", joined)[:LONGEST_NAME]


def half_width(text: str) -> str:
    """As it is compared: half width, without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()
