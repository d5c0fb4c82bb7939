"""The demonstration server: start, wait, tell where it is, and end with everything it started."""

from __future__ import annotations

import contextlib
import http.client
import pathlib
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence

from . import process
from .console import Problem, say
from .databases import Databases
from .paths import LOGS, locked, make_state
from .workspace import Workspace

CITIES = ("hangzhou", "ningbo", "wuxi", "shanghai", "shenzhen", "quanzhou")
ROLES = (
    ("局长 head", [f"head.{city}" for city in CITIES]),
    (
        "副局长 deputies",
        [f"deputy{n}.{city}" for city in CITIES for n in (1, 2)],
    ),
    ("联系县领导 leaders", [f"leader.{city}" for city in CITIES]),
    ("组织部 organisation department", ["zuzhibu", "zuzhibu2"]),
    ("招商管理局 bureau authority", ["zhaoshangju", "zhaoshangju2"]),
    ("管理办公室 office", ["bangongshi"]),
    ("分管领导 county leader", ["fenguan"]),
    ("效能办 efficiency office", ["xiaonengban"]),
    ("挂任单位 host unit", ["guazhi"]),
    ("会计 accountant", ["kuaiji"]),
    ("出纳 cashier", ["chuna"]),
    ("系统管理员 administrator", ["xitong"]),
    ("已离任 appointment ended", ["ended.shanghai"]),
)


def busy(database: str) -> Problem:
    return Problem(
        f"./dev run is already running on {database}: use it, stop it with Ctrl-C in its window, "
        "or name another database with -d.",
        f"数据库 {database} 上已有 ./dev run 在运行：请直接使用，或按 Ctrl-C 停止它，"
        "或用 -d 另指定数据库。",
    )


def check_port(host: str, port: int) -> None:
    """Say so at once where the address cannot be used."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Problem(
            f"Port {port} on {host} cannot be used ({error.strerror}): stop what uses it, or start "
            f"with --port {port + 1}.",
            f"{host} 的 {port} 端口不可用（{error.strerror}）：请停止占用它的程序，"
            f"或加上 --port {port + 1} 启动。",
        ) from error


@contextlib.contextmanager
def started(
    workspace: Workspace,
    database: str,
    host: str,
    port: int,
    *,
    log: pathlib.Path,
    crons: int,
    options: Sequence[str] = (),
) -> Iterator[subprocess.Popen]:
    """An Odoo server on one database, up when the block begins and gone when it ends."""
    command = workspace.odoo_command(
        *("server", "-d", database),  # and no filter: with one, each request asks for all names
        *("--http-interface", host, "--http-port", port, "--max-cron-threads", crons),
        *options,
    )
    with log.open("ab") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=process.merged(workspace.environ),
            start_new_session=True,
            preexec_fn=process.die_with_parent,
        )
    try:
        wait_until_up(server, host, port, log)
        yield server
    finally:
        process.stop(server)


def serve(workspace: Workspace, databases: Databases, database: str, host: str, port: int) -> int:
    """Run the demonstration server until it is stopped."""
    log = LOGS / "server.log"
    with contextlib.ExitStack() as stack:
        with workspace.steps.step("Server", "启动服务"):
            server = stack.enter_context(started(workspace, database, host, port, log=log, crons=1))
        _announce(databases, database, host, port)
        status = server.wait()
    raise Problem(
        f"The server ended by itself (status {status}); {log} says why.",
        f"服务意外停止（状态 {status}），原因见 {log}。",
        tail(log),
    )


def wait_until_up(
    server: subprocess.Popen, host: str, port: int, log, seconds: float = 120
) -> None:
    """Wait until the login page is served."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(host, port, timeout=60)
            connection.request("GET", "/web/login")
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(0.1)
    raise Problem(
        f"The server did not start; {log} says why. If the database is broken, drop it with "
        "./dev reset and start again.",
        f"服务未能启动，原因见 {log}。如数据库已损坏，可用 ./dev reset 删除后重试。",
        tail(log),
    )


def tail(log, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def _announce(databases: Databases, database: str, host: str, port: int) -> None:
    logins = set(databases.query("SELECT login FROM res_users WHERE active", database))
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host
    say(f"\n  http://{shown}:{port}\n\n  Logins (password = login) · 登录名（密码与登录名相同）")
    for role, names in ROLES:
        known = [name for name in names if name in logins]
        for start in range(0, len(known), 6):
            title = "" if start else role
            say(f"    {_padded(title)} {'  '.join(known[start : start + 6])}")
    say("    Odoo's technical superuser · Odoo 技术超级用户: admin (password admin)")
    say("\n  Ctrl-C stops everything · 按 Ctrl-C 全部停止\n")


def _padded(text: str, columns: int = 34) -> str:
    """``text`` filled with spaces; a Chinese character takes two columns."""
    return text + " " * (columns - sum(2 if ord(char) > 0x2E80 else 1 for char in text))


def run_command(workspace_factory, database: str, host: str, port: int) -> int:
    make_state()
    with locked(f"run-{database}", busy=busy(database)):
        check_port(host, port)
        try:
            with workspace_factory() as workspace:
                databases = Databases(workspace)
                with workspace.steps.step("Demonstration database", "演示数据库"):
                    databases.open_demonstration(database)
                return serve(workspace, databases, database, host, port)
        except KeyboardInterrupt:
            say("\nStopped · 已停止")
            return 0
