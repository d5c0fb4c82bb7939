"""./dev i18n: fresh templates from a database, merged into the Chinese translations."""

from __future__ import annotations

import pathlib
import tempfile

from . import addons, process
from .console import Steps, say
from .databases import Databases, build_problem
from .paths import CHECKOUT
from .workspace import STEPS, Workspace, open_workspace


def run_i18n(*, check: bool) -> int:
    steps = Steps(STEPS + 2)
    with open_workspace(steps) as workspace, tempfile.TemporaryDirectory() as folder:
        databases = Databases(workspace)
        with steps.step("Database", "数据库"):
            template = databases.ours()
        with steps.step("Export", "导出词条"), databases.temporary(template, "i18n") as name:
            export(workspace, name, pathlib.Path(folder))
        words = ["--check"] if check else []
        words += ["--odoo", str(workspace.odoo.path)]
        result = process.run(
            [workspace.environment.python, "-m", "tools.po_files", "--pots", folder, *words],
            cwd=CHECKOUT,
        )
    say((result.stdout + result.stderr).rstrip())
    return result.returncode


def export(workspace: Workspace, database: str, folder: pathlib.Path) -> None:
    """Write the template of each of our addons, as the database has it now, into ``folder``."""
    environ = {"ZS_POT_FOLDER": str(folder), "ZS_POT_ADDONS": ",".join(addons.present())}
    problem = build_problem("Exporting the texts", "导出词条")
    if addons.present():
        workspace.odoo_script("pot", database, problem=problem, env=environ)
