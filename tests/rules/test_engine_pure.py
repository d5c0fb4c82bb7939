"""The engine package is plain Python."""

import ast
import pathlib

import zhaoshang_approval.engine as engine


def test_the_engine_imports_neither_odoo_nor_a_clock():
    allowed = {"dataclasses", "datetime", "hashlib", "json"}
    for path in pathlib.Path(engine.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= allowed
            elif isinstance(node, ast.ImportFrom) and not node.level:
                assert node.module.split(".")[0] in allowed
