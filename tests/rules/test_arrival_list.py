from datetime import date, datetime, time
from decimal import Decimal

from zhaoshang_office.rules import arrival_list as rules

TODAY = date(2026, 11, 23)
PROJECTS = {"XM-2025-001": 7, "云梯精密铸件": 7, "XM-2025-002": 8}
HEAD = ["项目编号", "到资日期", "到资金额(万元)", "备注"]


def read(*rows):
    return rules.read([["到资台账"], HEAD, *rows], PROJECTS, TODAY)


def test_rows_are_read_as_people_write_them():
    """R023: numbers or codenames, dates and amounts in the usual forms; blank rows are passed."""
    lines = read(
        ["XM-2025-001", datetime.combine(date(2025, 9, 1), time()), 1600, "首期"],
        [None, None, None, None],
        ["云梯精密铸件", "2025年12月3日", "2,000万元", ""],
        ["XM-2025-002", "2026/1/5", 0.5, None],
    )
    assert [line.problems for line in lines] == [(), (), ()]
    assert [line.project for line in lines] == [7, 7, 8]
    assert lines[1].day == date(2025, 12, 3)
    assert [line.amount for line in lines] == [Decimal(1600), Decimal(2000), Decimal("0.5")]
    assert [line.row for line in lines] == [3, 5, 6]


def test_each_bad_row_says_why():
    """R023: an unknown project, no day, a day ahead, no amount, the same twice."""
    good = ["XM-2025-001", date(2025, 9, 1), 1600, ""]
    lines = read(
        ["XM-2099-001", "昨天", -3, ""],
        ["XM-2025-001", date(2026, 11, 24), "很多", ""],
        good,
        good,
        ["XM-2025-001", date(2025, 9, 1), "NaN", ""],
    )
    assert [line.problems for line in lines] == [
        ("project", "day", "amount"),
        ("ahead", "amount"),
        (),
        ("twice",),
        ("amount",),
    ]


def test_a_sheet_without_headings_is_no_list():
    """R023: nothing is guessed."""
    assert rules.read([["甲", "乙"], [1, 2]], PROJECTS, TODAY) is None
