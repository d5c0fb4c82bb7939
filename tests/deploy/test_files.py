"""The deployment's files are well formed and say what docs/deployment.md promises."""

import configparser
import importlib.metadata
import json
import pathlib
import re
import subprocess

import pytest

from . import programs

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCKER = ROOT / "docker"


@pytest.fixture(scope="module")
def docker(tmp_path_factory):
    """A copy of docker/ with the secrets that make-secrets.sh makes."""
    folder = tmp_path_factory.mktemp("deploy") / "docker"
    subprocess.run(["cp", "-r", str(DOCKER), str(folder)], check=True)
    subprocess.run(["rm", "-rf", str(folder / "secrets")], check=True)
    subprocess.run(["sh", str(folder / "make-secrets.sh")], check=True, capture_output=True)
    return folder


def read_compose(folder, *files):
    named = [word for file in files for word in ("-f", str(folder / file))]
    command = [*programs.compose(), *named, "config", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def composed(docker):
    return read_compose(docker, "compose.yaml")


def lint(program, *arguments):
    command = [programs.linters() / program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return done.returncode, done.stdout + done.stderr


def test_hadolint_finds_nothing_in_the_dockerfile():
    assert lint("hadolint", DOCKER / "Dockerfile") == (0, "")


def test_shellcheck_finds_nothing_in_the_scripts():
    scripts = sorted(DOCKER.rglob("*.sh"))
    assert len(scripts) >= 8
    assert lint("shellcheck", "-x", *scripts) == (0, "")


def test_the_dockerfile_copies_only_what_is_there():
    text = (DOCKER / "Dockerfile").read_text().replace("\\\n", " ")
    copied = [word for line in re.findall(r"^COPY (.+)$", text, re.M) for word in line.split()[:-1]]
    assert "addons" in copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert text.index("ARG BASE=odoo:19.0") < text.index("FROM ${BASE}")


def test_the_image_gets_every_package_that_our_packages_need():
    lines = (ROOT / "tools/requirements/odoo.txt").read_text().splitlines()
    (start,) = [number for number, line in enumerate(lines) if line.startswith("# ours")]
    pinned = {line.split("==")[0].lower() for line in lines[start + 1 :]}
    from_ubuntu = {"cffi", "pillow"}  # python3-cffi in the Dockerfile, python3-pil with Odoo
    assert {"chinesecalendar", "weasyprint"} <= pinned
    for name in pinned:
        for need in importlib.metadata.requires(name) or []:
            package = re.match(r"[\w.-]+", need).group().lower()
            extra = re.search(r"extra == ['\"](\w+)['\"]", need)
            taken = not extra or (name, extra.group(1)) == ("fonttools", "woff")
            if taken and not re.search(r"!= ['\"]CPython", need):
                assert package in pinned | from_ubuntu, f"{name} needs {need}"


@pytest.mark.parametrize("files", [["compose.yaml"], ["compose.yaml", "compose.tls.yaml"]])
def test_compose_accepts_its_files(docker, files):
    assert read_compose(docker, *files)["name"] == "zhaoshang"


def test_only_nginx_can_be_reached_and_only_it_can_call_out(composed):
    services = composed["services"]
    assert [name for name, service in services.items() if service.get("ports")] == ["nginx"]
    assert composed["networks"]["inside"]["internal"] is True
    for name, service in services.items():
        expected = {"inside", "outside"} if name == "nginx" else {"inside"}
        assert set(service["networks"]) == expected, name


def test_no_password_is_in_the_environment_the_image_or_on_a_command_line(composed, docker):
    values = [path.read_text() for path in (docker / "secrets").iterdir()]
    assert [len(value) for value in values] == [40, 40, 40]
    text = json.dumps(composed)
    assert not any(value in text for value in values)
    for service in composed["services"].values():
        for name in service.get("environment") or {}:
            assert "PASSWORD" not in name or name.endswith("_FILE"), name
    assert all(source["file"] for source in composed["secrets"].values())
    for file in (DOCKER / "Dockerfile", DOCKER / "odoo.conf"):
        assert not re.search(r"^[^;#]*passw(or)?d *[=:]", file.read_text(), re.M | re.I), file


def test_every_service_restarts_is_watched_and_limited(composed):
    for name, service in composed["services"].items():
        limits = service["deploy"]["resources"]["limits"]
        assert set(limits) == {"memory", "cpus", "pids"}, name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["logging"]["options"]["max-size"], name
        if name == "init":  # runs once
            assert service["restart"] == "no"
        else:
            assert service["restart"] == "unless-stopped", name
            assert service["healthcheck"]["test"], name
    for name in ("odoo", "init", "backup"):
        assert composed["services"][name]["read_only"] is True, name
        assert composed["services"][name]["cap_drop"] == ["ALL"], name


def test_odoo_starts_only_after_the_database_is_made_and_upgraded(composed):
    waits = composed["services"]["odoo"]["depends_on"]
    assert waits["init"]["condition"] == "service_completed_successfully"
    assert waits["db"]["condition"] == "service_healthy"


def test_the_backup_service_cannot_change_the_files_it_saves(composed):
    mounts = {mount["target"]: mount for mount in composed["services"]["backup"]["volumes"]}
    assert mounts["/var/lib/odoo"]["read_only"] is True
    assert not mounts["/var/backups/zhaoshang"].get("read_only")


def test_odoo_fits_the_proxy_and_the_connections(composed):
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(DOCKER / "odoo.conf")
    options = parser["options"]
    assert options.getboolean("proxy_mode")
    assert not options.getboolean("list_db")
    assert not options.getboolean("with_demo")
    assert options["gevent_port"] == "8072"
    processes = options.getint("workers") + options.getint("max_cron_threads") + 1
    command = " ".join(composed["services"]["db"]["command"])
    connections = int(re.search(r"--max_connections=(\d+)", command).group(1))
    # three are PostgreSQL's own, ten are left for backups and people
    assert processes * options.getint("db_maxconn") <= connections - 13
    nginx = (DOCKER / "nginx/zhaoshang/odoo.conf").read_text()
    waits = int(re.search(r"proxy_read_timeout (\d+)s", nginx).group(1))
    assert waits > options.getint("limit_time_real")


def test_secrets_are_made_once_and_closed_to_other_users(docker):
    secrets = docker / "secrets"
    before = {path.name: path.read_text() for path in secrets.iterdir()}
    subprocess.run(["sh", str(docker / "make-secrets.sh")], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in secrets.iterdir()} == before
    assert secrets.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("path", ["docker/secrets/odoo_db_password", "docker/fonts/simfang.ttf"])
def test_secrets_and_licensed_fonts_stay_out_of_the_repository(path):
    done = subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT)
    assert done.returncode == 0
