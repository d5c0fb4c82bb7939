"""通报批评, 警示 and 解聘 as papers, and the receipt of their service (clause 11, R091 to R105)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from . import clauses
from .document import chinese_date
from .paper import MISSING, OPEN, TICKED, Cell, Paper, Table, paragraphs

CRITICISM, WARNING, DISMISSAL = "criticism", "warning", "dismissal"
WAYS = (
    ("handed", "直接送达"),
    ("left", "留置送达"),
    ("post", "邮寄送达"),
    ("unit", "转交送达"),
)
POSTS = {"head": "局长", "deputy": "副局长"}
RULE_IDS = re.compile(r"[（(]R\d{3}(?:[^）)\w]*R\d{3})*[）)]")
BLANK_DAY = "　　　　年　　月　　日"


@dataclass(frozen=True)
class Case:
    """What is known of a sanction: texts as they were typed, days, and who is concerned.

    ``policy``: the regulation by its title; ``statements``: what the person said, in order;
    ``asked``: whether he was asked to; ``review_days``: working days to ask for a review (R105);
    ``served_way``: one of ``WAYS`` or empty; ``note``: the remark on the service.
    """

    kind: str
    name: str
    post: str
    bureau: str
    policy: str
    home_unit: str = ""
    direct: bool = False
    facts: str = ""
    analysis: str = ""
    statements: tuple[str, ...] = ()
    asked: bool = False
    admonition: str = ""
    effective_on: date | None = None
    review_days: int = 0
    number: str = ""
    decided_on: date | None = None
    addressee: str = ""
    copies: str = ""
    mark: str = ""
    issuer: str = ""
    served_on: date | None = None
    served_way: str = ""
    served_by: str = ""
    note: str = ""


def worded(text: str) -> list[tuple]:
    """The paragraphs of a text without the numbers of rules, which are no part of a paper.

    >>> worded("在驻地14天；应不少于20天（R068），低于15天（R097、R098）须查实。")
    [('p', '在驻地14天；应不少于20天，低于15天须查实。')]
    """
    return paragraphs(RULE_IDS.sub("", text))


def title(case: Case) -> str:
    """
    >>> title(Case("warning", "张三", "副局长", "杭州驻外招商局", "《办法》"))
    '关于给予张三同志警示的决定'
    """
    if case.kind == CRITICISM:
        return f"关于对{case.name}同志予以通报批评的通报"
    if case.kind == WARNING:
        return f"关于给予{case.name}同志警示的决定"
    return f"关于解聘{case.name}同志\n{case.bureau}{case.post}职务的决定"


def decision(case: Case) -> Paper:
    """The paper itself: facts, nature, what the person said, decision, admonition, review."""
    return Paper(
        kind=case.kind,
        number=case.number,
        day=case.decided_on,
        title=title(case),
        addressee=case.addressee or _persons(case),
        copies=case.copies,
        mark=case.mark,
        blocks=[*_facts(case), *_heard(case), *_decided(case), *_wished(case), *_review(case)],
    )


def _persons(case: Case) -> str:
    """A warning and a dismissal go to the person and to the unit that he came from."""
    return "，".join(filter(None, (f"{case.name}同志", case.home_unit)))


def _facts(case: Case):
    yield ("h1", "主要事实")
    yield from worded(case.facts)
    yield ("h1", "性质认定" if case.kind == CRITICISM else "核实认定情况")
    yield from worded(case.analysis)


def _heard(case: Case):
    """R063, R103: a criticism goes to every bureau, so what the person said is not told in it."""
    if case.kind == CRITICISM:
        return
    yield ("h1", "本人陈述")
    said = [block for text in case.statements for block in paragraphs(text)]
    if said:
        yield from said
    elif case.asked:
        yield ("p", "已告知本人可以陈述，本人在规定期限内未提出陈述。")
    elif case.kind == DISMISSAL:
        yield ("p", "（待听取本人陈述）")  # nothing is decided before (R103)
    else:
        yield ("p", "本人在规定期限内未作说明。")


def _decided(case: Case):
    """The clause as it is written, then what was decided."""
    clause = clauses.DIRECT if case.direct else clauses.LADDER
    who = f"{case.bureau}{case.post}{case.name}同志"
    yield ("h1", "处理决定")
    yield ("p", f"{case.policy}第十一条规定：“{clause}”")
    if case.kind == CRITICISM:
        yield ("p", f"经研究，决定对{who}予以通报批评。")
    elif case.kind == WARNING:
        yield ("p", f"经研究，决定给予{who}警示。")
    else:
        day = chinese_date(case.effective_on) if case.effective_on else BLANK_DAY
        yield ("p", f"经查实并研究，决定解聘{who}，自{day}起生效。")


def _wished(case: Case):
    wished = worded(case.admonition)
    if wished:
        yield ("h1", "工作要求")
        yield from wished
    if case.kind == DISMISSAL:
        yield ("h1", "善后事项")
        yield (
            "p",
            "自解聘生效之日起，停止履行驻外招商工作职责，办理项目、客商资料等工作移交；"
            "工作经费和借款另列清单清理。",
        )
        yield ("note", f"注：办法第十三条“对连续两个月”以后{MISSING}。")


def _review(case: Case):
    """R105 is no word of the regulation's, and is not told as one."""
    if case.kind == CRITICISM or not case.review_days:
        return
    yield ("h1", "申请复核")
    yield (
        "p",
        f"对本决定不服的，可以自送达之日起{case.review_days}个工作日内书面申请复核。",
    )
    yield (
        "note",
        f"注：复核及其期限由本县的执行参数确定，不是办法原文的规定；办法第十三条以后{MISSING}。",
    )


def receipt(case: Case) -> Paper:
    """送达回证: a slip of its own, to be signed by who receives the paper."""
    return Paper(
        title="送达回证",
        number=case.number,
        mark=case.mark,
        blocks=[
            ("table", Table(_receipt_rows(case), (40, 40, 30, 46), size=14, row_height=13)),
            ("note", "说明：受送达人拒绝签收的，由送达人注明拒收事由和日期，并由见证人签名。"
                     "本回证由送达单位存档。"),
        ],
    )  # fmt: skip


def _receipt_rows(case: Case) -> list[list]:
    ways = "　".join(f"{TICKED if case.served_way == key else OPEN}{label}" for key, label in WAYS)
    paper = title(case).replace("\n", "")
    day = chinese_date(case.served_on) if case.served_on else BLANK_DAY

    def label(text):
        return Cell(text, label=True)

    return [
        [label("送达文书"), Cell(paper, span=3, left=True)],
        [label("发文字号"), Cell(case.number, span=3, left=True)],
        [label("送达单位"), Cell(case.issuer, span=3, left=True)],
        [label("受送达人"), f"{case.name}", label("单位职务"), f"{case.bureau}{case.post}"],
        [label("送达方式"), Cell(ways, span=3, left=True)],
        [label("送达地点"), Cell("", span=3)],
        [label("送达时间"), Cell(day, span=3, left=True)],
        [label("受送达人签名"), Cell("\n　　　　　　　　　　　　年　　月　　日", span=3)],
        [label("代收人签名及\n与受送达人关系"), Cell("", span=3)],
        [label("见证人签名"), "", label("送达人签名"), case.served_by],
        [label("拒收事由\n及备注"), Cell(case.note, span=3, left=True)],
    ]
