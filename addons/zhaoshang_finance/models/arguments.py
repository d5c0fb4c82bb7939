"""What a caller hands to a public command: taken as what it is, or refused in words (R134)."""

import math
from decimal import Decimal

from odoo import fields
from odoo.exceptions import UserError

from .zhaoshang_package import decimal_of


def day_of(env, value):
    """Return the date that a caller names, None for nothing.

    :param value: a date, its ISO text, or nothing
    :raise UserError: anything else
    """
    try:
        return fields.Date.to_date(value)
    except (TypeError, ValueError, KeyError):
        raise UserError(
            env._("“%s” is no day. Write it as year-month-day, for example 2026-03-31.", str(value))
        ) from None


def chosen_of(env, model):
    """Return the records of a model that were chosen in its list, as far as they exist.

    :param model: its name; where the list was of another, none are chosen
    """
    named = env.context.get("active_ids") if env.context.get("active_model") == model else ()
    named = named if isinstance(named, (list, tuple)) else ()
    return env[model].browse(number for number in named if type(number) is int).exists()


def yuan_of(env, value):
    """Return an amount in yuan as ``Decimal`` with two places.

    :param value: a finite number
    :raise UserError: anything else
    """
    number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    if not (number and math.isfinite(value)):
        raise UserError(
            env._("“%s” is no amount. Write it in yuan as a figure, for example 80.00.", str(value))
        )
    return decimal_of(value)
