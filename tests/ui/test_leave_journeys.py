"""A leave from the first day chosen to the last opinion, in the browsers of those concerned."""

from __future__ import annotations

import datetime

from . import steps

FORECAST = ".o_zs_forecast"


def warnings(page) -> str:
    """What already stands against the leave while it is filled in."""
    page.wait_for_selector(f"{FORECAST} [role=alert]")
    return "\n".join(page.locator(f"{FORECAST} [role=alert]").all_inner_texts())


def test_leave_of_a_head_is_granted_once_both_departments_have_agreed(as_role, shot):
    """R015, R066, R075, R076, UX 13, UX 15: days, who stays and the chain of those who decide are
    seen first; both must agree."""
    first, last = steps.quiet_days(32, 5)
    head = as_role("head.hangzhou")
    department, authority = as_role("zuzhibu"), as_role("zhaoshangju")
    before = steps.badge(department)

    steps.begin_leave(head, first, last, acting="柳拜山", reason="回县看望父母")
    forecast = head.locator(FORECAST).inner_text()
    assert "计5天" in forecast.replace(" ", "")
    assert "柳拜山" in forecast
    assert "安之访" in forecast
    steps.save(head)
    shot(head, "guide-leave-before-sending")
    chain = head.locator(".o_zs_flow").inner_text()
    assert "组织部" in chain
    assert "招商管理局" in chain
    steps.submit(head)

    steps.badge_becomes(department, before + 1)
    shot(department, "guide-inbox")
    steps.open_from_inbox(department, "甄杭远", steps.span_text(first, last))
    assert "柳拜山" in department.locator(".o_form_sheet").inner_text()
    shot(department, "guide-decision")
    steps.agree(department, "同意，注意安全")
    steps.badge_becomes(department, before)

    steps.visit(head)
    steps.state(head, "审批中")
    assert "招商管理局" in head.locator(".o_zs_waiting").inner_text()

    steps.open_from_inbox(authority, "甄杭远", steps.span_text(first, last))
    steps.agree(authority, "同意")

    steps.state(head, "已同意")  # his page follows by itself
    trail = head.locator(".o_zs_history .o_zs_trail").inner_text()
    assert "同意，注意安全" in trail
    assert "仲选才" in trail
    assert "舒引商" in trail
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
    assert "待备案" in deputy.locator(".o_zs_strip").inner_text()

    steps.open_from_inbox(authority, "闻汇报", steps.span_text(first, last))
    assert (
        authority.locator(".o_zs_decision textarea")
        .get_attribute("placeholder")
        .startswith("备案说明")
    )
    shot(authority, "guide-register")
    steps.agree(authority)

    steps.visit(deputy)
    deputy.wait_for_selector(".o_zs_filing:has-text('已备案')")
    assert deputy.locator(".o_zs_filing").inner_text().strip()[-1].isdigit()
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
    assert authority.locator(".o_zs_decision [role=alert]").inner_text().strip()
    authority.fill(".o_zs_decision textarea", "该周有重点客商来访")
    authority.locator("button[name=zs_confirm]:enabled").click()
    steps.notified(authority, "岳鹏程")

    steps.visit(head)
    steps.state(head, "不同意")
    trail = head.locator(".o_zs_trail").inner_text()
    assert "情况属实，同意" in trail
    assert "该周有重点客商来访" in trail
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
    assert "请提前一天返回" in deputy.locator(".o_zs_trail").inner_text()
    shot(deputy, "leave-returned-1400")
    earlier = last - datetime.timedelta(days=1)
    steps.fill_day(deputy, "date_to", earlier)
    steps.submit(deputy, "zs_resubmit")

    steps.open_from_inbox(head, "郝项目", steps.span_text(first, earlier))
    assert "第2轮" in head.locator(".o_zs_strip").inner_text().replace(" ", "")
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
    warning = warnings(deputy)
    assert "R086" in warning
    assert "宫勤走" in warning
    deputy.click("button[name=zs_save]")
    deputy.wait_for_selector(":is(.o_zs_notice, .modal-body, .o_notification):has-text('R086')")
    shot(deputy, "leave-overlap-1400")
    assert "这一段文字不能丢" in deputy.input_value(".o_field_widget[name=reason] textarea")


def test_eight_counted_days_are_refused_with_rule_figure_and_way_out(as_role, shot):
    """R066: 本次休假 8 天，超过 7 天上限; the text typed stays and seven days go through."""
    first, last = steps.quiet_days(32, 8)
    deputy = as_role("deputy2.wuxi")
    steps.begin_leave(deputy, first, last, reason="年度探亲")
    warning = warnings(deputy)
    assert "8" in warning
    assert "7" in warning
    assert "第十条" in warning
    steps.save(deputy)
    deputy.click("button[name=zs_submit]")
    deputy.wait_for_selector(".o_zs_notice:has-text('R066')")
    shot(deputy, "leave-eight-days-1400")
    assert deputy.input_value(".o_field_widget[name=reason] textarea") == "年度探亲"
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
