"""Our addons: manifests, order and fingerprints; and the explicit list of what is installed."""

from __future__ import annotations

import ast
import hashlib
import pathlib

from .paths import ADDONS, BENCH_ADDONS, TEST_ADDONS

OURS = ("zhaoshang_approval", "zhaoshang_office", "zhaoshang_finance")

# installed with --skip-auto-install, so that nothing that calls out comes along
BASE_MODULES = (
    "account",
    "analytic",
    "base_import",
    "calendar",
    "hr",
    "l10n_cn",
    "mail",
    "rpc",
    "web",
)

# what does not change an installed database
_IGNORED_FOLDERS = {"tests", "__pycache__", "readme"}


def present() -> list[str]:
    """Those of our addons that exist, dependencies first."""
    return [name for name in OURS if (ADDONS / name / "__manifest__.py").is_file()]


def for_tests() -> list[str]:
    """Addons that exist only for tests and are installed for them."""
    names = sorted(file.parent.name for file in TEST_ADDONS.glob("*/__manifest__.py"))
    return [name for name in names if manifest(name).get("installable", True)]


def for_benchmarks() -> list[str]:
    """Addons that only ./dev bench installs."""
    return sorted(file.parent.name for file in BENCH_ADDONS.glob("*/__manifest__.py"))


def folder(name: str) -> pathlib.Path:
    beside = (root / name for root in (TEST_ADDONS, BENCH_ADDONS))
    return next((path for path in beside if path.is_dir()), ADDONS / name)


def manifest(name: str) -> dict:
    return ast.literal_eval((folder(name) / "__manifest__.py").read_text())


def dependencies() -> list[str]:
    """Odoo's own modules that are installed before ours; those of tests come with the tests."""
    needed = set(BASE_MODULES)
    ours = present()
    for name in ours:
        needed.update(manifest(name).get("depends", []))
    return sorted(needed - set(ours))


def fingerprint(name: str) -> str:
    """Changes whenever the addon would be installed differently."""
    digest = hashlib.sha256()
    root = folder(name)
    for file in sorted(root.rglob("*")):
        parts = file.relative_to(root).parts
        if _IGNORED_FOLDERS.intersection(parts) or file.suffix in {".pyc", ".pot"}:
            continue
        if file.is_file():
            digest.update("/".join(parts).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def fingerprints(names: list[str]) -> dict[str, str]:
    return {name: fingerprint(name) for name in names}
