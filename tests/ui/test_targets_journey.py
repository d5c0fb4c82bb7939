"""Money arrives, is recognised and moves the target; an officer hands over in one step."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from . import steps

EVIDENCE = {"name": "银行回单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}


def figure(page, name: str) -> float:
    text = page.locator(f".o_form_view .o_field_widget[name={name}]").last.inner_text()
    return float(re.sub(r"[^\d.]", "", text))


def test_an_arrival_is_reported_recognised_and_counts(as_role, shot):
    """R019, R023, R024: the head reports with evidence, 招商管理局 recognises, the target moves."""
    head, authority = as_role("head.ningbo"), as_role("zhaoshangju")
    (target,) = steps.call(
        head, "zhaoshang.target", "search", [["state", "=", "in_force"]], limit=1
    )
    steps.visit(head, f"/odoo/targets/{target}")
    head.wait_for_selector(".o_form_view .o_field_widget[name=recognised]")
    before = figure(head, "recognised")
    shot(head, "target-1400")

    steps.visit(head, "/odoo/arrivals/new")
    head.wait_for_selector(".o_form_view .o_field_widget[name=project_id]")
    steps.choose(head, "project_id", "甬江新材")
    steps.write(head, "amount", "350")
    steps.fill_day(head, "date", steps.today())
    steps.attach(head, "evidence", EVIDENCE)
    shot(head, "arrival-before-sending-1400")
    steps.save(head)
    steps.submit(head)

    steps.open_from_inbox(authority, "甬江新材", "350")
    shot(authority, "arrival-decision-1400")
    steps.agree(authority, "回单核对无误")
    steps.visit(head, f"/odoo/targets/{target}")
    head.wait_for_selector(".o_form_view .o_field_widget[name=recognised]")
    assert figure(head, "recognised") == before + 350
    head.locator("button[name=action_open_months]").click()
    head.wait_for_selector(".o_graph_canvas_container canvas")
    shot(head, "target-curve-1400")

    leader = as_role("fenguan", 390)
    steps.visit(leader, "/odoo/targets")
    leader.wait_for_selector(".o_kanban_record:not(.o_kanban_ghost)")
    # of the bureau with which he keeps contact, and of no other
    expect(leader.locator(".o_kanban_record:not(.o_kanban_ghost)")).to_have_count(1)
    shot(leader, "targets-390")


def test_an_officer_hands_over_in_one_step(as_role, shot):
    """R008: a preview with counts, a successor of the same bureau, a slip."""
    department = as_role("zuzhibu")
    leaving = [
        ["end_document", "!=", False],
        ["end_on", "=", False],
        ["bureau_id.code", "=", "shenzhen"],
    ]
    (appointment,) = steps.call(department, "zhaoshang.appointment", "search", leaving)
    steps.visit(department, f"/odoo/appointments/{appointment}")
    department.locator("button[name=action_hand_over]").click()
    department.wait_for_selector(".modal .o_field_widget[name=line_ids] .o_data_row")
    expect(department.locator(".modal")).to_contain_text("待办审批")
    steps.choose(department, "successor_id", "郝项目")
    shot(department, "hand-over-1400")
    department.locator(".modal button[name=action_hand_over]").click()
    department.wait_for_selector(".o_form_view .o_field_widget[name=handed_by_id]")
    expect(department.locator(".o_form_view h1")).to_contain_text("郝项目")
    shot(department, "hand-over-slip-1400")
