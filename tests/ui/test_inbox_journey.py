"""Many decided at once (UX 4)."""

from __future__ import annotations

from . import steps

ROW = ".o_data_row"


def open_inbox(page) -> None:
    page.goto("/odoo/approvals")
    page.wait_for_selector(f"{ROW}:focus-within")


def test_of_many_the_good_are_done_and_the_report_says_why_one_is_not(as_role, shot):
    """Somebody else decides one of two that are ticked already."""
    page, colleague = as_role("zhaoshangju"), as_role("zhaoshangju2")
    open_inbox(page)
    rows = page.locator(ROW, has_text="借款、拨款审批")
    titles = [rows.nth(place).locator("td[name=title]").inner_text() for place in (0, 1)]
    for place in (0, 1):
        rows.nth(place).locator(".o_list_record_selector input").click()
    shot(page, "batch-ticked-1400")
    steps.open_from_inbox(colleague, titles[0])
    steps.agree(colleague, "同意，请按时拨付")

    page.click("button[name=zs_batch_approve]")
    page.fill(".o_zs_batch_ask textarea", "同意")
    shot(page, "batch-ask-1400")
    page.click("button[name=zs_batch_confirm]")
    bad = page.locator(".o_zs_batch_report .o_zs_tone_bad li")
    bad.wait_for()
    shot(page, "batch-report-1400")
    assert titles[0] in bad.inner_text()
    assert "同意，请按时拨付" in bad.inner_text()
    assert titles[1] in page.locator(".o_zs_batch_report .o_zs_tone_good li").inner_text()
    bad.locator("button").click()
    page.wait_for_selector(".o_form_view.o_action .o_zs_trail")
    assert page.locator(".modal").count() == 0
