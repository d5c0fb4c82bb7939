import re
from pathlib import Path

from zhaoshang_office.rules.parameters import GAP, INTERPRETATION, LITERAL, PARAMETERS


def test_each_source_names_a_rule_and_a_known_kind():
    """R139: every parameter has its clause, its rule and how sure the text is."""
    for name, source in PARAMETERS.items():
        assert re.fullmatch(r"R\d{3}", source.rule), name
        assert 1 <= source.clause <= 13, name
        assert source.kind in (LITERAL, INTERPRETATION, GAP), name


def test_rules_are_pure():
    """R139: a rule takes its parameters from its caller, never from a table or a clock."""
    import zhaoshang_office.rules.parameters as parameters

    for path in Path(parameters.__file__).parent.glob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"^\s*(from|import) odoo\b", text, re.M), path.name
        assert not re.search(r"\.(today|now)\(", text), path.name
