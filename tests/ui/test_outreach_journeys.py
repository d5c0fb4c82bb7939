"""Visits on the phone, the head's statement, an import with a bad row."""

from __future__ import annotations

import io

import xlwt
from playwright.sync_api import expect

from . import steps


def type_name(page, field: str, text: str) -> None:
    """Type a name as plain text and go on; the server finds out whether it is a new one."""
    place = page.locator(f".o_field_widget[name={field}] input")
    place.fill(text)
    place.press("Tab")


def test_deputy_records_a_visit(as_role, shot):
    """R026, R030, R031, R106: one entry, the address book is fed, the project is offered."""
    phone = as_role("deputy1.hangzhou", 390)
    steps.visit(phone, "/odoo/outreach")
    phone.wait_for_selector(".o_zs_start_buttons .btn")
    shot(phone, "outreach-start-390")
    phone.locator(".o_zs_start_buttons .btn", has_text="记拜访").click()
    phone.wait_for_selector(".o_form_view .o_field_widget[name=visited] input")
    shot(phone, "outreach-visit-390")
    phone.locator("button[name=action_register]").click()
    steps.notified(phone, "请先填写标红的必填项")  # Odoo's own Chinese lacks it

    page = as_role("deputy1.hangzhou")
    steps.visit(page, "/odoo/record-visit/new")
    page.wait_for_selector(".o_form_view .o_field_widget[name=visited] input")
    type_name(page, "visited", "杭州新芯演示有限公司")
    steps.choose(page, "category_id", "上市公司")
    type_name(page, "met", "甄新客")
    steps.write(page, "contact_phone", "000-7777-8888")
    steps.write(page, "matter", "有意扩建封装线，要求实地考察。")
    page.get_by_label("明确").check()
    page.wait_for_selector(".alert-warning:has-text('R107')")
    page.locator("button[name=action_register]").click()
    page.wait_for_selector("button[name=action_report_project]:has-text('报送项目')")

    steps.visit(page, "/odoo/contacts")
    card = page.locator(".o_kanban_record", has_text="甄新客")
    card.filter(has_text="杭州新芯演示有限公司").wait_for()
    expect(card.locator("a[href='tel:000-7777-8888']")).to_have_count(1)


def test_head_states_that_nothing_changed(as_role):
    """R030: the deputy has no such button; the head's name stands in the month."""
    deputy, head = as_role("deputy1.shenzhen"), as_role("head.shenzhen")
    for page in (deputy, head):
        steps.visit(page, "/odoo/contact-months")
        page.wait_for_selector(".o_data_row:has-text('本月尚未更新')")
    expect(deputy.locator("button[name=action_state_unchanged]")).to_have_count(0)
    head.locator("button[name=action_state_unchanged]").click()
    head.locator(".modal-footer .btn-primary").click()
    head.wait_for_selector(".o_data_row:has-text('岳鹏程')")


def test_import_with_a_bad_row(as_role, shot):
    """R030: nothing is imported, and the row says why."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("通信录")
    rows = (
        ["单位名称", "类别", "姓名", "联系电话"],
        ["宁波好样演示有限公司", "上市公司", "金好样", "000-1234-5678"],
        ["宁波坏样演示有限公司", "上市公司", "史坏样", "关机"],
    )
    for index, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write(index, place, value)
    out = io.BytesIO()
    book.save(out)
    page = as_role("deputy1.ningbo")
    steps.visit(page, "/odoo/contact-import/new")
    steps.attach(
        page,
        "file",
        {"name": "通信录.xls", "mimeType": "application/vnd.ms-excel", "buffer": out.getvalue()},
    )
    page.click("button[name=action_check]")
    page.wait_for_selector(".o_data_row:has-text('关机')")
    expect(page.locator(".o_data_row", has_text="史坏样")).to_contain_text("不能拨打")
    page.wait_for_selector(".alert-danger .o_field_widget[name=error_file]")
    shot(page, "outreach-import-1400")
    steps.visit(page, "/odoo/contacts")
    page.wait_for_selector(".o_kanban_record")
    expect(page.locator(".o_kanban_record", has_text="金好样")).to_have_count(0)
