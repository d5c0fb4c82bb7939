"""An addon's JavaScript, run in a browser."""

from unittest.mock import patch

# the module, not its classes: a collected class of Odoo's would run Odoo's own suites
from odoo.addons.web.tests import test_js as web_js
from odoo.tests import common


def hoot_case(addon):
    """The base class of the test that runs an addon's suites; made by a call, so that no test of
    Odoo's own is collected where it is imported."""

    class HootCase(web_js.HOOTCommon):
        # Odoo checks its own hashing; not ours to repeat
        test_generate_hoot_hash = test_get_hoot_filter = None

        def get_hoot_filters(self):
            return f"&id={self._generate_hash(f'@{addon}')}"

        # tenths of a second to start the browser: a busy machine is no finding
        @patch.object(common, "CHECK_BROWSER_ITERATIONS", 600)
        def run_suites(self):
            told = []

            def ends_the_run(message):
                told.append(message)
                return web_js.unit_test_error_checker(message)

            try:
                self.browser_js(
                    f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000{self.hoot_filters}",
                    "",
                    "",
                    login="admin",
                    timeout=300,
                    success_signal="[HOOT] Test suite succeeded",
                    error_checker=ends_the_run,
                )
            except AssertionError as error:  # the last message only counts them
                raise AssertionError("\n".join([str(error), *told])) from None

    return HootCase
