"""./dev bench presence: months of a county and of a nation beside bare SQL in the same run."""

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

CODE = CHECKOUT / "tests" / "bench" / "presence"
ADDONS = ["zhaoshang_approval", "zhaoshang_office"]
GOAL = 2  # times the bare statement
MOST_MEMORY = 2048  # MiB
SIZES = (1000, 54000)


def run_presence(*, as_json: bool) -> int:
    """Measure, print, and fail where a goal is missed."""
    make_state()
    busy = Problem(
        "./dev bench is already running: wait for it, or stop it.",
        "./dev bench 已在运行：请等待或将其停止。",
    )
    steps = Steps(STEPS + 2, sys.stderr if as_json else None)
    with locked("bench-presence", busy=busy), open_workspace(steps) as workspace:
        databases = Databases(workspace)

        def script(part: str, database: str, **environ: str) -> None:
            environ |= {
                "PYTHONPATH": str(CHECKOUT),
                "ZS_BENCH_SIDE": "tests.bench.presence.days:Days",
                "ZS_BENCH_PART": part,
            }
            problem = build_problem("Measuring presence", "测量在岗天数")
            workspace.odoo_script("bench", database, problem=problem, env=environ)

        with steps.step("54,000 officers of 3,000 counties", "3 千个县的 5.4 万人"):
            code = "".join(file.read_text() for file in sorted(CODE.glob("*.py")))
            digest = hashlib.sha256(code.encode()).hexdigest()
            template = databases.benchmark(
                "presence", ADDONS, [digest, addons.fingerprints(ADDONS)],
                lambda name: script("prepare", name),
            )  # fmt: skip
        with contextlib.ExitStack() as stack, steps.step("Measuring", "测量"):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            database = stack.enter_context(databases.temporary(template, "bench"))
            file = pathlib.Path(folder) / "figures.json"
            script("days", database, ZS_BENCH_FILE=str(file))
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
    for size in SIZES:
        for unit in ("ms", "queries"):
            ours, peer = (figures[f"{side}_{size}"][unit] for side in ("ours", "bare"))
            found[f"month_{size}.{unit}"] = {
                "ours": round(ours, 3), "peer": round(peer, 3), "ratio": round(ours / peer, 3),
                "unit": unit,
            }  # fmt: skip
    found["memory.mib"] = {
        "ours": round(figures["memory"]["mib"]), "peer": MOST_MEMORY, "ratio": None, "unit": "MiB",
    }  # fmt: skip
    return found


def misses(pairs: dict[str, dict]) -> list[str]:
    """Names of the metrics beyond their goal."""
    missed = [f"month_{size}.ms" for size in SIZES if pairs[f"month_{size}.ms"]["ratio"] > GOAL]
    return missed + ["memory.mib"] * (pairs["memory.mib"]["ours"] > MOST_MEMORY)


def lines(pairs: dict[str, dict]):
    """What people read."""
    for size in SIZES:
        spent, count = pairs[f"month_{size}.ms"], pairs[f"month_{size}.queries"]
        yield (
            f"month of {size:,} officers, stored · 月度出勤: {spent['ours']:.0f} ms, "
            f"{count['ours']:.0f} SQL; bare SQL {spent['peer']:.0f} ms; "
            f"ratio {spent['ratio']:.2f} (≤ {GOAL})"
        )
    yield f"memory · 内存: {pairs['memory.mib']['ours']} MiB (≤ {MOST_MEMORY})"
