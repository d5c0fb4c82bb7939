"""A month's allotment from 会计 over 招商管理局 to 出纳, and where it is seen afterwards."""

from __future__ import annotations

from playwright.sync_api import expect

from . import steps

ALLOTMENTS = "/odoo/allotments"


def open_allotment(page, bureau: str) -> None:
    """The line of the present month of one bureau."""
    steps.visit(page, ALLOTMENTS)
    page.wait_for_selector(".o_list_view .o_data_row")
    month = steps.today()
    page.fill(".o_searchview_input", bureau)
    page.keyboard.press("Enter")
    steps.settled(page)
    row = page.locator(".o_data_row", has_text=bureau).filter(
        has_text=steps.re.compile(f"{month.year}.{{0,3}}0?{month.month}(?![0-9])")
    )
    row.first.locator(".o_data_cell").first.click()
    page.wait_for_selector(".o_form_view .o_zs_panel")


def test_allotment_is_submitted_approved_and_paid_and_seen_in_accounting_and_ledger(as_role, shot):
    """R118, R119, R134: three people, one after the other; the entry and the ledger show it."""
    accountant, authority, cashier = map(as_role, ("kuaiji", "zhaoshangju", "chuna"))
    waiting = steps.badge(authority)
    open_allotment(accountant, "上海")
    shot(accountant, "guide-allotment")
    steps.submit(accountant)
    steps.badge_becomes(authority, waiting + 1)
    steps.open_from_inbox(authority, "上海", "¥")
    steps.agree(authority, "同意拨付")

    open_allotment(cashier, "上海")
    cashier.locator(".o_form_statusbar button.btn-primary:visible").click()
    cashier.wait_for_selector(".modal .o_field_widget[name=line_ids] .o_data_row")
    cashier.locator(".modal .o_data_row td[name=slip_number]").first.click()
    cashier.fill(".modal .o_data_row [name=slip_number] input", "TEST-20261124-01")
    shot(cashier, "guide-payment")
    cashier.locator(".modal-footer .btn-primary:visible").click()
    cashier.wait_for_selector(".modal", state="detached")
    cashier.wait_for_selector(".o_field_widget[name=slip_number]:has-text('TEST-20261124-01')")

    cashier.click("button[name=action_zs_open_entry]")
    cashier.wait_for_selector(".o_form_view .o_field_widget[name=line_ids] .o_data_row")
    expect(cashier.locator(".o_field_widget[name=line_ids]")).to_contain_text("上海")
    shot(cashier, "guide-entry")

    steps.visit(accountant, "/odoo/package-ledger")
    accountant.wait_for_selector(".o_data_row:has-text('TEST-20261124-01')")
    shot(accountant, "guide-ledger")


def test_loan_of_thirty_thousand_is_seen_in_its_accounting_entry(as_role, shot):
    """R119: the first month is a loan of 30,000, from the ledger into the posted entry."""
    page = as_role("kuaiji")
    steps.visit(page, "/odoo/package-ledger")
    page.locator(".o_data_row", has_text="30,000.00").first.locator("td[name=move_name]").click()
    page.wait_for_selector(".o_form_view .o_field_widget[name=line_ids] .o_data_row")
    lines = page.locator(".o_field_widget[name=line_ids]")
    expect(lines).to_contain_text("30,000.00")
    expect(lines).to_contain_text("借款")
    shot(page, "loan-in-accounting-1400")
