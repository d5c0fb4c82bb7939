"""A county that no longer wants us: documents in approval and entries posted hinder nothing."""

import pytest

from tools import process
from tools.console import Problem
from tools.databases import Databases

# what each query finds is left behind
LEFT = {
    "tables, views and sequences": (
        "SELECT relname FROM pg_class WHERE relname LIKE 'zhaoshang%' OR relname LIKE 'zs\\_%'"
    ),
    "columns": (
        "SELECT table_name || '.' || column_name FROM information_schema.columns"
        " WHERE column_name LIKE 'zs\\_%'"
    ),
    "functions": "SELECT proname FROM pg_proc WHERE proname LIKE 'zhaoshang%'",
    "triggers": "SELECT tgname FROM pg_trigger WHERE tgname ~ '^(zs|zhaoshang)_'",
    "models": "SELECT model FROM ir_model WHERE model LIKE 'zhaoshang%'",
    "parameters": "SELECT key FROM ir_config_parameter WHERE key ~ '^(zs|zhaoshang)'",
    "files": "SELECT name FROM ir_attachment WHERE res_model LIKE 'zhaoshang%'",
    "messages": "SELECT id FROM mail_message WHERE model LIKE 'zhaoshang%'",
    "to-dos": "SELECT id FROM mail_activity WHERE res_model LIKE 'zhaoshang%'",
    "views, menus, actions, rules, rights and jobs": (
        "SELECT model || ' ' || name FROM ir_model_data"
        " WHERE module LIKE 'zhaoshang%' AND (model LIKE 'ir.%' OR model = 'res.groups')"
    ),
}


@pytest.fixture(scope="module")
def database(workspace):
    databases = Databases(workspace)
    with databases.temporary(databases.demonstration(), "uninstall") as name:
        assert databases.query("SELECT 1 FROM zhaoshang_approval_task WHERE state = 'open'", name)
        command = ("module", "uninstall", "zhaoshang_approval", "-d", name)
        problem = Problem("The addons cannot be uninstalled.", "模块无法卸载。")
        process.logged(
            "uninstall", workspace.odoo_command(*command), problem=problem, env=workspace.environ
        )
        yield lambda text: databases.query(text, name)


def test_all_three_addons_are_gone_and_odoo_has_kept_its_entries(database):
    found = "SELECT name || state FROM ir_module_module WHERE name LIKE 'zhaoshang%' AND state <> "
    assert not database(f"{found} 'uninstalled'")
    assert database("SELECT id FROM account_move WHERE state = 'posted'")


@pytest.mark.parametrize("what", LEFT)
def test_nothing_is_left(database, what):
    assert not database(LEFT[what])
