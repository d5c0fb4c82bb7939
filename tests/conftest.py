"""A real server on a fresh copy of the demonstration template, for tests/rpc and tests/ui."""

from __future__ import annotations

import contextlib
import os
import signal
import socket

import pytest

collect_ignore_glob = ["addons/*/models/*"]  # models named test_… are no tests
# see tests/addons/test_zhaoshang_logins
QUICK_LOGINS = ("--load", "base,rpc,web,test_zhaoshang_logins")
# Odoo's processes tell each other by a number of a table each what they have to forget
CACHES = ("default", "assets", "stable", "templates", "routing", "groups")
FORGET = ";".join(
    f"SELECT setval('orm_signaling_{name}_id_seq', {{0}});"
    f"INSERT INTO orm_signaling_{name} DEFAULT VALUES"
    for name in CACHES
)
ROOM = 1_000_000  # between the numbers of one database and the next


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


class Server:
    """The test process's own server: to start one and let it read all code takes seconds.

    ``url`` and ``port`` tell where it is; its ``database`` holds the demonstration.
    """

    def __init__(self, workspace):
        from tools.databases import Databases
        from tools.paths import CHECKOUT_MARK, LOGS

        self.workspace = workspace
        self.databases = Databases(workspace)
        self.template = self.databases.demonstration()
        self.database = f"zs_tmp_{os.getpid()}_served"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = LOGS / f"server-{CHECKOUT_MARK}-{os.environ.get('PYTEST_XDIST_WORKER', '')}.log"
        self.log.unlink(missing_ok=True)
        self.running = contextlib.ExitStack()
        self.process = None
        self.turn = 0

    def renew(self):
        """Let it serve a database in which nobody has been, and forget what it knows of another."""
        self.turn += 1
        self.databases.drop(self.database)
        self.databases.copy(self.template, self.database)
        self.databases.query(FORGET.format(self.turn * ROOM), self.database)
        # Odoo's test classes end every process that runs beside them
        if self.process is None or self.process.poll() is not None:
            self.start_again()

    def start_again(self):
        from tools.server import started

        self.process = self.running.enter_context(
            started(
                self.workspace, self.database, "127.0.0.1", self.port,
                log=self.log, crons=0, options=QUICK_LOGINS,
            )
        )  # fmt: skip

    def kill(self):
        """As a power cut does it: no request in hand is answered, nothing is put away."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def close(self):
        self.running.close()
        self.databases.drop(self.database)


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


@pytest.fixture(scope="session")
def house(workspace):
    house = Server(workspace)
    yield house
    house.close()


@pytest.fixture(scope="module")
def server(house):
    """A server for the tests of one file, with a database in which nobody has been."""
    house.renew()
    return house
