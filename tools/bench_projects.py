"""./dev bench projects: what the walls cost an officer, beside the superuser in the same run."""

from __future__ import annotations

from .bench_goal import GoalBench, below, beside

GOAL = 2.5
LABELS = {"list": "list of 80 · 列表", "board": "board by stage · 看板"}


def compared(figures: dict) -> dict[str, dict]:
    """``{metric: {"ours": …, "peer": …, "ratio": …, "unit": …}}``."""
    found = {
        f"{name}.{unit}": beside(figures[name][unit], figures[f"peer_{name}"][unit], unit)
        for name in LABELS
        for unit in ("ms", "queries")
    }
    for name in ("whole_table_scans", "duplicate", "duplicate_scans"):
        goal = 1 if name == "duplicate" else 0
        found[f"{name}.queries"] = below(figures[name]["queries"], goal, "queries")
    found["duplicate.ms"] = below(figures["duplicate"]["ms"], None, "ms")
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


PROJECTS = GoalBench(
    name="projects",
    measured_by="projects.walls:Walls",
    part="lists",
    crowd=("100,000 projects of 1,000 bureaus", "1 千个局的 10 万个项目"),
    compared=compared,
    misses=misses,
    lines=lines,
)
