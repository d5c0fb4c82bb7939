from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zhaoshang_office.rules.roster import (
    COLUMNS,
    BureauFacts,
    Known,
    Reference,
    bureau_of,
    plan_import,
)
from zhaoshang_office.rules.sheet import plain, to_date
from zhaoshang_office.rules.term import term_end

HEADER = ["姓名", "驻外招商局", "职务", "挂任单位", "挂任职务", "原单位", "聘任起", "聘任止"]
START, END = date(2025, 7, 1), date(2027, 6, 30)
HANGZHOU = BureauFacts("hangzhou", ("杭州驻外招商局", "杭州"), date(2013, 1, 1))
WUXI = BureauFacts("wuxi", ("无锡驻外招商局", "无锡"), date(2013, 1, 1), 3, date(2026, 9, 30))
QUANZHOU = BureauFacts("quanzhou", ("泉州驻外招商局", "泉州"), date(2013, 1, 1), 2)
UNITS = {"县委办": (True, False), "县招商管理局": (False, True)}


def reference(*known):
    return Reference([HANGZHOU, WUXI, QUANZHOU], UNITS, known, term_end)


def head(name="甲", bureau="杭州", start=START, end=END, unit="县委办", home="发改委"):
    return [name, bureau, "局长", unit, "副主任", home, start, end]


def deputy(name="乙", bureau="杭州", start=START, end=END, unit="县招商管理局", home="商务局"):
    return [name, bureau, "副局长", unit, "副局长", home, start, end]


def on_record(row, key=1, draft=False):
    name, bureau, post, unit, unit_post, home, start, end = row
    code = {"杭州": "hangzhou", "无锡": "wuxi", "泉州": "quanzhou"}[bureau]
    role = {"局长": "head", "副局长": "deputy"}[post]
    return Known(key, name, home, code, role, unit, unit_post, start, end, draft)


def plan(*rows, known=(), header=HEADER):
    return plan_import([header, *rows], reference(*known))


def codes(line):
    return [violation.code for violation in line.violations]


def test_a_right_sheet_is_all_new():
    """R004, R005, R006: a head and two deputies."""
    result = plan(head(), deputy("乙"), deputy("丙"))
    assert result.ok
    assert [line.action for line in result.lines] == ["new"] * 3
    assert result.lines[0].record.role == "head"
    assert [line.row for line in result.lines] == [2, 3, 4]


def test_headings_in_any_order_with_spaces_and_titles_above():
    """R004: title rows, full-width spaces and another order are no obstacle."""
    header = [
        "聘任止",
        "聘 任 起",
        "原单位",
        "挂任职务",
        "挂任单位",
        "职　务",
        "驻外招商局",
        "姓  名",
        "序号",
    ]
    rows = [["花名册"], [None], header, [*reversed(head("甲　某")), 1.0]]
    result = plan_import(rows, reference())
    assert result.ok
    assert result.lines[0].record.name == "甲某"
    assert result.lines[0].row == 4


@pytest.mark.parametrize(
    "row",
    [
        ["合计", None, "3人"],
        ["总 计", 3.0],
        [None, None, ""],
        ["制表：某人"],
        HEADER,
    ],
    ids=str,
)
def test_totals_blanks_and_repeated_headings_are_no_officers(row):
    """R004: what stands around the officers is passed over."""
    result = plan(head(), row)
    assert len(result.lines) == 1
    assert result.ok


def test_missing_columns_are_named():
    """R004: the sheet is refused as a whole, with the names of the columns."""
    result = plan_import([HEADER[:6], head()[:6]], reference())
    assert not result.ok
    assert result.violations[0].values["columns"] == "聘任起、聘任止"


@pytest.mark.parametrize("rows", [[], [[]], [["甲", "乙"]], [[None] * 8] * 30])
def test_a_sheet_without_headings_is_refused(rows):
    """R004: nothing is guessed."""
    assert plan_import(rows, reference()).violations[0].code == "no_header"


def test_headings_alone_are_refused():
    """R004: a sheet with nobody on it is not imported."""
    assert plan().violations[0].code == "no_rows"


def test_second_head_is_told_in_both_rows():
    """R004: each of the two rows names the other."""
    result = plan(head("甲"), head("丁", start=date(2027, 6, 30), end=date(2028, 1, 1)))
    assert [codes(line) for line in result.lines] == [["second_head"], ["second_head"]]
    assert result.lines[0].violations[0].values == {"row": 3, "name": "丁"}


def test_heads_may_follow_each_other():
    """R004: the day after is no overlap."""
    rows = head("甲", end=date(2026, 6, 30)), head("丁", start=date(2026, 7, 1))
    assert plan(*rows).ok


def test_second_head_against_the_record():
    """R004: a head on record stands in the way as well."""
    result = plan(head("丁"), known=[on_record(head("甲"))])
    assert codes(result.lines[0]) == ["second_head_on_record"]


def test_more_deputies_than_the_standard_are_warned_of():
    """R004: a third deputy, or a second in a bureau of two, is imported with a warning."""
    result = plan(*(deputy(name) for name in "乙丙丁"))
    assert result.ok
    assert result.lines[0].warnings[0].values == {"count": 3, "standard": 3}
    two = plan(deputy("乙", "泉州"), deputy("丙", "泉州"))
    assert two.lines[0].warnings[0].rule == "R004"
    assert not plan(deputy("乙"), deputy("丙")).lines[0].warnings


def test_a_head_needs_a_listed_host_unit():
    """R005: none is refused, an unknown one, one of the deputies' list without reason."""
    assert codes(plan(head(unit="")).lines[0]) == ["no_host_unit"]
    assert codes(plan(head(unit="县外办")).lines[0]) == ["unknown_host_unit"]
    assert codes(plan(head(unit="县招商管理局")).lines[0]) == ["host_unit_not_listed"]


def test_a_deputy_needs_a_listed_host_unit():
    """R006: like a head, with the list of the deputies."""
    for unit, code in (
        ("", "no_host_unit"),
        ("县外办", "unknown_host_unit"),
        ("县委办", "host_unit_not_listed"),
    ):
        (violation,) = plan(deputy(unit=unit)).lines[0].violations
        assert (violation.code, violation.rule) == (code, "R006")


def test_a_unit_of_the_other_list_passes_with_its_reason():
    """R005, R006: the reason stands in the column 说明."""
    row = [*deputy(unit="县委办"), "县委决定"]
    result = plan(row, header=[*HEADER, "说明"])
    assert result.ok
    assert result.lines[0].record.reason == "县委决定"
    assert plan([*row[:-1], " "], header=[*HEADER, "说明"]).lines[0].violations[0].rule == "R006"


def test_the_end_follows_from_the_start():
    """R007: an empty 聘任止 is two years less a day; 29 February gives the 27th."""
    assert plan(deputy(end="")).lines[0].record.date_to == END
    leap = plan(deputy(start=date(2024, 2, 29), end=None))
    assert leap.lines[0].record.date_to == date(2026, 2, 27)


def test_a_term_beyond_two_years_is_refused():
    """R007: one day too many, with the longest end."""
    result = plan(deputy(end=date(2027, 7, 1)))
    assert result.lines[0].violations[0].values["longest"] == END
    assert codes(plan(deputy(end=date(2025, 6, 30))).lines[0]) == ["ends_before_start"]


def test_one_person_twice_at_once():
    """R008: the same name with the same home unit, in the sheet or on record."""
    result = plan(deputy("乙"), deputy("乙", "泉州"))
    assert [codes(line) for line in result.lines] == [["person_twice"], ["person_twice"]]
    other = plan(deputy("乙", "泉州"), known=[on_record(deputy("乙"))])
    assert codes(other.lines[0]) == ["person_twice_on_record"]


def test_namesakes_of_two_home_units_are_two_people():
    """R008: the same name alone makes nobody the same person."""
    assert plan(deputy("乙"), deputy("乙", "泉州", home="水利局")).ok


def test_a_transfer_within_the_sheet():
    """R008: two appointments of one person that follow each other."""
    rows = deputy("乙", end=date(2026, 6, 30)), deputy("乙", "泉州", start=date(2026, 7, 1))
    assert plan(*rows).ok


def test_a_closed_bureau_takes_nobody_beyond_its_end():
    """R003: 无锡 closes on 2026-09-30."""
    assert codes(plan(deputy(bureau="无锡")).lines[0]) == ["bureau_closed"]
    assert plan(deputy(bureau="无锡", end=date(2026, 9, 30))).ok
    early = deputy(start=date(2012, 12, 31), end=date(2014, 1, 1))
    assert codes(plan(early).lines[0]) == ["bureau_not_open"]


def test_the_second_time_nothing_changes():
    """R008: a row that says what is on record is unchanged."""
    result = plan(head(), known=[on_record(head())])
    assert result.lines[0].action == "unchanged"


def test_changes_are_named():
    """R008: a draft may change in all, a confirmed appointment not in post and dates."""
    shorter = head(end=date(2026, 12, 31))
    changed = plan(shorter, known=[on_record(head(), draft=True)])
    assert changed.lines[0].action == "changed"
    assert changed.lines[0].changes == ("date_to",)
    assert codes(plan(shorter, known=[on_record(head())]).lines[0]) == ["confirmed_is_fixed"]
    moved = plan(head(unit="县委办"), known=[on_record(head(home="商务局"))])
    assert moved.lines[0].changes == ("home_unit",)


@pytest.mark.parametrize(
    "value",
    [
        date(2025, 7, 1),
        datetime(2025, 7, 1),  # noqa: DTZ001  a cell has no zone
        "2025-07-01",
        "2025/7/1",
        "2025.7.1",
        "２０２５年７月１日",
        "2025 年 07 月 01 日",
        "20250701",
        20250701.0,
        45839.0,
        "2025-07-01 00:00:00",
    ],
    ids=repr,
)
def test_a_date_in_any_usual_form(value):
    """R007: date cells, serial numbers and the ways a date is typed."""
    assert to_date(value) == START


@pytest.mark.parametrize(
    "value", ["2025年7月", "7月1日", "2025-02-30", "待定", "", None, "1", True]
)
def test_what_is_no_date(value):
    """R007: nothing is guessed from half a date."""
    assert to_date(value) is None


@pytest.mark.parametrize(
    "text", ["杭州", "杭州局", "杭州驻外招商局", "驻杭州招商局", "杭 州　招商局", "驻外招商局杭州"]
)
def test_a_bureau_by_its_usual_names(text):
    """R002: the city, the full name, the short name."""
    assert bureau_of(text, [HANGZHOU, WUXI]) is HANGZHOU


@pytest.mark.parametrize("text", ["", "局", "驻外招商局", "火星"])
def test_what_is_no_bureau(text):
    """R002: an empty stem is nobody's."""
    assert bureau_of(text, [HANGZHOU, WUXI]) is None


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from([*HEADER, "局长", "副局长", "杭州", "县委办", "2025-07-01", "合计"]),
)


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS, max_size=10), max_size=12))
def test_no_sheet_breaks_the_reader(rows):
    """R004: any rows give a plan, and the sound ones only where nothing is wrong."""
    result = plan_import([HEADER, *rows], reference())
    for line in result.lines:
        assert (line.action == "error") == bool(line.violations)
        if line.action == "new":
            assert line.record.date_from <= line.record.date_to <= term_end(line.record.date_from)


@given(st.text())
def test_plain_text_is_stable(text):
    """R004: cleaning twice is cleaning once."""
    assert plain(plain(text)) == plain(text)
    assert COLUMNS.find([[text]]) is None
