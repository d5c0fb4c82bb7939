"""What a confirmed finding is taken back for, and what may rest on it."""

from datetime import date

from zhaoshang_office.rules import bulletin
from zhaoshang_office.rules.finding import (
    ERROR,
    EXPLANATION,
    LEAVE,
    months_touched,
    needs_paper,
)


def test_what_the_records_do_not_show_needs_its_paper():
    """R063: an error needs its reason alone."""
    assert needs_paper(LEAVE, on_record=False)
    assert needs_paper(EXPLANATION, on_record=False)
    assert not needs_paper(LEAVE, on_record=True)
    assert not needs_paper(ERROR, on_record=False)


def test_an_absence_may_bear_the_ground_of_its_month_and_of_the_next():
    """R097, R098: a ground of two months running is named by the second."""
    days = date(2026, 12, 30), date(2027, 1, 2)
    assert list(months_touched(*days)) == [date(2026, 12, 1), date(2027, 1, 1)]
    assert list(months_touched(*days, 2))[-1] == date(2027, 2, 1)


def test_a_bulletin_is_told_without_what_was_taken_back():
    """R059, R063: one line for the finding, one for the bureau's count; the rest as it was told."""
    line = {"id": 7, "name": "甲", "bureau": "杭州驻外招商局", "when": "10月12日", "what": "未汇报"}
    counts = dict.fromkeys((key for key, _head in bulletin.WORK), 2)
    told = {
        "people": [],
        "findings": [line, line | {"id": 8}],
        "bureaus": [{"bureau": "杭州驻外招商局", "projects": []} | counts],
    }
    now = bulletin.without_taken_back(told, {8}, {"杭州驻外招商局": 1})
    changed = bulletin.changes(told, now)
    assert [(c["who"], c["what"], c["old"], c["new"]) for c in changed] == [
        ("杭州局", "未汇报", "2", "1"),
        ("杭州局甲", "存在问题", "10月12日未汇报，已经核实认定", "认定已撤销，不再计入"),
    ]
    assert not bulletin.changes(now, now)
