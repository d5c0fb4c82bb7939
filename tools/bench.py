"""./dev bench: our approval engine beside its peers, in one run on one PostgreSQL server."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import pathlib
import platform
import sys
import tempfile

from . import addons
from .bench_compliance import COMPLIANCE
from .bench_figures import OURS, compared, median_of, table
from .bench_finance import FINANCE
from .bench_presence import PRESENCE
from .bench_projects import PROJECTS
from .console import Problem, Steps, say
from .databases import Databases, build_problem
from .paths import BENCH_ADDONS, CHECKOUT, locked, make_state
from .workspace import STEPS, Workspace, open_workspace

GOALS = {bench.name: bench for bench in (PRESENCE, PROJECTS, COMPLIANCE, FINANCE)}
BENCHMARKS = ("approval", *GOALS)
ROUNDS = 3
CODE = CHECKOUT / "tests" / "bench" / "approval"


@dataclasses.dataclass(frozen=True)
class Side:
    """One engine: how people call it, what measures it, which addons it needs."""

    name: str
    title: str
    measured_by: str
    addons: tuple[str, ...]


SIDES = (
    Side(OURS, "ours", "ours:Ours", ("zhaoshang_approval", "bench_approval")),
    Side("oca", "OCA", "oca:Oca", ("base_tier_validation", "bench_approval_oca")),
    Side("hr_holidays", "hr_holidays", "holidays:Holidays", ("hr_holidays",)),
)


def run_bench(name: str, *, rounds: int, as_json: bool) -> int:
    """Measure all sides and print how they compare."""
    if name in GOALS:
        return GOALS[name].run(as_json=as_json)
    make_state()
    busy = Problem(
        "./dev bench is already running: wait for it, or stop it.",
        "./dev bench 已在运行：请等待或将其停止。",
    )
    steps = Steps(STEPS + 3 + rounds, sys.stderr if as_json else None)
    with locked(f"bench-{name}", busy=busy), open_workspace(steps) as workspace:
        bench = Bench(workspace)
        figures = bench.run(rounds)
    pairs = compared(figures)
    if as_json:
        say(json.dumps(pairs, indent=2))
        return 0
    say(f"\n{bench.versions()}")
    for side in SIDES[1:]:
        say("\n" + "\n".join(table(side.name, side.title, pairs)))
    say("\n" + (CODE / "compared.txt").read_text().format(rounds=rounds).rstrip())
    return 0


class Bench:
    """Databases of all sides, and the processes that measure in them."""

    def __init__(self, workspace: Workspace):
        self.steps = workspace.steps
        with self.steps.step("Peers", "下载对照模块"):
            fetched = workspace.environment.unpack(self.steps, "bench")
        self.fetched = fetched / "odoo" / "addons"
        self.workspace = workspace.with_addons("bench", BENCH_ADDONS, self.fetched)
        self.databases = Databases(self.workspace)
        self.found: dict[str, str] = {}

    def run(self, rounds: int) -> dict[str, dict]:
        """``{side: {metric: {"ms": …, "queries": …}}}``"""
        with self.steps.step("Databases", "各方数据库"):
            templates = {side: self._template(side) for side in SIDES}
        measured = {side: [] for side in SIDES}
        for number in range(rounds):
            with self.steps.step(f"Round {number + 1} of {rounds}", "逐轮测量"):
                for side in SIDES if number % 2 else reversed(SIDES):
                    measured[side].append(self._measure(side, "commands", templates[side]))
        figures = {side.name: median_of(each) for side, each in measured.items()}
        with self.steps.step("Inboxes with 1,000 to 100,000 waiting", "1 千至 10 万件待办"):
            for side in SIDES:
                figures[side.name] |= self._measure(side, "inbox", templates[side])
        return figures

    def versions(self) -> str:
        names = {side.name: side.addons[0] for side in SIDES}
        parts = [f"{names[name]} {version}" for name, version in self.found.items()]
        server, python = self.workspace.cluster.version, platform.python_version()
        return ", ".join([*sorted(parts), f"PostgreSQL {server}", f"Python {python}"])

    def _template(self, side: Side) -> str:
        own = [name for name in side.addons if addons.folder(name).is_dir()]
        code = {file.name: file.read_text() for file in sorted(CODE.glob("*.py"))}
        text = json.dumps([code, str(self.fetched)])
        digest = hashlib.sha256(text.encode()).hexdigest()
        return self.databases.benchmark(
            side.name,
            list(side.addons),
            [digest, addons.fingerprints(own)],
            lambda name: self._script(side, "prepare", name),
        )

    def _measure(self, side: Side, part: str, template: str) -> dict:
        """One process on a fresh copy of a side's database."""
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            name = stack.enter_context(self.databases.temporary(template, "bench"))
            file = pathlib.Path(folder) / "figures.json"
            self._script(side, part, name, ZS_BENCH_FILE=str(file))
            answer = json.loads(file.read_text())
        self.found[side.name] = answer["version"]
        return answer["figures"]

    def _script(self, side: Side, part: str, database: str, **environ: str) -> None:
        environ |= {
            "PYTHONPATH": str(CHECKOUT),
            "ZS_BENCH_SIDE": f"tests.bench.approval.{side.measured_by}",
            "ZS_BENCH_PART": part,
        }
        problem = build_problem(f"Measuring {side.title}", "测量")
        self.workspace.odoo_script("bench", database, problem=problem, env=environ)
