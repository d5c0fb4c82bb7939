"""From the printed form to the page that checks it, and the check of all histories."""

import io
import re

from playwright.sync_api import expect
from pypdf import PdfReader

from . import steps

PRINT = ".o_zs_panel button[name=zs_print]"  # on the document itself, not only on its run


def test_the_form_is_printed_from_the_document(as_role, shot):
    page = as_role("zuzhibu")
    steps.visit(page, "/odoo/approvals-decided")
    page.locator(".o_data_row .o_data_cell").first.click()
    page.wait_for_selector(PRINT)
    with page.expect_download() as download:
        page.locator(PRINT).first.click()
    pdf = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    text = pdf.pages[0].extract_text()
    assert "审批单" in text
    assert "办理情况" in text
    assert re.search(r"([0-9a-f]{4} ?){8}", text)
    shot(page, "print-form-1400")


def test_who_keeps_watch_checks_the_history_at_once(as_role, shot):
    for width in (1400, 390):
        page = as_role("xiaonengban", width)
        steps.visit(page, "/odoo/approvals-history")
        page.click("button[name=action_check_now]")
        expect(page.locator(".alert-success").first).to_contain_text("审批历史完好")
        shot(page, f"history-check-{width}")
