"""Everything a command stands on: Odoo, the virtual environment, PostgreSQL, the configuration."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pathlib
from collections.abc import Iterator, Sequence
from concurrent import futures

from . import cluster, documents, odoo_source, process
from .console import Problem, Steps
from .paths import ADDONS, CHECKOUT_MARK, DATA, STATE, TEST_ADDONS, make_state
from .python_env import Environment

STEPS = 2  # that ``open_workspace`` counts
DEMO_DATABASE = "zs_demo"


@dataclasses.dataclass
class Workspace:
    """Ready to run Odoo on databases of the private cluster."""

    steps: Steps
    odoo: odoo_source.Odoo
    environment: Environment
    cluster: cluster.Cluster
    label: str = ""  # of a configuration beside the usual one
    further_addons: tuple[pathlib.Path, ...] = ()

    @property
    def configuration(self) -> pathlib.Path:
        return STATE / f"odoo-{CHECKOUT_MARK}{self.label}.conf"

    def with_addons(self, label: str, *folders: pathlib.Path) -> Workspace:
        """The same with further addons, which no other command sees."""
        beside = dataclasses.replace(self, label=f"-{label}", further_addons=folders)
        beside.configure()
        return beside

    @property
    def environ(self) -> dict[str, str]:
        """For every program that is started: how to find Odoo's configuration and PostgreSQL."""
        path = os.pathsep.join(
            [str(self.environment.path / "bin"), self.cluster.environ["PATH"]],
        )
        return {
            **self.cluster.environ,
            "PATH": path,
            "ODOO_RC": str(self.configuration),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "" if os.access(self.odoo.path, os.W_OK) else "1",
        }

    def configure(self) -> None:
        """Write Odoo's configuration file, the same for all commands but benchmarks."""
        folders = [
            str(path) for path in (ADDONS, TEST_ADDONS) if any(path.glob("*/__manifest__.py"))
        ]
        folders += [str(path) for path in (*self.further_addons, *self.odoo.addons)]
        options = {
            "db_host": self.cluster.environ["PGHOST"],
            "db_port": self.cluster.environ["PGPORT"],
            "db_user": self.cluster.environ["PGUSER"],
            "db_name": DEMO_DATABASE,
            "db_template": "template0",
            "data_dir": DATA,
            "addons_path": ",".join(folders),
            "http_interface": "127.0.0.1",
            "list_db": False,
            "skip_auto_install": True,
            "limit_memory_hard": 0,  # else Chromium dies
            "limit_time_cpu": 3600,
            "limit_time_real": 3600,
        }
        lines = [f"{name} = {value}\n" for name, value in options.items() if value != ""]
        self.configuration.write_text("[options]\n" + "".join(lines))

    def odoo_command(self, *words: object) -> list[str]:
        return [str(self.environment.python), "-m", "odoo", *map(str, words)]

    def odoo_run(self, name: str, *words: object, problem: Problem) -> None:
        """Run Odoo to its end, e.g. to install addons."""
        command = self.odoo_command(
            *words, "--stop-after-init", "--no-http", "--max-cron-threads=0"
        )
        process.logged(_mine(name), command, problem=problem, env=self.environ)

    def odoo_script(
        self, script: str, database: str, *, problem: Problem, env: dict[str, str] | None = None
    ) -> None:
        """Run ``tools/scripts/<script>.py`` in Odoo's shell; its errors raise ``problem``."""
        code = (pathlib.Path(__file__).parent / "scripts" / f"{script}.py").read_text()
        command = self.odoo_command("shell", "-d", database, "--no-http", "--log-level=warn")
        environ = {**self.environ, **(env or {})}
        process.logged(_mine(script), command, problem=problem, env=environ, stdin=code)


def _mine(log: str) -> str:
    """The name of a log that other checkouts, at work at the same time, leave alone."""
    return f"{log}-{CHECKOUT_MARK}"


@contextlib.contextmanager
def open_workspace(steps: Steps, requirements: Sequence[str] = ()) -> Iterator[Workspace]:
    """Find or make all that is needed; stop the cluster afterwards.

    :param requirements: names of further requirements files; tests also need what prints documents
    """
    make_state()
    with steps.step("Odoo 19, Python environment, fonts", "Odoo 源代码、Python 虚拟环境与字体"):
        with futures.ThreadPoolExecutor() as side:  # all wait for the network
            found = side.submit(odoo_source.find, steps)
            printing = side.submit(documents.ensure, steps, needed=bool(requirements))
            environment = Environment("odoo").ensure(steps, *requirements)
        odoo = found.result()
        printing.result()
        environment.link(odoo)
    with contextlib.ExitStack() as stack:
        with steps.step("PostgreSQL", "启动数据库"):
            postgresql = stack.enter_context(cluster.find(steps, environment).running())
        workspace = Workspace(steps, odoo, environment, postgresql)
        workspace.configure()
        yield workspace
