"""From rule to code to passing test."""

import pytest

from tools import trace

RULES = """\
**R066** [c10 · L] 「休假7天以内」  
- who: everybody
**R067** [c10 · L] 「不含法定假日」  
**R068** [c10 · G] *What a month counts*  
**R069** [c10 · L] 「每月20天」  
"""


@pytest.fixture
def rules(tmp_path):
    office = tmp_path / "zhaoshang_office"
    for name, text in {
        "rules/leave.py": '"""clause 10, R066–R068"""',
        "views/leave.xml": '<field name="days" help="R066"/>',
        "models/rule_set.py": "leave_max_days = 7  # R066, R069",
        "tests/test_leave.py": '"""R067"""',
    }.items():
        (office / name).parent.mkdir(parents=True, exist_ok=True)
        (office / name).write_text(text)
    found = trace.read_rules(RULES)
    trace.read_code(found, tmp_path)
    return found


def test_the_repositorys_own_rules_are_complete():
    found = trace.read_rules(trace.RULES.read_text())
    assert list(found) == [f"R{number:03}" for number in range(1, 141)]
    kinds = [rule.kind for rule in found.values()]
    assert (kinds.count("L"), kinds.count("I"), kinds.count("G")) == (79, 46, 15)


def test_code_and_screens_are_found_and_tests_are_no_code(rules):
    assert rules["R067"].code == ["zhaoshang_office/rules/leave.py"]
    assert "zhaoshang_office/tests/test_leave.py" not in rules["R067"].code
    assert rules["R066"].screens == ["zhaoshang_office/views/leave.xml"]


def test_a_literal_rule_that_is_claimed_needs_a_passing_test(rules):
    trace.read_tests(rules, {"t.py::test_days": {"outcome": "passed", "rules": ["R066"]}})
    assert [rule.number for rule in rules.values() if rule.unproven] == ["R067"]


def test_a_parameter_cites_a_figure_and_claims_nothing(rules):
    assert rules["R069"].code == ["zhaoshang_office/models/rule_set.py"]
    assert not rules["R069"].unproven


def test_a_failed_test_proves_nothing(rules):
    trace.read_tests(
        rules,
        {
            "t.py::test_days[7]": {"outcome": "passed", "rules": ["R066"]},
            "t.py::test_days[8]": {"outcome": "failed", "rules": ["R066"]},
        },
    )
    assert rules["R066"].unproven
    assert rules["R066"].failed == ["t.py::test_days"]


def test_the_matrix_shows_one_line_a_rule(rules):
    trace.read_tests(rules, {"t.py::test_days": {"outcome": "passed", "rules": ["R066"]}})
    text = trace.matrix(rules)
    assert "| R066 | c10 | literal | 休假7天以内 |" in text
    assert "[test_days](../t.py)" in text
    assert "4 rules: 1 proven" in text
