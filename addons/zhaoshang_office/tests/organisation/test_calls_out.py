from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from odoo.tests import HttpCase, tagged

PAGE = b"<html><head><title>Inside</title></head></html>"


class Neighbour(BaseHTTPRequestHandler):
    """Another server that this one can reach; it remembers who came."""

    came = []

    def do_GET(self):  # noqa: N802
        self.came.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_args):
        """Say nothing."""


@tagged("post_install", "-at_install")
class TestNothingCallsOut(HttpCase):
    def test_the_server_fetches_no_address_for_anybody(self):
        """Neither for a stranger nor for who is logged in, nor what stands in a message."""
        neighbour = HTTPServer(("127.0.0.1", 0), Neighbour)
        self.addCleanup(neighbour.server_close)
        self.addCleanup(neighbour.shutdown)
        Thread(target=neighbour.serve_forever, daemon=True).start()
        address = {"preview_url": f"http://127.0.0.1:{neighbour.server_port}/secret"}
        for login, route in ((None, "external"), ("admin", "external"), ("admin", "internal")):
            self.authenticate(login, login)
            found = self.make_jsonrpc_request(f"/html_editor/link_preview_{route}", address)
            self.assertFalse(found)
        self.assertEqual(Neighbour.came, [])
        self.assertFalse(self.env["mail.link.preview"]._is_link_preview_enabled())
