"""./dev test: one pytest session from nothing to pytest's closing line."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent import futures

from . import apt, process
from .console import Problem, Steps
from .databases import Databases
from .paths import CHECKOUT, CHECKOUT_MARK, RESULTS, SCREENSHOTS, STATE, locked, make_state
from .python_env import Environment
from .workspace import STEPS, Workspace, open_workspace

SHELL = "chromium-headless-shell"  # Chromium without windows: the same pages for a third less
BROWSERS = (SHELL, "google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
PURE = ("tests/rules", "tests/tools")
SERVED = ("tests/rpc", "tests/ui", "tests/deploy", "tests/load", "tests/bench")
TELLING = ("--durations", "--color", "--tb", "-v", "-q", "-r")  # all tests run, told differently
MOST_PROCESSES = 4  # of 1.5 GB each, with server and browser


def run_tests(arguments: Sequence[str], database: str | None) -> int:
    make_state()
    busy = Problem(
        "./dev test is already running in this checkout: wait for it, or stop it.",
        "本目录已有 ./dev test 在运行：请等待或将其停止。",
    )
    with locked(f"test-{CHECKOUT_MARK}", busy=busy):
        chosen = selected(arguments)
        if chosen and all(_within(path, PURE) for path in chosen):
            return _run_pure(arguments)
        return _run_with_odoo(arguments, chosen, database)


def selected(arguments: Sequence[str]) -> list[str]:
    """The paths among pytest's arguments, relative to the checkout."""
    paths = []
    for argument in arguments:
        path = pathlib.Path(argument.split("::")[0])
        if not argument.startswith("-") and path.exists():
            absolute = path.resolve()
            if absolute.is_relative_to(CHECKOUT):
                paths.append(absolute.relative_to(CHECKOUT).as_posix())
    return paths


def _within(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _run_pure(arguments: Sequence[str]) -> int:
    steps = Steps(1)
    with steps.step("Python environment", "Python 虚拟环境"):
        environment = Environment("odoo").ensure(steps, "test")
    # the plugins of pytest-odoo and playwright would load Odoo or a browser
    command = [environment.python, "-m", "pytest", "-p", "no:odoo", "-p", "tools.pytest_results"]
    return _pytest([*command, *arguments], {"ZS_PURE": "1", **environment.environ()})


def _run_with_odoo(arguments: Sequence[str], chosen: list[str], database: str | None) -> int:
    everything = not database and all(word.startswith(TELLING) for word in arguments)
    steps = Steps(STEPS + 1)
    with open_workspace(steps, ["test"]) as workspace, contextlib.ExitStack() as stack:
        databases = Databases(workspace)
        with steps.step("Test databases and browser", "测试数据库与浏览器"):
            with futures.ThreadPoolExecutor() as side:  # one of two cores has nothing to do
                found = side.submit(ensure_browser, steps, workspace.environment)
                name = _test_database(databases, database, stack)
                # in a run of everything, the first test that needs the demonstration makes it
                if any(path == "tests" or _within(path, SERVED) for path in chosen):
                    databases.demonstration()
            browser = found.result()
        environ = {
            **workspace.environ,
            "PATH": os.pathsep.join([_known_to_odoo(browser), workspace.environ["PATH"]]),
            "ZS_BROWSER": browser,
            "ZS_FULL_RUN": "1" if everything else "",
        }
        words = [*shared_out(), *arguments] if everything else arguments
        return _pytest(pytest_command(workspace, name, words), environ)


def shared_out() -> list[str]:
    """Options of a run of everything: a process for each core and one more, file after file.

    While a browser waits for its server, a test waits too; the third process uses that time.

    Each works on a copy of the database (see pytest-odoo) and starts servers of its own; the files
    come in the order of ``tests/conftest.py``.
    """
    processes = min(len(os.sched_getaffinity(0)) + 1, MOST_PROCESSES)
    return ["-n", str(processes), "--dist", "loadfile", "--no-loadscope-reorder"]


def pytest_command(workspace: Workspace, database: str, arguments: Sequence[str]) -> list[str]:
    return [
        *(str(workspace.environment.python), "-m", "pytest", "-p", "tools.pytest_results"),
        *("--odoo-database", database, "--odoo-http"),
        *("--odoo-extra", f"db-filter=^{database}$", "--odoo-extra", "max-cron-threads=0"),
        *("--odoo-extra", f"screenshots={SCREENSHOTS / 'odoo'}"),
        *arguments,
    ]


def _test_database(databases: Databases, named: str | None, stack: contextlib.ExitStack) -> str:
    """A copy of the template that is dropped at the end, or the one that was named."""
    if not named:
        return stack.enter_context(databases.temporary(databases.tests(), "pytest"))
    if not databases.exists(named):
        databases.copy(databases.tests(), named)
    return named


def _pytest(command: Sequence, environ: dict[str, str]) -> int:
    """Hand the terminal to pytest, whose closing line shall be the last."""
    environ = {
        **os.environ,
        **environ,
        "ZS_RESULTS": str(RESULTS),
        "ZS_SCREENSHOTS": str(SCREENSHOTS),
        "ZS_STATE": str(STATE),
        "PYTHONPATH": str(CHECKOUT),
    }
    cache = STATE / f"pytest-{CHECKOUT_MARK}"
    child = subprocess.Popen(
        [*map(str, command), "-o", f"cache_dir={cache}"],
        cwd=CHECKOUT,
        env=environ,
        preexec_fn=process.die_with_parent,
    )
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells pytest itself
    try:
        return child.wait()
    finally:
        signal.signal(signal.SIGINT, before)
        process.stop_child(child)


def ensure_browser(steps: Steps, environment: Environment) -> str:
    """The browser that both Odoo's and our own tests drive, and what drives it."""
    lacking = STATE / "no-headless-shell"  # other systems do not have it: asked for once
    if not shutil.which(SHELL) and not lacking.exists():
        try:
            apt.install(steps, SHELL)
        except Problem:
            lacking.touch()
    wanted = [] if _browser() else ["chromium"]
    wanted += [] if _driver_runs(environment) else ["libatomic1"]
    if wanted and not apt.install(steps, *wanted):
        names = " ".join(wanted)
        raise Problem(
            f"The browser tests need {names}: install {names}, or run only some tests, e.g. "
            "./dev test tests/rules.",
            f"界面测试需要 {names}：请安装 {names}，或只运行部分测试，如 ./dev test tests/rules。",
        )
    browser = _browser()
    _start(browser)
    return browser


def _start(browser: str) -> None:
    """Show a page once: a first start from a cold disk may outlast the patience of Odoo's tests."""
    problem = Problem(
        f"The browser {browser} does not start, see the lines above: install Chromium anew.",
        f"浏览器 {browser} 无法启动，原因见上。请重新安装 Chromium。",
    )
    with tempfile.TemporaryDirectory() as profile:
        page = ("--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank")
        process.logged("browser", [browser, *page, f"--user-data-dir={profile}"], problem=problem)


def _browser() -> str | None:
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def _known_to_odoo(browser: str) -> str:
    """A folder in which the browser has a name that Odoo's own tests look for."""
    folder = STATE / "browser"
    folder.mkdir(exist_ok=True)
    link = folder / "google-chrome"
    if not link.exists() or link.resolve() != pathlib.Path(browser).resolve():
        link.unlink(missing_ok=True)
        link.symlink_to(browser)
    return str(folder)


def _driver_runs(environment: Environment) -> bool:
    """Playwright brings its own node, which needs one library that a bare system lacks."""
    pattern = "lib/python3.*/site-packages/playwright/driver/node"
    return all(
        process.run([node, "--version"]).returncode == 0 for node in environment.path.glob(pattern)
    )
