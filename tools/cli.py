"""The commands of ./dev and their options."""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys

from . import paths, process
from .console import Problem, Steps, say
from .databases import Databases, checked
from .workspace import DEMO_DATABASE, STEPS, Workspace, open_workspace

DESCRIPTION = """\
  run      start the demonstration at http://localhost:8069   启动演示系统
  test     run all tests, or those you name                    运行测试
  odoo     Odoo's own command line                             Odoo 命令行
  shell    Odoo's Python shell                                 Odoo 交互环境
  lint     check the code's style (--fix mends)                代码检查
  i18n     refresh the translations, list what lacks Chinese   更新翻译
  trace    write docs/rules-matrix.md                          生成规则对照表
  bench    compare the approval engine with its peers          与同类软件对比性能
  mutate   change the pure rules, count unnoticed changes      变异测试
  reset    drop the demonstration database                     删除演示数据库

Everything is kept in a state folder outside the checkout: %s
(set ZS_STATE to use another). Each command has --help.
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./dev",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=DESCRIPTION % paths.STATE,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_run(commands)
    _add_test(commands)
    _add_odoo(commands)
    _add_shell(commands)
    _add_lint(commands)
    _add_i18n(commands)
    _add_trace(commands)
    _add_bench(commands)
    _add_mutate(commands)
    _add_reset(commands)
    words = sys.argv[1:]
    if words[:1] == ["odoo"] and words[1:] not in (["-h"], ["--help"]):
        words = ["odoo", "--", *words[1:]]  # all options are Odoo's own
    options, rest = parser.parse_known_args(words)
    rest = rest[1:] if rest[:1] == ["--"] else rest
    if rest and not options.passes_on:
        parser.error(f"unknown: {' '.join(rest)} (see ./dev {options.command} --help)")
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # also when started with &
        signal.signal(sign, _interrupt)
    try:
        return options.function(options, rest)
    except Problem as problem:
        problem.show()
        return 1
    except KeyboardInterrupt:
        say("\nStopped · 已停止")
        return 130


def _interrupt(_signal, _frame):
    raise KeyboardInterrupt


def _command(commands, name, function, description, *, passes_on=False):
    parser = commands.add_parser(name, description=description, allow_abbrev=False)
    parser.set_defaults(function=function, passes_on=passes_on)
    return parser


def _database_option(parser, default, text):
    parser.add_argument("-d", "--database", default=default, metavar="NAME", help=text)


# -- run ------------------------------------------------------------------------------------------


def _add_run(commands) -> None:
    parser = _command(commands, "run", _run, "Start the demonstration server and print its logins.")
    _database_option(parser, DEMO_DATABASE, f"the database (default {DEMO_DATABASE})")
    parser.add_argument("--host", default="127.0.0.1", help="listen here (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8069, help="listen here (default 8069)")


def _run(options, _rest) -> int:
    from .server import run_command

    checked(options.database)
    steps = Steps(STEPS + 2)
    return run_command(lambda: open_workspace(steps), options.database, options.host, options.port)


# -- odoo, shell ----------------------------------------------------------------------------------


def _add_odoo(commands) -> None:
    _command(
        commands,
        "odoo",
        _odoo,
        "Odoo's own command line with our configuration; the demonstration database unless -d "
        "names another. Example: ./dev odoo -d mine -i zhaoshang_office --stop-after-init",
        passes_on=True,
    )


def _odoo(_options, rest) -> int:
    steps = Steps(STEPS + 1, sys.stderr)
    named = any(re.match("-d|--database", word) for word in rest)
    asking = {"-h", "--help", "--version"}.intersection(rest)
    with open_workspace(steps) as workspace:
        if not named and not asking:
            _ensure_demonstration(workspace)
        return _hand_over(workspace, workspace.odoo_command(*rest))


def _ensure_demonstration(workspace: Workspace) -> None:
    """Make the demonstration database where there is none, else Odoo would make an empty one."""
    databases = Databases(workspace)
    if not databases.exists(DEMO_DATABASE):
        with workspace.steps.step("Demonstration database", "演示数据库"):
            databases.open_demonstration(DEMO_DATABASE)


def _add_shell(commands) -> None:
    parser = _command(
        commands,
        "shell",
        _shell,
        "A Python shell with `env` on a database; also reads code from a pipe.",
        passes_on=True,
    )
    _database_option(parser, DEMO_DATABASE, f"the database (default {DEMO_DATABASE})")


def _shell(options, rest) -> int:
    checked(options.database)
    with open_workspace(Steps(STEPS + 1, sys.stderr)) as workspace:
        if options.database == DEMO_DATABASE:
            _ensure_demonstration(workspace)
        elif not Databases(workspace).exists(options.database):
            raise Problem(
                f"There is no database {options.database}: make it with ./dev run -d NAME.",
                f"数据库 {options.database} 不存在：可用 ./dev run -d 名称 创建。",
            )
        command = workspace.odoo_command("shell", "-d", options.database, "--no-http", *rest)
        return _hand_over(workspace, command)


def _hand_over(workspace: Workspace, command: list[str]) -> int:
    """Run ``command`` in the foreground with this terminal."""
    child = subprocess.Popen(
        command, env=process.merged(workspace.environ), preexec_fn=process.die_with_parent
    )
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the child itself
    try:
        return child.wait()
    finally:
        process.stop_child(child)
        signal.signal(signal.SIGINT, before)


# -- test -----------------------------------------------------------------------------------------


def _add_test(commands) -> None:
    parser = _command(
        commands,
        "test",
        _test,
        "Run all tests in one pytest session, shared out among the cores, or, in one process, what "
        "pytest's own arguments choose: ./dev test tests/rules, ./dev test addons/zhaoshang_office "
        "-k leave. Pure tests (tests/rules, tests/tools) need no database. A skipped test is a "
        "failure.",
        passes_on=True,
    )
    _database_option(parser, None, "run on this database and keep it (default: a copy, dropped)")


def _test(options, rest) -> int:
    from .suite import run_tests

    return run_tests(rest, options.database and checked(options.database))


# -- lint, i18n, trace, bench ---------------------------------------------------------------------


def _add_lint(commands) -> None:
    parser = _command(commands, "lint", _lint, "Check Python, XML, JavaScript and translations.")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended")


def _lint(options, _rest) -> int:
    from .lint import run_lint

    return run_lint(fix=options.fix)


def _add_i18n(commands) -> None:
    parser = _command(
        commands,
        "i18n",
        _i18n,
        "Export each addon's .pot, merge it into zh_CN.po and list the texts without Chinese.",
        passes_on=False,
    )
    parser.add_argument("--check", action="store_true", help="change nothing, fail on differences")


def _i18n(options, _rest) -> int:
    from .translations import run_i18n

    return run_i18n(check=options.check)


def _add_trace(commands) -> None:
    parser = _command(
        commands,
        "trace",
        _trace,
        "Write docs/rules-matrix.md from the code and the last tests; fail where a literal rule "
        "that the code claims has no passing test.",
    )
    parser.add_argument("--check", action="store_true", help="write nothing")


def _trace(options, _rest) -> int:
    from .trace import run_trace

    return run_trace(write=not options.check)


def _add_bench(commands) -> None:
    from .bench import BENCHMARKS, ROUNDS

    parser = _command(
        commands,
        "bench",
        _bench,
        "Compare our approval engine with OCA's base_tier_validation (fetched by pip) and Odoo's "
        "own hr_holidays on one PostgreSQL server: milliseconds and SQL statements of each step, "
        "and their ratios. Takes some minutes; leave the machine alone meanwhile.",
    )
    parser.add_argument("name", metavar="NAME", choices=BENCHMARKS, help=" or ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="print figures for programmes")
    parser.add_argument(
        "--rounds", type=_positive, default=ROUNDS, help=f"of each side (default {ROUNDS})"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _bench(options, _rest) -> int:
    from .bench import run_bench

    return run_bench(options.name, rounds=options.rounds, as_json=options.json)


# -- mutate ---------------------------------------------------------------------------------------


def _add_mutate(commands) -> None:
    from .mutate import LAWS

    parser = _command(
        commands,
        "mutate",
        _mutate,
        "Change the pure rules of an addon (its engine/ or rules/) in a copy, one comparison, "
        "constant or call after another, and run its pure tests for each change; prints the "
        "changes that none noticed. Fails below the goal. Takes minutes, of the office's hours.",
    )
    parser.add_argument("name", nargs="?", choices=sorted(LAWS), default="approval")
    goals = ", ".join(f"{name} {law.goal}" for name, law in LAWS.items())
    parser.add_argument("--goal", type=float, help=f"percent to be noticed (default: {goals})")
    parser.add_argument(
        "--children", type=_positive, default=2, help="changes tested at a time (default 2)"
    )


def _mutate(options, _rest) -> int:
    from .mutate import run_mutate

    return run_mutate(options.name, goal=options.goal, children=options.children)


# -- reset ----------------------------------------------------------------------------------------


def _add_reset(commands) -> None:
    parser = _command(commands, "reset", _reset, "Drop the demonstration database, after asking.")
    _database_option(parser, DEMO_DATABASE, f"the database (default {DEMO_DATABASE})")
    parser.add_argument("--all", action="store_true", help="also the whole state folder")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _reset(options, _rest) -> int:
    from .reset import run_reset

    return run_reset(checked(options.database), everything=options.all, sure=options.yes)


if __name__ == "__main__":
    sys.exit(main())
