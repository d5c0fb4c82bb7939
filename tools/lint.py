"""./dev lint: style of Python, Odoo addons, XML, JavaScript; purity of the rules; Chinese."""

from __future__ import annotations

import ast
import pathlib
from collections.abc import Callable, Iterator

from . import addons, process
from .console import Steps, say
from .paths import ADDONS, CHECKOUT, STATE, make_state
from .python_env import Environment
from .web_linters import WebLinters

PURE_PACKAGES = ("engine", "rules")
PYLINT_OFF = (
    "consider-merging-classes-inherited",  # one file a concern
    "missing-readme",  # the fragments in readme/ are the source
    "no-raise-unlink",  # tables that refuse every deletion, not only a button's
)
PYTHON = ("dev", "tools", "addons", "tests")


class Lint:
    """Each check returns its findings as text, empty where all is well."""

    def __init__(self, environment: Environment, web: WebLinters, *, fix: bool):
        self.environment = environment
        self.programs = environment.path / "bin"
        self.web = web
        self.fix = fix
        self.python_paths = [name for name in PYTHON if (CHECKOUT / name).exists()]
        self.addon_paths = [
            addons.folder(name).relative_to(CHECKOUT)
            for name in addons.present() + addons.for_tests() + addons.for_benchmarks()
        ]

    def ruff(self) -> str:
        options = ["--fix"] if self.fix else []
        return self._run("ruff", "check", "--quiet", *options, *self.python_paths)

    def ruff_format(self) -> str:
        options = [] if self.fix else ["--check"]
        return self._run("ruff", "format", "--quiet", *options, *self.python_paths)

    def pylint_odoo(self) -> str:
        options = ["--disable=all", "--enable=odoolint", f"--disable={','.join(PYLINT_OFF)}"]
        return self._on_addons("pylint", "--rcfile=pyproject.toml", *options)

    def oca_checks(self) -> str:
        if self.fix:  # it also reports what it has just mended
            self._on_addons("oca-checks-odoo-module", "--fix")
        return self._on_addons("oca-checks-odoo-module")

    def prettier(self) -> str:
        return self.web.prettier(fix=self.fix)

    def eslint(self) -> str:
        return self.web.eslint(fix=self.fix)

    def purity(self) -> str:
        return "\n".join(impure_imports(ADDONS))

    def chinese(self) -> str:
        result = process.run([self.environment.python, "-m", "tools.po_files"], cwd=CHECKOUT)
        return (result.stdout + result.stderr) if result.returncode else ""

    def _on_addons(self, program: str, *options: str) -> str:
        return self._run(program, *options, *self.addon_paths) if self.addon_paths else ""

    def _run(self, program: str, *words) -> str:
        caches = {"RUFF_CACHE_DIR": STATE / "ruff", "PYLINTHOME": STATE / "pylint"}
        environ = process.merged({name: str(folder) for name, folder in caches.items()})
        result = process.run([self.programs / program, *words], cwd=CHECKOUT, env=environ)
        return (result.stdout + result.stderr) if result.returncode else ""


def run_lint(*, fix: bool) -> int:
    """Run all checks, show their findings, and return 1 where there is any."""
    make_state()
    steps = Steps(9)
    with steps.step("Linters", "准备检查工具"):
        environment = Environment("lint").ensure(steps)
        lint = Lint(environment, WebLinters(steps, environment).ensure(), fix=fix)
    checks: list[tuple[str, str, Callable[[], str]]] = [
        ("ruff check", "代码规范", lint.ruff),
        ("oca-checks-odoo-module", "模块规范", lint.oca_checks),
        ("prettier", "XML、JS 格式", lint.prettier),
        ("eslint", "JS 规范", lint.eslint),
        ("ruff format", "代码格式", lint.ruff_format),
        ("pylint-odoo", "Odoo 规范", lint.pylint_odoo),
        ("pure packages", "纯规则包", lint.purity),
        ("zh_CN.po", "中文翻译", lint.chinese),
    ]
    findings = []
    for english, chinese, check in checks:
        with steps.step(english, chinese):
            text = check()
        if text.strip():
            findings.append(f"\n── {english} ──\n{text.strip()}")
    for finding in findings:
        say(finding)
    say("\n✗ see above · 请见上" if findings else "\n✓ clean · 全部通过")
    return 1 if findings else 0


def impure_imports(root: pathlib.Path = ADDONS) -> Iterator[str]:
    """Places where a pure package imports Odoo, whose absence is its point."""
    for package in PURE_PACKAGES:
        for file in sorted(root.glob(f"*/{package}/**/*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                for name in _imported(node):
                    if name.split(".")[0] == "odoo":
                        yield f"{file.relative_to(root)}:{node.lineno}: imports {name}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or ""]
    return []
