"""The families of names in which issuers write the data of an invoice (R125).

A document belongs to the family whose name for the number it uses; prefixes and case do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from .figures import (
    NO_INVOICE,
    SEVERAL,
    Invoice,
    Unreadable,
    to_amount,
    to_day,
    to_name,
    to_number,
)
from .markup import Leaf, texts_of

#: fully digital invoices (数电票), as the tax administration gives them out
DIGITAL = {
    "number": ("invoicenumber",),
    "day": ("issuetime", "requesttime"),
    "seller": ("sellername",),
    "seller_tax_number": ("selleridnum",),
    "buyer": ("buyername",),
    "buyer_tax_number": ("buyeridnum",),
    "total": ("totaltax-includedamount",),
    "net": ("totalamwithouttax",),
    "tax": ("totaltaxam",),
    "item": ("itemname",),
}
#: electronic VAT invoices from 2020 on: original_invoice.xml of their OFD, and its tags
VAT = {
    "code": ("invoicecode",),
    "number": ("invoiceno",),
    "day": ("issuedate",),
    "seller": ("sellername",),
    "seller_tax_number": ("sellertaxid",),
    "buyer": ("buyername",),
    "buyer_tax_number": ("buyertaxid",),
    "total": ("taxinclusivetotalamount",),
    "net": ("taxexclusivetotalamount",),
    "tax": ("taxtotalamount",),
    "item": ("item",),
}
#: tickets of the railway, and of airlines
RAILWAY = {
    "number": ("electronicinvoicerailwayeticketnumber",),
    "day": ("dateofissue",),
    "seller": ("issueparty",),
    "buyer": ("nameofpurchaser",),
    "buyer_tax_number": ("unifiedsocialcreditcodeofpurchaser",),
    "total": ("fare",),
    "kind": ("typeofvoucher",),
}
AIRLINE = {
    "number": ("electronicinvoiceairtransportreceiptnumber",),
    "day": ("issuedate", "dateofissue"),
    "seller": ("nameofseller", "issueparty"),
    "buyer": ("nameofpurchaser",),
    "buyer_tax_number": ("unifiedsocialcreditcodeofpurchaser",),
    "total": ("totalamount",),
}
#: initials of the Chinese names, as older invoicing programs write them
INITIALS = {
    "code": ("fpdm",),
    "number": ("fphm",),
    "day": ("kprq",),
    "seller": ("xsfmc", "xsf_mc", "xfmc"),
    "seller_tax_number": ("xsfnsrsbh", "xsf_nsrsbh", "xfsh"),
    "buyer": ("gmfmc", "gmf_mc", "gfmc"),
    "buyer_tax_number": ("gmfnsrsbh", "gmf_nsrsbh", "gfsh"),
    "total": ("jshj", "jshjxx"),
    "net": ("hjje",),
    "tax": ("hjse",),
    "item": ("xmmc", "spmc"),
}
FAMILIES = (DIGITAL, VAT, RAILWAY, AIRLINE, INITIALS)
KINDS = {id(RAILWAY): "电子发票（铁路电子客票）", id(AIRLINE): "电子发票（航空运输电子客票行程单）"}
#: labels of a fully digital invoice: what it is, and whether it is a special one
LABELS = ("einvoicetype", "generalorspecialvat")


def invoice_of(found: Iterable[Leaf], certain: bool = True) -> Invoice:
    """Return what the data of one invoice says.

    :param found: texts by their names
    :raise Unreadable: no invoice in it, or several
    """
    found = list(found)
    texts = texts_of(found)
    for family in FAMILIES:
        numbers = {
            number for text in _texts(family, "number", texts) if (number := to_number(text))
        }
        if len(numbers) > 1:
            raise Unreadable(SEVERAL, found=len(numbers))
        if numbers:
            return _read(family, numbers.pop(), texts, found, certain)
    raise Unreadable(NO_INVOICE)


def _texts(family: Mapping, name: str, texts: Mapping) -> list[str]:
    return [text for alias in family.get(name, ()) for text in texts.get(alias, ())]


def _read(family, number, texts, found, certain) -> Invoice:
    def first(name, convert):
        values = map(convert, _texts(family, name, texts))
        return next((value for value in values if value), convert(""))

    return Invoice(
        code=first("code", to_number),
        number=number,
        day=first("day", to_day),
        seller=first("seller", to_name),
        seller_tax_number=first("seller_tax_number", to_name),
        buyer=first("buyer", to_name),
        buyer_tax_number=first("buyer_tax_number", to_name),
        total=_total(first),
        kind=first("kind", to_name) or KINDS.get(id(family)) or _labels(found),
        item=first("item", to_name),
        certain=certain,
    )


def _total(first) -> Decimal | None:
    """With tax: as it is said, else net and tax together, never the net amount alone."""
    total = first("total", to_amount)
    if total is None:
        net, tax = first("net", to_amount), first("tax", to_amount)
        total = net + tax if net is not None and tax is not None else None
    return total


def _labels(found: Iterable[Leaf]) -> str:
    labels = {leaf.path[-2]: to_name(leaf.text) for leaf in found if leaf.path[-1] == "labelname"}
    what, which = (labels.get(name, "") for name in LABELS)
    return f"{what}（{which}）" if what and which and which not in what else what or which
