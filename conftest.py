"""Settings for all tests, the addons' and those of tests/."""

from hypothesis import HealthCheck, settings

# a busy machine is no finding
settings.register_profile(
    "zhaoshang",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("zhaoshang")
