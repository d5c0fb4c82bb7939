"""Databases: layered templates that are built once, and quick copies of them."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import pathlib
import re
import shutil
import time
from collections.abc import Callable, Iterator

from . import addons
from .console import Problem
from .paths import CHECKOUT_MARK, DATA, LOGS, STATE, locked
from .workspace import Workspace

RECIPE = "1"  # raise it when a template is built in another way
KEPT = 12  # templates of each layer, 60 MB each: every checkout needs its own

CREATE = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"


def build_problem(what: str, chinese: str) -> Problem:
    return Problem(
        f"{what} failed, see the last lines above: correct the cause and start the command again.",
        f"{chinese}失败，最后几行日志见上。请处理后重新运行同一命令。",
    )


class Databases:
    """Names, templates and copies on the cluster of a workspace."""

    def __init__(self, workspace: Workspace):
        self.workspace = workspace
        self.query = workspace.cluster.query
        self.filestore = DATA / "filestore"
        self.marks = STATE / "templates"

    # -- plain operations -----------------------------------------------------------------------

    def exists(self, name: str) -> bool:
        return bool(self.query(f"SELECT 1 FROM pg_database WHERE datname = '{checked(name)}'"))

    def create(self, name: str) -> None:
        self.query(f'CREATE DATABASE "{checked(name)}" {CREATE}')
        with contextlib.suppress(Problem):  # the embedded PostgreSQL has no contrib modules
            self.query("CREATE EXTENSION pg_trgm", name)

    def copy(self, source: str, target: str) -> None:
        self.query(f'CREATE DATABASE "{checked(target)}" TEMPLATE "{checked(source)}"')
        shutil.rmtree(self.filestore / target, ignore_errors=True)
        if (self.filestore / source).is_dir():
            shutil.copytree(self.filestore / source, self.filestore / target)

    def drop(self, name: str) -> None:
        self.query(f'DROP DATABASE IF EXISTS "{checked(name)}" WITH (FORCE)')
        shutil.rmtree(self.filestore / name, ignore_errors=True)

    def rename(self, old: str, new: str) -> None:
        shutil.rmtree(self.filestore / new, ignore_errors=True)
        if (self.filestore / old).is_dir():
            (self.filestore / old).rename(self.filestore / new)
        self.query(f'ALTER DATABASE "{checked(old)}" RENAME TO "{checked(new)}"')

    @contextlib.contextmanager
    def temporary(self, template: str, label: str) -> Iterator[str]:
        """A copy that is gone afterwards; what killed commands left behind goes too."""
        self._sweep()
        name = f"zs_tmp_{os.getpid()}_{label}"
        self.drop(name)
        self.copy(template, name)
        try:
            yield name
        finally:
            self.drop(name)

    def _sweep(self) -> None:
        for name in self.query("SELECT datname FROM pg_database WHERE datname LIKE 'zs\\_tmp\\_%'"):
            pid = name.split("_")[2]
            if not pathlib.Path(f"/proc/{pid}").exists():
                self.drop(name)

    # -- templates ------------------------------------------------------------------------------

    def dependencies(self) -> str:
        """Odoo's own modules, a Chinese company, no demonstration data."""
        modules = addons.dependencies()
        key = _key(RECIPE, self.workspace.odoo.version, self.workspace.cluster.version, modules)
        return self._template("deps", key, lambda name: self._build_dependencies(name, modules))

    def ours(self) -> str:
        """Our addons on top."""
        names = addons.present()
        base = self.dependencies()
        if not names:
            return base
        key = _key(base, addons.fingerprints(names))
        return self._template("ours", key, lambda name: self._build_ours(name, base, names))

    def tests(self) -> str:
        """The addons that exist only for tests on top."""
        names = addons.for_tests()
        base = self.ours()
        if not names:
            return base
        key = _key(base, addons.fingerprints(names))

        def build(name: str) -> None:
            self.copy(base, name)
            self._install(name, names)

        return self._template("test", key, build)

    def demonstration(self) -> str:
        """Our demonstration data on top, with the web assets; it counts from today."""
        names = addons.present()
        base = self.ours()
        if not names:
            return base
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
        key = _key(base, today.isoformat(), CHECKOUT_MARK)

        def build(name: str) -> None:
            self.copy(base, name)
            self._load_demonstration(name, names)
            problem = build_problem("Making the web assets", "生成网页资源")
            self.workspace.odoo_script("assets", name, problem=problem)

        return self._template("demo", key, build)

    def benchmark(self, side: str, names: list[str], code: object, script: Callable) -> str:
        """One side of a benchmark: some addons beside Odoo's own modules, and its people.

        :param code: changes whenever the database would be made differently
        :param script: function of a database's name that fills it
        """
        base = self.dependencies()

        def build(name: str) -> None:
            self.copy(base, name)
            self._install(name, names)
            script(name)

        return self._template(f"bench_{side}", _key(base, names, code), build)

    def _template(self, layer: str, key: str, build: Callable[[str], None]) -> str:
        """The template of this key; built under another name, so that half is never taken."""
        name = f"zs_{layer}_{key}"
        self.marks.mkdir(exist_ok=True)
        with locked(f"template-{layer}-{CHECKOUT_MARK}"):  # other checkouts build others
            if not self.exists(name):
                self._sweep()
                building = f"zs_tmp_{os.getpid()}_{layer}"
                self.drop(building)
                build(building)
                if self.exists(name):  # of the same code elsewhere, meanwhile
                    self.drop(building)
                else:
                    self.rename(building, name)
            (self.marks / name).touch()
            self._prune(layer)
        return name

    def _prune(self, layer: str) -> None:
        marks = sorted(
            self.marks.glob(f"zs_{layer}_*"), key=lambda mark: mark.stat().st_mtime, reverse=True
        )
        for mark in marks[KEPT:]:
            with contextlib.suppress(Problem):
                self.drop(mark.name)
                mark.unlink(missing_ok=True)

    def _build_dependencies(self, name: str, modules: list[str]) -> None:
        note, workspace = self.workspace.steps.note, self.workspace
        note(f"{len(modules)} modules of Odoo, about a minute, once", "安装 Odoo 模块（仅首次）")
        problem = build_problem("Installing Odoo's modules", "安装 Odoo 模块")
        self.create(name)
        base = ("-d", name, "-i", "base", "--load-language=zh_CN")
        workspace.odoo_run("base", *base, problem=problem)
        workspace.odoo_script("company", name, problem=problem)
        workspace.odoo_run("deps", "-d", name, "-i", ",".join(modules), problem=problem)
        workspace.odoo_script("quiet", name, problem=problem)

    def _build_ours(self, name: str, base: str, names: list[str]) -> None:
        self.workspace.steps.note(", ".join(names), "安装本项目模块")
        self.copy(base, name)
        self._install(name, names)

    def _install(self, name: str, names: list[str]) -> None:
        problem = build_problem(f"Installing {', '.join(names)}", "安装模块")
        started = time.time()
        self.workspace.odoo_run("install", "-d", name, "-i", ",".join(names), problem=problem)
        missing = set(names) - set(
            self.query("SELECT name FROM ir_module_module WHERE state = 'installed'", name)
        )
        if missing:
            log = LOGS / f"install-{CHECKOUT_MARK}.log"
            text = log.read_text() if log.stat().st_mtime >= started else ""
            problem.detail = "\n".join(text.splitlines()[-25:])
            raise problem

    # -- the demonstration database -------------------------------------------------------------

    def open_demonstration(self, name: str) -> None:
        """Create the demonstration database, or bring it up to date with the code."""
        now = addons.fingerprints(addons.present())
        record = self._record(name)
        if not self.exists(name):
            building = f"{name}_building"
            self.drop(building)
            self.copy(self.demonstration(), building)
            self.rename(building, name)
        else:
            before = json.loads(record.read_text()) if record.exists() else {}
            changed = [addon for addon in now if now[addon] != before.get(addon)]
            if changed:
                self._update(name, changed)
        record.write_text(json.dumps(now))

    def _update(self, name: str, changed: list[str]) -> None:
        self.workspace.steps.note(f"changed: {', '.join(changed)}", "更新有改动的模块")
        installed = self.query("SELECT name FROM ir_module_module WHERE state = 'installed'", name)
        old = [addon for addon in changed if addon in installed]
        new = [addon for addon in changed if addon not in installed]
        words = ["-u", ",".join(old), "--i18n-overwrite"] if old else []
        words += ["-i", ",".join(new)] if new else []
        problem = Problem(
            f"The database {name} could not be brought up to date with the code, see the lines "
            "above: correct the code, or start anew with ./dev reset.",
            f"数据库 {name} 无法更新到当前代码，日志见上：请修正代码，或用 ./dev reset 重建。",
        )
        self.workspace.odoo_run("update", "-d", name, *words, problem=problem)
        if new:
            self._load_demonstration(name, new)

    def _load_demonstration(self, name: str, names: list[str]) -> None:
        problem = build_problem("Loading the demonstration data", "加载演示数据")
        environ = {"ZS_DEMO_ADDONS": ",".join(names)}
        self.workspace.odoo_script("demo", name, problem=problem, env=environ)

    def drop_demonstration(self, name: str) -> None:
        self.drop(name)
        self._record(name).unlink(missing_ok=True)

    def _record(self, name: str) -> pathlib.Path:
        return STATE / f"{name}.json"


def checked(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}", name):
        raise Problem(
            f"“{name}” is no database name: use letters, digits, _ . and - only.",
            f"“{name}”不是有效的数据库名：只能使用字母、数字以及 _ . -。",
        )
    return name


def _key(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:10]
