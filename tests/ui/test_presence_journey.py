"""谁在哪里 and the months behind it: looked at, filtered, printed, explained, tried otherwise."""

from __future__ import annotations

import datetime
import io
import re

from playwright.sync_api import expect
from pypdf import PdfReader

from . import steps

A4_LANDSCAPE = (842, 595)
GRID = "/odoo/who-is-where"


def open_grid(page) -> None:
    steps.visit(page, GRID)
    page.wait_for_selector(".o_zs_grid_foot")


def last_month(page) -> None:
    """The month that the demonstration has closed."""
    with page.expect_response(lambda answer: "zs_grid" in answer.url):
        page.keyboard.press("PageUp")
    page.wait_for_selector(".o_zs_grid .badge:has-text('已锁定')")


def totals_of(page) -> list[str]:
    return page.locator(".o_zs_row .o_zs_total").all_inner_texts()


def test_the_office_sees_who_is_where_prints_it_and_opens_why(as_role, shot):
    """R068, R069, R097, R139, UX 18, UX 20: a month on one page, its paper with the same
    totals, and an officer's month explained."""
    office = as_role("bangongshi")
    open_grid(office)
    shot(office, "guide-presence-grid")
    last_month(office)
    rows = 17
    expect(office.locator(".o_zs_row")).to_have_count(rows)
    office.locator("tfoot .o_zs_count").nth(10).click()  # who is at post on that day
    office.wait_for_function(f"document.querySelectorAll('.o_zs_row').length < {rows}")
    office.locator(".o_zs_unfilter").click()
    office.locator(".o_zs_bureau").select_option(label="上海驻外招商局")
    office.wait_for_function("document.querySelectorAll('.o_zs_row').length === 3")

    paper = PdfReader(io.BytesIO(office.pdf(prefer_css_page_size=True, print_background=True)))
    sheet = paper.pages[0]
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4_LANDSCAPE
    text = "".join(page.extract_text() for page in paper.pages)
    assert all(total in text for total in totals_of(office))

    office.locator(".o_zs_row", has_text="陆先行").locator("button").nth(27).click()
    office.wait_for_selector(".o_zs_month_strip")
    for part in ("R068", "R097", "系统不自动作出任何处理", "系统解释"):
        expect(office.locator(".o_field_widget[name=explanation]")).to_contain_text(part)
    shot(office, "guide-presence-month")
    office.locator(".o_zs_strip_day[data-day='13']").click()  # a day opens its record
    office.wait_for_selector(".o_field_widget[name=facts], .o_field_widget[name=explanation]")
    office.wait_for_selector(".o_form_view:has-text('未经请假离岗')")


def test_an_officer_finds_who_is_away_on_his_phone(as_role, shot):
    """R012, R069: today first, his own bureau alone, nothing too wide."""
    officer = as_role("deputy1.hangzhou", 390)
    open_grid(officer)
    today = officer.locator(".o_zs_grid_list .o_zs_today")
    expect(today).to_be_in_viewport(ratio=1)  # at the top, but for a month's last days
    assert "安之访" in today.inner_text()
    assert officer.evaluate("document.documentElement.scrollWidth") <= 390
    assert officer.locator(".o_zs_bureau").count() == 0
    shot(officer, "presence-grid-390")


def test_other_parameters_are_tried_beside_the_closed_month(as_role, shot):
    """R068, R139: 18 instead of 20 days: who was short would not be; nothing changes."""
    department = as_role("zuzhibu")
    last = steps.today().replace(day=1) - datetime.timedelta(days=1)
    steps.visit(department, "/odoo/presence-months")
    department.locator(".o_group_header", has_text=f"{last.year}年{last.month}月").click()
    department.locator(".o_data_row", has_text="苗引商").locator(".o_data_cell").nth(1).click()
    department.wait_for_selector(".o_zs_month_strip")
    department.get_by_role("button", name="参数试算").click()
    department.fill(".modal .o_field_widget[name=min_days] input", "18")
    department.locator(".modal-footer .btn-primary:visible").click()
    row = department.locator(".modal .o_data_row", has_text="苗引商")
    expect(row).to_contain_text(re.compile("未达标.*18.*达标", re.S))
    shot(department, "presence-what-if-1400")
    department.locator(".modal-footer .btn-secondary:visible").click()
    department.wait_for_selector(".modal", state="detached")
    expect(department.locator(".o_field_widget[name=standing]")).to_contain_text("▲ 未达标")
