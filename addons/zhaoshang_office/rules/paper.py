"""What a printed paper says, as plain values: one shape for official documents and for forms.

Whatever prints one has a method ``_document()`` that returns a ``Paper``; the one template
``zhaoshang_office.document_page`` lays it out by GB/T 9704-2012 (DESIGN §10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

DRAFT, WITHDRAWN, VOID = "草稿", "已撤销", "作废"
MISSING = "【原文缺失】"  # where the known text of the regulation ends
TICKED, OPEN = "☑", "□"


@dataclass(frozen=True)
class Cell:
    """A cell of a table that is more than its text.

    ``span``: columns that it takes; ``label``: it names what stands beside it; ``struck``: it
    stands no longer and stays readable; ``left``: its text begins at the left.
    """

    text: str
    span: int = 1
    label: bool = False
    struck: bool = False
    left: bool = False

    def style(self) -> str:
        """The names of what it is, as the style sheet knows them."""
        return " ".join(name for name in ("label", "struck", "left") if getattr(self, name))


@dataclass(frozen=True)
class Table:
    """Rows of texts or ``Cell``; ``head`` is repeated on each page, and a form has none.

    ``widths``: of the columns in mm, 156 in all (225 on a wide paper); ``size``: of the type in
    pt; ``row_height``: at least, in mm; ``sums``: the places of rows that sum up the ones above.
    """

    rows: Sequence[Sequence]
    widths: Sequence[float]
    head: Sequence[str] = ()
    sums: Sequence[int] = ()
    size: float = 10.5
    row_height: float = 0

    def cells(self) -> list[list[Cell]]:
        return [
            [cell if isinstance(cell, Cell) else Cell(str(cell)) for cell in row]
            for row in self.rows
        ]

    def lines(self) -> list[str]:
        """The table as lines of text."""
        texts = [[cell.text for cell in row] for row in self.cells()]
        return ["\t".join(map(str, row)) for row in ([self.head] if self.head else []) + texts]


@dataclass(frozen=True)
class Paper:
    """One printed paper.

    - ``title``: its lines separated by line ends, or broken where the length asks for it
    - ``blocks``: (kind, content) in a row: ``h1`` ``h2`` ``h3`` headings without their ordinals,
      ``p`` a paragraph, ``note`` one in small type, ``table`` a ``Table``, ``signs`` the places
      for signatures side by side
    - ``kind``: the kind of its series, which gives an official document its red head and its
      issuer; empty for a form, which has neither
    - ``number``: 发文字号 as the register gave it, empty before
    - ``day``: 成文日期; ``addressee``: 主送机关 without the colon; ``copies``: 抄送 as a text
    - ``enclosures``: titles of what is attached
    - ``issuer``: who signs, where it is another than that of the series
    - ``signatory``: the person who answers for it, printed above the issuer
    - ``mark``: printed across every page, like ``DRAFT``
    - ``printed``: who printed it and when, at the end of a form
    - ``parts``: who keeps each copy of a form in several parts (联); it is printed once for each
    - ``wide``: on the sheet laid across, for tables of 225 mm
    """

    title: str
    blocks: Sequence[tuple]
    kind: str = ""
    number: str = ""
    day: date | None = None
    addressee: str = ""
    copies: str = ""
    enclosures: Sequence[str] = ()
    issuer: str = ""
    signatory: str = ""
    mark: str = ""
    printed: str = ""
    parts: Sequence[str] = ()
    wide: bool = False


def paragraphs(text: str | None) -> list[tuple]:
    """A paragraph for each line that says anything.

    >>> paragraphs("一\\n\\n 二 ")
    [('p', '一'), ('p', '二')]
    """
    return [("p", line.strip()) for line in (text or "").splitlines() if line.strip()]
