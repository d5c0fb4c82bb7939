"""Every screen of every role, wide and on a phone: Chinese, whole, and without errors."""

from __future__ import annotations

import os
import re

import pytest

from . import steps
from .test_reading import grave_faults

ROLES = {
    "deputy1.hangzhou": "副局长",
    "head.ningbo": "局长",
    "zuzhibu": "组织部",
    "zhaoshangju": "招商管理局",
    "bangongshi": "管理办公室",
    "fenguan": "分管领导",
    "xiaonengban": "效能办",
    "guazhi": "挂任单位",
    "kuaiji": "会计",
    "chuna": "出纳",
    "xitong": "系统管理员",
}
READ_ALOUD = {("zuzhibu", 1400), ("kuaiji", 1400)}  # whose pages axe looks at, half a second each
# a run of everything shows each screen once wide and once on a phone, to the first role that has
# it; the others' are asked for. ./dev test tests/ui shows all to all
SHOWN = set()
ALLOWED = re.compile(
    r"""(Excel|PDF|(?:QJ|XM|BX|TK)-[\d-]+|CSV|XLSX?|TEST-[\w-]*|R\d{3}|xlsx?|csv|pdf|PgUp|PgDn|XXXX|
    XML|OFD|xml|ofd|  # what an e-invoice is, also in the name of one that the inbox shows beside it
    [\w.]+@[\w.-]+|https?://\S+|
    (?:head|deputy\d|leader|ended)\.\w+|zuzhibu\d?|zhaoshangju\d?|bangongshi|fenguan|xiaonengban|
    guazhi|kuaiji|chuna|xitong|admin|
    [A-Z]{2,6}\d*/[\d/A-Z]+|CNY|
    [^\W\d_]+_GB2312|Noto-(?:Serif|Sans)-CJK-SC|AR-PL-UKai-CN)""",
    re.X,
)
ENGLISH = re.compile(r"[A-Za-z]{2,}")
OURS = {"审批", "驻外招商", "包干经费"}
# all that a page tells: its text, what stands in its fields, and what is read aloud or on hovering
TOLD = """() => {
    const told = [document.body.innerText];
    const places = 'input, textarea, [placeholder], [title], [aria-label], [data-tooltip]';
    for (const place of document.querySelectorAll(places)) {
        if (place.checkVisibility()) {
            const typed = place.matches('textarea, input:not([type=checkbox], [type=radio])');
            told.push(typed && place.value, place.placeholder, place.title, place.ariaLabel);
            told.push(place.dataset.tooltip);
        }
    }
    return told.filter(Boolean).join('\\n');
}"""
READY = """() => {
    const content = '.o_data_row, .o_group_header, .o_kanban_record:not(.o_kanban_ghost),' +
        ' .o_view_nocontent, .fc-view, .o_form_sheet, .o_pivot, .o_graph_canvas_container,' +
        ' .o_zs_start, .o_zs_inspection, .o_zs_leader, .o_zs_suggestion, .o_zs_grid_foot,' +
        ' .o_zs_signin h1';
    return document.querySelector(`.o_action_manager :is(${content}), .modal-body`);
}"""


def menus_of(page) -> list[dict]:
    """The menus with a screen behind, each with its path of names."""
    answer = page.request.get("/web/webclient/load_menus").json()
    found = []

    def walk(number, path):
        entry = answer[str(number)]
        path = [*path, entry["name"]] if number != "root" else path
        if entry.get("actionID") and not entry["children"]:
            found.append({"id": entry["id"], "path": path, "action": entry["actionID"]})
        for child in entry["children"]:
            walk(child, path)

    walk("root", [])
    return found


def open_menu(page, number: int) -> None:
    page.evaluate(steps.MARK)
    page.evaluate("id => odoo.__WOWL_DEBUG__.root.env.services.menu.selectMenu(id)", number)
    page.wait_for_function(steps.RENEWED)
    page.wait_for_function(READY)


def ask_for(page, menu: dict) -> None:
    """What the client fetches for a menu: its action, its views and its first row."""
    action = page.request.post(
        "/web/action/load", data={"jsonrpc": "2.0", "params": {"action_id": menu["action"]}}
    ).json()
    assert "error" not in action, action
    views = action["result"].get("views", [])
    if views:
        steps.call(page, action["result"]["res_model"], "get_views", views=views)
    if any(kind in ("list", "kanban") for _number, kind in views):
        steps.call(page, action["result"]["res_model"], "search_read", [], ["id"], limit=1)


def english_of(page) -> list[str]:
    text = page.evaluate(TOLD)
    return sorted(set(ENGLISH.findall(ALLOWED.sub(" ", text))))


def faults_of(page, width: int) -> list[str]:
    faults = []
    for error in page.locator(".o_error_dialog, .modal:has-text('Traceback')").all():
        faults.append(f"error dialog: {error.inner_text()[:300]}")
    if words := english_of(page):
        faults.append(f"English: {' '.join(words[:30])}")
    overflow = page.evaluate("document.documentElement.scrollWidth")
    if overflow > width:
        faults.append(f"{overflow - width} px too wide")
    sideways = "place => place.scrollWidth > place.clientWidth"
    if any(place.evaluate(sideways) for place in page.locator(".o_kanban_grouped").all()):
        faults.append("cards out of sight to the right")
    return faults


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("login", ROLES)
def test_every_menu_of_a_role_opens_in_chinese_and_fits_the_screen(as_role, shot, login, width):
    """R140: what a role sees opens without refusal, error or a foreign word."""
    page = as_role(login, width)
    menus = menus_of(page)
    assert {menu["path"][0] for menu in menus} <= OURS  # no other application, for no role
    read_aloud = (login, width) in READ_ALOUD
    if os.environ.get("ZS_FULL_RUN"):
        read_aloud = width > steps.PHONE
        known = [menu for menu in menus if (menu["id"], width) in SHOWN]
        menus = [menu for menu in menus if menu not in known]
        SHOWN.update((menu["id"], width) for menu in menus)
        for menu in known if width > steps.PHONE else ():
            ask_for(page, menu)
    faults = []
    for place, menu in enumerate(menus, 1):
        open_menu(page, menu["id"])
        steps.settled(page)
        name = "-".join(menu["path"]).replace("/", "·").replace(" ", "")
        found = faults_of(page, width)
        if read_aloud and grave_faults(page):
            page.wait_for_timeout(500)  # what fades in is looked at again
            found += grave_faults(page)
        picture = f"roles/{width}/{ROLES[login]}-{place:02d}-{name}"
        shot(page, picture, always=bool(found))  # all of them to look at: ./dev test tests/ui
        faults += [f"{' / '.join(menu['path'])}: {fault}" for fault in found]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("login", ["deputy1.hangzhou", "kuaiji"])
def test_top_bar_shows_nothing_but_what_waits(as_role, login):
    """Neither empty messages and activities, nor the name of the only county."""
    page = as_role(login)
    page.wait_for_selector(".o_zs_inbox_systray")
    waits, *others, picture = page.locator(".o_menu_systray button:visible").all()
    assert all(other.inner_text().strip().isdigit() for other in others)
    assert waits.inner_text().split()[0] == "待办"
    assert not picture.inner_text().strip()
