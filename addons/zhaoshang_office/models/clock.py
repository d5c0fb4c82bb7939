"""The county's clock: every date of the regulation is a date in Asia/Shanghai."""

from datetime import UTC, date, datetime, time

from odoo import fields
from odoo.exceptions import UserError

from ..rules.duty import COUNTY as COUNTY_ZONE


def county_now(env):
    """Return the present moment as an aware datetime in the county's zone."""
    return datetime.now(tz=UTC).astimezone(COUNTY_ZONE)


def county_today(env) -> date:
    """Return the county's date: at 16:30 UTC it is tomorrow there already."""
    return county_now(env).date()


REACH = 5  # years; an appointment lasts two


def reaches(env, day) -> bool:
    """Tell whether an appointment that matters now may reach ``day``."""
    return abs(day.year - county_today(env).year) <= REACH


def read_days(env, vals, names):
    """Refuse values of the fields ``names`` that are no days, before they are worked with."""
    for name in names:
        if vals.get(name):
            read_day(env, vals[name])


def read_day(env, value) -> date:
    """Return the day that somebody has named.

    :raise UserError: where it is none, or none that an appointment reaches: to work out the days
        up to a mistyped year, 2926, would hold the server for long
    """
    try:
        day = fields.Date.to_date(value)
    except (TypeError, ValueError, AttributeError, KeyError):
        day = None
    if not day:
        raise UserError(env._("“%s” is no day like 2026-11-23.", str(value)))
    if not reaches(env, day):
        raise UserError(
            env._("%s lies beyond every appointment (clause 3, R007). Correct the year.", day)
        )
    return day


def end_of_day(day: date) -> datetime:
    """Return the last second of the county's ``day`` as the database keeps it: UTC and naive."""
    return to_utc(day, time(23, 59, 59))


def to_utc(day: date, moment: time) -> datetime:
    """Return a moment of the county's day as the database keeps it: UTC and naive."""
    there = datetime.combine(day, moment, tzinfo=COUNTY_ZONE)
    return there.astimezone(UTC).replace(tzinfo=None)


def county_moment(moment: datetime) -> datetime:
    """Return a moment as the database keeps it, in UTC and naive, on the county's clock."""
    return moment.replace(tzinfo=UTC).astimezone(COUNTY_ZONE)
