"""Which category an invoice most likely belongs to, by what was bought: a proposal, no rule.

Fully digital invoices name it between asterisks, as the tax administration classes it:
``*住宿服务*住宿费``. Where no word is known, the officer chooses.
"""

from __future__ import annotations

from .figures import Invoice

#: words → code of the category, the first that is found
WORDS = (
    (("住宿", "客票", "旅客运输", "航空运输", "铁路运输"), "travel"),
    (("餐饮",), "reception"),
    (("经营租赁", "不动产租赁", "房租", "物业"), "rent"),
    (("电信", "通信", "宽带"), "telecom"),
    (("运输服务", "客运", "成品油", "汽油", "停车", "通行费", "出租车"), "transport"),
    (("会展", "会议", "广告", "展览"), "promotion"),
    (("印刷",), "printing"),
    (("纸制品", "文具", "办公", "计算机", "信息技术服务"), "office"),
)

#: what of a trip an invoice of category ``travel`` pays, as the travel claim adds it up
TRIP_WORDS = (
    (("住宿",), "lodging"),
    (("客票", "旅客运输", "航空运输", "铁路运输"), "transport"),
)


def category_of(invoice: Invoice) -> str:
    """Return the code of the category that is proposed, or nothing.

    >>> category_of(Invoice(item="*住宿服务*住宿费")), category_of(Invoice(item="*咨询服务*"))
    ('travel', '')
    """
    return _first(WORDS, invoice)


def trip_kind_of(invoice: Invoice) -> str:
    """Return the kind of travel expense that is proposed, or nothing.

    >>> trip_kind_of(Invoice(item="*住宿服务*住宿费")), trip_kind_of(Invoice(item="*餐饮服务*"))
    ('lodging', '')
    """
    return _first(TRIP_WORDS, invoice)


def _first(table, invoice):
    said = f"{invoice.kind}{invoice.item}"
    return next((code for words, code in table if any(word in said for word in words)), "")
