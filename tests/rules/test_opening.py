"""The opening sheet, without Odoo."""

from datetime import date

from zhaoshang_office.rules import opening
from zhaoshang_office.rules.opening import Officer, Reference

HEAD = ["类别", "驻外招商局", "姓名", "日期", "文号", "事由"]
REFERENCE = Reference(
    bureaus={"深圳": 1, "深圳驻外招商局": 1, "泉州": 2},
    officers={(1, "郝项目"): Officer(7, date(2025, 7, 1), date(2027, 6, 30))},
    known={},
    today=date(2026, 11, 27),
)
START = ["起算日", "深圳", "", "2026-12-01", "", ""]
CRITICISM = ["通报批评", "深圳驻外招商局", "郝项目", "2026-03-02", "松驻招〔2026〕3号", "未汇报"]
WARNING = ["警示", "深圳", "郝项目", "2026-05-06", "松组通〔2026〕9号", ""]


def plan(*rows, **known):
    reference = REFERENCE
    if known:
        reference = Reference(
            REFERENCE.bureaus, REFERENCE.officers, known["known"], REFERENCE.today
        )
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
