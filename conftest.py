"""Settings for all tests, the addons' and those of tests/."""

import os
import pathlib

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
