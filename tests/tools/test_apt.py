"""Which of the host's apt sources is Debian's own."""

import pytest

from tools import apt
from tools.console import Problem

SOURCES = """\
Types: deb
# http://snapshot.example/archive/debian/20250520T000000Z
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
URIs: https://foreign.example/node_20.x
Suites: nodistro
Components: main
Signed-By: /usr/share/keyrings/foreign.gpg

Types: deb
Enabled: no
URIs: http://disabled.example/debian
Suites: bookworm
Components: main
"""

FOREIGN = """\
# deb http://commented.example/debian bookworm main
deb [arch=amd64 signed-by=/etc/apt/keyrings/runner.gpg] https://runner.example/debian bookworm main
deb-src http://source.example/debian bookworm main
deb https://packages.example/apt cloud-bookworm main
"""


def _host(folder, **files):
    parts = folder / "sources.list.d"
    parts.mkdir()
    for name, text in files.items():
        (parts / name.replace("_", ".")).write_text(text)
    return apt.debian_mirrors(apt.read_sources(folder))


def test_only_debians_own_archive_is_taken_among_foreign_ones(tmp_path):
    found = _host(tmp_path, debian_sources=SOURCES, foreign_list=FOREIGN)
    assert [source.uri for source in found] == ["http://mirror.example/debian"]
    assert found[0].suites == ("bookworm",)


def test_a_comment_between_the_fields_is_no_mirror(tmp_path):
    assert "snapshot" not in str(_host(tmp_path, debian_sources=SOURCES))


def test_the_old_format_is_understood(tmp_path):
    line = "deb [trusted=yes] http://mirror.example/debian/ bookworm main contrib  # ours\n"
    (tmp_path / "sources.list").write_text(line)
    (found,) = _host(tmp_path)
    assert found.uri == "http://mirror.example/debian/"
    assert found.trusted


def test_a_host_that_is_not_debian_has_no_mirror(tmp_path):
    line = "deb http://archive.example/ubuntu noble main universe\n"
    assert _host(tmp_path, ubuntu_list=line) == []


def test_the_next_mirror_is_asked_where_one_refuses(tmp_path, monkeypatch):
    addresses = ("http://first.example/debian", "http://second.example/debian")
    first, second = (apt.Source(address, ("sid",), ("main",)) for address in addresses)
    monkeypatch.setattr(apt, "available", lambda: True)
    monkeypatch.setattr(apt, "read_sources", list)
    monkeypatch.setattr(apt, "debian_mirrors", lambda _sources: [first, second])
    asked = []

    def give(mirror, packages, folder):
        asked.append(mirror.uri)
        assert not list(folder.iterdir())
        (folder / "half").touch()
        if mirror is first:
            raise Problem("No route.", "无法连接。")
        return [folder / "half"]

    monkeypatch.setattr(apt, "_download_from", give)
    folder = tmp_path / "debs"
    assert apt.download({"sid": ["odoo-19"]}, folder) == [folder / "half"]
    assert asked == list(addresses)


def test_without_a_mirror_nothing_is_downloaded(tmp_path, monkeypatch):
    monkeypatch.setattr(apt, "available", lambda: False)
    with pytest.raises(Problem, match="No Debian mirror"):
        apt.download({"sid": ["odoo-19"]}, tmp_path / "debs")
