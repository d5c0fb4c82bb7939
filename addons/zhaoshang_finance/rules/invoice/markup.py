"""Read XML without building a tree and without ever following what it declares.

Expat calls back for each element; entities and a DTD are refused, so that neither a billion laughs
nor a file of the server comes in; depth and number of elements are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat

from .figures import BROKEN, DEEP, ENTITIES, MANY, Unreadable

MOST_ELEMENTS = 50_000
DEEPEST = 40
LONGEST_TEXT = 2_000
#: signatures repeat names of the invoice in their own words
IGNORED = frozenset({"signature", "signatures", "xmlsignature"})
#: a declaration of one of the Chinese encodings, and the widest of them, which reads them all
CHINESE = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']gb[\w-]+[\"']", re.IGNORECASE)
WIDEST = "gb18030"


@dataclass(frozen=True)
class Leaf:
    """One text: the names down to it, in lower case and without prefix, and attributes near it.

    ``id`` and ``boundary`` are those of the nearest element above that has them, as pages of an
    OFD need; ``name`` is the attribute ``Name`` of its own element.
    """

    path: tuple[str, ...]
    text: str
    id: str = ""
    boundary: str = ""
    name: str = ""


def leaves(content: bytes) -> list[Leaf]:
    """Return the texts of a document in their order.

    :raise Unreadable: no well-formed XML, entities or a DTD, too deep, too many elements
    """
    if CHINESE.match(content):  # which expat does not know; of a str it ignores what is declared
        content = content.decode(WIDEST, "replace")
    collector = _Collector()
    parser = expat.ParserCreate()
    parser.buffer_text = True  # else a call for each line end and each &amp; of megabytes of them
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise Unreadable(BROKEN) from broken
    return collector.found


def _refuse(*_declared):
    raise Unreadable(ENTITIES)


class _Collector:
    def __init__(self):
        self.found: list[Leaf] = []
        self._elements = 0
        self._path: list[str] = []
        self._near: list[dict] = [{"ID": "", "Boundary": ""}]
        self._text: list[str] = []

    def start(self, tag, attributes):
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise Unreadable(MANY, most=MOST_ELEMENTS)
        if len(self._path) >= DEEPEST:
            raise Unreadable(DEEP, most=DEEPEST)
        self._path.append(tag.rpartition(":")[2].lower())
        self._near.append(self._near[-1] | {"Name": ""} | attributes)
        self._text.clear()

    def text(self, text):
        self._text.append(text)

    def end(self, _tag):
        text = "".join(self._text).strip()
        near = self._near.pop()
        if text and not IGNORED.intersection(self._path):
            self.found.append(
                Leaf(
                    tuple(self._path),
                    text[:LONGEST_TEXT],
                    near["ID"],
                    near["Boundary"],
                    near["Name"],
                )
            )
        self._path.pop()
        self._text.clear()


def texts_of(found: Iterable[Leaf]) -> dict[str, list[str]]:
    """Return ``{name: [text, …]}`` by the last name of each path."""
    by_name: dict[str, list[str]] = {}
    for leaf in found:
        by_name.setdefault(leaf.path[-1], []).append(leaf.text)
    return by_name
