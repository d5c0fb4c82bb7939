"""Browser journeys: ``as_role(login, width)`` gives a page of a person who is logged in.

``./dev test tests/ui --pictures=docs/pictures`` takes the pictures of the guide afresh.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
import os
import pathlib

import pytest
from PIL import Image
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect, sync_playwright

from . import steps

PHONE = 480  # narrower pages are a phone's, with touch
HEIGHTS = {True: 844, False: 900}
PATIENCE = 60_000  # ms; a busy machine is no finding
GUIDE = "guide-"  # pictures with such names are shown in the documentation
expect.set_options(timeout=PATIENCE)
# says whether every request of the page's own is answered, and has been for a moment and some
# frames: a busy browser shows an answer late, and what it shows may ask again
ANSWERED = """
(() => {
    let open = 0;
    let since = 0;
    let frames = 0;
    const count = (change) => {
        open += change;
        since = performance.now();
        frames = 0;
    };
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (...body) {
        count(1);
        this.addEventListener("loadend", () => count(-1));
        return send.apply(this, body);
    };
    const fetch = window.fetch;
    window.fetch = async (...asked) => {
        count(1);
        try {
            return await fetch(...asked);
        } finally {
            count(-1);
        }
    };
    window.zsAnswered = () => {
        const quiet = open === 0 && performance.now() - since > 50 && ++frames > 3;
        frames = quiet ? 0 : frames;  // who waits next waits for frames of his own
        return quiet;
    };
})();
"""
# nothing of the last test is in the way
AT_REST = """
(() => Boolean(document.querySelector('.o_web_client .o_main_navbar')) && !document.querySelector(
    '.modal, .o_notification, .o_form_dirty, .o_form_status_indicator_buttons:not(.invisible)'
))()
"""
COLOURS = 128  # of a picture in the documentation: small enough for a repository


def pytest_addoption(parser):
    parser.addoption(
        "--pictures", metavar="FOLDER", help="keep the pictures of the guide in this folder"
    )


@pytest.fixture(scope="package")
def browser():
    """One Chromium for the journeys of this folder: Odoo's test classes end what runs before."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["ZS_BROWSER"], args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages_at_rest(browser):
    """Pages that earlier tests of the file have left, by (login, width): a load costs seconds."""
    seats = collections.defaultdict(list)
    yield seats
    for seat in itertools.chain.from_iterable(seats.values()):
        seat.page.context.close()


@pytest.fixture
def as_role(browser, server, request, pages_at_rest):
    """``page = as_role("head.hangzhou", 390)``: a page of that person's session, at that width.

    An error of the page's own scripts fails the test; a failed test leaves ``failed-….png``.
    ``fresh``: a browser that knows nothing of earlier tests.
    """
    used = []

    def open_page(login: str, width: int = 1400, fresh: bool = False):
        at_rest = pages_at_rest[login, width]
        seat = at_rest.pop() if at_rest and not fresh else _sit_down(browser, server, login, width)
        used.append(seat)
        return seat.page

    yield open_page

    failed = getattr(request.node, "zs_failed", False)
    errors = [f"{seat.login}: {error}" for seat in used for error in seat.errors]
    for number, seat in enumerate(used, 1):
        if errors or failed:
            screenshot(seat.page, f"failed-{request.node.name}-{number}")
        if not errors and not failed and _put_to_rest(seat.page):
            pages_at_rest[seat.login, seat.width].append(seat)
        else:
            seat.page.context.close()
    assert not errors, "\n".join(errors)


@dataclasses.dataclass
class Seat:
    """A person at a screen."""

    login: str
    width: int
    page: Page
    errors: list[str] = dataclasses.field(default_factory=list)


def _sit_down(browser, server, login: str, width: int) -> Seat:
    phone = width <= PHONE
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": HEIGHTS[phone]},
        has_touch=phone,
        is_mobile=phone,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",  # what still slides in cannot be clicked
        service_workers="block",  # Odoo's fetches two pages more for a day without a network
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(ANSWERED)
    _log_in(context, server, login)
    seat = Seat(login, width, context.new_page())
    seat.page.on("pageerror", lambda error: seat.errors.append(str(error)))
    seat.page.goto("/odoo")
    seat.page.wait_for_selector(".o_web_client .o_main_navbar")
    # a first screen that is still on its way would take the place of the next
    seat.page.wait_for_selector(".o_action_manager > .o_action")
    steps.settled(seat.page)
    return seat


def _put_to_rest(page) -> bool:
    """Leave the page as it was found: at the first screen, nothing stored, nothing told.

    False where that is more than a click: something typed, a dialogue, a page that is gone.
    """
    try:
        for told in page.locator(".o_notification_close").all():
            told.click(timeout=1000)
        page.locator(".o_notification").first.wait_for(state="detached", timeout=1000)
        if not page.evaluate(AT_REST):
            return False
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        steps.visit(page, "/odoo")
        return page.evaluate(AT_REST)
    except PlaywrightError:
        return False


@pytest.fixture
def shot(request):
    """``shot(page, "inbox-1400")`` keeps a picture in the state folder.

    A name that begins with ``guide-`` is a picture of the guide: kept there too, where asked for.
    In a run of everything, at whose pictures nobody looks, only those that are ``always`` wanted.
    """
    folder = request.config.getoption("--pictures", None)  # unknown in a run of everything

    def take(page, name: str, always: bool = False) -> None:
        if os.environ.get("ZS_FULL_RUN") and not always:
            return
        file = screenshot(page, name)
        if folder and name.startswith(GUIDE):
            _keep(file, pathlib.Path(folder) / f"{name.removeprefix(GUIDE)}.png")

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
