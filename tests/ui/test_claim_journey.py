"""A claim from the officer over all who agree to the cashier, and back in red."""

from __future__ import annotations

from decimal import Decimal

from odoo.addons.zhaoshang_finance.rules.invoice.sample import Sample, digital_xml
from playwright.sync_api import expect

from . import steps

REASON = "推介会场地及资料印刷"
VENUE, PRINTER = "杭州测试会展有限公司", "杭州测试图文印务"
LINES = ".o_field_widget[name=line_ids] .o_data_row"


def invoice(number: int, seller: str, total: str, item: str) -> dict:
    """An e-invoice of nobody, as a browser takes it."""
    said = Sample(f"2633{number:016d}", steps.today(), seller, Decimal(total), item)
    return {"name": f"发票{number}.xml", "mimeType": "text/xml", "buffer": digital_xml(said)}


def box(page, button: str, row: str = ""):
    """The dialogue that a button opens, of the claim or of a row."""
    place = page.locator(LINES, has_text=row) if row else page
    place.get_by_role("button", name=button, exact=True).first.click()
    dialog = page.locator(".modal")
    dialog.wait_for()
    steps.settled(page)
    return dialog


def confirm(dialog) -> None:
    dialog.locator(".modal-footer .btn-primary, .modal-footer .btn-danger").click()
    dialog.wait_for(state="detached")
    steps.settled(dialog.page)


def figure(page, field: str):
    """A field that is shown, to be expected: it follows a moment after what was done."""
    return expect(page.locator(f".o_field_widget[name={field}]").first)


def reverse(page, button: str, reason: str) -> None:
    dialog = box(page, button)
    dialog.locator(".o_field_widget[name=reason] input").fill(reason)
    confirm(dialog)


def above_the_advance(page, more: str) -> str:
    """A total that is this much above what the bureau has been paid and has not spent."""
    package = steps.call(
        page, "zhaoshang.package", "search_read", [("year", "=", steps.today().year)],
        ["loan", "prepaid"],
    )[0]  # fmt: skip
    return f"{package['loan'] + package['prepaid'] + float(more):.2f}"


def claim_by_mouse(page, shot) -> str:
    """Two files dropped, one of them without its category, handed in; the place of the claim."""
    steps.visit(page, "/odoo/my-claims/new")
    steps.write(page, "reason", REASON)
    files = [
        invoice(1, VENUE, above_the_advance(page, "2400"), "*会展服务*场地费"),
        invoice(2, PRINTER, "612.50", "*未知*未知项目"),
    ]
    page.set_input_files(".o_zs_invoice_input", files)
    page.wait_for_selector(".o_zs_invoice_added:has-text('2')")
    figure(page, "amount_capital").to_contain_text("元")
    figure(page, "fault").to_contain_text("请选择类别")
    # the amount asks for the leader, too, and the panel says so at once
    page.wait_for_selector(".o_zs_flow :text('齐统筹')")
    page.locator("button[name=zs_submit]:enabled").click()
    page.wait_for_selector(".o_zs_panel [role=alert]:has-text('尚未提交')")
    shot(page, "claim-refused-1400")

    line = page.locator(LINES, has_text=PRINTER)
    line.locator("td[name=category_id]").click()
    page.locator(".o_selected_row td[name=category_id] input").fill("印刷")
    page.locator(".o-autocomplete--dropdown-item", has_text="印刷").first.click()
    steps.settled(page)
    steps.submit(page)
    return page.url


def test_a_claim_is_cut_posted_and_paid_and_reversed_in_red(as_role, shot):
    """R125 to R129, R134: six people by mouse; the claimant sees each step on the phone."""
    officer, head, office = map(as_role, ("deputy1.hangzhou", "head.hangzhou", "zhaoshangju"))
    accountant, leader, cashier = map(as_role, ("kuaiji", "fenguan", "chuna"))
    claim = claim_by_mouse(officer, shot)
    for page in (head, office):
        steps.open_from_inbox(page, REASON)
        steps.agree(page)

    steps.open_from_inbox(accountant, REASON)
    dialog = box(accountant, "核减", PRINTER)
    dialog.locator(".o_field_widget[name=cut] input").fill("112.50")
    dialog.locator(".o_field_widget[name=reason] input").fill("超出协议价部分")
    shot(accountant, "claim-cut-1400")
    confirm(dialog)
    expect(accountant.locator(LINES, has_text=PRINTER)).to_contain_text("112.50")
    shot(accountant, "claim-cut-done-1400")
    steps.agree(accountant, "票据齐全")
    steps.open_from_inbox(leader, REASON)
    steps.agree(leader)
    steps.visit(accountant, claim)
    dialog = box(accountant, "入账")
    figure(accountant, "preview").to_contain_text("应付驻外招商垫付")
    figure(accountant, "preview").to_contain_text("2,900.00")
    shot(accountant, "claim-post-1400")
    confirm(dialog)

    steps.visit(cashier, claim)
    dialog = box(cashier, "支付垫付款")
    dialog.locator(".o_field_widget[name=slip_number] input").fill("TEST-BX-01")
    confirm(dialog)
    figure(cashier, "paid_amount").to_contain_text("2,900.00")

    phone = as_role("deputy1.hangzhou", 390)
    steps.visit(phone, claim)
    figure(phone, "slip_number").to_contain_text("TEST-BX-01")
    expect(phone.locator(".o_form_sheet")).to_contain_text("超出协议价部分")
    shot(phone, "claim-paid-390")

    steps.visit(accountant)
    reverse(accountant, "红字冲销付款", "回单号填错")
    figure(accountant, "payable").to_contain_text("2,900.00")
    reverse(accountant, "红字冲销", "记账科目有误")
    accountant.wait_for_selector(".o_arrow_button_current:has-text('待入账')")
    shot(accountant, "claim-reversed-1400")
