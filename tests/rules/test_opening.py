"""The opening sheet, without Odoo."""

from dataclasses import replace
from datetime import date

import pytest
from zhaoshang_office.rules import opening
from zhaoshang_office.rules.opening import Officer, Reference
from zhaoshang_office.rules.opening_month import Figures

HEAD = ["类别", "驻外招商局", "姓名", "日期", "文号", "事由", "在驻地天数", "未经请假天数"]
REFERENCE = Reference(
    bureaus={"深圳": 1, "深圳驻外招商局": 1, "泉州": 2},
    officers={
        (1, "郝项目"): [Officer(7, date(2025, 7, 1), date(2027, 6, 30))],
        (1, "田落地"): [
            Officer(3, date(2023, 7, 1), date(2025, 6, 30)),
            Officer(8, date(2025, 7, 1), date(2027, 6, 30)),
        ],
    },
    known={},
    today=date(2026, 11, 27),
)
START = ["起算日", "深圳", "", "2026-12-01", "", ""]
CRITICISM = ["通报批评", "深圳驻外招商局", "郝项目", "2026-03-02", "松驻招〔2026〕3号", "未汇报"]
WARNING = ["警示", "深圳", "郝项目", "2026-05-06", "松组通〔2026〕9号", ""]


def plan(*rows, **known):
    reference = REFERENCE
    if known:
        reference = replace(REFERENCE, **known)
    return opening.plan_import([["驻外招商开账表"], HEAD, *rows], reference)


def codes(*rows, **known):
    return [[v.code for v in line.violations] for line in plan(*rows, **known).lines]


def test_starts_and_sanctions_are_new_the_first_time():
    """R095: title rows are passed over, the name or the city names a bureau."""
    found = plan(START, CRITICISM, WARNING)
    assert found.ok
    assert [line.action for line in found.lines] == ["new"] * 3
    assert found.lines[1].record.key == ("criticism", 7)


def test_a_second_import_changes_nothing():
    """R095: what is on record is unchanged, and nothing is written over it."""
    known = {("start", 1): (date(2026, 12, 1), ""),
             ("criticism", 7): (date(2026, 3, 2), "松驻招〔2026〕3号")}  # fmt: skip
    again = plan(START, CRITICISM, known=known)
    assert [line.action for line in again.lines] == ["unchanged"] * 2
    moved = [*START[:3], "2026-11-01", "", ""]
    other = [*CRITICISM[:4], "松驻招〔2026〕4号", ""]
    assert codes(moved, other, known=known) == [["start_known"], ["sanction_known"]]


def test_each_wrong_cell_has_its_reason():
    """R094, R095."""
    assert codes(["解聘", "深圳", "郝项目", "2026-03-02", "x", ""]) == [["unknown_kind"]]
    assert codes(["起算日", "北京", "", "2026-12-01", "", ""]) == [["unknown_bureau"]]
    assert codes([*CRITICISM[:2], "无此人", *CRITICISM[3:]]) == [["unknown_officer"]]
    assert codes([*CRITICISM[:3], "2025-06-30", *CRITICISM[4:]]) == [["outside_term"]]
    assert codes([*CRITICISM[:3], "2026-11-28", *CRITICISM[4:]]) == [["ahead"]]
    assert codes([*CRITICISM[:4], "", ""]) == [["no_number"]]
    assert codes([*START[:3], "某日", "", ""]) == [["bad_date"]]
    assert codes(CRITICISM, CRITICISM) == [["twice"], ["twice"]]


def test_a_warning_follows_a_criticism_served_before():
    """R092: in the sheet or on record."""
    assert codes(WARNING) == [["no_criticism"]]
    assert codes(CRITICISM, WARNING) == [[], []]
    early = [*WARNING[:3], "2026-03-01", *WARNING[4:]]
    assert codes(CRITICISM, early) == [[], ["no_criticism"]]
    assert codes(WARNING, known={("criticism", 7): (date(2026, 3, 2), "x")}) == [[]]


# -- months closed on paper, last results ----

MONTH = ["月出勤", "深圳", "郝项目", "2026年10月", "松驻招〔2026〕11号", "", "14天", 3]
RESULT = ["最近实绩", "深圳", "郝项目", "2026-05-12", "", "接待客商来县考察", "", ""]


def test_a_month_on_paper_is_taken_with_its_figures():
    """R139, R099: the month by its first day, empty columns are no days."""
    found = plan(START, MONTH)
    assert found.ok
    assert found.lines[1].record.day == date(2026, 10, 1)
    assert found.lines[1].record.figures == Figures(14, absent=3)


def test_a_month_on_record_is_unchanged_or_refused():
    """R139: what was signed is not written over; a month closed here is no month on paper."""
    on_paper = {(7, date(2026, 10, 1)): (Figures(14, 31, absent=3), MONTH[4])}
    assert [line.action for line in plan(START, MONTH, months=on_paper).lines][1] == "unchanged"
    other = [*MONTH[:6], 15, 3]
    assert codes(START, other, months=on_paper)[1] == ["month_known"]
    assert codes(START, MONTH, months={(7, date(2026, 10, 1)): None})[1] == ["month_closed"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([*MONTH[:3], "十月", *MONTH[4:]], "bad_month"),
        ([*MONTH[:3], "2026-11", *MONTH[4:]], "month_runs"),
        ([*MONTH[:3], "2025-06", *MONTH[4:]], "outside_term"),
        ([*MONTH[:4], "", *MONTH[5:]], "no_number"),
        ([*MONTH[:6], "", 3], "bad_days"),
        ([*MONTH[:6], "14.5", 3], "bad_days"),
        ([*MONTH[:6], -1, 3], "bad_days"),
        ([*MONTH[:6], 29, 3], "days_beyond"),
        ([*MONTH[:2], "", *MONTH[3:]], "unknown_officer"),
    ],
)
def test_a_month_that_cannot_be_has_its_reason(row, code):
    """R139, R068: over, in service, with its document, and the days add up."""
    assert code in codes(START, row)[1]


def test_a_month_on_paper_lies_before_the_start_of_its_bureau():
    """R139: a month that this software works out is not typed in; a start is needed first."""
    assert codes(MONTH) == [["no_start"]]
    known = {("start", 1): (date(2026, 10, 1), "")}
    assert codes(MONTH, known=known) == [["month_watched"]]
    known = {("start", 1): (date(2026, 10, 2), "")}
    assert codes(MONTH, known=known) == [[]]


def test_nothing_on_paper_is_of_the_time_that_is_watched():
    """R095, R101: from the start on a sanction has its approval and a result its project."""
    known = {("start", 1): (date(2026, 3, 2), "")}
    assert codes(CRITICISM, RESULT, known=known) == [["sanction_watched"], ["result_watched"]]
    known = {("start", 1): (date(2026, 3, 3), "")}
    assert codes(CRITICISM, known=known) == [[]]
    known = {("start", 1): (date(2026, 5, 6), "")}
    assert codes(CRITICISM, WARNING, known=known)[1] == ["sanction_watched"]


def test_the_last_result_is_of_an_officer_or_of_all_who_were_there():
    """R101: each with what it was; of two appointments of a name the one of the day."""
    assert plan(RESULT).lines[0].record.officers == (7,)
    bureau = [*RESULT[:2], "", *RESULT[3:]]
    assert plan(bureau).lines[0].record.officers == (7, 8)
    other = [*RESULT[:2], "田落地", *RESULT[3:]]
    assert plan(other).lines[0].record.officers == (8,)
    assert codes([*RESULT[:5], "", "", ""]) == [["no_note"]]
    assert codes([*RESULT[:3], "2026-11-28", *RESULT[4:]]) == [["ahead"]]
    assert codes([*RESULT[:3], "2025-06-30", *RESULT[4:]]) == [["outside_term"]]
    assert codes([*bureau[:3], "2022-05-12", *bureau[4:]]) == [["nobody_there"]]


def test_of_several_results_the_last_counts():
    """R101: one on record that is as late or later stays."""
    same = plan(RESULT, results={7: date(2026, 5, 12)})
    assert [line.action for line in same.lines] == ["unchanged"]
    later = plan(RESULT, results={7: date(2026, 6, 1)})
    assert [line.action for line in later.lines] == ["unchanged"]
    assert plan(RESULT, results={7: date(2026, 5, 11)}).count("new") == 1


def test_a_bureau_is_not_watched_from_long_ago():
    """R095: day one creates no past duties; what is on record stays, however old."""
    first = [*START[:3], "2026-10-27", "", ""]
    before = [*START[:3], "2026-10-26", "", ""]
    assert codes(first) == [[]]
    assert codes(before) == [["start_far_back"]]
    [line] = plan(before).lines
    assert line.violations[0].values == {
        "day": date(2026, 10, 26), "first": date(2026, 10, 27), "days": 31,
    }  # fmt: skip
    assert codes(before, back_days=32) == [[]]
    known = {("start", 1): (date(2026, 10, 26), "")}
    assert [each.action for each in plan(before, known=known).lines] == ["unchanged"]


CORRECTION = ["月出勤更正", *MONTH[1:4], "松驻招〔2026〕12号", "漏记一天请假", 13, 3]


def test_a_month_on_paper_is_corrected_with_document_and_reason():
    """R139, R138: what is on record as paper alone; the columns that change are told."""
    on_paper = {(7, date(2026, 10, 1)): (Figures(14, 31, absent=3), MONTH[4])}
    [line] = plan(CORRECTION, months=on_paper).lines
    assert (line.action, line.changes) == ("changed", ("at_post", "number"))
    assert codes(CORRECTION) == [["no_paper_month"]]
    closed = {(7, date(2026, 10, 1)): None}
    assert codes(CORRECTION, months=closed) == [["month_closed"]]
    assert codes([*CORRECTION[:5], "", 13, 3], months=on_paper) == [["no_reason"]]
    assert codes([*CORRECTION[:4], "", *CORRECTION[5:]], months=on_paper) == [["no_number"]]
    assert codes(CORRECTION, MONTH, months=on_paper) == [["twice"], ["twice"]]
    done = {(7, date(2026, 10, 1)): (Figures(13, 31, absent=3), CORRECTION[4])}
    assert [each.action for each in plan(CORRECTION, months=done).lines] == ["unchanged"]


def test_that_there_was_no_result_is_said_of_an_officer():
    """R101: once, by name, and not of whose result is on record."""
    none = ["最近实绩", "深圳", "郝项目", "无", "", "", "", ""]
    [line] = plan(none).lines
    assert (line.action, line.record.none, line.record.officers) == ("new", True, (7,))
    assert [each.action for each in plan(none, without=frozenset({7})).lines] == ["unchanged"]
    assert codes(none, results={7: date(2026, 5, 12)}) == [["result_known"]]
    assert codes([*none[:2], "", *none[3:]]) == [["unknown_officer"]]
    assert codes(none, RESULT) == [["twice"], ["twice"]]
    assert codes([*CRITICISM[:3], "无", *CRITICISM[4:]]) == [["bad_date"]]
