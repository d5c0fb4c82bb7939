"""The figures of a benchmark: medians, ratios, and the table that people read."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterator

Figures = dict[str, dict[str, float]]  # {metric: {"ms": …, "queries": …}}

OURS = "ours"
LABELS = {
    "submit": ("submit", "提交"),
    "new": ("create and submit", "新建并提交"),
    "decide": ("agree, first step", "第一步同意"),
    "finish": ("agree, last step", "末步同意"),
    "way": ("the whole way", "新建、提交、两步同意"),
    "refuse": ("refuse, the reason kept", "不同意，保留理由"),
    "refuse_bare": ("refuse, peer keeps no reason", "不同意，对方不留理由"),
    "submit_200": ("200 submitted", "提交 200 件"),
    "new_200": ("200 created and submitted", "新建并提交 200 件"),
    "decide_200": ("200 agreed, first step", "第一步同意 200 件"),
    "finish_200": ("200 agreed, last step", "末步同意 200 件"),
    "both_200": ("200 agreed, both steps", "两步同意 200 件"),
    "screen_200": ("200 agreed, as screens can", "按界面方式同意 200 件"),
    "submit_notices": ("submit, notices on", "提交（有通知）"),
    "new_notices": ("create and submit, notices on", "新建并提交（有通知）"),
    "decide_notices": ("agree, first step, notices on", "第一步同意（有通知）"),
    "finish_notices": ("agree, last step, notices on", "末步同意（有通知）"),
    "refuse_bare_notices": ("refuse, notices on", "不同意（有通知）"),
    "inbox_look_1k": ("inbox, 1,000 waiting", "待办列表，1 千件"),
    "inbox_look_10k": ("inbox, 10,000 waiting", "待办列表，1 万件"),
    "inbox_look_100k": ("inbox, 100,000 waiting", "待办列表，10 万件"),
    "inbox_badge_1k": ("counter, 1,000 waiting", "角标，1 千件"),
    "inbox_badge_10k": ("counter, 10,000 waiting", "角标，1 万件"),
    "inbox_badge_100k": ("counter, 100,000 waiting", "角标，10 万件"),
}
STEP, BATCH = 0.6, 0.2
#: highest ratio of times that the engine is held to, where one was set
GOALS = {
    "oca": dict.fromkeys(("submit", "decide", "finish", "refuse", "way"), STEP)
    | dict.fromkeys(("submit_200", "decide_200", "finish_200", "both_200"), BATCH)
}
FLAT = {
    "inbox_look": "inbox, 100,000 to 1,000 · 待办列表，10 万比 1 千",
    "inbox_badge": "counter, 100,000 to 1,000 · 角标，10 万比 1 千",
}


def median_of(rounds: list[Figures]) -> Figures:
    """The median of several rounds, metric by metric."""
    return {
        metric: {
            unit: statistics.median(figures[metric][unit] for figures in rounds)
            for unit in ("ms", "queries")
        }
        for metric in rounds[0]
    }


def compared(figures: dict[str, Figures]) -> dict[str, dict]:
    """``{metric: {"ours": …, "peer": …, "ratio": …, "unit": …}}`` of what both sides do.

    Metrics are named ``<peer>.<metric>.<unit>``; ``growth`` is how many times dearer a look at
    100,000 is than one at 1,000.

    :param figures: by side, one of them :data:`OURS`
    """
    found = {}
    for peer, theirs in figures.items():
        ours = figures[OURS]
        if peer == OURS:
            continue
        for metric in [name for name in LABELS if name in ours and name in theirs]:
            for unit in ("ms", "queries"):
                found[f"{peer}.{metric}.{unit}"] = _pair(
                    ours[metric][unit], theirs[metric][unit], unit
                )
        for metric in FLAT:
            if f"{metric}_100k" in ours and f"{metric}_100k" in theirs:
                found[f"{peer}.{metric}.growth"] = _pair(
                    _growth(ours, metric), _growth(theirs, metric), "times"
                )
    return found


def _growth(figures: Figures, metric: str) -> float:
    return figures[f"{metric}_100k"]["ms"] / figures[f"{metric}_1k"]["ms"]


def _pair(ours: float, peer: float, unit: str) -> dict:
    return {
        "ours": round(ours, 3),
        "peer": round(peer, 3),
        "ratio": round(ours / peer, 3),
        "unit": unit,
    }


def table(peer: str, title: str, pairs: dict[str, dict]) -> Iterator[str]:
    """The lines of one peer's table: times and statements side by side."""
    widths = (54, 12, 8, 12, 8, 10)
    head = ("", "ours 本系统", "SQL", title, "SQL", "ratio 比值")
    yield _line(head, widths)
    for metric, (english, chinese) in LABELS.items():
        time = pairs.get(f"{peer}.{metric}.ms")
        if not time:
            continue
        count = pairs[f"{peer}.{metric}.queries"]
        cells = (
            f"{english} · {chinese}",
            f"{time['ours']:.1f} ms",
            f"{count['ours']:.0f}",
            f"{time['peer']:.1f} ms",
            f"{count['peer']:.0f}",
            f"{time['ratio']:.3f}",
        )
        yield _line(cells, widths) + _mark(GOALS.get(peer, {}).get(metric), time["ratio"])
    for metric in FLAT:
        growth = pairs.get(f"{peer}.{metric}.growth")
        if growth:
            cells = (
                FLAT[metric],
                f"× {growth['ours']:.1f}",
                "",
                f"× {growth['peer']:.1f}",
                "",
                f"{growth['ratio']:.3f}",
            )
            yield _line(cells, widths)


def _mark(goal: float | None, ratio: float) -> str:
    return f"  {'✓' if ratio <= goal else '✗'} ≤ {goal}" if goal else ""


def _line(cells: tuple[str, ...], widths: tuple[int, ...]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0] + " " * (first[1] - _width(first[0]))]
    padded += [" " * (width - _width(text)) + text for text, width in others]
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
