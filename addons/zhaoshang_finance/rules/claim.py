"""Claims on the package: original invoices, each used once, within the package (R125 to R128).

Values in, values out; amounts are ``Decimal`` yuan with two places. Texts are the models' part: a
fault here is a key with the figures that its text needs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .schedule import ZERO

#: a fully digital invoice (数电票) has this many digits and no code
DIGITAL = 20
CODE_LENGTHS = range(8, 13)
NUMBER_LENGTHS = range(6, 13)

#: kinds of papers beside the invoice (R126)
LETTER, INVITATION, GUESTS, TRIP = "letter", "invitation", "guests", "trip"
#: what a category asks for: each group of kinds is met by one of its kinds
NO_PAPERS, TRIP_PAPERS, RECEPTION_PAPERS = "none", "trip", "reception"
NEEDED = {
    NO_PAPERS: (),
    TRIP_PAPERS: ((TRIP,),),
    RECEPTION_PAPERS: ((LETTER, INVITATION), (GUESTS,)),
}

#: faults of a line
CATEGORY, NUMBER, FILE, AMOUNT, ABOVE, YEAR, POST, BLOCKED, PAPERS, OTHER = (
    "category", "number", "file", "amount", "above", "year", "post", "blocked", "papers", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One original invoice and what is claimed of it.

    ``total``: of the invoice; ``amount``: claimed; ``papers``: kinds that are attached;
    ``needs``: a key of ``NEEDED``; ``blocked``: its category is not paid from the package;
    ``said_number`` and ``said_total``: what the issuer's own data in the attached file say.
    """

    code: str
    number: str
    day: date | None
    total: Decimal
    amount: Decimal
    has_file: bool = True
    needs: str = NO_PAPERS
    papers: frozenset = frozenset()
    blocked: bool = False
    has_category: bool = True
    said_number: str = ""
    said_total: Decimal | None = None

    @property
    def most(self) -> Decimal:
        """What can be claimed at most: what the invoice says, whatever was typed (R126)."""
        return self.total if self.said_total is None else min(self.total, self.said_total)


def normal_number(text: str | None) -> str:
    """An invoice number as it is compared: half-width, without spaces and signs between (R126).

    >>> normal_number(" ２６３３ 2000-000012345678 ")
    '26332000000012345678'
    """
    half = unicodedata.normalize("NFKC", text or "")
    return "".join(sign for sign in half if sign.isalnum()).upper()


def is_invoice_number(code: str, number: str) -> bool:
    """Whether these can be code and number of an original invoice (clause 13, R125).

    A fully digital one has 20 digits and no code; others have a code and a shorter number.

    >>> is_invoice_number("", "26332000000012345678"), is_invoice_number("", "12345678")
    (True, False)
    """
    if not (number.isascii() and number.isdigit() and code.isascii()):
        return False
    if len(number) == DIGITAL:
        return not code
    return code.isdigit() and len(code) in CODE_LENGTHS and len(number) in NUMBER_LENGTHS


def last_day_to_claim(year: int) -> date:
    """The last day on which invoices of a year are handed in (R126: tolerance to 01-31)."""
    return date(year + 1, 1, 31)


def takes_claims(year: int, today: date, *, closed: bool) -> bool:
    """Whether the package of a year takes claims on a day (R126, R133).

    An open one until 31 January of the next year; a closed one has settled its advance, and takes
    late claims alone, in that January.

    >>> takes_claims(2026, date(2026, 12, 20), closed=True)
    False
    """
    return (not closed or today.year > year) and today <= last_day_to_claim(year)


def lacking_papers(needs: str, papers: frozenset) -> tuple[tuple[str, ...], ...]:
    """The groups of papers of which none is attached (R126).

    >>> lacking_papers(RECEPTION_PAPERS, frozenset({INVITATION}))
    (('guests',),)
    """
    return tuple(group for group in NEEDED[needs] if not papers.intersection(group))


def faults(line: Line, year: int, posts: Sequence[tuple[date, date | None]]) -> tuple[str, ...]:
    """What is wrong with a line, in the order in which a person would mend it (R010, R125, R126).

    :param year: the year of the package; the invoice is of that year
    :param posts: first and last day (None: open) of the claimant's appointments at the bureau
    """
    found = {
        CATEGORY: not line.has_category,
        BLOCKED: line.blocked,
        NUMBER: not is_invoice_number(line.code, line.number),
        FILE: not line.has_file,
        OTHER: bool(line.said_number) and line.said_number != line.number,
        AMOUNT: line.amount <= ZERO,
        ABOVE: line.amount > line.most,
        YEAR: not line.day or line.day.year != year,
        POST: bool(line.day) and not _covered(line.day, posts),
        PAPERS: bool(lacking_papers(line.needs, line.papers)),
    }
    return tuple(fault for fault, here in found.items() if here)


def _covered(day: date, posts: Sequence[tuple[date, date | None]]) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in posts)


@dataclass(frozen=True)
class Room:
    """What a package still bears (clause 13, R127).

    ``entitlement``: of the year; ``accepted``: settled already; ``pending``: asked for by claims
    that run, which hold their part from the moment of submitting; ``released``: paid to the bureau
    so far less what it returned.
    """

    entitlement: Decimal
    accepted: Decimal = ZERO
    pending: Decimal = ZERO
    released: Decimal = ZERO

    @property
    def available(self) -> Decimal:
        """Package − accepted − pending, never below zero."""
        return max(self.entitlement - self.accepted - self.pending, ZERO)

    def beyond(self, amount: Decimal) -> Decimal:
        """By how much a claim is above the package: refused above zero.

        >>> Room(Decimal(250000), accepted=Decimal(250000)).beyond(Decimal("1.00"))
        Decimal('1.00')
        """
        return max(amount - self.available, ZERO)

    def ahead(self, amount: Decimal) -> Decimal:
        """By how much all claims together are above what was paid: told, not refused."""
        return max(self.accepted + self.pending + amount - self.released, ZERO)
