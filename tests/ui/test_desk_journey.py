"""The rotation plan by mouse and keys, a leave that starts from it, and the sign-in desk."""

from __future__ import annotations

BAR = ".o_zs_rotation_row:has-text('{}') .o_zs_rotation_bar"


def open_plan(page, bureau: str) -> None:
    """Open the plan of next month."""
    page.goto("/odoo/rotation-plans")
    page.locator(
        ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)", has_text=bureau
    ).first.click()
    page.wait_for_selector(".o_form_view .o_field_widget[name=slot_ids]")


def dates_of(page, officer: str) -> list[str]:
    row = page.locator(".o_field_widget[name=slot_ids] .o_data_row", has_text=officer)
    return [row.locator(f"[name={name}]").inner_text() for name in ("date_from", "date_to")]


def test_a_head_plans_by_mouse_and_keys(as_role, shot):
    """R064: drag, extend, the same by keys; a warning comes up meanwhile and blocks nothing."""
    page = as_role("head.shenzhen")
    open_plan(page, "深圳")
    bar = page.locator(BAR.format("岳鹏程"))
    first, last = (int(day[-2:]) for day in dates_of(page, "岳鹏程"))
    bar.focus()
    page.keyboard.press("ArrowRight")
    moved = page.locator(".o_data_row:has-text('岳鹏程') [name=date_from]")
    moved.filter(has_text=f"-{first + 1:02}").wait_for()
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_selector(".alert-warning:has-text('R066')")
    assert [int(day[-2:]) for day in dates_of(page, "岳鹏程")] == [first + 1, last + 2]

    box = bar.bounding_box()
    day = box["width"] / (last - first + 2)
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2 - 3 * day, box["y"] + 5, steps=4)
    page.mouse.up()
    page.wait_for_selector(".alert-warning", state="detached")
    assert int(dates_of(page, "岳鹏程")[1][-2:]) == last - 1
    shot(page, "rotation-plan-1400")
    page.locator(".o_form_button_save").click()
    page.wait_for_selector(".o_form_saved", state="attached")


def test_a_leave_starts_from_the_plan(as_role, shot):
    """R064: the new form has the days of the plan; the deputy reads it and changes nothing."""
    phone = as_role("deputy2.shanghai", 390)
    open_plan(phone, "上海")
    planned = dates_of(phone, "闻汇报")
    assert not phone.locator(".o_field_x2many_list_row_add").count()
    shot(phone, "rotation-plan-390")
    phone.goto("/odoo/my-leaves/new")
    note = phone.locator(".o_field_widget[name=plan_note]:has-text('✔')")
    note.wait_for()
    found = [
        phone.locator(f".o_form_view [data-field={name}]").inner_text()
        for name in ("date_from", "date_to")
    ]
    assert found == planned
