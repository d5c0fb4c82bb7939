"""A real server on a fresh copy of the demonstration template, for tests/rpc and tests/ui."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pathlib
import signal
import socket
from collections.abc import Callable

import pytest

collect_ignore_glob = ["addons/*/models/*"]  # models named test_… are no tests
# see tests/addons/test_zhaoshang_logins
QUICK_LOGINS = ("--load", "base,rpc,web,test_zhaoshang_logins")


# The first process makes the demonstration that servers need, while the others play against the
# engine; and none is to be left with long files at the end.
LONG_FILES_FIRST = (
    "tests/ui/test_leave_journeys.py",
    "tests/addons/",
    "tests/ui/",
    "tests/rpc/",
    "tests/deploy/",
    "tests/load/",
)


@dataclasses.dataclass(frozen=True)
class Server:
    """Where a test's own server listens; its database holds the demonstration data."""

    url: str
    port: int
    database: str
    log: pathlib.Path
    start: Callable
    processes: list = dataclasses.field(default_factory=list)

    def kill(self):
        """As a power cut does it: no request in hand is answered, nothing is put away."""
        server = self.processes.pop()
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)

    def start_again(self):
        self.processes.append(self.start())


def pytest_collection_modifyitems(items):
    """Begin with the files whose tests take long, each in its own order."""

    def place(item) -> int:
        starts = (item.nodeid.startswith(folder) for folder in LONG_FILES_FIRST)
        return next((n for n, found in enumerate(starts) if found), len(LONG_FILES_FIRST))

    items.sort(key=place)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def workspace():
    """Odoo and PostgreSQL as ./dev uses them."""
    from tools.console import Steps
    from tools.workspace import STEPS, open_workspace

    with open_workspace(Steps(STEPS)) as opened:
        yield opened


@pytest.fixture(scope="module")
def server(workspace, request):
    """A server for the tests of one file, so that no file finds the traces of another."""
    from tools.databases import Databases
    from tools.paths import LOGS
    from tools.server import started

    databases = Databases(workspace)
    log = LOGS / f"server-{request.module.__name__}.log"
    log.unlink(missing_ok=True)
    with contextlib.ExitStack() as stack:
        name = stack.enter_context(databases.temporary(databases.demonstration(), "served"))
        port = _free_port()

        def start():
            server = started(
                workspace, name, "127.0.0.1", port, log=log, crons=0, options=QUICK_LOGINS
            )
            return stack.enter_context(server)

        server = Server(f"http://127.0.0.1:{port}", port, name, log, start)
        server.start_again()
        yield server
