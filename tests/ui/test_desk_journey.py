"""The rotation plan by mouse and keys, a leave that starts from it, and the sign-in desk."""

from __future__ import annotations

import datetime
import re

from playwright.sync_api import expect

from . import steps

BAR = ".o_zs_rotation_row:has-text('{}') .o_zs_rotation_bar"


def open_plan(page, bureau: str) -> None:
    """Open the plan of next month."""
    steps.visit(page, "/odoo/rotation-plans")
    page.locator(
        ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)", has_text=bureau
    ).first.click()
    page.wait_for_selector(".o_form_view .o_field_widget[name=slot_ids]")


def date_of(page, officer: str, name: str):
    """The first or last day of an officer, as the list below the bars shows it."""
    row = page.locator(".o_field_widget[name=slot_ids] .o_data_row", has_text=officer)
    return row.locator(f"[name={name}]")


def becomes(page, officer: str, first: int, last: int) -> None:
    """Both days follow what was done to the bar, and all that hangs on them is there."""
    for name, day in (("date_from", first), ("date_to", last)):
        expect(date_of(page, officer, name)).to_have_text(re.compile(f"-{day:02}$"))
    steps.settled(page)


def test_a_head_plans_by_mouse_and_keys(as_role, shot):
    """R064: drag, extend, the same by keys; a warning comes up meanwhile and blocks nothing."""
    page = as_role("head.shenzhen")
    open_plan(page, "深圳")
    bar = page.locator(BAR.format("岳鹏程"))
    first, last = (
        int(date_of(page, "岳鹏程", name).inner_text()[-2:]) for name in ("date_from", "date_to")
    )
    bar.focus()
    page.keyboard.press("ArrowRight")
    becomes(page, "岳鹏程", first + 1, last + 1)
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_selector(".alert-warning:has-text('R066')")
    becomes(page, "岳鹏程", first + 1, last + 2)

    box = bar.bounding_box()
    day = box["width"] / (last - first + 2)
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2 - 3 * day, box["y"] + 5, steps=4)
    page.mouse.up()
    page.wait_for_selector(".alert-warning", state="detached")
    becomes(page, "岳鹏程", first + 1, last - 1)
    bar.focus()
    for _key in range(2):  # as fast as a person presses: none is lost
        page.keyboard.press("Shift+ArrowRight")
    becomes(page, "岳鹏程", first + 1, last + 1)
    shot(page, "guide-rotation-plan")
    page.locator(".o_form_button_save").click()
    page.wait_for_selector(".o_form_saved", state="attached")


def test_a_leave_starts_from_the_plan(as_role, shot):
    """R064: the new form has the days of the plan; the deputy reads it and changes nothing."""
    plan_after_next_month(as_role("head.shanghai"), "闻汇报")
    phone = as_role("deputy2.shanghai", 390)
    open_plan(phone, "上海")
    expect(phone.locator(".o_field_x2many_list_row_add")).to_have_count(0)
    shot(phone, "rotation-plan-390")
    mine = [["appointment_id.user_id.login", "=", "deputy2.shanghai"]]
    slots = steps.call(
        phone, "zhaoshang.rotation.slot", "search_read", mine, ["date_from", "date_to"]
    )
    steps.visit(phone, "/odoo/my-leaves/new")
    phone.locator(".o_field_widget[name=plan_note]:has-text('✔')").wait_for()
    found = tuple(
        phone.locator(f".o_form_view [data-field={name}]").inner_text()
        for name in ("date_from", "date_to")
    )
    assert found in {(slot["date_from"], slot["date_to"]) for slot in slots}


def plan_after_next_month(head, officer: str) -> None:
    """A slot that no leave of the demonstration can have taken, whatever day it is."""
    named = [["name", "=", officer], ["date_to", ">=", steps.today().isoformat()]]
    (who,) = steps.call(head, "zhaoshang.appointment", "search_read", named, ["bureau_id"])
    month = steps.today().replace(day=1) + datetime.timedelta(days=70)
    slot = {
        "appointment_id": who["id"],
        "date_from": month.replace(day=10).isoformat(),
        "date_to": month.replace(day=12).isoformat(),
    }
    plan = {
        "bureau_id": who["bureau_id"][0],
        "month_from": month.replace(day=1).isoformat(),
        "slot_ids": [[0, 0, slot]],
    }
    steps.call(head, "zhaoshang.rotation.plan", "create", [plan])
