"""Names of organisations, made comparable (R027, R030, R113)."""

from __future__ import annotations

import re
import unicodedata

SUFFIX = re.compile(
    r"((股份)?(有限)?(责任)?公司|集团公司|总公司|co|ltd|inc|corp|corporation|company|limited|llc|gmbh)$"
)


def normalised_name(name: str | None) -> str:
    """Return a name without width, case, spaces, brackets, punctuation and company suffix.

    Traditional and simplified characters are left as they are.

    >>> normalised_name("杭川（浙江）机械 有限公司") == normalised_name("杭川(浙江)机械")
    True
    """
    text = unicodedata.normalize("NFKC", name or "").casefold()
    text = "".join(c for c in text if unicodedata.category(c)[0] in "LN")
    while (found := SUFFIX.search(text)) and found.start():
        text = text[: found.start()]
    return text
