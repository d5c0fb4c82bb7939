"""Settings for all tests, the addons' and those of tests/."""

import functools
import os
import pathlib
import shutil
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

if os.environ.get("ZS_STATE"):  # nothing is written into the checkout
    set_hypothesis_home_dir(pathlib.Path(os.environ["ZS_STATE"]) / "hypothesis")

# a busy machine is no finding
settings.register_profile(
    "zhaoshang",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("zhaoshang")


if not os.environ.get("ZS_PURE"):  # where there is no Odoo

    @pytest.fixture(scope="session", autouse=True)
    def own_filestore(load_registry):
        """Give each process of a shared run the files of its own database, too.

        pytest-odoo lets all of them use the template's files; but each of Odoo's test classes ends
        by removing the files that no row of its database names, also those of another process.
        """
        import odoo

        config, name = odoo.tools.config, odoo.tests.common.get_db_name()
        filestore = functools.partial(type(config).filestore, config)
        if config.filestore(name) == filestore(name):  # the only process
            yield
            return
        shutil.copytree(config.filestore(name), filestore(name), dirs_exist_ok=True)
        with mock.patch.object(config, "filestore", filestore):
            yield
        shutil.rmtree(filestore(name))

    @pytest.fixture(scope="session", autouse=True)
    def without_portraits(load_registry):
        """Odoo draws each new user a picture of his initials, five files: a quarter of the work."""
        from odoo.addons.base.models.avatar_mixin import AvatarMixin

        def no_picture(_record):
            return False

        with mock.patch.object(AvatarMixin, "_avatar_generate_svg", no_picture):
            yield
