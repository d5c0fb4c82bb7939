"""Every page can be read: its size, its contrast, and by programs that read aloud."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe

from . import steps

GRAVE = {"serious", "critical"}
OURS = re.compile(r"\bo_(field_)?zs_|\bzs-")
# faults of Odoo's own frame are Odoo's; these are looked for everywhere on a page
EVERYWHERE = {"color-contrast", "html-has-lang"}
# days outside the range of Odoo's small calendar are not for choosing; rows and cards after the
# tenth are like those before, and each costs some milliseconds
EXCEPT = (".o_out_of_range", ".o_data_row:nth-child(n+11)", ".o_kanban_record:nth-child(n+11)")
ROOT_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
BODY_SIZE = "parseFloat(getComputedStyle(document.querySelector('.o_data_cell')).fontSize)"


def grave_faults(page) -> list[str]:
    """What axe finds serious or critical on the page."""
    axe = Axe()
    if not page.evaluate("Boolean(window.axe)"):  # half a megabyte, once a page
        page.evaluate(axe.axe_script)
    answer = page.evaluate(
        "([context, options]) => axe.run(context, options)",
        [{"exclude": [[place] for place in EXCEPT]}, DEFAULT_OPTIONS],
    )
    return sorted(
        {
            f"{rule['id']}: {node['html'][:200]}"
            for rule in answer["violations"]
            if rule["impact"] in GRAVE
            for node in rule["nodes"]
            if rule["id"] in EVERYWHERE or OURS.search(f"{node['target']} {node['html']}")
        }
    )


def test_a_decision_and_its_preview_have_no_grave_fault(as_role):
    """Screens that no menu opens; those of the menus are looked at in ``test_roles``."""
    page = as_role("zuzhibu")
    steps.visit(page, "/odoo/approvals")
    page.locator(".o_data_row .o_data_cell").first.click()
    page.wait_for_selector(f"{steps.PREVIEW} .o_zs_panel")
    steps.settled(page)
    assert not grave_faults(page)
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_form_view.o_action .o_zs_panel")
    steps.settled(page)
    assert not grave_faults(page)


def test_pages_outside_the_client_have_no_grave_fault(as_role, browser, server):
    page = as_role("zuzhibu")
    page.goto("/zs/verify/1/unknown")
    assert not grave_faults(page)
    with browser.new_context(base_url=server.url, locale="zh-CN") as context:
        page = context.new_page()
        page.goto("/web/login")
        assert not grave_faults(page)


def test_type_is_enlarged_in_three_steps_and_stays_so_in_another_browser(as_role, shot):
    page = as_role("zuzhibu")
    page.wait_for_selector(".o_data_row")
    normal, text = page.evaluate(ROOT_SIZE), page.evaluate(BODY_SIZE)
    for step, words in ((1.25, "字号：标准 → 大"), (1.5, "字号：大 → 特大")):
        page.click(".o_user_menu button")
        page.get_by_text(words, exact=True).click()
        page.wait_for_function(f"{ROOT_SIZE} > {normal * step - 0.1}")
        page.wait_for_function(f"Math.abs({BODY_SIZE} - {text * step}) < {text * step * 0.02}")
    shot(page, "type-150-1400")
    for width in (1400, 390):
        other = as_role("zuzhibu", width)
        other.wait_for_function(f"{ROOT_SIZE} > {normal * 1.5 - 0.1}")
        other.wait_for_selector(".o_data_row, .o_kanban_record:not(.o_kanban_ghost)")
        steps.settled(other)
        assert other.evaluate("document.documentElement.scrollWidth") <= width
        shot(other, f"type-150-again-{width}")
