from datetime import date, datetime, time
from decimal import Decimal

from zhaoshang_office.rules import arrival_list as rules

TODAY = date(2026, 11, 23)
PROJECTS = {"XM-2025-001": 7, "云梯精密铸件": 7, "XM-2025-002": 8}
HEAD = ["项目编号", "到资日期", "到资金额(万元)", "备注"]
GOOD = ["XM-2025-001", date(2025, 9, 1), 1600, "首期"]


def plan(*rows, known=None):
    reference = rules.Reference(PROJECTS, known or {}, TODAY)
    return rules.plan_import([["到资台账"], HEAD, *rows], reference)


def codes(plan):
    return [tuple(wrong.code for wrong in line.violations) for line in plan.lines]


def test_rows_are_read_as_people_write_them():
    """R023: numbers or codenames, dates and amounts in the usual forms; blank rows are passed."""
    found = plan(
        ["XM-2025-001", datetime.combine(date(2025, 9, 1), time()), 1600, "首期"],
        [None, None, None, None],
        ["云梯精密铸件", "2025年12月3日", "2,000万元", ""],
        ["XM-2025-002", "2026/1/5", 0.5, None],
        ["合计", None, 3600.5, None],
    )
    assert found.ok
    assert found.count("new") == 3
    records = [line.record for line in found.lines]
    assert [record.project for record in records] == [7, 7, 8]
    assert records[1].day == date(2025, 12, 3)
    assert [record.amount for record in records] == [Decimal(1600), Decimal(2000), Decimal("0.5")]
    assert [line.row for line in found.lines] == [3, 5, 6]


def test_each_bad_row_says_why():
    """R023: an unknown project, no day, a day ahead, no amount, a formula's error."""
    found = plan(
        ["XM-2099-001", "昨天", -3, ""],
        ["XM-2025-001", date(2026, 11, 24), "很多", ""],
        ["XM-2025-001", date(2025, 9, 1), "NaN", ""],
        ["XM-2025-001", None, None, ""],
        ["XM-2025-001", date(2025, 9, 1), "#REF!", ""],
        ["XM-2025-001", date(2025, 9, 1), 1e30, ""],
    )
    assert not found.ok
    assert codes(found) == [
        ("unknown_project", "bad_date", "bad_amount"),
        ("ahead", "bad_amount"),
        ("bad_amount",),
        ("empty", "empty"),
        ("error_cell",),
        ("bad_amount",),
    ]


def test_the_same_arrival_twice_is_told_in_both_rows():
    """R023: a slip of the pen, however the project and the amount are written."""
    found = plan(GOOD, ["云梯精密铸件", "2025.9.1", "1600.00", ""], ["XM-2025-002", *GOOD[1:]])
    assert codes(found) == [("twice",), ("twice",), ()]
    assert [line.violations[0].values["row"] for line in found.lines[:2]] == [4, 3]


def test_what_is_on_record_is_not_reported_again():
    """R023: the same list a second time changes nothing; a draft is told apart."""
    known = {(7, date(2025, 9, 1), Decimal("1600.00")): False,
             (8, date(2025, 9, 1), Decimal("1600.00")): True}  # fmt: skip
    found = plan(GOOD, ["XM-2025-002", *GOOD[1:]], ["XM-2025-002", *GOOD[1:2], 30], known=known)
    assert [line.action for line in found.lines] == ["unchanged", "unchanged", "new"]
    assert [len(line.warnings) for line in found.lines] == [0, 1, 0]


def test_a_sheet_without_headings_is_no_list():
    """R023: nothing is guessed."""
    reference = rules.Reference(PROJECTS, {}, TODAY)
    found = rules.plan_import([["甲", "乙"], [1, 2]], reference)
    assert [wrong.code for wrong in found.violations] == ["no_header"]
