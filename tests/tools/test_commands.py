"""What the user of ./dev meets."""

import ast
import os
import re
import socket
import subprocess
import sys

import pytest

from tools import lint, paths, reset, server, suite
from tools.console import Problem, Steps
from tools.databases import checked
from tools.paths import CHECKOUT
from tools.python_env import Environment

COMMANDS = ["run", "test", "odoo", "shell", "lint", "i18n", "trace", "bench", "reset"]


def _dev(*words, **environ):
    return subprocess.run(
        [sys.executable, str(CHECKOUT / "dev"), *words],
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    done = _dev(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: ./dev {command}")


def test_the_overview_names_every_command():
    overview = _dev("--help").stdout
    assert all(re.search(rf"^  {command}  ", overview, re.MULTILINE) for command in COMMANDS)


def test_an_unknown_option_is_refused():
    assert "unknown: --prot" in _dev("run", "--prot=1").stderr


def test_every_problem_is_told_in_chinese_too():
    for file in sorted((CHECKOUT / "tools").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                text = ast.unparse(node.args[1])
                assert re.search("[\u4e00-\u9fff]", text), f"{file.name}:{node.lineno}"


def test_a_taken_port_is_told_with_another_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Problem, match=f"--port {port + 1}"):
            server.check_port("127.0.0.1", port)


def test_a_host_that_is_not_this_machine_is_refused():
    with pytest.raises(Problem, match="cannot be used"):
        server.check_port("192.0.2.1", 8069)


def test_reset_without_anybody_to_ask_deletes_nothing(monkeypatch):
    def nobody():
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(Problem, match="--yes"):
        reset.run_reset("zs_demo", everything=True, sure=False)


def test_a_second_run_on_the_same_lock_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "STATE", tmp_path)
    with (
        paths.locked("run-x"),
        pytest.raises(Problem, match="already running"),
        paths.locked("run-x", busy=server.busy("x")),
    ):
        pass


@pytest.mark.parametrize("name", ['x"; DROP DATABASE y; --', "", "-x", "a/b", "a" * 64])
def test_a_dangerous_database_name_is_refused(name):
    with pytest.raises(Problem):
        checked(name)


def test_paths_among_pytests_arguments_are_recognised(monkeypatch):
    monkeypatch.chdir(CHECKOUT)
    arguments = ["-k", "leave", "tests/rules", "tests/tools/test_commands.py::test_x", "--lf"]
    assert suite.selected(arguments) == ["tests/rules", "tests/tools/test_commands.py"]


@pytest.mark.parametrize("cores", [1, 2, 64])
def test_a_run_of_everything_uses_every_core_and_no_more_memory_than_is_there(monkeypatch, cores):
    monkeypatch.setattr(suite.os, "sched_getaffinity", lambda _process: range(cores))
    processes = suite.shared_out()[1:2]
    assert processes == {1: ["2"], 2: ["3"], 64: [str(suite.MOST_PROCESSES)]}[cores]


def test_a_missing_browser_fails_the_run_with_the_way_on(monkeypatch):
    monkeypatch.setattr(suite, "_browser", lambda: None)
    monkeypatch.setattr(suite.apt, "install", lambda *_words: False)
    with pytest.raises(Problem, match="install chromium"):
        suite.ensure_browser(Steps(1), Environment("odoo"))


def test_odoo_inside_a_pure_package_is_found(tmp_path):
    package = tmp_path / "zhaoshang_office" / "rules"
    package.mkdir(parents=True)
    (package / "leave.py").write_text("import decimal\nfrom odoo.tools import float_round\n")
    (package / "near.py").write_text("from .odoo_like import x\n")
    assert list(lint.impure_imports(tmp_path)) == [
        "zhaoshang_office/rules/leave.py:2: imports odoo.tools"
    ]


def test_our_pure_packages_are_pure():
    assert list(lint.impure_imports()) == []


def test_steps_show_their_number_and_notes(capsys):
    steps = Steps(2)
    with steps.step("One", "一"):
        pass
    with steps.step("Two", "二"):
        steps.note("fetching", "下载")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[1/2] One · 一 … ")
    assert lines[1:3] == ["[2/2] Two · 二 … ", "      fetching · 下载"]
