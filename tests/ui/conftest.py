"""Browser journeys: ``as_role(login, width)`` gives a page of a person who is logged in.

``./dev test tests/ui --pictures=docs/pictures`` takes the pictures of the guide afresh.
"""

from __future__ import annotations

import os
import pathlib

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

PHONE = 480  # narrower pages are a phone's, with touch
HEIGHTS = {True: 844, False: 900}
PATIENCE = 60_000  # ms; a busy machine is no finding
GUIDE = "guide-"  # pictures with such names are shown in the documentation
# says whether every request of the page's own is answered, and has been for a moment: what an
# answer causes may ask again
ANSWERED = """
(() => {
    let open = 0;
    let since = 0;
    const count = (change) => {
        open += change;
        since = performance.now();
    };
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (...body) {
        count(1);
        this.addEventListener("loadend", () => count(-1));
        return send.apply(this, body);
    };
    window.zsAnswered = () => open === 0 && performance.now() - since > 50;
})();
"""
COLOURS = 128  # of a picture in the documentation: small enough for a repository


def pytest_addoption(parser):
    parser.addoption(
        "--pictures", metavar="FOLDER", help="keep the pictures of the guide in this folder"
    )


@pytest.fixture(scope="module")
def browser():
    """One Chromium for the tests of one file: Odoo's test classes end all that runs before them."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["ZS_BROWSER"], args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def as_role(browser, server, request):
    """``page = as_role("head.hangzhou", 390)``: a page of that person's session, at that width.

    An error of the page's own scripts fails the test; a failed test leaves ``failed-….png``.
    """
    contexts, pages, errors = [], [], []

    def open_page(login: str, width: int = 1400):
        phone = width <= PHONE
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": HEIGHTS[phone]},
            has_touch=phone,
            is_mobile=phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",  # what still slides in cannot be clicked
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(ANSWERED)
        _log_in(context, server, login)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{login}: {error}"))
        pages.append(page)
        page.goto("/odoo")
        page.wait_for_selector(".o_web_client .o_main_navbar")
        return page

    yield open_page

    if errors or getattr(request.node, "zs_failed", False):
        for number, page in enumerate(pages, 1):
            screenshot(page, f"failed-{request.node.name}-{number}")
    for context in contexts:
        context.close()
    assert not errors, "\n".join(errors)


@pytest.fixture
def shot(request):
    """``shot(page, "inbox-1400")`` keeps a picture in the state folder.

    A name that begins with ``guide-`` is a picture of the guide: kept there too, where asked for.
    """
    folder = request.config.getoption("--pictures", None)  # unknown in a run of everything

    def take(page, name: str) -> pathlib.Path:
        file = screenshot(page, name)
        if folder and name.startswith(GUIDE):
            _keep(file, pathlib.Path(folder) / f"{name.removeprefix(GUIDE)}.png")
        return file

    return take


def _keep(file: pathlib.Path, target: pathlib.Path) -> None:
    """Write a smaller copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)


def screenshot(page, name: str) -> pathlib.Path:
    file = pathlib.Path(os.environ["ZS_SCREENSHOTS"]) / f"{name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)
    return file


def _log_in(context, server, login: str) -> None:
    answer = context.request.post(
        "/web/session/authenticate",
        data={
            "jsonrpc": "2.0",
            "params": {"db": server.database, "login": login, "password": login},
        },
    ).json()
    assert "error" not in answer, f"{login} cannot log in: {answer['error']['data']['message']}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if outcome.get_result().failed:
        item.zs_failed = True
