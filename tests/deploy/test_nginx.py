"""nginx runs with the shipped configuration in front of two stand-ins for Odoo's ports."""

import contextlib
import getpass
import http.client
import http.server
import json
import pathlib
import shutil
import socket
import ssl
import subprocess
import threading
import time

import pytest

from . import programs

NGINX = pathlib.Path(__file__).resolve().parents[2] / "docker" / "nginx"
MAIN = """
{user}
pid {folder}/nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/default.conf;
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with its own name and what arrived; takes a web socket where asked."""

    def do_GET(self):
        body = json.dumps(self.seen()).encode()
        if self.headers.get("Upgrade") == "websocket":
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "upgrade")
            self.close_connection = True
        else:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.do_GET()

    def seen(self):
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = {"port": self.server.label, "path": self.path, "headers": headers}
        return answer | {"long enough to be compressed": "宿松" * 500}

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def backends():
    """The addresses of stand-ins for ports 8069 and 8072, as replacements in the configuration."""
    servers = []
    for label in ("8069", "8072"):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        server.label = label
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    yield {
        f"http://odoo:{server.label}": f"http://127.0.0.1:{server.server_address[1]}"
        for server in servers
    }
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The paths of a self-signed certificate, as replacements in the configuration."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        + ["-nodes", "-subj", "/CN=localhost", "-keyout", "key", "-out", "certificate"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return {
        "/run/secrets/tls_certificate": str(folder / "certificate"),
        "/run/secrets/tls_key": str(folder / "key"),
    }


def configure(folder, name, replace):
    """The shipped files with addresses that exist here; return the command that reads them."""
    shutil.copytree(NGINX / "zhaoshang", folder / "zhaoshang")
    shutil.copy(NGINX / f"{name}.conf", folder / "default.conf")
    for file in [folder / "default.conf", *(folder / "zhaoshang").iterdir()]:
        text = file.read_text().replace("/etc/nginx/zhaoshang", str(folder / "zhaoshang"))
        for old, new in replace.items():
            text = text.replace(old, new)
        file.write_text(text)
    user = "user root;" if getpass.getuser() == "root" else ""  # the folder is closed to others
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    return [programs.nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")]


@contextlib.contextmanager
def running(folder, name, replace, port):
    command = configure(folder, name, replace)
    log = folder / "error.log"
    with log.open("w") as errors:
        server = subprocess.Popen([*command, "-g", "daemon off;"], stderr=errors)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert server.poll() is None, log.read_text()
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def site(tmp_path_factory, backends):
    """The port of the plain server."""
    port = free_port()
    replace = {"listen 80;": f"listen 127.0.0.1:{port};", **backends}
    with running(tmp_path_factory.mktemp("nginx"), "http", replace, port):
        yield port


def ask(port, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=names)
    answer = connection.getresponse()
    return answer, answer.read()


@pytest.mark.parametrize("name", ["http", "https"])
def test_nginx_accepts_the_shipped_configuration(tmp_path, name, certificate):
    """Only folders differ: Odoo's name is asked of Docker's name server at run time."""
    command = configure(tmp_path, name, certificate)
    done = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "[emerg]" not in done.stderr


def test_pages_go_to_odoo_with_the_true_client(site):
    forged = {"X_Forwarded_For": "10.9.9.9", "X_Real_IP": "10.9.9.9", "X_Forwarded_Host": "evil"}
    answer, body = ask(site, "/web/login?db=x", Host="zs.county:8443", **forged)
    seen = json.loads(body)
    assert answer.status == 200
    assert (seen["port"], seen["path"]) == ("8069", "/web/login?db=x")
    headers = seen["headers"]
    assert headers["host"] == headers["x-forwarded-host"] == "zs.county:8443"
    assert headers["x-forwarded-for"] == headers["x-real-ip"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"


def test_a_gateway_that_ends_tls_is_believed_about_it(site):
    _answer, body = ask(site, "/", X_Forwarded_Proto="https")
    assert json.loads(body)["headers"]["x-forwarded-proto"] == "https"


def test_the_bus_goes_to_the_gevent_port_as_a_web_socket(site):
    with socket.create_connection(("127.0.0.1", site), 10) as client:
        client.sendall(
            b"GET /websocket?version=19.0 HTTP/1.1\r\nHost: zs\r\nOrigin: http://zs\r\n"
            b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n"
        )
        received = b""
        while chunk := client.recv(65536):
            received += chunk
    head, body = received.split(b"\r\n\r\n", 1)
    assert b" 101 " in head.splitlines()[0]
    seen = json.loads(body)
    assert seen["port"] == "8072"
    assert seen["headers"]["x-forwarded-host"] == "zs"
    assert seen["headers"]["connection"].lower() == "upgrade"


@pytest.mark.parametrize(
    "path",
    [
        "/web/database/manager",
        "/web/database/selector",
        "/web/database/backup",
        "/web/database",
        "//web//database/manager",
        "/web/./database/manager",
        "/web/x/../database/manager",
        "/%77eb/d%61tabase/manager",
        "/web/database%2Fmanager",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_database_manager_is_closed(site, path, method):
    answer, body = ask(site, path, method)
    assert answer.status == 404
    assert b'"port"' not in body


@pytest.mark.parametrize("path", ["/web/login", "/web/database/manager", "/nginx-health"])
def test_every_answer_carries_the_security_headers(site, path):
    headers = ask(site, path)[0].headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["Server"] == "nginx"


def test_text_is_compressed(site):
    answer, body = ask(site, "/web", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(body) < 1000


@pytest.mark.parametrize(("megabytes", "refused"), [(128, False), (129, True)])
def test_an_upload_may_be_as_large_as_odoo_takes(site, megabytes, refused):
    """The announced length decides, before anything is sent: 413, or 100 Continue."""
    head = f"POST /web/upload HTTP/1.1\r\nHost: zs\r\nContent-Length: {megabytes * 1024**2}\r\n"
    with socket.create_connection(("127.0.0.1", site), 10) as client:
        client.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        status = client.recv(100).split()[1]
    assert status == (b"413" if refused else b"100")


def test_https_leads_plain_visitors_over_and_stays(tmp_path, backends, certificate):
    plain, secure = free_port(), free_port()
    replace = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        **backends,
        **certificate,
    }
    with running(tmp_path, "https", replace, secure):
        answer, _body = ask(plain, "/odoo/leave?id=3", Host="zs.county")
        assert (answer.status, answer.headers["Location"]) == (
            301,
            "https://zs.county/odoo/leave?id=3",
        )
        context = ssl.create_default_context(cafile=certificate["/run/secrets/tls_certificate"])
        context.check_hostname = False
        connection = http.client.HTTPSConnection("127.0.0.1", secure, context=context, timeout=10)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.headers["Strict-Transport-Security"]
        assert json.loads(answer.read())["headers"]["x-forwarded-proto"] == "https"
