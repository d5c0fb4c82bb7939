"""./dev bench presence: months of a county and of a nation beside bare SQL in the same run."""

from __future__ import annotations

from .bench_goal import GoalBench

GOAL = 2  # times the bare statement
MOST_MEMORY = 2048  # MiB
SIZES = (1000, 54000)


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


PRESENCE = GoalBench(
    name="presence",
    measured_by="presence.days:Days",
    part="days",
    crowd=("54,000 officers of 3,000 counties", "3 千个县的 5.4 万人"),
    compared=compared,
    misses=misses,
    lines=lines,
)
