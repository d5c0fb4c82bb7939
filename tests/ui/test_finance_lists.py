"""Months submitted and paid from their lists, and what a head sees of his bureau's money."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from . import steps

# the demonstration is paid up to the month before the present one
MONTH = datetime.now(tz=ZoneInfo("Asia/Shanghai")).month
PAID_SO_FAR = 30000 + 20000 * (MONTH - 2) if MONTH > 1 else 0

TO_SUBMIT = "/odoo/action-zhaoshang_finance.zhaoshang_allotment_action_to_submit"
TO_PAY = "/odoo/action-zhaoshang_finance.zhaoshang_allotment_action_to_pay"
AGREE = f"{steps.PREVIEW} button[name=zs_agree]:enabled"


def rows(page):
    return page.locator(".o_list_view .o_data_row")


def tick(page, text):
    page.wait_for_selector(".o_data_row")
    rows(page).filter(has_text=text).locator("input[type=checkbox]").first.click()


def test_lines_are_submitted_and_paid_from_the_list(as_role, shot):
    """R118, R120, R134: 会计 submits, 招商管理局 approves, 出纳 pays, 会计 sees the entry."""
    accountant = as_role("kuaiji")
    steps.visit(accountant, TO_SUBMIT)
    tick(accountant, "上海")
    accountant.get_by_role("button", name="送审", exact=True).click()
    rows(accountant).filter(has_text="上海").wait_for(state="detached")

    page = as_role("zhaoshangju")
    steps.visit(page, "/odoo/approvals")
    page.locator(".o_data_row", has_text="上海驻外招商局").locator(".o_data_cell").first.click()
    page.wait_for_selector(AGREE)
    shot(page, "allotment-decide-1400")
    with steps.told(page):
        page.locator(AGREE).click()

    page = as_role("chuna")
    steps.visit(page, TO_PAY)
    tick(page, "上海")
    page.get_by_role("button", name="登记拨付").click()
    dialog = page.locator(".modal")
    dialog.locator(".o_data_row td[name=slip_number]").click()
    dialog.locator("td[name=slip_number] input").fill("CS-0001")
    shot(page, "allotment-pay-1400")
    dialog.get_by_role("button", name="登记拨付").click()
    dialog.wait_for(state="detached")

    steps.visit(accountant, "/odoo/package-ledger")
    accountant.wait_for_selector(".o_data_row")
    rows(accountant).filter(has_text="CS-0001").locator("td[name=move_name]").click()
    accountant.wait_for_selector(".o_form_view .o_field_widget[name=line_ids]")
    lines = accountant.locator(".o_field_widget[name=line_ids] .o_data_row")
    expect(lines).to_have_count(2)
    account, amount = ("驻外招商局借款", "30,000") if MONTH == 1 else ("预拨驻外招商经费", "20,000")
    expect(lines.nth(0)).to_contain_text(account)
    expect(lines.nth(0)).to_contain_text(f"{amount}.00")
    shot(accountant, "package-entry-1400")
    expect(accountant.locator("button[name=button_draft]:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1400])
def test_a_head_sees_plan_paid_loan_and_rest_of_his_bureau(as_role, shot, width):
    """R117: one package, its figures and its curve, and no other bureau's."""
    page = as_role("head.hangzhou", width)
    steps.visit(page, "/odoo/packages")
    shown = page.locator(".o_data_row, .o_kanban_record:not(.o_kanban_ghost)")
    expect(shown).to_have_count(1)
    shown.first.locator(".o_data_cell").first.click() if width > 500 else shown.first.click()
    page.wait_for_selector(".zs_package_curve svg")
    expect(page.locator(".o_form_sheet")).to_contain_text(
        re.compile(rf"已拨付 ¥\s{PAID_SO_FAR:,}.00，共 ¥\s250,000.00"), use_inner_text=True
    )
    steps.settled(page)
    shot(page, f"package-{width}")
    scroll = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(scroll)
