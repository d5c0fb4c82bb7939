"""The address book from a sheet, without Odoo."""

from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules.contacts import HEADINGS, Known, Reference, is_phone, plan_import
from zhaoshang_office.rules.names import normalised_name
from zhaoshang_office.rules.sheet import plain, tidy

TODAY = date(2026, 11, 23)
HEADER = ["单位名称", "类别", "姓名", "职务", "联系电话", "微信号", "籍贯", "最近联系日期"]
FIRM = "杭川（浙江）机械演示有限公司"
CODES = {"91330000MA27X0000A": True}


def row(**values):
    first = {
        "organisation": FIRM,
        "category": "上市公司",
        "name": "钱多多",
        "post": "董事长",
        "phone": "000-1111-2222",
        "wechat": "qdd",
        "native_place": "宿松",
        "last_contact_on": "2026.11.3",
    } | values
    return list(first.values())


def plan(*rows, known=(), header=HEADER):
    categories = ["上市公司", "行业协会"]
    return plan_import([header, *rows], Reference(categories, known, TODAY, CODES.__contains__))


def codes(line):
    return [violation.code for violation in line.violations]


def on_record(record, contact=1, holder=1, **values):
    return Known(**asdict(record) | values, contact=contact, holder=holder)


def test_a_right_sheet_is_all_new():
    """R030: organisation, person, post, telephone, WeChat, native place, last contact."""
    result = plan(row(), row(name="孙二"))
    assert result.ok
    assert [line.action for line in result.lines] == ["new", "new"]
    record = result.lines[0].record
    assert (record.name, record.post, record.native_place) == ("钱多多", "董事长", "宿松")
    assert record.last_contact_on == date(2026, 11, 3)


def test_a_second_import_changes_nothing():
    """R030: the same rows again are unchanged, an empty cell erases nothing."""
    known = [on_record(plan(row()).lines[0].record)]
    assert plan(row(), known=known).lines[0].action == "unchanged"
    assert plan(row(phone="", post=None), known=known).lines[0].action == "unchanged"
    changed = plan(row(post="总经理", category="行业协会"), known=known).lines[0]
    assert (changed.action, changed.changes) == ("changed", ("post", "category"))


def test_a_new_person_of_a_known_organisation():
    """R030: the organisation is found again under another way of writing it."""
    known = [on_record(plan(row()).lines[0].record)]
    line = plan(row(organisation="杭川(浙江)机械演示", name="李四"), known=known).lines[0]
    assert (line.action, line.known.holder) == ("new", 1)


def test_titles_totals_and_blank_rows_are_passed_over():
    """R030: what a county's list has around its rows."""
    rows = [["驻杭州招商局通信录", *[None] * 7], ["填报日期：", *[None] * 7], HEADER, row(),
            [None] * 8, ["合计", None, "1人", *[None] * 5], ["制表：甲", *[None] * 7]]  # fmt: skip
    result = plan_import(rows, Reference(["上市公司"], (), TODAY, CODES.__contains__))
    assert result.ok
    assert [line.row for line in result.lines] == [4]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"organisation": ""}, "empty"),
        ({"name": " "}, "empty"),
        ({"category": "神秘单位"}, "unknown_category"),
        ({"phone": "1.38E+10"}, "bad_phone"),
        ({"phone": "12345"}, "bad_phone"),
        ({"last_contact_on": "上月"}, "bad_date"),
        ({"last_contact_on": datetime(2026, 11, 24, tzinfo=UTC)}, "contact_ahead"),
        ({"phone": "#REF!"}, "error_cell"),
    ],
)
def test_a_bad_cell_is_named(values, code):
    """R026, R030: with what stands in it."""
    line = plan(row(**values)).lines[0]
    assert (line.action, codes(line)) == ("error", [code])


def test_an_error_cell_is_told_by_its_address():
    """R030: a formula that has lost its source."""
    (wrong,) = plan(row(), row(name="#N/A")).lines[1].violations
    assert wrong.values == {"cell": "C3", "text": "#N/A"}


def test_a_person_twice_in_the_sheet_is_told_in_both_rows():
    """R030: with the number of the other row."""
    result = plan(row(), row(organisation="杭川(浙江)机械演示"))
    assert [codes(line) for line in result.lines] == [["contact_twice"]] * 2
    assert [line.violations[0].values["row"] for line in result.lines] == [3, 2]


def test_one_code_belongs_to_one_organisation():
    """R030: in the sheet and against the address book."""
    header = [*HEADER, "统一社会信用代码"]
    code = next(iter(CODES))
    first, second = [*row(), code], [*row(organisation="另一演示公司", name="乙"), code]
    assert codes(plan(first, second, header=header).lines[0]) == ["code_of_two"]
    record = plan(first, header=header).lines[0].record
    known = [on_record(record)]
    assert plan(first, header=header, known=known).lines[0].action == "unchanged"
    assert codes(plan(second, header=header, known=known).lines[0]) == ["code_on_record"]
    other = [on_record(record, uscc="另")]
    assert codes(plan(first, header=header, known=other).lines[0]) == ["other_code_on_record"]
    assert codes(plan([*row(), "12345"], header=header).lines[0]) == ["bad_uscc"]


def test_one_organisation_has_one_category():
    """R026, R030: else a second import would change it back and forth."""
    result = plan(row(), row(name="孙二", category="行业协会"), row(name="李三", category=""))
    assert [codes(line) for line in result.lines] == [["two_categories"]] * 2 + [[]]


def test_a_sheet_without_its_columns_is_refused_as_a_whole():
    """R030: nothing is guessed."""
    assert [v.code for v in plan_import([["一", "二"]], None).violations] == ["no_header"]
    header = ["类别", "职务", "联系电话"]
    assert [v.code for v in plan_import([header], None).violations] == ["missing_columns"]
    assert [v.code for v in plan(header=HEADER).violations] == ["no_rows"]


def test_no_heading_stands_for_two_columns():
    """R030: each heading is known once."""
    names = [plain(name) for known in HEADINGS.values() for name in known]
    assert len(names) == len(set(names))


def test_names_are_compared_without_their_dress():
    """R027, R030: width, brackets, spaces, case and the kind of company."""
    same = ["杭川（浙江）机械 有限公司", "杭川(浙江)机械有限责任公司", "杭川浙江机械"]
    assert len(set(map(normalised_name, same))) == 1
    assert normalised_name("ABC Co., Ltd.") == normalised_name("abc") == "abc"
    assert normalised_name("公司") == "公司"
    assert normalised_name("臺灣商会") != normalised_name("台湾商会")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    """R030: names that were cleaned stay as they are."""
    assert tidy(tidy(text)) == tidy(text)
    assert normalised_name(normalised_name(text)) == normalised_name(text)
    assert is_phone(text) in (True, False)
