"""待办 and the decision page, as those who decide on leave use them (UX 1, 2, 6, 8, 9, 11, 25)."""

from __future__ import annotations

import os
import time

import psycopg2
import pytest
from playwright.sync_api import expect

from . import steps

INBOX = "/odoo/approvals"
AGREE = "button[name=zs_agree]"
OPINION = ".o_zs_decision textarea"
# ZS_ROUNDS=20 ./dev test … loses the tab, the server and the session as often
ROUNDS = int(os.environ.get("ZS_ROUNDS", "1"))


def open_inbox(page):
    page.goto(INBOX)
    page.wait_for_selector(".o_data_row, .o_kanban_record")
    steps.settled(page)
    return page


def open_first(page):
    """The whole matter of the first row; its address, to come back to it."""
    open_inbox(page)
    page.locator(".o_data_row .o_data_cell").first.dblclick()
    page.wait_for_selector(f".o_form_view.o_action {AGREE}:enabled")
    steps.settled(page)
    return page.url


def open_again(page, address):
    """Load a matter, as somebody does who has lost his tab."""
    page.goto(address)
    page.wait_for_selector(f".o_form_view.o_action {AGREE}:enabled")
    steps.settled(page)


def holds(page, text):
    """The opinion is there."""
    expect(page.locator(OPINION)).to_have_value(text)


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def test_badge_counts_what_waits_and_opens_it(as_role, shot):
    page = as_role("zuzhibu")
    page.wait_for_selector(".o_zs_inbox_badge")
    count = steps.badge(page)
    page.get_by_role("button", name="待办").click()
    expect(page.locator(".o_data_row")).to_have_count(count)
    steps.settled(page)
    shot(page, "inbox-1400")
    # its own, not those of a table in the matter beside it
    headings = page.locator(".o_list_table").first.locator("thead th").all_inner_texts()
    assert [text for text in headings if text] == [
        "事项", "标题", "发起人", "已等待", "办理时限",
    ]  # fmt: skip


def test_whole_matter_is_seen_without_scrolling_on_a_small_screen(as_role, shot):
    page = as_role("zuzhibu", 1366)
    page.set_viewport_size({"width": 1366, "height": 768})
    open_first(page)
    shot(page, "decision-1366")
    for selector in (".o_form_sheet .o_group", AGREE, ".o_zs_steps", ".o_zs_trail"):
        found = box(page, selector)
        assert found, selector
        assert found["y"] + found["height"] <= 768, selector
        assert found["x"] + found["width"] <= 1366, selector


@pytest.mark.parametrize("width", [390, 1366])
def test_what_is_pressed_is_44_high(as_role, width):
    page = as_role("zuzhibu", width)
    open_inbox(page)
    page.locator(".o_data_row .o_data_cell, .o_kanban_record").first.dblclick()
    page.wait_for_selector(f".o_form_view.o_action {AGREE}:enabled")
    steps.settled(page)
    for button in page.locator(".o_zs_panel button, .o_zs_inbox_systray button").all():
        assert button.bounding_box()["height"] >= 44, button.inner_text()


def test_on_a_phone_the_buttons_stay_in_sight_and_nothing_is_cut(as_role, shot):
    page = as_role("zuzhibu", 390)
    open_inbox(page)
    shot(page, "inbox-390")
    page.locator(".o_kanban_record").first.click()
    page.wait_for_selector(f"{AGREE}:enabled")
    steps.settled(page)
    shot(page, "decision-390")
    found = box(page, AGREE)
    assert found["y"] + found["height"] <= 844
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_opinion_survives_a_killed_tab_and_a_server_that_goes_away(as_role):
    """The tab is killed; then the worker in the middle of the decision, and the session is over."""
    page = as_role("zuzhibu")
    address = open_first(page)
    for number in range(ROUNDS):
        text = f"请补充值守安排（{number}）"
        page.fill(OPINION, text)
        page.close(run_before_unload=False)
        page = page.context.new_page()
        open_again(page, address)
        holds(page, text)

        page.route("**/action_decide", lambda route: route.abort("connectionreset"))
        page.click(AGREE)
        page.wait_for_selector(".o_notification")
        holds(page, text)
        page.unroute("**/action_decide")

        cookies = page.context.cookies()
        page.context.clear_cookies()
        page.locator(f"{AGREE}:enabled").click()
        page.wait_for_selector(".modal, input[name=login]")
        page.context.add_cookies(cookies)
        open_again(page, address)
        holds(page, text)
    page.fill(OPINION, "")


def test_opinion_survives_a_killed_server(as_role, server):
    """The server's process is killed while a text is typed, and again in the middle of the
    decision: the text is there, nothing is half done, and the decision then goes through."""
    page = as_role("fenguan")
    address = open_first(page)
    half, rest = "请补充值守安排，", "再报一次"
    for _round in range(ROUNDS):
        page.fill(OPINION, "")
        page.locator(OPINION).press_sequentially(half)
        server.kill()
        page.locator(OPINION).press_sequentially(rest)
        page.click(AGREE)
        page.wait_for_selector(".o_notification")
        holds(page, half + rest)
        server.start_again()
        open_again(page, address)
        holds(page, half + rest)

        with HeldRuns(server) as held:
            page.locator(f"{AGREE}:enabled").click()
            held.wait_for_somebody()
            server.kill()
        server.start_again()
        open_again(page, address)
        holds(page, half + rest)
        assert held.opinions(rest) == 0
    page.locator(f"{AGREE}:enabled").click()
    page.wait_for_selector(".o_notification:has-text('已同意')")
    assert held.opinions(rest) == 1


class HeldRuns:
    """Nobody gets past the first step of a decision while this is open."""

    def __init__(self, server):
        self.sql = psycopg2.connect(dbname=server.database)

    def __enter__(self):
        self.ask("SELECT id FROM zhaoshang_approval_instance FOR UPDATE")
        return self

    def __exit__(self, *_error):
        self.sql.rollback()

    def ask(self, query, *values):
        with self.sql.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def wait_for_somebody(self):
        query = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        for _turn in range(300):
            # the view is read once a transaction, unless told
            self.ask("SELECT pg_stat_clear_snapshot()")
            if self.ask(query) != [(0,)]:
                return
            time.sleep(0.1)
        raise AssertionError("nobody decides")

    def opinions(self, word):
        """How often the history keeps an opinion with this word."""
        query = "SELECT count(*) FROM zhaoshang_approval_event WHERE comment LIKE %s"
        ((count,),) = self.ask(query, f"%{word}%")
        self.sql.rollback()
        return count


def test_digits_in_a_text_decide_nothing(as_role):
    page = as_role("zuzhibu")
    open_first(page)
    page.fill(OPINION, "")
    page.locator(OPINION).press_sequentially("123")
    page.wait_for_timeout(500)
    holds(page, "123")
    expect(page.locator(AGREE)).to_be_visible()
    page.fill(OPINION, "")


def test_late_decision_keeps_the_text_and_tells_what_has_happened(as_role, shot):
    late, quick = as_role("zuzhibu"), as_role("zuzhibu2")
    address = open_first(late)
    late.fill(OPINION, "我的意见还没写完")
    open_again(quick, address)
    quick.fill(OPINION, "同意，注意值守")
    quick.locator(f"{AGREE}:enabled").click()
    late.wait_for_selector(".o_zs_unsent")
    shot(late, "decided-meanwhile-1400")
    expect(late.locator(".o_zs_notice")).to_contain_text("同意，注意值守")
    expect(late.locator(".o_zs_unsent")).to_contain_text("我的意见还没写完")
    expect(late.locator(AGREE)).to_have_count(0)


def test_keys_alone_lead_through_the_inbox_to_its_end(as_role, shot):
    """Enter opens, 1 agrees without a word, the next matter opens by itself, then all is done."""
    page = as_role("zuzhibu")
    open_inbox(page)
    left = page.locator(".o_data_row").count()
    page.wait_for_selector(".o_data_row:focus-within")
    page.keyboard.press("Enter")
    page.wait_for_selector(f".o_form_view.o_action {AGREE}")
    while left:
        page.wait_for_selector(f"{AGREE}:enabled")
        heading = page.locator(".o_breadcrumb .active, .o_last_breadcrumb_item").first.inner_text()
        page.keyboard.press("1")
        left -= 1
        page.wait_for_function(
            "heading => !document.querySelector('.o_breadcrumb')?.innerText.includes(heading)",
            arg=heading,
        )
    page.wait_for_selector(".o_view_nocontent")
    shot(page, "inbox-empty-1400")
    assert "都办完了" in page.locator(".o_view_nocontent").inner_text()
    expect(page.locator(".o_zs_inbox_badge")).to_have_count(0)


def test_refusal_asks_for_its_reason(as_role, shot):
    page = as_role("zhaoshangju")
    open_inbox(page)
    page.locator(".o_data_row", has_text="（局长）").first.dblclick()
    page.wait_for_selector(".o_form_view.o_action button[name=zs_refuse]:enabled")
    page.click("button[name=zs_refuse]")
    page.click("button[name=zs_confirm]")
    expect(page.locator(".o_zs_decision [role=alert]")).to_contain_text("请先填写几句说明")
    page.fill(OPINION, "与全县招商推介会冲突")
    shot(page, "refusal-1400")
    before = steps.badge(page)
    page.click("button[name=zs_confirm]")
    page.wait_for_selector(".o_notification:has-text('已签不同意')")
    steps.badge_becomes(page, before - 1)


def test_a_stock_phrase_is_put_into_the_opinion_with_two_keys(as_role, shot):
    for width in (1400, 390):
        page = as_role("zhaoshangju", width)
        page.wait_for_selector(".o_data_row, .o_kanban_record:not(.o_kanban_ghost)")
        page.locator(".o_data_row .o_data_cell, .o_kanban_record").first.click()
        phrases = page.locator("button[name=zs_phrases]")
        page.wait_for_selector("button[name=zs_phrases]:enabled")
        steps.settled(page)
        page.keyboard.press("5")
        page.wait_for_selector(".o_zs_more_menu")
        shot(page, f"phrases-{width}")
        page.keyboard.press("2")
        page.wait_for_selector(".o_zs_more_menu", state="detached")
        expect(page.locator(".o_zs_opinion_field textarea")).to_have_value("情况属实，同意。")
        phrases.click()
        page.get_by_text("我的常用语…").click()
        page.wait_for_selector(".o_data_row, .o_kanban_record:not(.o_kanban_ghost)")
        shot(page, f"phrases-list-{width}")
