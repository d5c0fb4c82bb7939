"""What Odoo's documents need from the system: the libraries of WeasyPrint and Chinese fonts."""

from __future__ import annotations

import ctypes.util
import shutil

from . import apt, process
from .console import Problem, Steps

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONTS = {
    "Noto Serif CJK SC": "fonts-noto-cjk",
    "AR PL UKai CN": "fonts-arphic-ukai",
}


def missing() -> list[str]:
    """The Debian packages that are not there."""
    packages = [name for library, name in LIBRARIES.items() if not _has_library(library)]
    families = process.run(["fc-list", ":", "family"]).stdout if shutil.which("fc-list") else ""
    packages += [name for family, name in FONTS.items() if family not in families]
    return packages if shutil.which("fc-list") else ["fontconfig", *packages]


def _has_library(name: str) -> bool:
    return bool(ctypes.util.find_library(name))


def ensure(steps: Steps, *, needed: bool) -> None:
    """Install them where root; else refuse if ``needed``, or say what will not work."""
    packages = missing()
    if not packages or apt.install(steps, *packages):
        return
    names = " ".join(packages)
    if needed:
        raise Problem(
            f"The tests of printed documents need {names}: install them and start again.",
            f"打印文书的测试需要 {names}：请安装后重试。",
        )
    steps.note(f"PDF documents need {names}", "打印 PDF 文书还需安装上述软件包")
