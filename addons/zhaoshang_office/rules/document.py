"""Official documents: their numbers and dates as GB/T 9704-2012 writes them (DESIGN §10)."""

from __future__ import annotations

from datetime import date

DIGITS = "零一二三四五六七八九"


def reference(prefix: str, year: int, number: int) -> str:
    """发文字号: the year in 〔〕, the number without 0 before it and without 第.

    >>> reference("松驻招", 2026, 3)
    '松驻招〔2026〕3号'
    """
    return f"{prefix}〔{year}〕{number}号"


def chinese_date(day: date) -> str:
    """成文日期 in Arabic figures, month and day without 0 before them.

    >>> chinese_date(date(2026, 11, 6))
    '2026年11月6日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def numeral(number: int) -> str:
    """The ordinal of a heading, 1 to 99.

    >>> [numeral(n) for n in (1, 10, 11, 20, 21)]
    ['一', '十', '十一', '二十', '二十一']
    """
    tens, ones = divmod(number, 10)
    return (
        (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )
