"""./dev bench finance: the package funds of a thousand bureaus beside Odoo's own accounting."""

from __future__ import annotations

from .bench_goal import ADDONS, GoalBench, below, beside

POST, LIST = 1.2, 2  # times the peer
LEDGER_MS, CLAIM_QUERIES = 5, 30


def compared(figures: dict) -> dict[str, dict]:
    """``{metric: {"ours": …, "peer": …, "ratio": …, "unit": …}}``; a bare goal stands as peer."""
    found = {
        f"{name}.{unit}": beside(figures[name][unit], figures[f"peer_{name}"][unit], unit)
        for name in ("post", "list")
        for unit in ("ms", "queries")
    }
    claim = figures["claim"]
    found["claim.queries"] = below(claim["queries"], CLAIM_QUERIES, "queries") | {
        "ms": round(claim["ms"], 1)
    }
    found["ledger.ms"] = below(figures["ledger"]["ms"], LEDGER_MS, "ms")
    return found


def misses(pairs: dict[str, dict]) -> list[str]:
    """Names of the metrics beyond their goal."""
    beyond = [f"{n}.ms" for n, most in (("post", POST), ("list", LIST))
              if pairs[f"{n}.ms"]["ratio"] > most]  # fmt: skip
    limited = ("claim.queries", "ledger.ms")
    return beyond + [name for name in limited if pairs[name]["ours"] > pairs[name]["peer"]]


def lines(pairs: dict[str, dict]):
    """What people read."""
    post, page = pairs["post.ms"], pairs["list.ms"]
    yield (
        f"1,000 allotments paid · 拨付 1,000 笔: {post['ours']:.0f} ms, "
        f"{pairs['post.queries']['ours']:.0f} SQL; the same entries made and posted in one batch "
        f"{post['peer']:.0f} ms, {pairs['post.queries']['peer']:.0f} SQL; "
        f"ratio {post['ratio']:.2f} (≤ {POST})"
    )
    claim, ledger = pairs["claim.queries"], pairs["ledger.ms"]
    yield (
        f"a claim of 30 invoices handed in · 提交 30 张发票的报销: {claim['ours']:.0f} SQL "
        f"(≤ {CLAIM_QUERIES}), {claim['ms']} ms"
    )
    yield (
        f"ledger of one of 1,000 bureaus, five years · 明细账查询: {ledger['ours']:.2f} ms in the "
        f"database (≤ {LEDGER_MS})"
    )
    yield (
        f"page of that ledger · 明细账列表: {page['ours']:.1f} ms; Odoo's journal items "
        f"{page['peer']:.1f} ms; ratio {page['ratio']:.2f} (≤ {LIST})"
    )


FINANCE = GoalBench(
    name="finance",
    measured_by="finance.funds:Funds",
    part="funds",
    crowd=("1,000 bureaus with five years of entries", "1 千个驻外局五年的凭证"),
    compared=compared,
    misses=misses,
    lines=lines,
    addons=(*ADDONS, "zhaoshang_finance"),
)
