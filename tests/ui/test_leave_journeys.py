"""A leave from the first day chosen to the last opinion, in the browsers of those concerned."""

from __future__ import annotations

import datetime
import re

from playwright.sync_api import expect

from . import steps

FORECAST = ".o_zs_forecast"


def tells(place, *texts: str) -> None:
    """A place of the page says all of these, or will in a moment."""
    for text in texts:
        expect(place).to_contain_text(text)


def warned(page, *texts: str) -> None:
    """All of these already stand against the leave while it is filled in."""
    for text in texts:
        page.locator(f"{FORECAST} [role=alert]", has_text=text).first.wait_for()


def test_leave_of_a_head_is_granted_once_both_departments_have_agreed(as_role, shot):
    """R015, R066, R075, R076, UX 13, UX 15: days, who stays and the chain of those who decide are
    seen first; both must agree."""
    first, last = steps.quiet_days(32, 5)
    head = as_role("head.hangzhou")
    department, authority = as_role("zuzhibu"), as_role("zhaoshangju")
    before = steps.badge(department)

    steps.begin_leave(head, first, last, acting="柳拜山", reason="回县看望父母")
    expect(head.locator(FORECAST)).to_contain_text(re.compile(r"计\s*5\s*天"))
    tells(head.locator(FORECAST), "柳拜山", "安之访")
    steps.save(head)
    shot(head, "guide-leave-before-sending")
    tells(head.locator(".o_zs_flow"), "组织部", "招商管理局")
    steps.submit(head)

    steps.badge_becomes(department, before + 1)
    shot(department, "guide-inbox")
    steps.open_from_inbox(department, "甄杭远", steps.span_text(first, last))
    tells(department.locator(".o_form_view.o_action .o_form_sheet"), "柳拜山")
    shot(department, "guide-decision")
    steps.agree(department, "同意，注意安全")
    steps.badge_becomes(department, before)

    steps.visit(head)
    steps.state(head, "审批中")
    tells(head.locator(".o_zs_waiting"), "招商管理局")

    steps.open_from_inbox(authority, "甄杭远", steps.span_text(first, last))
    steps.agree(authority, "同意")

    steps.state(head, "已同意")  # his page follows by itself
    tells(head.locator(".o_zs_history .o_zs_trail"), "同意，注意安全", "仲选才", "舒引商")
    shot(head, "guide-leave-agreed")


def test_leave_of_a_deputy_is_agreed_by_the_head_and_registered_with_a_number(as_role, shot):
    """R077, R078: the head decides, 招商管理局 registers it; the number is seen by the deputy."""
    first, last = steps.quiet_days(32, 4)
    deputy, head, authority = map(as_role, ("deputy2.shanghai", "head.shanghai", "zhaoshangju"))
    waiting = steps.badge(head)
    steps.ask_leave(deputy, first, last, reason="探亲")
    steps.badge_becomes(head, waiting + 1)
    steps.open_from_inbox(head, "闻汇报", steps.span_text(first, last))
    steps.agree(head, "同意")

    steps.visit(deputy)
    steps.state(deputy, "已同意")
    tells(deputy.locator(".o_zs_strip"), "待备案")

    steps.open_from_inbox(authority, "闻汇报", steps.span_text(first, last))
    opinion = authority.locator(".o_zs_decision textarea")
    expect(opinion).to_have_attribute("placeholder", re.compile("^备案说明"))
    shot(authority, "guide-register")
    steps.agree(authority)

    steps.visit(deputy)
    expect(deputy.locator(".o_zs_filing")).to_contain_text(
        re.compile(r"已备案.*\d\s*$", re.S), use_inner_text=True
    )
    shot(deputy, "guide-leave-registered")


def test_refusal_needs_a_reason_and_the_person_sees_both_opinions(as_role, shot):
    """R075, R076: one department agrees, the other refuses: the leave is refused."""
    first, last = steps.quiet_days(32, 3)
    head, department, authority = map(as_role, ("head.shenzhen", "zuzhibu", "zhaoshangju"))
    steps.ask_leave(head, first, last, reason="探亲", acting="田落地")
    steps.open_from_inbox(department, "岳鹏程", steps.span_text(first, last))
    steps.agree(department, "情况属实，同意")
    steps.open_from_inbox(authority, "岳鹏程", steps.span_text(first, last))
    authority.locator("button[name=zs_refuse]:enabled").click()
    authority.locator("button[name=zs_confirm]:enabled").click()
    expect(authority.locator(".o_zs_decision [role=alert]")).to_contain_text(re.compile(r"\S"))
    authority.fill(".o_zs_decision textarea", "该周有重点客商来访")
    authority.locator("button[name=zs_confirm]:enabled").click()
    steps.notified(authority, "岳鹏程")

    steps.visit(head)
    steps.state(head, "不同意")
    tells(head.locator(".o_zs_trail"), "情况属实，同意", "该周有重点客商来访")
    shot(head, "leave-refused-1400")


def test_returned_leave_is_changed_and_sent_again_and_agreed_in_the_second_round(as_role, shot):
    """R077: the head returns it with a reason; the deputy changes the days; the head agrees."""
    first, last = steps.quiet_days(40, 3)
    deputy, head = as_role("deputy2.shenzhen"), as_role("head.shenzhen")
    steps.ask_leave(deputy, first, last, reason="孩子家长会")
    steps.open_from_inbox(head, "郝项目", steps.span_text(first, last))
    steps.turn_down(head, "zs_return", "与客商来访冲突，请提前一天返回")

    steps.visit(deputy)
    steps.state(deputy, "已退回")
    tells(deputy.locator(".o_zs_trail"), "请提前一天返回")
    shot(deputy, "leave-returned-1400")
    earlier = last - datetime.timedelta(days=1)
    steps.fill_day(deputy, "date_to", earlier)
    steps.submit(deputy, "zs_resubmit")

    steps.open_from_inbox(head, "郝项目", steps.span_text(first, earlier))
    expect(head.locator(".o_zs_strip")).to_contain_text(re.compile(r"第\s*2\s*轮"))
    steps.agree(head)
    steps.visit(deputy)
    steps.state(deputy, "已同意")


def test_overlap_is_refused_at_once_naming_the_other_leave_and_nothing_typed_is_lost(as_role, shot):
    """R086, UX 14: seen while choosing the days, refused on saving; the reason typed stays."""
    first, last = steps.quiet_days(32, 4)
    deputy = as_role("deputy1.wuxi")
    steps.ask_leave(deputy, first, last, reason="第一次")
    inside = first + datetime.timedelta(days=1)
    steps.begin_leave(deputy, inside, last, reason="这一段文字不能丢")
    warned(deputy, "R086", "宫勤走")
    deputy.click("button[name=zs_save]")
    deputy.wait_for_selector(":is(.o_zs_notice, .modal-body, .o_notification):has-text('R086')")
    shot(deputy, "leave-overlap-1400")
    expect(deputy.locator(".o_field_widget[name=reason] textarea")).to_have_value(
        "这一段文字不能丢"
    )


def test_eight_counted_days_are_refused_with_rule_figure_and_way_out(as_role, shot):
    """R066: 本次休假 8 天，超过 7 天上限; the text typed stays and seven days go through."""
    first, last = steps.quiet_days(32, 8)
    deputy = as_role("deputy2.wuxi")
    steps.begin_leave(deputy, first, last, reason="年度探亲")
    warned(deputy, "8", "7", "第十条")
    steps.save(deputy)
    deputy.click("button[name=zs_submit]")
    deputy.wait_for_selector(".o_zs_notice:has-text('R066')")
    shot(deputy, "leave-eight-days-1400")
    expect(deputy.locator(".o_field_widget[name=reason] textarea")).to_have_value("年度探亲")
    steps.fill_day(deputy, "date_to", last - datetime.timedelta(days=1))
    deputy.wait_for_selector(f"{FORECAST} [role=alert]", state="detached")
    deputy.locator("button[name=zs_submit]:enabled").click()
    steps.state(deputy, "审批中")


def test_another_bureau_sees_nothing_of_a_leave(as_role):
    """R140: neither in the list of all leave nor by its address."""
    first, last = steps.quiet_days(40, 3)
    deputy = as_role("deputy2.hangzhou")
    steps.ask_leave(deputy, first, last, reason="探亲")
    number = deputy.url.rstrip("/").rsplit("/", 1)[-1]
    stranger = as_role("head.ningbo")
    steps.visit(stranger, "/odoo/leaves")
    stranger.wait_for_selector(".o_list_view, .o_view_nocontent")
    steps.without_filters(stranger)
    stranger.wait_for_selector(".o_data_row:has-text('江来客')")
    text = stranger.locator(".o_list_view").inner_text()
    assert "安之访" not in text
    assert "甄杭远" not in text
    answer = stranger.request.post(
        "/web/dataset/call_kw/zhaoshang.leave/read",
        data={
            "jsonrpc": "2.0",
            "params": {
                "model": "zhaoshang.leave",
                "method": "read",
                "args": [[int(number)], ["display_name"]],
                "kwargs": {},
            },
        },
    )
    assert "error" in answer.json()
    assert "安之访" not in answer.text()
