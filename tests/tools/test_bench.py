"""What ./dev bench makes of its figures, and that no peer comes nearer than a benchmark."""

import json
import re
import sys

import pytest

from tools import addons, bench, bench_figures, bench_finance, cli
from tools.paths import CHECKOUT, REQUIREMENTS

UNITS = {"ms": "ms", "queries": "queries", "growth": "times"}


def _figures(factor):
    return {
        metric: {"ms": factor * 10.0, "queries": 12}
        for metric in bench_figures.LABELS
        if metric != "submit" or factor != 7
    }


@pytest.fixture
def figures():
    """Ours takes half the time of one peer; the other one knows no drafts."""
    return {"ours": _figures(1), "oca": _figures(2), "hr_holidays": _figures(7)}


def test_each_metric_has_ours_peer_ratio_and_unit(figures):
    pairs = json.loads(json.dumps(bench_figures.compared(figures)))
    assert pairs["oca.decide.ms"] == {"ours": 10, "peer": 20, "ratio": 0.5, "unit": "ms"}
    for metric, pair in pairs.items():
        assert pair.keys() == {"ours", "peer", "ratio", "unit"}
        assert pair["unit"] == UNITS[metric.rsplit(".", 1)[1]]


def test_only_what_both_do_is_compared(figures):
    pairs = bench_figures.compared(figures)
    assert "oca.submit.ms" in pairs
    assert "hr_holidays.submit.ms" not in pairs
    assert "hr_holidays.new.queries" in pairs


def test_growth_is_a_hundred_thousand_to_a_thousand(figures):
    figures["oca"]["inbox_look_100k"]["ms"] = 2000.0
    assert bench_figures.compared(figures)["oca.inbox_look.growth"] == {
        "ours": 1, "peer": 100, "ratio": 0.01, "unit": "times",
    }  # fmt: skip


def test_rounds_are_taken_by_their_median():
    rounds = [{"submit": {"ms": ms, "queries": 12}} for ms in (9.0, 30.0, 10.0)]
    assert bench_figures.median_of(rounds) == {"submit": {"ms": 10.0, "queries": 12}}


def test_the_table_is_straight_and_marks_what_misses_its_goal(figures):
    pairs = bench_figures.compared(figures)
    head, *lines = bench_figures.table("oca", "OCA", pairs)
    by_name = {line.split(" · ")[0]: line for line in lines}
    assert by_name["submit"].endswith("0.500  ✓ ≤ 0.6")
    assert by_name["200 submitted"].endswith("0.500  ✗ ≤ 0.2")
    ends = {bench_figures._width(re.split("  [✓✗]", line)[0]) for line in [head, *lines]}
    assert len(ends) == 1


def test_the_command_names_what_it_can_measure(monkeypatch, capsys):
    seen = {}
    monkeypatch.setattr(bench, "run_bench", lambda name, **words: seen.update(words, name=name))
    monkeypatch.setattr(sys, "argv", ["dev", "bench", "approval", "--json", "--rounds", "3"])
    cli.main()
    assert seen == {"name": "approval", "rounds": 3, "as_json": True}
    for words in (["approval", "--rounds", "0"], ["nothing"]):
        monkeypatch.setattr(sys, "argv", ["dev", "bench", *words])
        with pytest.raises(SystemExit):
            cli.main()
    assert "invalid choice: 'nothing'" in capsys.readouterr().err


def test_what_is_fetched_is_pinned_by_version_and_hash():
    lines = (REQUIREMENTS / "bench.txt").read_text().splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"[\w-]+==19\.0\.[\d.]+ --hash=sha256:[0-9a-f]{64}", line)


def test_no_addon_of_ours_stands_on_a_peer():
    peers = {name for side in bench.SIDES[1:] for name in side.addons}
    for name in addons.present() + addons.for_tests():
        assert not peers.intersection(addons.manifest(name)["depends"])
    ours = set(addons.present() + addons.for_tests())
    assert not ours.intersection(addons.for_benchmarks())


def test_what_is_compared_is_said_with_the_figures():
    text = (CHECKOUT / "tests/bench/approval/compared.txt").read_text().format(rounds=5)
    assert "Median of 5 rounds" in " ".join(text.split())


def test_the_bench_of_finance_fails_by_each_of_its_goals():
    good = {
        "post": {"ms": 119.0, "queries": 7}, "peer_post": {"ms": 100.0, "queries": 6},
        "list": {"ms": 19.0, "queries": 4}, "peer_list": {"ms": 10.0, "queries": 4},
        "claim": {"ms": 90.0, "queries": 30}, "ledger": {"ms": 5.0, "queries": 1},
    }  # fmt: skip
    assert bench_finance.misses(bench_finance.compared(good)) == []
    for name, figure, metric in (
        ("post", {"ms": 121.0, "queries": 7}, "post.ms"),
        ("list", {"ms": 21.0, "queries": 4}, "list.ms"),
        ("claim", {"ms": 90.0, "queries": 31}, "claim.queries"),
        ("ledger", {"ms": 5.1, "queries": 1}, "ledger.ms"),
    ):
        pairs = bench_finance.compared(good | {name: figure})
        assert bench_finance.misses(pairs) == [metric]
        assert len(list(bench_finance.lines(pairs))) == 4
