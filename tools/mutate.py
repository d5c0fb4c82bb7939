"""./dev mutate: how many small changes of a law its own pure tests notice.

The library mutmut changes the law in a copy of it, one comparison, constant or call after another,
and runs for each change those pure tests that come by there. A change that no test notices
survives: a test is missing, or the change means nothing.
"""

from __future__ import annotations

import dataclasses
import json
import pathlib
import shutil

from . import process
from .console import Problem, Steps, say
from .paths import ADDONS, CHECKOUT, CHECKOUT_MARK, STATE, locked, make_state
from .python_env import Environment

TESTS = CHECKOUT / "tests" / "rules"
PURE = ("engine", "rules")


@dataclasses.dataclass(frozen=True)
class Law:
    """The pure code of an addon, and the share of changes, in percent, to be noticed.

    :param without: what pytest leaves out: tests that look where files lie, or that cannot hold in
        a copy
    :param no_law: pattern of files that are no law and stay as they are
    """

    addon: str
    folder: str
    goal: float
    without: str = "nothing_is_left_out"
    no_law: str = ""

    @property
    def module(self) -> str:
        return f"{self.addon}.{self.folder}"


LAWS = {
    "approval": Law(
        "zhaoshang_approval", "engine", 85, "reach_every_command or neither_odoo_nor_a_clock"
    ),
    "office": Law("zhaoshang_office", "rules", 85),
    # sample.py makes the invoices of the demonstration and of the tests
    "finance": Law("zhaoshang_finance", "rules", 95, no_law="*/sample.py"),
}
SETTINGS = """\
[mutmut]
source_paths = {law.addon}
do_not_mutate =
    {law.no_law}
pytest_add_cli_args_test_selection = tests
pytest_add_cli_args =
    -k
    not ({law.without})
also_copy =
    tests
    {others}
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


def run_mutate(name: str, *, goal: float | None, children: int) -> int:
    """Change, test, count.

    :param name: one of :data:`LAWS`
    :param goal: share of the changes, in percent, that must be noticed; by default the law's own
    """
    law = LAWS[name]
    goal = law.goal if goal is None else goal
    make_state()
    busy = Problem(
        "./dev mutate is already running: wait for it, or stop it.",
        "./dev mutate 已在运行：请等待或将其停止。",
    )
    steps = Steps(3)
    folder = STATE / f"mutate-{name}-{CHECKOUT_MARK}"
    with locked(folder.name, busy=busy):
        with steps.step("Python environment", "Python 虚拟环境"):
            python = Environment("mutate").ensure(steps).python
        with steps.step("A copy of the law and its tests", "复制规则与测试"):
            copy_law(law, folder)
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


def copy_law(law: Law, folder: pathlib.Path) -> None:
    """Lay out the law as mutmut wants it: a package beside its tests and what these import."""
    shutil.rmtree(folder, ignore_errors=True)
    pure = [path for path in ADDONS.glob("*/*") if path.name in PURE and path.is_dir()]
    for path in pure:
        addon = folder / path.parent.name
        shutil.copytree(path, addon / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        (addon / "__init__.py").touch()
    (folder / "tests").mkdir()
    for file in tests_of(law):
        shutil.copy(file, folder / "tests")
    (folder / "tests" / "conftest.py").write_text(CONFTEST)
    others = [path.parent.name for path in pure if path.parent.name != law.addon]
    settings = SETTINGS.format(law=law, others="\n    ".join(sorted(others)))
    (folder / "setup.cfg").write_text(settings)


def tests_of(law: Law) -> list[pathlib.Path]:
    """The test files that import the law, and the helpers of all tests."""
    return [
        file
        for file in sorted(TESTS.glob("[!c]*.py")) + [TESTS / "calendars.py"]
        if not file.name.startswith("test_") or f"from {law.module}" in file.read_text()
    ]


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
