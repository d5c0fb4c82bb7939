"""./dev reset: begin anew."""

from __future__ import annotations

import shutil

from . import cluster
from .console import Problem, Steps, say, write
from .databases import Databases
from .paths import STATE, locked, make_state
from .server import busy
from .workspace import STEPS, open_workspace


def run_reset(database: str, *, everything: bool, sure: bool) -> int:
    what = f"the state folder {STATE}" if everything else f"the database {database}"
    chinese = f"状态目录 {STATE}" if everything else f"数据库 {database}"
    if not sure and not _confirmed(f"Delete {what}? · 确定删除{chinese}？ [y/N] "):
        say("Nothing was deleted · 未删除任何内容")
        return 1
    make_state()
    with locked(f"run-{database}", busy=busy(database)):
        if everything:
            _remove_state()
        else:
            with open_workspace(Steps(STEPS)) as workspace:
                Databases(workspace).drop_demonstration(database)
    say(f"Deleted {what} · 已删除{chinese}")
    return 0


def _confirmed(question: str) -> bool:
    write(question)
    try:
        return input().strip().lower() in {"y", "yes", "是"}
    except EOFError:
        raise Problem(
            "There is nobody to ask here: add --yes to delete without asking.",
            "此处无法询问确认：如确需删除，请加上 --yes。",
        ) from None


def _remove_state() -> None:
    if not (STATE / "templates").exists() and not (STATE / "log").exists():
        raise Problem(
            f"{STATE} does not look like a state folder of this project; delete it yourself.",
            f"{STATE} 看起来不是本项目的状态目录，请自行删除。",
        )
    cluster.remove_all()
    shutil.rmtree(STATE)
