"""What can be told of an invoice from the words on its page (R125): figures by their labels.

A page is laid out for eyes, so what is not sure stays empty: two days without a label are none.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from .figures import Invoice, half_width, to_amount, to_day, to_name, to_number

LONGEST = 50_000
NUMBER = re.compile(r"发票号码:?\s*(\d[\d ]{6,30}\d)")
CODE = re.compile(r"发票代码:?\s*(\d{10,12})(?!\d)")
BARE_NUMBER = re.compile(r"(?<![\dA-Z])(\d{20})(?![\dA-Z])")
DAY_LABEL = re.compile(r"开票日期:?\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}-\d\d-\d\d)")
ANY_DAY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
SMALL = re.compile(r"\(?小写\)?:?\s*¥?\s*(-?[\d,]+\.\d\d)(?!\d)")
YUAN = re.compile(r"¥\s*(-?[\d,]+\.\d\d)(?!\d)")
CAPITALS = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+[元圆][零壹贰叁肆伍陆柒捌玖角分整正]*")
NAME = re.compile(r"名\s*称\s*:\s*(.*)")
TAX_NUMBER = re.compile(r"(?:纳税人识别号|统一社会信用代码)\s*:\s*([0-9A-Z]{15,20})(?![0-9A-Z])")
KIND = re.compile(r"电子发票\s*\(([^()\n]{2,20})\)|(增值税电子(?:普通|专用)发票)")
ITEM = re.compile(r"\*[^*\n]{2,20}\*[^\s*]*")
#: signs of the upright headings beside a name, which follow it on its line
MARGIN = re.compile(r"(?:\s+[购买销售方信息])+$")
#: where a line is broken, since two labels may stand on one row
BREAK = re.compile(r"(?=名\s*称\s*:|统一社会信用代码|(?<!/)纳税人识别号)")
LABEL = re.compile(r"名称|纳税人识别号|统一社会信用代码|购买方|销售方")
DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}
PARTS = {"角": Decimal("0.1"), "分": Decimal("0.01")}


def invoice_on(text: str) -> Invoice:
    """Return what the words of a page say, line by line as they are read.

    >>> invoice_on("发票号码：25332000000012345678 开票日期：2025年03月03日").day
    datetime.date(2025, 3, 3)
    """
    text = half_width(text[:LONGEST]).replace("\0", "")
    text = BREAK.sub("\n", text)
    buyer, seller = _two(NAME, text, _name)
    buyer_tax, seller_tax = _two(TAX_NUMBER, text, str)
    kind = KIND.search(text)
    item = ITEM.search(text)
    return Invoice(
        code=_labelled(CODE, text),
        number=_number(text),
        day=_day(text),
        seller=seller,
        seller_tax_number=seller_tax,
        buyer=buyer,
        buyer_tax_number=buyer_tax,
        total=_total(text),
        kind=_kind(kind) if kind else "",
        item=item.group(0) if item else "",
    )


def _labelled(pattern, text):
    found = {to_number(value) for value in pattern.findall(text)}
    return found.pop() if len(found) == 1 else ""


def _number(text):
    """By its label, else the one number of twenty digits; older ones have a check code so long."""
    labelled = _labelled(NUMBER, text)
    if len(labelled) in (8, 20):
        return labelled
    if "校验码" in text.replace(" ", "") or "发票代码" in text:
        return ""
    bare = set(BARE_NUMBER.findall(text))
    return bare.pop() if len(bare) == 1 else ""


def _day(text):
    days = {to_day(value) for value in DAY_LABEL.findall(text) or ANY_DAY.findall(text)}
    return days.pop() if len(days) == 1 else None


def _total(text) -> Decimal | None:
    """The figure that the capitals confirm, else the one labelled in figures (小写)."""
    figures = {to_amount(value) for value in YUAN.findall(text) + SMALL.findall(text)}
    words = {amount_in_words(value) for value in CAPITALS.findall(text)}
    confirmed = figures & words - {None}
    if len(confirmed) == 1:
        return confirmed.pop()
    labelled = {to_amount(value) for value in SMALL.findall(text)}
    return labelled.pop() if len(labelled) == 1 and not words - {None} else None


def amount_in_words(words: str) -> Decimal | None:
    """What an amount in capitals comes to.

    >>> amount_in_words("壹仟贰佰零叁圆肆角伍分"), amount_in_words("壹万贰仟元整")
    (Decimal('1203.45'), Decimal('12000'))
    """
    whole, _yuan, rest = words.replace("圆", "元").rpartition("元")
    total = part = digit = 0
    for sign in whole:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in UNITS:
            part, digit = part + (digit or 1) * UNITS[sign], 0
        elif sign == "万":
            total, part, digit = total + (part + digit) * 10**4, 0, 0
        else:  # 亿 of all that stands before it
            total, part, digit = (total + part + digit) * 10**8, 0, 0
    amount = Decimal(total + part + digit)
    for sign, unit in pairwise(rest):
        amount += DIGITS.get(sign, 0) * PARTS.get(unit, 0)
    return amount or None


def _two(pattern, text, convert):
    """The buyer's, then the seller's: only where both stand there, once each."""
    found = [convert(value) for value in pattern.findall(text)]
    return tuple(found) if len(found) == 2 and all(found) else ("", "")


def _name(text):
    name = to_name(MARGIN.sub("", text.strip()))
    if LABEL.search(name):
        return ""
    return name if name.isascii() else name.replace("(", "（").replace(")", "）")


def _kind(found):
    return f"电子发票（{to_name(found.group(1))}）" if found.group(1) else found.group(2)
