"""The county's clock: every date of the regulation is a date in Asia/Shanghai."""

from datetime import UTC, date, datetime

from ..rules.duty import COUNTY as COUNTY_ZONE


def county_now(env):
    """Return the present moment as an aware datetime in the county's zone."""
    return datetime.now(tz=UTC).astimezone(COUNTY_ZONE)


def county_today(env) -> date:
    """Return the county's date: at 16:30 UTC it is tomorrow there already."""
    return county_now(env).date()
