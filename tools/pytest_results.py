"""Pytest plugin: no silent skips, and the rules (R001 … R140) that passed tests prove."""

from __future__ import annotations

import json
import os
import pathlib
import re

import pytest

RULE = re.compile(r"\bR\d{3}\b")


def rules_of(item) -> list[str]:
    """The rules named in a test's docstring."""
    document = getattr(getattr(item, "function", None), "__doc__", None) or ""
    return sorted(set(RULE.findall(document)))


def allowed_to_skip(config, nodeid: str) -> bool:
    return any(nodeid.startswith(prefix) for prefix in config.getini("zs_allowed_skips"))


def pytest_addoption(parser):
    parser.addini(
        "zs_allowed_skips",
        "tests (beginnings of their ids) that may be skipped; others fail instead",
        type="linelist",
        default=[],
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    item.zs_since = os.times().elapsed


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    # pytest's own clock is stopped by tests that stop the clock; the kernel's is not
    before, item.zs_since = item.zs_since, os.times().elapsed
    report.duration = item.zs_since - before
    _refuse_skip(report, item.config)
    if report.when == "call":
        report.user_properties.append(("rules", rules_of(item)))


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector):
    outcome = yield
    _refuse_skip(outcome.get_result(), collector.config)


def _refuse_skip(report, config) -> None:
    """A test that did not run has shown nothing."""
    if report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    if not allowed_to_skip(config, report.nodeid):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: {reason} (a skip counts as a failure here)"


class Results:
    """Writes what each test showed, and in what time, into the state folder, for ./dev trace."""

    def __init__(self, path: pathlib.Path, *, complete: bool):
        self.path = path
        self.complete = complete
        self.tests: dict[str, dict] = {}

    def pytest_runtest_logreport(self, report):
        entry = self.tests.setdefault(
            report.nodeid, {"outcome": "passed", "rules": [], "seconds": 0}
        )
        entry["seconds"] = round(entry["seconds"] + report.duration, 2)
        if report.outcome != "passed":
            entry["outcome"] = report.outcome
        if report.when == "call":
            entry["rules"] = dict(report.user_properties).get("rules", [])

    def pytest_sessionfinish(self):
        before = {}
        if not self.complete and self.path.exists():
            before = json.loads(self.path.read_text())
        text = json.dumps(before | self.tests, indent=1, sort_keys=True, ensure_ascii=False)
        partial = self.path.with_suffix(".partial")
        partial.write_text(text)
        partial.replace(self.path)


def pytest_configure(config):
    path = os.environ.get("ZS_RESULTS")
    if path and not hasattr(config, "workerinput"):  # with xdist only the controller writes
        complete = bool(os.environ.get("ZS_FULL_RUN"))
        config.pluginmanager.register(Results(pathlib.Path(path), complete=complete), "zs_results")
