"""What may stand in the public column 招商日志 (clause 9, R060): no unsigned project, no investor.

Plain values in, plain values out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .names import normalised_name

FIRM, PROJECT, NUMBER = "firm", "project", "number"
SHORTEST = 2  # characters of a name that is looked for; one alone would be found everywhere
# mobile and fixed telephone numbers, identity cards, e-mail addresses: they name a person
CONTACTS = re.compile(
    r"(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{4}-?\d{3,4}|\d{17}[\dXx])(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+"
)
# words of a firm's name that its short form leaves out
GENERIC = re.compile(r"(集团|控股|实业|股份|科技|工业|工贸|制造|有限)$")
PLACES = re.compile(r"^(中国|浙江|江苏|安徽|广东|福建|上海|深圳|杭州|宁波|无锡|泉州)")
MASKS = {FIRM: "某企业", PROJECT: "某项目", NUMBER: "（联系方式略）"}


@dataclass(frozen=True)
class Secret:
    """A name that does not stand in the paper: of an investor or of a project not signed yet."""

    name: str
    kind: str = FIRM

    @property
    def forms(self) -> tuple[str, ...]:
        """The name as it is compared, and its short forms, the longest first.

        >>> Secret("浙江云梯精密铸件集团有限公司").forms
        ('浙江云梯精密铸件集团', '浙江云梯精密铸件', '云梯精密铸件')
        """
        full = normalised_name(self.name)
        forms = [full]
        if self.kind == FIRM:
            short = full
            while (cut := GENERIC.sub("", short)) != short:
                forms.append(short := cut)
            forms.append(PLACES.sub("", short))
        return tuple(dict.fromkeys(form for form in forms if len(form) >= SHORTEST))


def _flat(text: str) -> tuple[str, list[int]]:
    """Return the text without width, case, spaces and signs, and where each character stood."""
    kept, places = [], []
    for place, char in enumerate(text):
        for one in unicodedata.normalize("NFKC", char).casefold():
            if unicodedata.category(one)[0] in "LN":
                kept.append(one)
                places.append(place)
    return "".join(kept), places


def _spans(text: str, secrets: Iterable[Secret]) -> list[tuple[int, int, str, str]]:
    """Return (first, last, kind, name) of all that may not stand in the text, in its order."""
    flat, places = _flat(text)
    found = []
    for secret in secrets:
        for form in secret.forms:
            for match in re.finditer(re.escape(form), flat):
                found.append(
                    (places[match.start()], places[match.end() - 1], secret.kind, secret.name)
                )
    found += [(m.start(), m.end() - 1, NUMBER, m.group()) for m in CONTACTS.finditer(text)]
    return sorted(found, key=lambda span: (span[0], -span[1]))


def named(text: str, secrets: Iterable[Secret]) -> list[str]:
    """R060: the names in the text that may not be published, each once.

    However they are written: spaces, width, brackets and the legal form do not matter.
    """
    return list(dict.fromkeys(name for *_span, name in _spans(text or "", secrets)))


def masked(text: str, secrets: Iterable[Secret]) -> str:
    """R060: the text with 某企业 and 某项目 in their place.

    >>> masked("拜访云梯 精密铸件公司。", [Secret("云梯精密铸件有限公司")])
    '拜访某企业公司。'
    """
    parts, reached = [], 0
    for first, last, kind, _name in _spans(text or "", secrets):
        if first < reached:
            continue
        parts += [text[reached:first], MASKS[kind]]
        reached = last + 1
    return "".join([*parts, (text or "")[reached:]])
