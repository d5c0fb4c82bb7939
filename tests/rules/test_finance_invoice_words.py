"""What the words of a page and the data of each family of names say of an invoice, in full."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from zhaoshang_finance.rules.invoice import page
from zhaoshang_finance.rules.invoice.families import invoice_of
from zhaoshang_finance.rules.invoice.figures import SEVERAL, Invoice, Unreadable
from zhaoshang_finance.rules.invoice.markup import leaves

NUMBER, OTHER, DAY = "25332000000012345678", "25332000000012345679", date(2025, 3, 3)
BUYER, SELLER = "宿松县投资促进服务中心（样例）", "Sample Hotel (Asia) Ltd"
BUYER_TAX, SELLER_TAX = "12340826TEST000002", "91330100TEST000001"
PARTIES = f"""购 名称：{BUYER} 销 名称：{SELLER} 售
买 统一社会信用代码/纳税人识别号：{BUYER_TAX} 售 统一社会信用代码/纳税人识别号：{SELLER_TAX}
"""
SOLD = """*住宿服务*住宿费  1  ￥1200.00  6%  ￥72.00
价税合计（大写） 壹仟贰佰柒拾贰圆整 （小写）￥1272.00"""
TOLD = Invoice(
    number=NUMBER,
    day=DAY,
    seller=SELLER,
    seller_tax_number=SELLER_TAX,
    buyer=BUYER,
    buyer_tax_number=BUYER_TAX,
    total=Decimal("1272.00"),
    kind="电子发票（普通发票）",
    item="*住宿服务*住宿费",
)


def test_the_page_of_a_fully_digital_invoice_is_told_in_full():
    """R125: a Chinese name with its wide brackets, a foreign one with its own; never certain."""
    text = f"电子发票（普通发票）\n发票号码：{NUMBER}\n开票日期：2025年03月03日\n{PARTIES}{SOLD}"
    assert page.invoice_on(text) == TOLD


def test_the_page_of_an_older_invoice_is_told_in_full():
    """R125, R126: it has a code too, and a check code that is no number."""
    text = (
        "安徽增值税电子普通发票\n发票代码：034002600111 发票号码：12345678\n"
        f"开票日期：2025年03月03日 校 验 码：{OTHER}\n{PARTIES}{SOLD}"
    )
    assert page.invoice_on(text) == replace(
        TOLD, code="034002600111", number="12345678", kind="增值税电子普通发票"
    )


def test_a_page_without_words_of_an_invoice_says_nothing():
    """R125: what is not there stays empty."""
    assert page.invoice_on("会议通知") == Invoice()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"发票号码：{NUMBER}\n订单号 {OTHER}", NUMBER),
        (f"发票号码：{NUMBER[:9]}\0{NUMBER[9:]}", NUMBER),
        (f"订单号 {NUMBER}", NUMBER),
        (f"校 验 码 {NUMBER}", ""),
        (f"发票代码：034002600111\n{NUMBER}", ""),
        ("发票号码：123456789", ""),
    ],
    ids=["label-first", "unseen-sign", "bare", "check-code", "has-code", "odd-length"],
)
def test_the_number_is_the_labelled_one_else_the_only_one_of_its_length(text, number):
    """R125, R126: never the check code of an older invoice."""
    assert page.invoice_on(text).number == number


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("壹亿元整", 100_000_000), ("壹拾贰亿元整", 1_200_000_000),
        ("叁拾亿零伍佰元整", 3_000_000_500), ("伍角", Decimal("0.5")),
        ("壹元角分", 1), ("壹元伍整", 1), ("零元整", None), ("整", None),
    ],
)  # fmt: skip
def test_capitals_of_large_and_of_unclear_amounts(words, amount):
    """R125: a digit without a unit, or a unit without a digit, adds nothing."""
    assert page.amount_in_words(words) == amount


def data(*texts):
    return leaves(f"<x>{''.join(f'<{name}>{text}</{name}>' for name, text in texts)}</x>".encode())


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (
            [
                ("InvoiceNumber", NUMBER), ("IssueTime", "2025-03-03"), ("SellerName", "甲公司"),
                ("SellerIdNum", SELLER_TAX), ("BuyerName", BUYER), ("BuyerIdNum", BUYER_TAX),
                ("TotalTax-includedAmount", "1272"), ("ItemName", "*住宿服务*住宿费"),
            ],
            Invoice(
                number=NUMBER, day=DAY, seller="甲公司", seller_tax_number=SELLER_TAX,
                buyer=BUYER, buyer_tax_number=BUYER_TAX, total=Decimal("1272.00"),
                item="*住宿服务*住宿费", certain=True,
            ),
        ),
        (
            [
                ("ElectronicInvoiceRailwayETicketNumber", NUMBER), ("DateOfIssue", "2025-03-03"),
                ("Fare", "292.50"), ("IssueParty", "乙局"), ("NameOfPurchaser", BUYER),
                ("UnifiedSocialCreditCodeOfPurchaser", BUYER_TAX),
                ("TypeOfVoucher", "铁路电子客票（退票）"),
            ],
            Invoice(
                number=NUMBER, day=DAY, seller="乙局", buyer=BUYER, buyer_tax_number=BUYER_TAX,
                total=Decimal("292.50"), kind="铁路电子客票（退票）", certain=True,
            ),
        ),
    ],
    ids=["digital", "railway"],
)  # fmt: skip
def test_the_data_of_an_invoice_is_told_in_full(texts, told):
    """R125, R126: also who bought and sold by their tax numbers, and what a ticket calls itself."""
    assert invoice_of(data(*texts)) == told


@pytest.mark.parametrize(
    ("what", "which", "kind"),
    [
        ("电子发票", "普通发票", "电子发票（普通发票）"),
        ("电子发票（普通发票）", "普通发票", "电子发票（普通发票）"),
        ("电子发票", "", "电子发票"),
        ("", "普通发票", "普通发票"),
        ("", "", ""),
    ],
)
def test_the_kind_of_a_digital_invoice_is_said_once(what, which, kind):
    """R125: by those of its two labels that are there."""
    labels = [("EInvoiceType", what), ("GeneralOrSpecialVAT", which)]
    labelled = [(name, f"<LabelName>{text}</LabelName>") for name, text in labels]
    assert invoice_of(data(("InvoiceNumber", NUMBER), *labelled)).kind == kind


def test_several_invoices_in_one_file_are_refused_with_their_count():
    """R126: one file for one invoice; the same number said twice is one invoice."""
    assert invoice_of(data(*[("InvoiceNumber", NUMBER)] * 2)).number == NUMBER
    with pytest.raises(Unreadable) as refused:
        invoice_of(data(*[("InvoiceNumber", number) for number in (NUMBER, OTHER, "1")]))
    assert (refused.value.reason, refused.value.figures) == (SEVERAL, {"found": 3})
