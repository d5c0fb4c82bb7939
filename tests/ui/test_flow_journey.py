"""Who keeps the flows drafts a version and sees it drawn; a second person tries it and agrees."""

from playwright.sync_api import expect

from .steps import choose, menu, settled, visit

FLOW = "轮休假（代行局长）"  # asked for by no other journey
STEP = "管理办公室知悉"
CARD = ".o_zs_card_open"
DRAWN = ".o_zs_drawing .o_zs_step"


def open_flow(page):
    menu(page, "配置", "审批流程")
    page.locator(".o_data_row, .o_kanban_record").filter(has_text=FLOW).first.click()
    page.wait_for_selector("button[name=action_new_version]")


def test_a_new_version_is_drafted_drawn_tried_and_confirmed(as_role, shot):
    page = as_role("xitong")
    visit(page, "/odoo/approvals")
    open_flow(page)
    page.click("button[name=action_new_version]")
    page.wait_for_selector(DRAWN)
    settled(page)
    before = page.locator(DRAWN).count()

    page.click(".o_zs_add_step")
    page.fill(f"{CARD} .o_field_widget[name=name] input", STEP)
    page.click(f"{CARD} .o_field_widget[name=kind] input")
    page.click(".o_select_menu_item:has-text('抄送')")
    page.wait_for_selector(".alert-warning:has-text('没有办理方')")
    page.click(f"{CARD} .o_field_x2many_list_row_add :is(a, button)")
    choose(page, "role_id", "管理办公室")
    page.wait_for_selector(f"{DRAWN}:nth-child({before + 1}):has-text('{STEP}'):has-text('抄送')")
    page.wait_for_selector(".alert-warning", state="detached")
    page.locator(".o_zs_designer").scroll_into_view_if_needed()
    shot(page, "guide-flow-designer")
    page.click(".o_form_button_save")
    page.wait_for_selector(".o_form_button_save", state="hidden")
    address = page.url

    page.click("button[name=action_compare]")
    page.wait_for_selector(f".o_zs_differences li:has-text('新增环节“{STEP}”')")
    expect(page.locator("[data-side=before] .o_zs_step")).to_have_count(before)
    page.wait_for_selector("[data-side=after] .o_zs_change:has-text('新增环节')")
    shot(page, "flow-comparison-1400")
    page.go_back()
    page.click("button[name=action_publish]")
    page.click(".modal-footer .btn-primary")
    page.wait_for_selector(".alert-info:has-text('等待 严督办 复核')")
    page.wait_for_selector(".o_zs_add_step", state="detached")  # what is proposed stands

    second = as_role("xiaonengban")
    visit(second, "/odoo/approvals-to-confirm")
    second.locator(".o_data_row .o_data_cell").filter(has_text=FLOW).first.click()
    second.click("button[name=action_open]")
    second.click(".o_zs_trial input")
    second.locator(".o-autocomplete--dropdown-item", has_text="轮休假").first.click()
    second.wait_for_selector(".o_zs_tried:has-text('不改动任何数据')")
    expect(second.locator(DRAWN).last).to_contain_text(STEP)
    shot(second, "flow-trial-1400")
    second.go_back()
    second.click("button[name=action_confirm]")
    second.wait_for_selector(".o_arrow_button_current:has-text('生效')")

    page.goto(address)
    page.wait_for_selector(".alert-info:has-text('本版本生效中')")


def test_on_a_phone_the_drawing_stands_below_and_nothing_is_cut(as_role, shot):
    page = as_role("xiaonengban", 390)
    visit(page, "/odoo/approvals")
    visit(page, "/odoo/action-zhaoshang_approval.zhaoshang_approval_flow_action")
    page.locator(".o_kanban_record").filter(has_text="轮休假（局长）").first.click()
    page.locator(".o_field_widget[name=version_ids] .o_kanban_record, .o_data_row").first.click()
    page.wait_for_selector(DRAWN)
    settled(page)
    cards, drawing = page.locator(".o_zs_cards"), page.locator(".o_zs_drawing")
    assert drawing.bounding_box()["y"] > cards.bounding_box()["y"]
    page.click(".o_zs_card_toggle")
    page.wait_for_selector(CARD)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    drawing.scroll_into_view_if_needed()
    shot(page, "flow-designer-390")
    for button in page.locator(".o_zs_card button, .o_zs_drawing button").all():
        assert button.bounding_box()["height"] >= 44, button.inner_text()
