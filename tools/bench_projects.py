"""./dev bench projects: what the walls cost an officer, beside the superuser in the same run."""

from __future__ import annotations

import contextlib
import hashlib
import json
import pathlib
import sys
import tempfile

from . import addons
from .console import Problem, Steps, say
from .databases import Databases, build_problem
from .paths import CHECKOUT, locked, make_state
from .workspace import STEPS, open_workspace

CODE = CHECKOUT / "tests" / "bench" / "projects"
ADDONS = ["zhaoshang_approval", "zhaoshang_office"]
GOAL = 2.5
LABELS = {"list": "list of 80 · 列表", "board": "board by stage · 看板"}


def run_projects(*, as_json: bool) -> int:
    """Measure, print, and fail where a goal is missed."""
    make_state()
    busy = Problem(
        "./dev bench is already running: wait for it, or stop it.",
        "./dev bench 已在运行：请等待或将其停止。",
    )
    steps = Steps(STEPS + 2, sys.stderr if as_json else None)
    with locked("bench-projects", busy=busy), open_workspace(steps) as workspace:
        databases = Databases(workspace)

        def script(part: str, database: str, **environ: str) -> None:
            environ |= {
                "PYTHONPATH": str(CHECKOUT),
                "ZS_BENCH_SIDE": "tests.bench.projects.walls:Walls",
                "ZS_BENCH_PART": part,
            }
            problem = build_problem("Measuring projects", "测量项目")
            workspace.odoo_script("bench", database, problem=problem, env=environ)

        with steps.step("100,000 projects of 1,000 bureaus", "1 千个局的 10 万个项目"):
            code = "".join(file.read_text() for file in sorted(CODE.glob("*.py")))
            digest = hashlib.sha256(code.encode()).hexdigest()
            template = databases.benchmark(
                "projects", ADDONS, [digest, addons.fingerprints(ADDONS)],
                lambda name: script("prepare", name),
            )  # fmt: skip
        with contextlib.ExitStack() as stack, steps.step("Measuring", "测量"):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            database = stack.enter_context(databases.temporary(template, "bench"))
            file = pathlib.Path(folder) / "figures.json"
            script("lists", database, ZS_BENCH_FILE=str(file))
            figures = json.loads(file.read_text())["figures"]
    pairs = compared(figures)
    missed = misses(pairs)
    say(json.dumps(pairs, indent=2) if as_json else "\n" + "\n".join(lines(pairs)))
    for name in missed:
        say(f"✗ {name}")
    return 1 if missed else 0


def compared(figures: dict) -> dict[str, dict]:
    """``{metric: {"ours": …, "peer": …, "ratio": …, "unit": …}}``."""
    found = {}
    for name in LABELS:
        for unit in ("ms", "queries"):
            ours, peer = figures[name][unit], figures[f"peer_{name}"][unit]
            found[f"{name}.{unit}"] = {
                "ours": round(ours, 3), "peer": round(peer, 3), "ratio": round(ours / peer, 3),
                "unit": unit,
            }  # fmt: skip
    for name in ("whole_table_scans", "duplicate", "duplicate_scans"):
        goal = 1 if name == "duplicate" else 0
        found[f"{name}.queries"] = {
            "ours": figures[name]["queries"], "peer": goal, "ratio": None, "unit": "queries",
        }  # fmt: skip
    found["duplicate.ms"] = {
        "ours": round(figures["duplicate"]["ms"], 3), "peer": None, "ratio": None, "unit": "ms",
    }  # fmt: skip
    return found


def misses(pairs: dict[str, dict]) -> list[str]:
    """Names of the metrics beyond their goal."""
    slow = [f"{name}.ms" for name in LABELS if pairs[f"{name}.ms"]["ratio"] > GOAL]
    fixed = ("whole_table_scans.queries", "duplicate.queries", "duplicate_scans.queries")
    return slow + [name for name in fixed if pairs[name]["ours"] > pairs[name]["peer"]]


def lines(pairs: dict[str, dict]):
    """What people read."""
    for name, label in LABELS.items():
        time, count = pairs[f"{name}.ms"], pairs[f"{name}.queries"]
        yield (
            f"{label}: officer {time['ours']:.1f} ms, {count['ours']:.0f} SQL; superuser "
            f"{time['peer']:.1f} ms, {count['peer']:.0f} SQL; ratio {time['ratio']:.2f} (≤ {GOAL})"
        )
    scans = pairs["whole_table_scans.queries"]["ours"]
    yield f"plans that read the whole table · 全表扫描: {scans}"
    yield (
        f"duplicate check · 查重: {pairs['duplicate.queries']['ours']} SQL, "
        f"{pairs['duplicate.ms']['ours']:.1f} ms"
    )
