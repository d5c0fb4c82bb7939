"""A leave told by telephone, and one that becomes an escort, in the browsers of those concerned."""

from __future__ import annotations

from playwright.sync_api import expect

from . import steps


def test_a_leave_told_by_telephone_goes_on_once_its_person_has_sent_it(as_role, shot):
    """R088: 管理办公室 takes it down, the person checks and sends it, the head sees the mark."""
    first, last = steps.quiet_days(44, 2)
    office, deputy, head = map(as_role, ("bangongshi", "deputy2.ningbo", "head.ningbo"))
    steps.visit(office, "/odoo/leaves")
    office.wait_for_selector(".o_data_row")
    steps.menu(office, "请休假", "电话请假代录")
    office.wait_for_selector(".modal .o_form_view")
    steps.choose(office, "appointment_id", "苗引商")
    steps.fill_day(office, "date_from", first)
    office.locator(".modal [data-field=date_to]").click()
    office.locator(".modal input[data-field=date_to]").fill(last.isoformat())
    office.keyboard.press("Tab")
    steps.write(office, "reason", "父亲住院，先行电话报告")
    shot(office, "leave-by-telephone-1400")
    office.click(".modal button[name=action_enter]")
    office.wait_for_selector(".o_form_sheet h1:has-text('代录')")
    steps.settled(office)
    expect(office.locator("button[name=zs_submit]")).to_have_count(0)  # but the person sends it

    steps.visit(deputy, "/odoo/my-leaves")
    deputy.locator(".o_data_row", has_text="待本人确认").click()
    deputy.wait_for_selector("button[name=zs_submit]:enabled")
    expect(deputy.locator(".o_form_sheet .alert").first).to_contain_text("常登记")
    shot(deputy, "leave-to-confirm-1400")
    steps.submit(deputy)

    steps.open_from_inbox(head, "苗引商", steps.span_text(first, last), "代录")
    steps.agree(head, "情况属实，同意")
    steps.visit(deputy)
    steps.state(deputy, "已同意")


def test_a_leave_becomes_an_escort_in_one_go_and_the_box_says_so_before(as_role, shot):
    """R086: 休假转陪商: both parts with their days are told first; the escort is sent at once."""
    first, last = steps.quiet_days(52, 4)
    deputy, head = map(as_role, ("deputy2.hangzhou", "head.hangzhou"))
    steps.ask_leave(deputy, first, last, reason="探亲")
    steps.open_from_inbox(head, "安之访", steps.span_text(first, last))
    steps.agree(head)

    steps.visit(deputy)
    steps.state(deputy, "已同意")
    deputy.locator(".o_form_statusbar button", has_text="转陪商").click()
    box = deputy.locator(".modal .o_form_view")
    box.locator("[name=effect]", has_text=f"{first.isoformat()} 至 {last.isoformat()}").wait_for()
    steps.choose(deputy, "organisation_id", "杭州")
    shot(deputy, "guide-leave-to-escort")
    deputy.click(".modal button[name=action_do]")
    deputy.wait_for_selector(".o_form_sheet h1:has-text('陪客商回县')")
    deputy.wait_for_selector(".o_zs_strip.o_zs_tone_busy")
    steps.open_from_inbox(head, "安之访", "陪客商回县")
    steps.agree(head, "同意陪同")
