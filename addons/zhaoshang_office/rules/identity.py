"""Numbers that name a person and have no place in a register of counts (R037)."""

from __future__ import annotations

import re
import unicodedata

# 18 characters of today's cards, 15 of the old ones; spaces and hyphens between them are ignored
ID_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?!\d)")


def looks_like_id_number(text: str | None) -> bool:
    """Tell whether a text holds what may be the number of an identity card.

    >>> looks_like_id_number("王某 340826 19800101 001X"), looks_like_id_number("23人")
    (True, False)
    """
    text = unicodedata.normalize("NFKC", text or "")
    return bool(ID_NUMBER.search(re.sub(r"(?<=\d)[\s\-.·]+(?=[\dXx])", "", text)))
