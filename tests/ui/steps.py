"""What a person does on the screen, in words; every step waits for what it causes."""

from __future__ import annotations

import contextlib
import datetime
import re

import chinese_calendar

PHONE = 480  # px: narrower pages show cards, not rows
PREVIEW = ".o_zs_pane .o_zs_preview:not(.o_zs_behind)"  # of the row the list stands on
COUNTY = datetime.timezone(datetime.timedelta(hours=8))
FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}  # where no table is published


# -- days -----------------------------------------------------------------------------------------


def today() -> datetime.date:
    return datetime.datetime.now(COUNTY).date()


def is_statutory(day: datetime.date) -> bool:
    try:
        _off, name = chinese_calendar.get_holiday_detail(day)
        return name is not None
    except NotImplementedError:
        return (day.month, day.day) in FIXED_HOLIDAYS


def quiet_days(after: int, length: int) -> tuple[datetime.date, datetime.date]:
    """The first ``length`` days at least ``after`` days ahead, in one month, without a holiday."""
    first = today() + datetime.timedelta(days=after)
    while True:
        days = [first + datetime.timedelta(days=n) for n in range(length)]
        if first.month == days[-1].month and not any(map(is_statutory, days)):
            return first, days[-1]
        first += datetime.timedelta(days=1)


def shown_day(page, field: str) -> datetime.date:
    """The day in a date field that only shows it."""
    return datetime.date.fromisoformat(
        page.locator(f".o_field_widget[name={field}]").inner_text().strip()
    )


# -- places ---------------------------------------------------------------------------------------

MARK = """document.querySelectorAll('.o_action_manager > .o_action, .modal-body').forEach(
    place => place.setAttribute('data-old', '1'))"""
RENEWED = """() => document.querySelector('.modal-body:not([data-old])')
    || !document.querySelector('.o_action_manager > .o_action[data-old]')"""
FOLLOW = """path => {
    const link = document.createElement('a');
    link.href = path || location.pathname;
    document.body.append(link);
    link.click();
    link.remove();
}"""


def visit(page, path: str = "") -> None:
    """Open a place of the web client as a link in it does; without a path, this place anew."""
    page.evaluate(MARK)
    page.evaluate(FOLLOW, path)
    page.wait_for_function(RENEWED)
    settled(page)


def without_filters(page) -> None:
    """Take every filter out of the search bar; the list has then been read again."""
    while page.locator(".o_searchview .o_facet_remove").count():
        left = page.locator(".o_searchview .o_facet_remove").count()
        with page.expect_response(lambda answer: "web_search_read" in answer.url):
            page.locator(".o_searchview .o_facet_remove").first.click()
        page.wait_for_function(
            "left => document.querySelectorAll('.o_searchview .o_facet_remove').length < left",
            arg=left,
        )
    settled(page)


# -- forms ----------------------------------------------------------------------------------------


def settled(page) -> None:
    """Wait until the page has its answers and shows them: what comes late undoes what is typed."""
    page.wait_for_function(
        "() => zsAnswered() && !document.querySelector('.o_loading_indicator, .o_blockUI')"
    )


def fill_day(page, field: str, day: datetime.date | str) -> None:
    """Type a day (or moment) into a date field and leave it with Tab: the field keeps it."""
    settled(page)
    place = page.locator(f".o_form_view [data-field={field}]")
    place.click()
    entry = page.locator(f".o_form_view input[data-field={field}]")
    entry.fill(day if isinstance(day, str) else day.isoformat())
    entry.press("Tab")
    settled(page)
    if not isinstance(day, str):
        place.filter(has_text=day.isoformat()).wait_for()


def fill_days(page, first: datetime.date, last: datetime.date) -> None:
    """Type both ends of a leave."""
    fill_day(page, "date_from", first)
    fill_day(page, "date_to", last)


def choose(page, field: str, text: str) -> None:
    """Choose from a list of records by what is seen of them."""
    entry = page.locator(f".o_field_widget[name={field}] input")
    entry.click()
    # the list that opens first is not searched yet, and a late answer would open it anew
    with page.expect_response(lambda answer: _searches(answer.request, text)):
        entry.fill(text)
    found = page.locator(".o-autocomplete--dropdown-item")
    found.first.filter(has_text=text).click()
    found.first.wait_for(state="detached")
    settled(page)


def _searches(request, text: str) -> bool:
    if not request.url.endswith("/web_name_search"):
        return False
    return request.post_data_json["params"]["kwargs"]["name"] == text


def write(page, field: str, text: str) -> None:
    page.fill(f".o_field_widget[name={field}] :is(textarea, input)", text)


def attach(page, field: str, file: dict) -> None:
    """Put a file (name, mimeType, buffer) into a field, and wait until it has been read."""
    place = page.locator(f".o_field_widget[name={field}]")
    place.locator("input[type=file]").set_input_files(file)
    place.locator(".o_clear_file_button").wait_for()


def menu(page, *names: str) -> None:
    """Open a menu of the top bar by its Chinese names."""
    section, *entries = names
    page.locator(".o_menu_sections > *", has_text=section).first.click()
    for entry in entries:
        page.locator(".o-dropdown--menu .dropdown-item", has_text=entry).first.click()


MARK_TOLD = "document.querySelectorAll('.o_notification').forEach(n => n.dataset.old = '1')"


@contextlib.contextmanager
def told(page):
    """What is done within is answered by a message of its own, not by one that still stands."""
    page.evaluate(MARK_TOLD)
    yield
    page.wait_for_selector(".o_notification:not([data-old])")


def notified(page, text: str) -> None:
    page.wait_for_selector(f".o_notification:has-text('{text}')")


def call(page, model: str, method: str, *args, **kwargs):
    """What the person's own session may do, to prepare a journey."""
    params = {"model": model, "method": method, "args": list(args), "kwargs": kwargs}
    answer = page.request.post(
        f"/web/dataset/call_kw/{model}/{method}", data={"jsonrpc": "2.0", "params": params}
    ).json()
    assert "error" not in answer, answer
    return answer["result"]


# -- leave ----------------------------------------------------------------------------------------


def begin_leave(page, first, last, *, reason="", acting="") -> None:
    """Fill in one's own leave, not yet sent."""
    visit(page, "/odoo/my-leaves/new")
    page.wait_for_selector(".o_form_view [data-field=date_from]")
    fill_days(page, first, last)
    page.wait_for_selector(".o_zs_forecast")
    if acting:
        choose(page, "acting_appointment_id", acting)
    if reason:
        write(page, "reason", reason)


def save(page) -> None:
    """Save a new document; the chain of those who decide comes up."""
    settled(page)
    page.evaluate(MARK_TOLD)
    page.click("button[name=zs_save]")
    ready, told = "button[name=zs_submit]:enabled", ".o_notification:not([data-old]), .modal"
    page.wait_for_selector(f":is({ready}, {told})")
    settled(page)
    assert page.locator(ready).count(), page.locator(told).first.inner_text()


def submit(page, button="zs_submit") -> None:
    page.locator(f"button[name={button}]:enabled").click()
    page.wait_for_selector(".o_zs_strip.o_zs_tone_busy")


def ask_leave(page, first, last, **more) -> None:
    begin_leave(page, first, last, **more)
    save(page)
    submit(page)


def span_text(first, last) -> re.Pattern:
    """How the title of a leave names its days."""
    return re.compile(f"{first:%m-%d}.*{last:%m-%d}")


def state(page, text: str) -> None:
    page.wait_for_selector(f".o_zs_strip .o_zs_state:text-is('{text}')")


# -- deciding -------------------------------------------------------------------------------------


def badge(page) -> int:
    """What the top bar counts, once the news of what was done before has come to it."""
    count = call(page, "zhaoshang.approval.task", "zs_inbox_badge")["count"]
    badge_becomes(page, count)
    return count


def badge_becomes(page, count: int) -> None:
    page.wait_for_function(
        "count => (Number(document.querySelector('.o_zs_inbox_badge')?.innerText) || 0) === count",
        arg=count,
    )


def open_from_inbox(page, *texts) -> None:
    """Open 待办 by the badge and the matter that shows all ``texts``."""
    page.locator(".o_zs_inbox_systray button").click()
    row = page.locator(".o_zs_matters :is(.o_data_row, .o_kanban_record:not(.o_kanban_ghost))")
    for text in texts:
        row = row.filter(has_text=text)
    row.first.wait_for()
    settled(page)  # a list that is read anew between two clicks opens nothing
    if page.viewport_size["width"] > PHONE:
        row.first.dblclick()  # one click shows it beside the list
    else:
        row.first.click()
    page.wait_for_selector(".o_form_view.o_action button[name=zs_agree]:enabled")


def agree(page, opinion="") -> None:
    if opinion:
        page.fill(".o_zs_decision textarea", opinion)
    with told(page):
        page.locator("button[name=zs_agree]:enabled").click()


def turn_down(page, button: str, reason: str) -> None:
    """Refuse (``zs_refuse``) or return (``zs_return``) with a reason."""
    page.locator(f"button[name={button}]:enabled").click()
    page.fill(".o_zs_decision textarea", reason)
    with told(page):
        page.locator("button[name=zs_confirm]:enabled").click()
