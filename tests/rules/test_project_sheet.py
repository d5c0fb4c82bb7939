"""Past projects from a sheet, without Odoo."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from zhaoshang_office.rules.project_sheet import Record, Reference, plan_import

HEADER = ["项目代号", "驻外招商局", "投资方", "统一社会信用代码", "产业", "固定资产投资（万元）",
          "阶段", "报送日期", "进入本阶段日期", "是否工业"]  # fmt: skip
GOOD = [
    "云梯",
    "杭州局",
    "甲乙丙公司",
    "CODE",
    "装备",
    "1,200",
    "签约",
    "2025-03-01",
    "2025.9.1",
    "是",
]
KNOWN = Record(
    codename="云梯", bureau="杭州局", investor="甲乙丙公司", stage="signed",
    reported_on=date(2025, 3, 1), uscc="CODE", industry="equipment", industrial=True,
    fixed_investment=Decimal(1200), handle=7,
)  # fmt: skip


def plan(*rows, known=()):
    reference = Reference(
        bureaus=["杭州局", "宁波局"], stages={"签约": "signed", "受理": "accepted"},
        industries={"装备": "equipment"}, known=known, today=date(2026, 11, 23),
        is_uscc={"CODE"}.__contains__,
    )  # fmt: skip
    return plan_import([["历史项目汇总表"], HEADER, *rows, ["合计"]], reference)


def changed(place, value):
    return [*GOOD[:place], value, *GOOD[place + 1 :]]


def test_a_row_is_read_as_it_is_meant():
    """R032: thousands, dots in dates and words of the county."""
    (line,) = plan(GOOD).lines
    assert line.action == "new"
    assert line.record == replace(KNOWN, stage_on=date(2025, 9, 1), handle=0)


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (0, "甲乙丙项目", "codename"), (1, "北京局", "unknown_bureau"), (2, "", "empty"),
        (3, "X", "bad_uscc"), (4, "航天", "unknown_word"), (5, "一千", "bad_amount"),
        (5, "-1", "bad_amount"), (5, "NaN", "bad_amount"), (6, "跑步", "unknown_word"),
        (7, "三月", "bad_date"), (7, "2027-01-01", "ahead"),
        (8, "2025-02-28", "stage_before_report"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(place, value, code):
    """R032, R110, R113: by row, with its reason; nothing is imported then."""
    outcome = plan(GOOD, changed(place, value))
    assert code in [violation.code for violation in outcome.lines[1].violations]
    assert not outcome.ok


def test_a_second_import_changes_nothing():
    """R032: the same sheet again is unchanged, an empty cell too."""
    assert [line.action for line in plan(GOOD, known=[KNOWN]).lines] == ["unchanged"]
    assert [line.action for line in plan(changed(3, ""), known=[KNOWN]).lines] == ["unchanged"]


def test_what_differs_is_brought_up_to_date_but_no_stage():
    """R108: a stage on record is moved by its buttons."""
    (line,) = plan(changed(5, 1300), known=[KNOWN]).lines
    assert (line.action, line.changes) == ("changed", ("fixed_investment",))
    (line,) = plan(changed(6, "受理"), known=[KNOWN]).lines
    assert [violation.code for violation in line.violations] == ["other_stage"]


def test_a_project_stands_once():
    """R032: both rows are told; the same codename in another bureau is another project."""
    outcome = plan(GOOD, GOOD, changed(1, "宁波局"))
    assert [line.action for line in outcome.lines] == ["error", "error", "new"]
