"""From nothing to a served login page and back from a backup, with Odoo itself and nginx.

About a minute and a half, hence not part of ./dev test; run it before a release, and when Odoo's
version, docker/ or the list of modules changes:  ./dev test tests/deploy/check_first_run.py
"""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

from tools import addons

from .installation import ADMIN_PASSWORD, Container, psql
from .test_nginx import ask, free_port, running


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    here = Container(f"zs_deploy_first_{os.getpid()}", tmp_path_factory.mktemp("first"))
    yield here
    here.drop()


@pytest.fixture(scope="module")
def site(container, tmp_path_factory):
    """Odoo with its workers, behind nginx."""
    done = container.run("init")
    assert done.returncode == 0, done.stdout + done.stderr
    pages, bus, port = free_port(), free_port(), free_port()
    words = [f"--http-port={pages}", f"--gevent-port={bus}", "--http-interface=127.0.0.1"]
    words += ["--workers=2", "--limit-memory-hard=0"]
    server = subprocess.Popen(
        container.command("serve", *words), env=container.environ, start_new_session=True
    )
    replace = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "http://odoo:8069": f"http://127.0.0.1:{pages}",
        "http://odoo:8072": f"http://127.0.0.1:{bus}",
    }
    try:
        with running(tmp_path_factory.mktemp("nginx"), "http", replace, port):
            deadline = time.monotonic() + 60
            while ask(port, "/web/health")[0].status != 200 and time.monotonic() < deadline:
                time.sleep(0.2)
            yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def call(port, path, **parameters):
    body = {"jsonrpc": "2.0", "method": "call", "params": parameters}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def login(container, port, password):
    return call(
        port, "/web/session/authenticate", db=container.database, login="admin", password=password
    )


def test_the_first_run_gives_a_chinese_company_without_demonstration(container, site):
    rows = psql(
        "SELECT chart_template, (SELECT count(*) FROM ir_module_module WHERE demo), "
        "(SELECT active FROM res_lang WHERE code = 'zh_CN') FROM res_company",
        container.database,
    )
    assert rows == "cn|0|t"
    installed = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    assert {*addons.OURS, "rpc", "l10n_cn"} <= set(psql(installed, container.database).split())


def test_the_login_page_is_served_in_chinese_and_healthy(site):
    answer, body = ask(site, "/web/login", Accept_Language="zh-CN")
    assert answer.status == 200
    assert "登录" in body.decode()
    assert ask(site, "/web/health?db_server_status=1")[0].status == 200


def test_only_the_password_of_the_secret_opens(container, site):
    assert login(container, site, ADMIN_PASSWORD)["result"]["uid"] == 2
    assert "error" in login(container, site, "admin")


def test_databases_cannot_be_listed_or_made_over_the_web(site):
    assert ask(site, "/web/database/manager")[0].status == 404
    for method, arguments in {
        "list": [],
        "create_database": ["admin", "x", False, "en_US"],
    }.items():
        assert "error" in call(site, "/jsonrpc", service="db", method=method, args=arguments)


def open_bus(port):
    """The first line of the answer to a browser that asks for the web socket."""
    with socket.create_connection(("127.0.0.1", port), 20) as client:
        client.sendall(
            f"GET /websocket?version=19.0-1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        return client.recv(200).splitlines()[0].decode()


def test_the_bus_answers_on_the_gevent_port(site):
    deadline = time.monotonic() + 60  # its process starts after the workers
    while "502" in (line := open_bus(site)) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert line.startswith("HTTP/1.1 101 ")


def test_a_second_first_run_changes_nothing(container, site):
    done = container.run("init")
    assert done.returncode == 0, done.stderr
    assert "installing" not in done.stdout
    assert "upgrading" not in done.stdout


def test_a_backup_of_the_running_server_comes_back_whole(container, site):
    assert container.run("backup", "check").returncode == 0
    (folder,) = container.backups()
    name = f"{container.database}_back"
    done = container.run("restore", str(folder), name)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    count = "SELECT (SELECT count(*) FROM ir_model_fields), (SELECT count(*) FROM account_account)"
    assert psql(count, name) == psql(count, container.database)
