"""./dev mutate: how many small changes of the approval engine its own pure tests notice.

The library mutmut changes the law in a copy of it, one comparison, constant or call after another,
and runs for each change those pure tests that come by there. A change that no test notices
survives: a test is missing, or the change means nothing.
"""

from __future__ import annotations

import json
import pathlib
import shutil

from . import process
from .console import Problem, Steps, say
from .paths import ADDONS, CHECKOUT, CHECKOUT_MARK, STATE, locked, make_state
from .python_env import Environment

GOAL = 85
ADDON = "zhaoshang_approval"
#: the tests of the engine's files, but for the one that looks where they lie
TESTS = ("engine_*.py", "test_engine_[!p]*.py", "test_engine_pro*.py")
SETTINGS = f"""\
[mutmut]
source_paths = {ADDON}
pytest_add_cli_args_test_selection = tests
pytest_add_cli_args =
    -k
    not reach_every_command
also_copy = tests
"""
#: the same plays for every change, few of them: what random ones find once would not be found again
CONFTEST = """\
from hypothesis import HealthCheck, settings

settings.register_profile(
    "mutate", deadline=None, max_examples=15, database=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutate")
"""


def run_mutate(*, goal: float, children: int) -> int:
    """Change, test, count.

    :param goal: share of the changes, in percent, that must be noticed
    """
    make_state()
    busy = Problem(
        "./dev mutate is already running: wait for it, or stop it.",
        "./dev mutate 已在运行：请等待或将其停止。",
    )
    steps = Steps(3)
    folder = STATE / f"mutate-{CHECKOUT_MARK}"
    with locked(folder.name, busy=busy):
        with steps.step("Python environment", "Python 虚拟环境"):
            python = Environment("mutate").ensure(steps).python
        with steps.step("A copy of the law and its tests", "复制规则与测试"):
            copy_law(folder)
        with steps.step("Changes", "逐一改动并测试"):
            _mutmut(python, folder, "run", "--max-children", children)
            _mutmut(python, folder, "export-cicd-stats")
            survivors = _mutmut(python, folder, "results")
    figures = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text())
    share = noticed(figures)
    say(survivors.rstrip())
    say(f"\nTo see a change · 查看某处改动: cd {folder} && {python} -m mutmut show NAME")
    say(f"{figures['total']} changes, {share:.1f} % noticed (goal {goal} %)")
    return 0 if share >= goal else 1


def copy_law(folder: pathlib.Path) -> None:
    """Lay out the engine and its tests as mutmut wants it: a package beside ``tests``."""
    shutil.rmtree(folder, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ADDONS / ADDON / "engine", folder / ADDON / "engine", ignore=ignored)
    (folder / ADDON / "__init__.py").touch()
    (folder / "tests").mkdir()
    for pattern in TESTS:
        for file in (CHECKOUT / "tests" / "rules").glob(pattern):
            shutil.copy(file, folder / "tests")
    (folder / "tests" / "conftest.py").write_text(CONFTEST)
    (folder / "setup.cfg").write_text(SETTINGS)


def noticed(figures: dict) -> float:
    """Percent of the changes that a test noticed, or that made it run for ever."""
    return 100 * (figures["killed"] + figures["timeout"]) / figures["total"]


def _mutmut(python, folder, *words) -> str:
    problem = Problem(
        "mutmut did not come to an end, see the lines above.", "mutmut 未能完成，原因见上。"
    )
    command = [python, "-m", "mutmut", *words]
    environ = {"ZS_PLAYS": "8"}
    return process.logged("mutate", command, problem=problem, env=environ, cwd=folder)
