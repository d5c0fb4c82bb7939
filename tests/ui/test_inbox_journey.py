"""Many decided at once, keys and preview beside the list, the link of a mail (UX 1, 3, 4)."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from . import steps
from .test_finance_journey import open_allotment

ROW = ".o_data_row"
DECIDE = f"{steps.PREVIEW} button[name=zs_agree]:enabled"


def open_inbox(page) -> None:
    steps.visit(page, "/odoo/approvals")
    page.wait_for_selector(f"{ROW}:focus-within")


def call(page, model: str, method: str, *args, **kwargs):
    answer = page.request.post(
        f"/web/dataset/call_kw/{model}/{method}",
        data={"params": {"model": model, "method": method, "args": args, "kwargs": kwargs}},
    ).json()
    assert "error" not in answer, answer
    return answer["result"]


def test_the_attached_file_is_read_beside_the_form_and_the_width_is_remembered(as_role, shot):
    """P shows it in place of the list, and beside the form of the page that Enter opens."""
    page = as_role("zhaoshangju")
    open_inbox(page)
    plan = page.locator("td[name=title]", has_text=re.compile("^宁波驻外招商局"))
    plan.click()
    page.wait_for_selector(f"{steps.PREVIEW} .o_zs_paper")
    page.keyboard.press("p")
    paper = page.frame_locator(".o_zs_matters .o_zs_paper_pane iframe")
    paper.locator(".textLayer", has_text="用款计划").wait_for()
    shot(page, "paper-preview-1400")
    page.keyboard.press("Escape")
    page.locator(".o_zs_paper_pane").wait_for(state="detached")

    steps.settled(page)
    width = page.locator(".o_zs_pane").bounding_box()["width"]
    handle = page.locator(".o_zs_pane .o_resizable_panel_handle").bounding_box()
    page.mouse.move(handle["x"] + 1, 500)
    page.mouse.down()
    page.mouse.move(handle["x"] - 99, 500, steps=4)
    page.mouse.up()
    open_inbox(page)
    page.wait_for_function(
        "width => Math.abs(document.querySelector('.o_zs_pane').offsetWidth - width) < 5",
        arg=width + 100,
    )

    plan.dblclick()
    page.wait_for_selector(".o_form_view.o_action .o_zs_paper")
    page.keyboard.press("p")
    paper = page.frame_locator(".o_action .o_zs_paper_pane iframe")
    paper.locator(".textLayer", has_text="用款计划").wait_for()
    shot(page, "paper-decision-1400")
    expect(page.locator("button[name=zs_agree]")).to_be_visible()


def test_of_many_the_good_are_done_and_the_report_says_why_one_is_not(as_role, shot):
    """Somebody else decides one of two that are ticked already."""
    page, colleague = as_role("zhaoshangju"), as_role("zhaoshangju2")
    open_inbox(page)
    rows = page.locator(ROW, has_text="借款、拨款审批")
    titles = [rows.nth(place).locator("td[name=title]").inner_text() for place in (0, 1)]
    for place in (0, 1):
        rows.nth(place).locator(".o_list_record_selector input").click()
    shot(page, "batch-ticked-1400")
    steps.open_from_inbox(colleague, titles[0])
    steps.agree(colleague, "同意，请按时拨付")

    page.click("button[name=zs_batch_approve]")
    page.fill(".o_zs_batch_ask textarea", "同意")
    shot(page, "batch-ask-1400")
    page.click("button[name=zs_batch_confirm]")
    bad = page.locator(".o_zs_batch_report .o_zs_tone_bad li")
    expect(bad).to_contain_text(titles[0])
    expect(bad).to_contain_text("同意，请按时拨付")
    expect(page.locator(".o_zs_batch_report .o_zs_tone_good li")).to_contain_text(titles[1])
    shot(page, "batch-report-1400")
    bad.locator("button").click()
    page.wait_for_selector(".o_form_view.o_action .o_zs_trail")
    expect(page.locator(".modal")).to_have_count(0)


def test_keys_alone_lead_through_the_list_with_the_matter_beside_it(as_role, shot):
    """5 1 writes a phrase, H puts off, Enter opens; a digit in a text decides nothing."""
    page = as_role("zhaoshangju")
    open_inbox(page)
    page.wait_for_selector(DECIDE)
    count = steps.badge(page)
    first = page.locator(f"{ROW}.o_zs_current td[name=title]").inner_text()
    page.keyboard.press("ArrowDown")
    page.locator(f"{ROW}.o_zs_current").filter(has_not_text=first).wait_for()
    page.wait_for_selector(DECIDE)
    page.keyboard.press("5")
    page.wait_for_selector(".o_zs_more_menu :text('同意。')")
    page.keyboard.press("1")
    box = page.locator(f"{steps.PREVIEW} .o_zs_decision textarea")
    expect(box).to_have_value("同意。")
    shot(page, "preview-1400")
    box.press_sequentially("123")
    box.press("Escape")
    assert steps.badge(page) == count
    page.locator(f"{ROW}.o_zs_current td[name=title]").click()
    put_off = page.locator(f"{ROW}.o_zs_current td[name=title]").inner_text()
    page.wait_for_selector(DECIDE)
    page.keyboard.press("h")
    steps.badge_becomes(page, count - 1)
    page.locator(ROW, has_text=put_off).wait_for(state="detached")
    page.wait_for_selector(f"{ROW}:focus-within")
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_form_view.o_action button[name=zs_agree]")

    steps.visit(page, "/odoo/approvals")
    page.wait_for_selector(ROW)
    page.click(".o_facet_remove")
    page.click(".o_searchview_dropdown_toggler")
    page.click(".o_filter_menu .dropdown-item:has-text('稍后')")
    page.locator(ROW, has_text=put_off).wait_for()
    shot(page, "later-1400")


def test_the_link_of_a_mail_shows_asks_to_log_in_decides_once_and_tells_later(
    as_role, browser, server, shot
):
    """GET shows and changes nothing; POST decides; the same link then says what has happened."""
    admin, accountant = as_role("admin"), as_role("kuaiji")
    [user] = call(admin, "res.users", "search", [["login", "=", "zhaoshangju2"]])
    call(admin, "res.users", "write", [user], {"zs_mail_at_once": True, "email": "shu@example.com"})
    open_allotment(accountant, "无锡")  # returned before
    steps.submit(accountant, "zs_resubmit")
    [mail] = call(
        admin, "mail.mail", "search_read", [["body_html", "ilike", "/zs/task/"]], ["body_html"],
        order="id desc", limit=1,
    )  # fmt: skip
    link = re.search(r"/zs/task/[^\"'<\s]+", mail["body_html"]).group()

    context = browser.new_context(
        base_url=server.url, viewport={"width": 390, "height": 844}, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(link)
    page.fill("input[name=login]", "zhaoshangju2")
    page.fill("input[name=password]", "zhaoshangju2")
    page.click("button[type=submit]")
    page.wait_for_selector("button[value=approve]")
    shot(page, "link-390")
    expect(page.locator("h1").first).to_contain_text("无锡")
    page.goto(link)
    page.fill("textarea", "同意拨付")
    page.click("button[value=approve]")
    page.wait_for_selector("[role=status]")
    page.goto(link)
    expect(page.locator("[role=alert]").first).to_contain_text("同意拨付")
    shot(page, "link-stale-390")
    expect(page.locator("button[value=approve]")).to_have_count(0)
    context.close()
