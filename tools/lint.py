"""./dev lint: style of Python, Odoo addons, XML, JavaScript, and purity of the rules."""

from __future__ import annotations

import ast
import pathlib
from collections.abc import Callable

from . import addons, process
from .console import Steps, say
from .paths import ADDONS, CHECKOUT, make_state
from .python_env import Environment

PURE_PACKAGES = ("engine", "rules")
PYTHON = ("dev", "tools", "addons", "tests")


def run_lint(*, fix: bool) -> int:
    """Run all checks, show their findings, and return 1 where there is any."""
    make_state()
    checks: list[tuple[str, str, Callable[[], str]]] = []
    steps = Steps(5)
    with steps.step("Lint environment", "检查工具环境"):
        environment = Environment("lint").ensure(steps)
    program = environment.path / "bin"
    paths = [name for name in PYTHON if (CHECKOUT / name).exists()]
    options = ["--fix"] if fix else []
    checks = [
        ("ruff check", "代码规范", lambda: _run([program / "ruff", "check", *options, *paths])),
        (
            "ruff format",
            "代码格式",
            lambda: _run([program / "ruff", "format", *([] if fix else ["--check"]), *paths]),
        ),
        ("pylint-odoo", "Odoo 规范", lambda: _pylint(program)),
        ("pure packages", "纯规则包", impure_imports),
    ]
    findings = []
    for english, chinese, check in checks:
        with steps.step(english, chinese):
            if text := check():
                findings.append(f"── {english}\n{text.rstrip()}")
    for finding in findings:
        say(f"\n{finding}")
    say("\n" + ("✗ see above · 请见上" if findings else "✓ clean · 通过"))
    return 1 if findings else 0


def _run(command: list) -> str:
    result = process.run(command, cwd=CHECKOUT)
    return (result.stdout + result.stderr) if result.returncode else ""


def _pylint(program: pathlib.Path) -> str:
    names = [str((ADDONS / name).relative_to(CHECKOUT)) for name in addons.present()]
    if not names:
        return ""
    return _run([program / "pylint", "--rcfile", "pyproject.toml", *names])


def impure_imports() -> str:
    """Pure packages import neither odoo nor what lies outside them and the standard library."""
    found = []
    for package in PURE_PACKAGES:
        for file in sorted(ADDONS.glob(f"*/{package}/**/*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module or ""]
                found += [
                    f"{file.relative_to(CHECKOUT)}:{node.lineno}: imports {name}"
                    for name in names
                    if name.split(".")[0] == "odoo"
                ]
    return "\n".join(found)
