from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestNothingCallsOut(HttpCase):
    def test_the_server_fetches_no_address_for_anybody(self):
        """Neither for a stranger nor for who is logged in, nor what stands in a message."""
        address = {"preview_url": f"{self.base_url()}/web/login"}
        for login in (None, "admin"):
            self.authenticate(login, login)
            for route in ("external", "internal"):
                if login or route == "external":
                    found = self.make_jsonrpc_request(f"/html_editor/link_preview_{route}", address)
                    self.assertFalse(found)
        self.assertFalse(self.env["mail.link.preview"]._is_link_preview_enabled())
