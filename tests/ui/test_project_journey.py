"""A project from the report to the leading group; what its leader sees before and after."""

from __future__ import annotations

from playwright.sync_api import expect

from . import steps

CODENAME = "旅程气动元件"
INVESTOR = "杭州旅程演示公司"


def fill(page, **values) -> None:
    for field, text in values.items():
        steps.write(page, field, text)


def card(page, text):
    rows = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
    return page.locator(rows).filter(has_text=text).first


def choose_one(page, field: str, text: str) -> None:
    page.locator(f".o_field_widget[name={field}] input").click()
    page.locator(".o_select_menu_item", has_text=text).first.click()


def press(page, name: str, text: str | None = None) -> None:
    """Press a button of the form's header, and agree where it asks."""
    button = page.locator(f".o_statusbar_buttons button[name={name}]:visible")
    (button.filter(has_text=text) if text else button).first.click()


def stage_is(page, text: str) -> None:
    page.wait_for_selector(f".o_statusbar_status .o_arrow_button_current:has-text('{text}')")


def test_a_project_from_report_to_the_leading_group(as_role, shot):
    """R032, R106, R108, R109, R110, R111: reported, moved, seen in brief, then as a whole."""
    deputy = as_role("deputy1.hangzhou")
    steps.visit(deputy, "/odoo/projects/new")
    deputy.wait_for_selector(".o_form_view .o_field_widget[name=codename]")
    fill(deputy, codename=CODENAME, fixed_investment="11000", total_investment="12500")
    fill(deputy, investor_name=INVESTOR, investor_contact="钱经理", source="行业协会推荐")
    choose_one(deputy, "industry", "装备制造")
    steps.write(deputy, "content", "气动元件生产线两条")
    deputy.locator(".o_form_button_save").click()
    deputy.wait_for_selector("button[name=action_report]:visible")
    press(deputy, "action_report")
    deputy.wait_for_selector(".modal:has-text('R106')")  # what lacks, by name
    shot(deputy, "project-refused-1400")
    deputy.locator(".modal footer button").first.click()
    deputy.locator(".o_field_widget[name=fits_plan] input").check()
    steps.fill_day(deputy, "intention_clear_on", steps.today())
    press(deputy, "action_report")
    stage_is(deputy, "报送")
    shot(deputy, "guide-project-reported")

    leader = as_role("leader.hangzhou", 390)
    steps.visit(leader, "/odoo/project-briefs")
    card(leader, CODENAME).wait_for()
    shot(leader, "project-brief-390")
    steps.visit(leader, "/odoo/projects")
    leader.wait_for_selector(".o_kanban_view, .o_view_nocontent")
    expect(card(leader, CODENAME)).to_have_count(0)

    authority = as_role("zhaoshangju")
    steps.visit(authority, "/odoo/project-queue")
    card(authority, CODENAME).locator("td[name=codename]").click()
    press(authority, "action_advance", "受理")
    stage_is(authority, "受理")
    press(authority, "action_advance", "启动考察")
    authority.locator(".modal footer .btn-primary").click()
    stage_is(authority, "考察")

    steps.visit(leader, "/odoo/projects")
    card(leader, CODENAME).click()
    shown = leader.locator(".o_field_widget[name=investor_name]")
    shown.filter(has_text=INVESTOR).wait_for()
    shot(leader, "project-mature-390")

    press(authority, "action_advance", "初审通过")
    stage_is(authority, "初审")
    press(authority, "action_advance", "转入洽谈")
    stage_is(authority, "洽谈")
    authority.locator(".o_statusbar_buttons button:visible", has_text="提交领导小组").click()
    authority.locator(".o_field_widget[name=project_ids] .o_data_row").first.wait_for()
    authority.locator(".o_statusbar_buttons button[name=action_submit]:visible").click()
    stage_is(authority, "已提交")
    shot(authority, "guide-project-agenda")

    steps.visit(deputy)
    stage_is(deputy, "领导小组")
    deputy.locator(".o_notebook .nav-link", has_text="谁看过").click()
    readings = deputy.locator(".o_field_widget[name=access_ids] .o_data_row")
    readings.filter(has_text="舒引商").first.wait_for()
    shot(deputy, "project-readings-1400")
