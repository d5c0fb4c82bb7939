"""A benchmark of our own addons: one database, one process, goals that it fails by."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import pathlib
import sys
import tempfile
from collections.abc import Callable, Iterable

from . import addons
from .console import Problem, Steps, say
from .databases import Databases, build_problem
from .paths import CHECKOUT, locked, make_state
from .workspace import STEPS, Workspace, open_workspace

ADDONS = ("zhaoshang_approval", "zhaoshang_office")


def beside(ours: float, peer: float, unit: str, digits: int | None = 3) -> dict:
    """One metric beside its peer's in the same run."""
    return {
        "ours": round(ours, digits), "peer": round(peer, digits),
        "ratio": round(ours / peer, 3), "unit": unit,
    }  # fmt: skip


def below(ours: float, goal: float | None, unit: str, digits: int | None = 3) -> dict:
    """One metric with a bare goal in the place of a peer; None where there is none."""
    return {"ours": round(ours, digits), "peer": goal, "ratio": None, "unit": unit}


@dataclasses.dataclass(frozen=True)
class GoalBench:
    """What is measured, and what the figures say.

    :param measured_by: ``module:class`` below ``tests/bench``; its folder's code makes the database
    :param part: method of that class which measures
    :param crowd: what the database holds, in English and Chinese
    :param compared: of the figures, ``{metric: {"ours": …, "peer": …, "ratio": …, "unit": …}}``
    :param misses: of these, the names beyond their goal
    :param lines: of these, what people read
    :param addons: what is installed
    """

    name: str
    measured_by: str
    part: str
    crowd: tuple[str, str]
    compared: Callable[[dict], dict[str, dict]]
    misses: Callable[[dict[str, dict]], list[str]]
    lines: Callable[[dict[str, dict]], Iterable[str]]
    addons: tuple[str, ...] = ADDONS

    def run(self, *, as_json: bool) -> int:
        """Measure, print, and fail where a goal is missed."""
        make_state()
        busy = Problem(
            "./dev bench is already running: wait for it, or stop it.",
            "./dev bench 已在运行：请等待或将其停止。",
        )
        steps = Steps(STEPS + 2, sys.stderr if as_json else None)
        with locked(f"bench-{self.name}", busy=busy), open_workspace(steps) as workspace:
            pairs = self.compared(self._figures(workspace))
        missed = self.misses(pairs)
        say(json.dumps(pairs, indent=2) if as_json else "\n" + "\n".join(self.lines(pairs)))
        for name in missed:
            say(f"✗ {name}")
        return 1 if missed else 0

    def _figures(self, workspace: Workspace) -> dict:
        databases = Databases(workspace)
        with workspace.steps.step(*self.crowd):
            folder = CHECKOUT / "tests" / "bench" / self.name
            code = "".join(file.read_text() for file in sorted(folder.glob("*.py")))
            digest = hashlib.sha256(code.encode()).hexdigest()
            template = databases.benchmark(
                self.name,
                list(self.addons),
                [digest, addons.fingerprints(list(self.addons))],
                lambda database: self._script(workspace, "prepare", database),
            )
        with contextlib.ExitStack() as stack, workspace.steps.step("Measuring", "测量"):
            scratch = stack.enter_context(tempfile.TemporaryDirectory())
            database = stack.enter_context(databases.temporary(template, "bench"))
            file = pathlib.Path(scratch) / "figures.json"
            self._script(workspace, self.part, database, ZS_BENCH_FILE=str(file))
            return json.loads(file.read_text())["figures"]

    def _script(self, workspace: Workspace, part: str, database: str, **environ: str) -> None:
        environ |= {
            "PYTHONPATH": str(CHECKOUT),
            "ZS_BENCH_SIDE": f"tests.bench.{self.measured_by}",
            "ZS_BENCH_PART": part,
        }
        problem = build_problem(f"Measuring {self.name}", "测量")
        workspace.odoo_script("bench", database, problem=problem, env=environ)
