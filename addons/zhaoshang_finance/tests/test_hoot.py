from odoo.addons.zhaoshang_approval.tests.hoot import hoot_case
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestHoot(hoot_case("zhaoshang_finance")):
    def test_dropped_files_in_the_browser(self):
        """R126: ten files dropped go in one call, and what is refused says why."""
        self.run_suites()
