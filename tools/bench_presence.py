"""./dev bench presence: months of a county and of a nation beside bare SQL in the same run."""

from __future__ import annotations

from .bench_goal import GoalBench, below, beside

GOAL = 2  # times the bare statement
MOST_MEMORY = 2048  # MiB
SIZES = (1000, 54000)


def compared(figures: dict) -> dict[str, dict]:
    """``{metric: {"ours": …, "peer": …, "ratio": …, "unit": …}}``."""
    found = {
        f"month_{size}.{unit}": beside(
            figures[f"ours_{size}"][unit], figures[f"bare_{size}"][unit], unit
        )
        for size in SIZES
        for unit in ("ms", "queries")
    }
    found["memory.mib"] = below(figures["memory"]["mib"], MOST_MEMORY, "MiB", None)
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


PRESENCE = GoalBench(
    name="presence",
    measured_by="presence.days:Days",
    part="days",
    crowd=("54,000 officers of 3,000 counties", "3 千个县的 5.4 万人"),
    compared=compared,
    misses=misses,
    lines=lines,
)
