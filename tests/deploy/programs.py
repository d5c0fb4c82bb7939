"""The programs that check the deployment: the machine's own, else fetched into the state folder.

Nothing is installed on the machine and nothing is skipped: a program that is not to be had is a
failure.
"""

import contextlib
import functools
import os
import pathlib
import platform
import shutil
import subprocess

from tools import apt, paths
from tools.console import Problem, Steps
from tools.process import run
from tools.python_env import Environment

FOLDER = paths.STATE / "programs"
COMPOSE_SUITE = "trixie"  # the first Debian with Compose v2


@functools.cache
def linters() -> pathlib.Path:
    """The folder with ``hadolint`` and ``shellcheck``."""
    paths.make_state()
    return Environment("deploy").ensure(Steps(1)).path / "bin"


@functools.cache
def compose() -> list[str]:
    """``docker compose``, or its plugin alone, which needs no engine to read a file."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and " v" in run([*command, "version"]).stdout:
            return command
    plugin = "usr/libexec/docker/cli-plugins/docker-compose"
    return [str(_from_debian(COMPOSE_SUITE, "docker-compose") / plugin)]


@functools.cache
def nginx() -> str:
    """The installed one, or Debian's, which runs from where it was unpacked."""
    search = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    installed = shutil.which("nginx", path=search)
    if installed:
        return installed
    suite = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    return str(_from_debian(suite, "nginx") / "usr/sbin/nginx")


def _from_debian(suite: str, package: str) -> pathlib.Path:
    """Unpack a Debian package into the state folder; its dependencies are not looked at."""
    paths.make_state()
    target = FOLDER / f"{package}-{suite}"
    with paths.locked(f"programs-{target.name}"):
        if target.is_dir():
            return target
        partial = FOLDER / f"{target.name}.partial"
        with contextlib.suppress(Problem):
            (deb,) = apt.download({suite: [package]}, partial)
            subprocess.run(["dpkg-deb", "-x", deb, partial], check=True)
            partial.rename(target)
            return target
    raise Problem(
        f"{package} is needed to check the deployment: install it, or connect to a Debian mirror, "
        "and start again.",
        f"检查部署文件需要 {package}：请安装，或连接 Debian 镜像后重试。",
    )
