"""组织部 brings in the staff roster from an Excel file."""

from __future__ import annotations

import io
import pathlib

import openpyxl
import xlwt
from playwright.sync_api import expect

from . import steps

HEADINGS = (
    "姓 名", "驻外招商局", "职务", "挂任单位", "挂任职务", "原单位", "聘任起", "聘任止",
)  # fmt: skip
BAD = (
    ("马到成", "南京", "副局长", "县招商管理局", "副局长", "县科技局", "2026-12-01", "2028-11-30"),
    ("高来高", "泉州", "副局长", "县招商管理局", "副局长", "县林业局", "2026-12-01", "2025-12-01"),
)


def roster(*rows) -> bytes:
    """An .xls as a county keeps it: a merged title above the headings."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("花名册")
    sheet.write_merge(0, 0, 0, len(HEADINGS) - 1, "宿松县驻外招商局人员花名册")
    for number, row in enumerate((HEADINGS, *rows), start=1):
        for place, text in enumerate(row):
            sheet.write(number, place, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def check(page, content: bytes, name="花名册.xls") -> None:
    steps.visit(page, "/odoo/roster-import")
    page.wait_for_selector("button[name=action_check]")
    kind = "application/vnd.ms-excel"
    steps.attach(page, "file", {"name": name, "mimeType": kind, "buffer": content})
    page.click("button[name=action_check]")


def count_of_appointments(page) -> str:
    steps.visit(page, "/odoo/action-zhaoshang_office.zhaoshang_appointment_action")
    page.wait_for_selector(".o_list_view .o_data_row")
    return page.locator(".o_pager_limit").first.inner_text()


def test_bad_roster_is_only_checked_and_comes_back_with_a_reason_in_each_row(as_role, shot):
    """R004, R007: a dry run first; unknown bureau and wrong term are named; nothing is imported."""
    page = as_role("zuzhibu")
    before = count_of_appointments(page)
    check(page, roster(*BAD))
    rows = page.locator(".o_field_widget[name=line_ids] .o_data_row")
    expect(rows).to_have_count(2)
    expect(rows).to_contain_text(["马到成", "高来高"])
    expect(page.locator("button[name=action_import]")).not_to_be_visible()
    shot(page, "guide-roster-errors")

    with page.expect_download() as download:
        page.locator(
            ".o_field_widget[name=error_file] :is(a, .o_download_file_button, .o_form_uri)"
        ).first.click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    reasons = [
        str(row[-1].value)
        for row in sheet.iter_rows()
        if any(c.value in ("马到成", "高来高") for c in row)
    ]
    assert len(reasons) == 2
    assert "南京" in reasons[0]
    assert reasons[1].strip()
    assert count_of_appointments(page) == before


def test_file_that_is_no_spreadsheet_is_refused_in_words(as_role):
    page = as_role("zuzhibu")
    check(page, "这不是表格".encode(), "说明.xls")
    refusal = page.locator(".modal-body, .o_notification", has_text="说明.xls")
    expect(refusal.first).to_contain_text("Excel")


def test_roster_on_record_changes_nothing_and_tells_what_was_decided_since(as_role, shot):
    """R008: the demonstration's own roster again: one term has ended early and its renewal waits,
    one officer has served in another bureau for two weeks."""
    sample = pathlib.Path("addons/zhaoshang_office/demo/organisation/roster.xls")
    page = as_role("zuzhibu2")
    check(page, sample.read_bytes(), "roster.xls")
    page.wait_for_selector(".o_field_widget[name=summary]:has-text('无变化 16 行，有误 2 行')")
    lines = page.locator(".o_field_widget[name=line_ids] .o_data_row")
    told = lines.filter(has_text="有误")
    expect(told).to_have_count(2)
    expect(told).to_contain_text(["闻汇报", "田落地"])
    expect(told).to_contain_text(["R008", "R008"])
    expect(page.locator("button[name=action_import]")).not_to_be_visible()
    shot(page, "roster-unchanged-1400")
