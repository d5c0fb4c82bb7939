from odoo.tests import tagged

from .hoot import hoot_case


@tagged("post_install", "-at_install")
class TestHoot(hoot_case("zhaoshang_approval")):
    def test_panel_and_inbox_in_the_browser(self):
        self.run_suites()
