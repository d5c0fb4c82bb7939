"""What people type, before it is kept for ever and shown to others."""

import re

#: characters of an opinion; a page of the form holds about half of them
LONGEST = 4000
#: overrides and embeddings that let a text be read in another order than it is kept in
REVERSING = re.compile("[\u202b\u202d\u202e\u2067\u2068]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def is_storable(text):
    """Whether UTF-8, PostgreSQL and XML can hold it."""
    return text == text.encode("utf-8", "replace").decode("utf-8") and not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text
    )


def one_line(text):
    """A title as one line that is read as it is kept: no line ends, nothing unseen."""
    return " ".join(_UNSEEN.sub("", text or "").split())
