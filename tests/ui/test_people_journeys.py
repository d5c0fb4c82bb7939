"""Asking others to sign, handing on, taking back, urging, revoking and objecting, on the screen."""

from __future__ import annotations

from playwright.sync_api import expect

from . import steps

MORE = "button[name=zs_more]:enabled"
CONFIRM = "button[name=zs_confirm]:enabled"
TAKE_BACK = ".o_notification button:has-text('收回')"


def open_more(page, entry: str) -> None:
    page.locator(MORE).click()
    page.locator(".o_zs_more_menu .dropdown-item", has_text=entry).click()


def choose_person(page, search: str, name: str) -> None:
    """Find a person by name or post, as the server offers them."""
    page.fill(".o_zs_search input", search)
    page.locator(".o-autocomplete--dropdown-item", has_text=name).click()
    page.wait_for_selector(f".o_zs_chosen li:has-text('{name}')")


def in_trail(page, *texts: str) -> None:
    for text in texts:
        expect(page.locator(".o_zs_trail").last).to_contain_text(text)


def test_one_department_asks_another_person_first_and_the_other_hands_on(as_role, shot):
    """Add-sign before me: it comes back to me; handing on: the other decides in my place."""
    first, last = steps.quiet_days(60, 3)
    head, department, authority = map(as_role, ("head.wuxi", "zuzhibu", "zhaoshangju"))
    leader, office = as_role("fenguan"), as_role("bangongshi", 390)
    steps.ask_leave(head, first, last, reason="探亲", acting="宫勤走")

    steps.open_from_inbox(department, "梁鼎锡", steps.span_text(first, last))
    open_more(department, "加签")
    department.locator(CONFIRM).click()
    expect(department.locator(".o_zs_decision [role=alert]")).to_contain_text("请先选择人员")
    choose_person(department, "分管", "齐统筹")
    shot(department, "add-sign-1400")
    department.fill(".o_zs_decision textarea", "请您先把关")
    department.locator(CONFIRM).click()
    steps.notified(department, "加签")

    steps.visit(head)
    head.wait_for_selector(".o_zs_waiting:has-text('齐统筹')")
    expect(head.locator(".o_zs_flow")).to_contain_text("等待加签")
    shot(head, "add-sign-waiting-1400")
    steps.open_from_inbox(leader, "梁鼎锡", steps.span_text(first, last))
    steps.agree(leader, "已把关")
    steps.open_from_inbox(department, "梁鼎锡", steps.span_text(first, last))
    in_trail(department, "齐统筹", "已把关")
    steps.agree(department, "同意")

    steps.open_from_inbox(authority, "梁鼎锡", steps.span_text(first, last))
    open_more(authority, "转办")
    choose_person(authority, "管理办公室", "常登记")
    authority.fill(".o_zs_decision textarea", "请你办理")
    shot(authority, "transfer-1400")
    authority.locator(CONFIRM).click()
    steps.notified(authority, "已转办")
    steps.open_from_inbox(office, "梁鼎锡", steps.span_text(first, last))
    open_more(office, "转办")
    shot(office, "transfer-390")
    office.locator("button[name=zs_cancel]").click()
    steps.agree(office, "同意")

    steps.visit(head)
    steps.state(head, "已同意")
    in_trail(head, "加签", "齐统筹", "转办", "请你办理")
    shot(head, "people-trail-1400")


def test_a_decision_is_taken_back_and_the_next_matter_still_opens_by_itself(as_role, shot):
    """The message offers it for ten seconds; the matter opens again and is decided anew."""
    first, last = steps.quiet_days(66, 3)
    head, department = as_role("head.quanzhou"), as_role("zuzhibu2")
    steps.ask_leave(head, first, last, reason="探亲", acting="蓝泉生")
    steps.open_from_inbox(department, "洪刺桐", steps.span_text(first, last))
    steps.agree(department, "同意")
    shot(department, "take-back-1400")
    department.locator(TAKE_BACK).click()
    heading = department.locator(".o_form_view h1", has_text=steps.span_text(first, last))
    heading.wait_for()
    department.wait_for_selector("button[name=zs_agree]:enabled")
    in_trail(department, "同意", "收回")
    steps.turn_down(department, "zs_refuse", "看错了，不同意")
    steps.visit(head)
    steps.state(head, "不同意")


def test_the_one_who_asks_urges_and_later_asks_to_revoke(as_role, shot):
    """The registrar objects, it is sent again and agreed anew; then it is revoked."""
    first, last = steps.quiet_days(70, 3)
    deputy, head = as_role("deputy2.ningbo", 390), as_role("head.ningbo")
    authority = as_role("zhaoshangju")
    steps.ask_leave(deputy, first, last, reason="探亲")
    deputy.locator("button[name=zs_urge]:enabled").click()
    deputy.wait_for_selector(".o_zs_request .o_zs_hint:has-text('上次催办')")
    shot(deputy, "urged-390")
    deputy.locator("button[name=zs_urge]:enabled").click()
    deputy.wait_for_selector(".o_zs_notice")
    steps.open_from_inbox(head, "苗引商", steps.span_text(first, last))
    steps.agree(head, "同意")

    steps.open_from_inbox(authority, "苗引商", steps.span_text(first, last))
    authority.locator("button[name=zs_object]:enabled").click()
    shot(authority, "objection-1400")
    authority.fill(".o_zs_decision textarea", "与年终考核时间冲突")
    authority.locator(CONFIRM).click()
    steps.notified(authority, "异议")
    steps.visit(deputy)
    steps.state(deputy, "已退回")
    in_trail(deputy, "与年终考核时间冲突")
    steps.submit(deputy, "zs_resubmit")
    steps.open_from_inbox(head, "苗引商", steps.span_text(first, last))
    steps.agree(head, "仍同意")
    steps.visit(deputy)
    steps.state(deputy, "已同意")

    deputy.locator("button[name=zs_revoke]:enabled").click()
    deputy.fill(".o_zs_request textarea", "家中有变，不休了")
    shot(deputy, "revoke-390")
    deputy.locator("button[name=zs_revoke_confirm]:enabled").click()
    steps.state(deputy, "撤销审批中")
    shot(deputy, "revocation-390")
    steps.open_from_inbox(head, "苗引商", steps.span_text(first, last))
    shot(head, "revocation-1400")
    expect(head.locator("button[name=zs_agree]")).to_contain_text("同意撤销")
    steps.agree(head)
    steps.visit(deputy)
    steps.state(deputy, "已撤销")


def test_a_delegate_takes_over_what_waits_and_signs_with_both_names(as_role, shot):
    """The head names a delegate for some days; what waited for him is the delegate's at once."""
    first, last = steps.quiet_days(78, 3)
    deputy, head = as_role("deputy1.shanghai"), as_role("head.shanghai")
    steps.ask_leave(deputy, first, last, reason="探亲")
    steps.visit(head, "/odoo/approvals-delegations/new")
    steps.choose(head, "to_user_id", "闻汇报")
    steps.write(head, "reason", "赴北京出差")
    head.locator("[data-field=date_to]").click()
    head.locator("input[data-field=date_to]").fill(last.isoformat())
    head.keyboard.press("Tab")
    head.click(".o_form_button_save")
    head.wait_for_selector("button[name=action_end]")
    shot(head, "delegation-1400")
    matters = head.locator(".o_data_row")
    steps.visit(head, "/odoo/approvals")
    head.wait_for_selector(".o_zs_matters .o_data_row, .o_view_nocontent")
    expect(matters.filter(has_text="陆先行 轮休假")).to_have_count(0)
    head.go_back()

    delegate = as_role("deputy2.shanghai", 390)
    steps.open_from_inbox(delegate, "陆先行", "代", "沈申浦")
    shot(delegate, "delegation-390")
    steps.agree(delegate, "同意")
    steps.visit(deputy)
    steps.state(deputy, "已同意")
    in_trail(deputy, "委托代理", "闻汇报（代 沈申浦）")
    head.click("button[name=action_end]")
    head.click(".modal-footer .btn-primary")
    head.wait_for_selector(".o_arrow_button_current:has-text('已结束')")
