"""Invoices of nobody as files, for the demonstration and the tests: each says that it is a sample.

Written as issuers write them, so that what reads these reads theirs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from ..capital import capital_amount

CENT = Decimal("0.01")
TAX = Decimal("0.06")
OFD = "http://www.ofdspec.org/2016"
BUYER = "宿松县投资促进服务中心（样例）"
LARGE, NORMAL, LINE = 18, 10, 26


@dataclass(frozen=True)
class Sample:
    """What stands on a sample; ``total`` is with tax."""

    number: str
    day: date
    seller: str
    total: Decimal
    item: str = "*住宿服务*住宿费"
    kind: str = "普通发票"

    @property
    def net(self) -> Decimal:
        return (self.total / (1 + TAX)).quantize(CENT)

    @property
    def tax(self) -> Decimal:
        return self.total - self.net

    @property
    def written_day(self) -> str:
        return f"{self.day:%Y年%m月%d日}"


def digital_xml(sample: Sample) -> bytes:
    """A fully digital invoice (数电票) in the XML of the tax administration."""
    words = {
        "number": sample.number,
        "day": sample.day.isoformat(),
        "seller": sample.seller,
        "buyer": BUYER,
        "net": sample.net,
        "tax": sample.tax,
        "total": sample.total.quantize(CENT),
        "item": sample.item,
        "kind": sample.kind,
    }
    return DIGITAL.format(**{name: escape(str(value)) for name, value in words.items()}).encode()


DIGITAL = """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice>
  <Header><EIid>{number}</EIid><EInvoiceTag>SWEI3200</EInvoiceTag><Version>0.2</Version>
    <InherentLabel>
      <InIssuType><LabelCode>Y</LabelCode><LabelName>是</LabelName></InIssuType>
      <EInvoiceType><LabelCode>01</LabelCode><LabelName>电子发票</LabelName></EInvoiceType>
      <GeneralOrSpecialVAT><LabelCode>02</LabelCode><LabelName>{kind}</LabelName></GeneralOrSpecialVAT>
    </InherentLabel>
  </Header>
  <EInvoiceData>
    <SellerInformation><SellerIdNum>91330100TEST000001</SellerIdNum><SellerName>{seller}</SellerName></SellerInformation>
    <BuyerInformation><BuyerIdNum>12340826TEST000002</BuyerIdNum><BuyerName>{buyer}</BuyerName></BuyerInformation>
    <BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>
      <TotalTax-includedAmount>{total}</TotalTax-includedAmount><Drawer>样例</Drawer>
      <RequestTime>{day} 10:20:30</RequestTime></BasicInformation>
    <IssuItemInformation><ItemName>{item}</ItemName><Amount>{net}</Amount><TaxRate>0.06</TaxRate>
      <ComTaxAm>{tax}</ComTaxAm><TotaltaxIncludedAmount>{total}</TotaltaxIncludedAmount></IssuItemInformation>
    <AdditionalInformation><Remark>样例，不作报销凭证</Remark></AdditionalInformation>
  </EInvoiceData>
  <TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber><IssueTime>{day}</IssueTime>
    <TaxBureauCode>13301000000</TaxBureauCode><TaxBureauName>样例税务局</TaxBureauName></TaxSupervisionInfo>
</EInvoice>
"""  # noqa: E501


def vat_xml(sample: Sample, code: str) -> bytes:
    """An electronic VAT invoice with code and number, as it lies in its OFD."""
    return (
        '<fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019">'
        f"<fp:InvoiceCode>{code}</fp:InvoiceCode><fp:InvoiceNo>{sample.number}</fp:InvoiceNo>"
        f"<fp:IssueDate>{sample.written_day}</fp:IssueDate>"
        f"<fp:Buyer><fp:BuyerName>{BUYER}</fp:BuyerName></fp:Buyer>"
        f"<fp:Seller><fp:SellerName>{sample.seller}</fp:SellerName></fp:Seller>"
        f"<fp:TaxInclusiveTotalAmount>¥{sample.total}</fp:TaxInclusiveTotalAmount>"
        f"<fp:TaxExclusiveTotalAmount>{sample.net}</fp:TaxExclusiveTotalAmount>"
        f"<fp:GoodsInfos><fp:GoodsInfo><fp:Item>{sample.item}</fp:Item></fp:GoodsInfo>"
        "</fp:GoodsInfos></fp:eInvoice>"
    ).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def ofd_with_data(sample: Sample, code: str) -> bytes:
    """An OFD with the data of the invoice attached."""
    return zipped(
        {"OFD.xml": b"<OFD/>", "Doc_0/Attachs/original_invoice.xml": vat_xml(sample, code)}
    )


def ofd_with_tags(sample: Sample, total: str = "") -> bytes:
    """An OFD whose tags say which words of the page are which figure.

    :param total: what the tag of the total points at: often only the sign of the currency
    """
    words = [
        ("InvoiceNo", sample.number),
        ("IssueDate", sample.written_day),
        ("SellerName", sample.seller),
        ("TaxInclusiveTotalAmount", total or "¥"),
        ("TaxExclusiveTotalAmount", str(sample.net)),
        ("TaxTotalAmount", str(sample.tax)),
    ]
    page = "".join(
        f'<ofd:TextObject ID="{place}" Boundary="20 {10 * place} 60 5">'
        f"<ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>"
        for place, (_name, text) in enumerate(words, 7)
    )
    tags = "".join(
        f'<{name}><ofd:ObjectRef PageRef="1">{place}</ofd:ObjectRef></{name}>'
        for place, (name, _text) in enumerate(words, 7)
    )
    return zipped(
        {
            "OFD.xml": b"<OFD/>",
            "Doc_0/Tags/CustomTag.xml": f'<eInvoice xmlns:ofd="{OFD}">{tags}</eInvoice>'.encode(),
            "Doc_0/Pages/Page_0/Content.xml": (
                f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content>{page}</ofd:Content></ofd:Page>'
            ).encode(),
        }
    )


def printed_lines(sample: Sample) -> list[str]:
    """The words of a printed invoice, row by row."""
    total = sample.total.quantize(CENT)
    return [
        f"电子发票（{sample.kind}）",
        f"发票号码：{sample.number}",
        f"开票日期：{sample.written_day}",
        f"购 名称：{BUYER} 销 名称：{sample.seller}",
        "买 统一社会信用代码/纳税人识别号：12340826TEST000002 "
        "售 统一社会信用代码/纳税人识别号：91330100TEST000001",
        f"{sample.item}  ¥{sample.net}  6%  ¥{sample.tax}",
        f"价税合计（大写） {capital_amount(total)} （小写）¥{total}",
        "备注：样例，不作报销凭证",
    ]


def printed_pdf(sample: Sample) -> bytes:
    """A printed invoice as PDF, with its words in it."""
    from reportlab.pdfbase import pdfmetrics  # it loads fonts  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 300), invariant=True)
    for place, text in enumerate(printed_lines(sample)):
        canvas.setFont("STSong-Light", NORMAL if place else LARGE)
        canvas.drawString(30, 260 - LINE * place, text)
    canvas.save()
    return out.getvalue()
