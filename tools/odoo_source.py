"""Where Odoo 19 comes from: this machine, Debian's package, or the official repository."""

from __future__ import annotations

import dataclasses
import os
import pathlib
import re
import shutil
import sys

from . import apt, process
from .console import Problem, Steps
from .paths import STATE, locked

SERIES = "19.0"
GIT = os.environ.get("ODOO_GIT", "https://github.com/odoo/odoo.git")
CACHE = STATE / "odoo"

# what Debian's odoo-19 links to, and where each comes from
DEBIAN = {
    "sid": [
        "odoo-19",
        "libjs-jquery",
        "libjs-jquery-form",
        "libjs-underscore",
        "fonts-roboto-unhinted",
        "fonts-montserrat",
        "fonts-inconsolata",
        "fonts-ocr-b",
        "fonts-glyphicons-halflings",
    ],
    "bookworm": ["fonts-font-awesome"],  # Odoo's icons need version 4.7
}
DEBIAN_PATH = "usr/lib/python3/dist-packages"


@dataclasses.dataclass(frozen=True)
class Odoo:
    """A tree with Odoo 19: ``path`` goes on Python's path, ``addons`` lie outside the package."""

    path: pathlib.Path
    origin: str

    @property
    def addons(self) -> list[pathlib.Path]:
        beside = self.path / "addons"
        return [beside] if (beside / "web" / "__manifest__.py").is_file() else []

    @property
    def version(self) -> str:
        """Changes with the tree: the key of the template databases."""
        head = self.path / ".git" / "HEAD"
        stamp = (self.path / "odoo" / "release.py").stat().st_mtime_ns
        return f"{self.path}|{stamp}|{head.stat().st_mtime_ns if head.exists() else ''}"


def find(steps: Steps) -> Odoo:
    """Find Odoo 19 on this machine, or fetch it into the state folder."""
    home = os.environ.get("ODOO_HOME")
    if home:
        found = _tree(pathlib.Path(home).expanduser().absolute(), "ODOO_HOME")
        if not found:
            raise Problem(
                f"ODOO_HOME={home} holds no complete Odoo {SERIES}: correct it, or unset it to "
                "have Odoo fetched.",
                f"ODOO_HOME={home} 中没有完整的 Odoo {SERIES}：请更正，或取消该变量以自动获取。",
            )
        return found
    return _importable() or _cached() or _fetch(steps)


def _tree(folder: pathlib.Path, origin: str) -> Odoo | None:
    for path in (folder, folder / DEBIAN_PATH):
        release = path / "odoo" / "release.py"
        webs = (path / "odoo" / "addons" / "web", path / "addons" / "web")
        if not release.is_file() or not any((web / "__manifest__.py").is_file() for web in webs):
            continue
        version = re.search(r"^version_info = \((\d+), (\d+),", release.read_text(), re.MULTILINE)
        if version and ".".join(version.groups()) == SERIES:
            return Odoo(path, origin)
    return None


def _importable() -> Odoo | None:
    for entry in sys.path:
        found = entry and _tree(pathlib.Path(entry), "python path")
        if found:
            return found
    return None


def _cached() -> Odoo | None:
    return _tree(CACHE, "state folder") if (CACHE / "complete").exists() else None


def _fetch(steps: Steps) -> Odoo:
    with locked("odoo"):
        if found := _cached():  # another run fetched it meanwhile
            return found
        partial = STATE / "odoo.partial"
        reasons = []
        for way in (_from_debian, _from_git):
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
            try:
                way(steps, partial)
            except Problem as problem:
                reasons.append(f"{problem.english}\n{problem.detail}".strip())
                continue
            if _tree(partial, ""):
                (partial / "complete").touch()
                shutil.rmtree(CACHE, ignore_errors=True)
                partial.rename(CACHE)
                return _cached()
            reasons.append(f"{way.__name__}: incomplete tree")
        shutil.rmtree(partial, ignore_errors=True)
        raise Problem(
            f"Odoo {SERIES} could not be fetched: connect to the network and start again, or set "
            "ODOO_HOME to a folder that holds it.",
            f"未能获取 Odoo {SERIES}：请连接网络后重试，或用 ODOO_HOME 指定已有的源代码目录。",
            "\n\n".join(reasons),
        )


def _from_debian(steps: Steps, target: pathlib.Path) -> None:
    steps.note("Debian package odoo-19, 130 MB", "下载 Debian 软件包")
    debs = target / "debs"
    for deb in apt.download(DEBIAN, debs):
        _unpack(deb, target)
    shutil.rmtree(debs)
    # the package leaves this library out, and without the file every browser test fails
    missing = target / DEBIAN_PATH / "odoo/addons/mail/static/lib/selfie_segmentation"
    missing.mkdir(parents=True, exist_ok=True)
    (missing / "selfie_segmentation.js").write_text("// not in Debian's package\n")


def _unpack(deb: pathlib.Path, target: pathlib.Path) -> None:
    """Unpack without the languages and documents that nobody here reads."""
    script = (
        'set -o pipefail; dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --no-same-owner '
        "--exclude='*/i18n*/[!z]*.po' --exclude='*/i18n*/zh_TW.po' --exclude='*/doc/*'"
    )
    problem = Problem(f"{deb.name} could not be unpacked.", f"无法解开 {deb.name}。")
    process.logged("odoo-unpack", ["bash", "-c", script, "-", deb, target], problem=problem)


def _from_git(steps: Steps, target: pathlib.Path) -> None:
    problem = Problem(f"git clone of {GIT} failed.", f"git clone {GIT} 失败。")
    if not shutil.which("git"):
        raise problem
    steps.note(f"git clone {GIT}", "克隆官方代码库")
    command = ["git", "clone", "--quiet", "--depth", "1", "--branch", SERIES, GIT, target]
    process.logged("odoo-git", command, problem=problem, env={"GIT_TERMINAL_PROMPT": "0"})
