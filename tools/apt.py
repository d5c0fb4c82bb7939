"""Debian: which packages are missing, and the host's own Debian mirror."""

from __future__ import annotations

import dataclasses
import pathlib
import re
import shutil

from . import process
from .console import Problem, Steps
from .paths import is_root, locked

ETC = pathlib.Path("/etc/apt")


def available() -> bool:
    return bool(shutil.which("apt-get"))


def install(steps: Steps, *packages: str) -> bool:
    """Install Debian packages where root may; say which. False where that is not possible."""
    if not (is_root() and available()):
        return False
    steps.note(f"apt-get install {' '.join(packages)}", "安装系统软件包")
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    problem = Problem(
        f"apt-get could not install {' '.join(packages)}: check the network and the apt sources, "
        "then start the same command again.",
        f"apt-get 未能安装 {' '.join(packages)}：请检查网络和 apt 源，然后重新运行同一命令。",
    )
    with locked("apt"):
        try:
            process.logged("apt", command, problem=problem, env=environment)
        except Problem:  # the lists may be missing or old
            process.logged("apt-update", ["apt-get", "update", "-q"], problem=problem)
            process.logged("apt", command, problem=problem, env=environment)
    return True


@dataclasses.dataclass(frozen=True)
class Source:
    """One entry of the host's apt sources."""

    uri: str
    suites: tuple[str, ...]
    components: tuple[str, ...]
    signed_by: str = ""
    trusted: bool = False


def read_sources(folder: pathlib.Path = ETC) -> list[Source]:
    """All enabled binary sources of the host, from both file formats."""
    files = sorted((folder / "sources.list.d").glob("*.list"))
    if (folder / "sources.list").is_file():
        files.insert(0, folder / "sources.list")
    found = [entry for file in files for entry in _one_line(file.read_text(errors="replace"))]
    for file in sorted((folder / "sources.list.d").glob("*.sources")):
        found += _deb822(file.read_text(errors="replace"))
    return found


def _one_line(text: str) -> list[Source]:
    """``deb [signed-by=…] http://deb.debian.org/debian bookworm main`` → Source"""
    found = []
    for line in text.splitlines():
        match = re.match(r"\s*deb\s+(?:\[([^]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)", line)
        if not match:
            continue
        options, uri, suite, components = match.groups()
        values = dict(re.findall(r"(\S+?)\+?=(\S+)", options or ""))
        found.append(
            Source(
                uri,
                (suite,),
                tuple(components.split()),
                values.get("signed-by", ""),
                values.get("trusted") == "yes",
            )
        )
    return found


def _deb822(text: str) -> list[Source]:
    """Stanzas of ``Field: value``; comments may stand between the fields."""
    found = []
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for stanza in re.split(r"\n\s*\n", "\n".join(lines)):
        unfolded = re.sub(r"\n[ \t]+", " ", stanza)
        fields = {
            name.lower(): value.strip()
            for name, value in re.findall(r"^([\w-]+):[ \t]*(.*)$", unfolded, re.MULTILINE)
        }
        if "deb" not in fields.get("types", "").split() or fields.get("enabled") == "no":
            continue
        for uri in fields.get("uris", "").split():
            found.append(
                Source(
                    uri,
                    tuple(fields.get("suites", "").split()),
                    tuple(fields.get("components", "").split()),
                    fields.get("signed-by", ""),
                    fields.get("trusted") == "yes",
                )
            )
    return found


def debian_mirrors(sources: list[Source]) -> list[Source]:
    """Those that carry Debian's own archive, the likeliest first.

    Other vendors also use the suite ``bookworm`` and the component ``main``, and some an address
    ending in ``/debian``; the key tells Debian apart, or, where no key is named, the address.
    """
    ranked = []
    for source in sources:
        suites = {suite for suite in source.suites if re.fullmatch(r"[a-z]+", suite)}
        if not suites or "main" not in source.components:
            continue
        if source.signed_by:
            rank = 0 if "debian-archive" in source.signed_by else None
        else:
            rank = 1 if re.search(r"/debian/?$", source.uri) else None
        if rank is not None and source.uri not in [other.uri for _rank, other in ranked]:
            ranked.append((rank, dataclasses.replace(source, suites=tuple(sorted(suites)))))
    return [source for _rank, source in sorted(ranked, key=lambda pair: pair[0])]


def download(packages: dict[str, list[str]], folder: pathlib.Path) -> list[pathlib.Path]:
    """Fetch packages into ``folder``, emptied before, from the first mirror that gives them all.

    :param packages: names by suite, which need not be the host's own
    :return: the ``.deb`` files
    """
    problem = Problem("No Debian mirror is configured here.", "本机未配置 Debian 镜像。")
    for mirror in debian_mirrors(read_sources()) if available() else []:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            return _download_from(mirror, packages, folder)
        except Problem as refusal:
            problem = refusal
    raise problem


def _download_from(
    mirror: Source, packages: dict[str, list[str]], folder: pathlib.Path
) -> list[pathlib.Path]:
    """By a private source list; the system's own stays untouched."""
    work = folder / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (work / name).mkdir(parents=True)
    keyring = mirror.signed_by or "/usr/share/keyrings/debian-archive-keyring.gpg"
    trust = "trusted=yes" if mirror.trusted else f"signed-by={keyring}"
    lines = [f"deb [{trust}] {mirror.uri} {suite} main\n" for suite in packages]
    (work / "sources.list").write_text("".join(lines))
    private = {
        "Dir::Etc::SourceList": work / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
        "Dir::State::Lists": work / "lists",
        "Dir::Cache": work / "cache",
        "Acquire::Languages": "none",
        "Acquire::Check-Valid-Until": "false",
    }
    options = [word for key, value in private.items() for word in ("-o", f"{key}={value}")]
    names = [f"{name}/{suite}" for suite, chosen in packages.items() for name in chosen]
    problem = Problem(
        f"The Debian mirror {mirror.uri} does not give {names[0]}.",
        f"Debian 镜像 {mirror.uri} 无法提供 {names[0]}。",
    )
    for verb in (["update"], ["download", *names]):
        command = ["apt-get", *options, *verb]
        process.logged(f"apt-{verb[0]}", command, problem=problem, cwd=folder)
    shutil.rmtree(work)
    return sorted(folder.glob("*.deb"))
