"""The Monday call: registered by 管理办公室, missed by somebody, answered by the person."""

from __future__ import annotations

from playwright.sync_api import expect

from . import steps

FINDINGS = "/odoo/findings"


def findings(page) -> None:
    """Open all findings, the settled ones too."""
    steps.visit(page, FINDINGS)
    page.wait_for_selector(".o_list_view, .o_kanban_view")
    steps.without_filters(page)
    page.wait_for_selector(".o_data_row, .o_view_nocontent")


def test_missed_monday_call_is_a_suspected_finding_until_the_office_enters_the_call(as_role, shot):
    """R045, R047, R048: nobody of 无锡 called; the office enters the call, the finding settles."""
    office = as_role("bangongshi")
    findings(office)
    office.wait_for_selector(".o_data_row:has-text('梁鼎锡')")  # the week without a call
    shot(office, "guide-findings")
    office.locator(".o_data_row", has_text="梁鼎锡").first.locator(".o_data_cell").first.click()
    office.wait_for_selector(".o_form_view .o_field_widget[name=explanation]")
    shot(office, "guide-finding")
    missed = steps.shown_day(office, "occurred_on")

    steps.visit(office, "/odoo/telephone-reports/new")
    steps.choose(office, "bureau_id", "无锡")
    steps.fill_day(office, "reported_at", f"{missed:%Y-%m-%d} 09:10:00")
    people = office.locator(".o_field_widget[name=speaker_ids]")
    for name in ("梁鼎锡", "宫勤走", "程有约"):
        people.get_by_label(name).check()
    steps.write(office, "content", "上周拜访企业2家；本周继续跟进。（补录）")
    shot(office, "guide-monday-call")
    office.locator(".o_form_button_save").click()
    expect(office.locator(".o_field_widget[name=duty_ids] .o_data_row")).to_have_count(3)

    findings(office)
    row = office.locator(".o_data_row", has_text=missed.isoformat()).filter(has_text="梁鼎锡")
    row.filter(has_text="不予认定").wait_for()


def test_person_answers_a_suspected_finding_and_the_office_drops_it(as_role, shot):
    """R047, R057, R063: it is only suspected; the person is heard; a human decides."""
    deputy, office = as_role("deputy2.shenzhen"), as_role("bangongshi")
    findings(deputy)
    deputy.locator(".o_data_row").first.locator(".o_data_cell").first.click()
    deputy.get_by_role("button", name="说明").first.click()
    deputy.fill(".modal .o_field_widget[name=text] textarea", "当日办公室电话线路检修，附通知。")
    deputy.locator(".modal-footer .btn-primary:visible").click()
    deputy.wait_for_selector(".modal", state="detached")
    deputy.wait_for_selector(".o_field_widget[name=answer]:has-text('电话线路检修')")

    findings(office)
    office.locator(".o_data_row", has_text="郝项目").first.locator(".o_data_cell").first.click()
    office.wait_for_selector(".o_field_widget[name=answer]:has-text('电话线路检修')")
    shot(office, "finding-answered-1400")
    office.locator(".o_statusbar_buttons button:visible", has_text="不予认定").click()
    office.fill(".modal .o_field_widget[name=text] textarea", "情况属实，说明予以采纳。")
    office.locator(".modal-footer .btn-primary:visible").click()
    office.wait_for_selector(".modal", state="detached")
    office.wait_for_selector(".o_field_widget[name=decision_comment]:has-text('予以采纳')")
