"""The pytest plugin: nothing is skipped silently, and only passed tests prove rules."""

import json
import os
import subprocess
import sys

import pytest

from tools.paths import CHECKOUT

TESTS = '''
import pytest, unittest

def test_good():
    """R066: seven days pass. R067 too."""

def test_bad():
    """R075: both departments."""
    assert False

@pytest.mark.skip(reason="no browser here")
def test_left_out():
    """R076"""

class TestOdooStyle(unittest.TestCase):
    def test_method(self):
        """R115: a package for each bureau and year."""

    def test_missing_browser(self):
        raise unittest.SkipTest("Chrome executable not found")

def test_allowed():
    pytest.skip("listed")
'''


@pytest.fixture
def session(tmp_path):
    def run(text=TESTS, *words, **environ):
        (tmp_path / "test_sample.py").write_text(text)
        (tmp_path / "pytest.ini").write_text(
            "[pytest]\nzs_allowed_skips = test_sample.py::test_allowed\n"
        )
        command = [sys.executable, "-m", "pytest", "-p", "no:odoo", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, "-p", "tools.pytest_results", "-q", *words],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(CHECKOUT),
                "ZS_RESULTS": str(tmp_path / "results.json"),
                "ZS_FULL_RUN": "1",
                **environ,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return done, json.loads((tmp_path / "results.json").read_text())

    return run


def without_time(results: dict) -> dict:
    return {
        test: {name: shown for name, shown in entry.items() if name != "seconds"}
        for test, entry in results.items()
    }


def test_a_skip_is_a_failure_unless_it_is_listed(session):
    done, _results = session()
    assert "2 failed, 2 passed, 1 skipped, 1 error" in done.stdout
    assert "no browser here (a skip counts as a failure here)" in done.stdout
    assert "Chrome executable not found" in done.stdout


def test_a_module_that_skips_itself_is_a_failure(session):
    done, _results = session("import pytest\npytest.importorskip('no_such_module')\n")
    assert done.returncode
    assert "a skip counts as a failure" in done.stdout


def test_rules_are_noted_with_the_outcome(session):
    _done, results = session()
    good = results["test_sample.py::test_good"]
    assert (good["outcome"], good["rules"]) == ("passed", ["R066", "R067"])
    assert 0 <= good["seconds"] < 5
    assert results["test_sample.py::test_bad"]["outcome"] == "failed"
    assert results["test_sample.py::TestOdooStyle::test_method"]["rules"] == ["R115"]


def test_two_processes_tell_what_one_tells(session):
    _done, alone = session()
    done, shared = session(TESTS, "-n", "2", "--dist", "loadfile")
    assert without_time(shared) == without_time(alone)
    assert "2 failed, 2 passed, 1 skipped, 1 error" in done.stdout.splitlines()[-1]


def test_a_partial_run_keeps_what_other_tests_showed(session):
    session()
    _done, results = session('def test_new():\n    """R001"""\n', ZS_FULL_RUN="")
    assert {"test_sample.py::test_good", "test_sample.py::test_new"} <= set(results)


def test_a_full_run_forgets_tests_that_are_gone(session):
    session()
    _done, results = session('def test_new():\n    """R001"""\n')
    assert list(results) == ["test_sample.py::test_new"]
