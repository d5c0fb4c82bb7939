from odoo.addons.zhaoshang_approval.tests.hoot import hoot_case
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestHoot(hoot_case("zhaoshang_office")):
    def test_grids_in_the_browser(self):
        """R069: the month grid says and does what a person expects of it."""
        self.run_suites()
