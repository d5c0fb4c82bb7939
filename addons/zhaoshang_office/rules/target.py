"""Targets of two years, what counts towards them and how far they have come (clause 5, R018–R025).

Amounts are ``Decimal`` in units of ten thousand yuan (万元), with two digits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .term import term_end

CENT = Decimal("0.01")
WHOLE = Decimal(100)

#: colours of progress; never shown without their sign and word
GREEN, AMBER, RED, NOT_YET = "green", "amber", "red", "not_yet"

#: a project counts from one of these stages on, in the order in which they are reached
RESULT_STAGES = ("signed", "started", "funded", "producing")


def in_cents(value) -> Decimal:
    """Return an amount with two digits, as it is stored and printed.

    >>> in_cents(5999.99)
    Decimal('5999.99')
    """
    return Decimal(str(value or 0)).quantize(CENT, ROUND_HALF_UP)


def target_amount(standard, factor) -> Decimal:
    """Return the arrivals a bureau owes in its two years (R019, R025: the factor is 1 as a rule).

    >>> target_amount(6000, 1)
    Decimal('6000.00')
    """
    return in_cents(in_cents(standard) * Decimal(str(factor)))


def is_met(amount: Decimal, actual: Decimal) -> bool:
    """R019: “not less than”: 6000.00 is enough, 5999.99 is not."""
    return actual >= amount


def counted_stages(count_at_stage: str) -> tuple[str, ...]:
    """Return the stages at which a project counts as brought in (R020; our reading: 开工).

    >>> counted_stages("started")
    ('started', 'funded', 'producing')
    """
    return RESULT_STAGES[RESULT_STAGES.index(count_at_stage) :]


def is_big(industrial: bool, fixed_investment, minimum) -> bool:
    """R020: an industrial project of a hundred million yuan or more in fixed assets."""
    return bool(industrial) and in_cents(fixed_investment) >= in_cents(minimum)


# -- splits (R023) ----


def split_total(percents: Iterable) -> Decimal:
    return sum((in_cents(percent) for percent in percents), Decimal("0.00"))


def split_is_whole(percents: Iterable) -> bool:
    """R023: what several bureaus brought in together is shared out to the last per cent."""
    return split_total(percents) == WHOLE


def split(amount, percents: Sequence) -> list[Decimal]:
    """Return each bureau's part of an arrival; the parts add up to the amount to the cent.

    >>> split(1000, [60, 40])
    [Decimal('600.00'), Decimal('400.00')]
    """
    amount, done, parts = in_cents(amount), Decimal(0), []
    so_far = Decimal("0.00")
    for percent in percents:
        done += in_cents(percent)
        upto = (amount * done / WHOLE).quantize(CENT, ROUND_HALF_UP)
        parts.append(upto - so_far)
        so_far = upto
    return parts


# -- time (R018, R024) ----


def period_end(first: date, years: int = 2) -> date:
    """R018: the target is issued once for a term of office."""
    return term_end(first, years)


def months_between(first: date, day: date) -> int:
    """Return the whole months that have passed on ``day`` since ``first`` began.

    A month is over on the morning of the day of the same number; 12 months after 2025-07-01 is
    2026-07-01. Before the period it is 0.

    >>> months_between(date(2025, 7, 1), date(2026, 11, 23))
    16
    """
    if day <= first:
        return 0
    months = (day.year - first.year) * 12 + day.month - first.month
    last_day_of_month = (day.month in (4, 6, 9, 11) and day.day == 30) or (
        day.month == 2 and day.day >= 28 and not _is_leap_28(day)
    )
    complete = day.day >= first.day or last_day_of_month
    return months if complete else months - 1


def _is_leap_28(day: date) -> bool:
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    return leap and day.day == 28


def months_of(first: date, last: date) -> int:
    """Return the months of a period; 24 for two years.

    >>> months_of(date(2025, 7, 1), date(2027, 6, 30))
    24
    """
    return months_between(first, date.fromordinal(last.toordinal() + 1)) or 1


# -- progress (R024) ----


@dataclass(frozen=True)
class Target:
    """What was agreed for one bureau and one period."""

    first: date
    last: date
    amount: Decimal
    big_projects: int = 1


@dataclass(frozen=True)
class Progress:
    """How far a target has come; ``percent`` is of what is expected by now."""

    elapsed: int
    months: int
    expected: Decimal
    percent: int | None
    colour: str
    forecast: Decimal | None
    needed_a_month: Decimal
    amount_met: bool
    projects_met: bool


def expected(target: Target, day: date) -> Decimal:
    """R024 (our reading): the part of the amount that the months gone by stand for."""
    months = months_of(target.first, target.last)
    elapsed = min(months_between(target.first, day), months)
    return (target.amount * elapsed / months).quantize(CENT, ROUND_HALF_UP)


def colour(actual: Decimal, awaited: Decimal, red_below: int) -> str:
    """R024: red below ``red_below`` per cent, amber up to 100, green from 100 per cent on.

    Compared exactly, without rounding to whole per cent before.
    """
    if awaited <= 0:
        return NOT_YET
    if actual >= awaited:
        return GREEN
    return RED if actual * WHOLE < awaited * red_below else AMBER


def progress(target: Target, actual, projects: int, day: date, red_below: int = 70) -> Progress:
    """Return the state of a target on ``day`` from what was recognised until then."""
    actual = in_cents(actual)
    months = months_of(target.first, target.last)
    elapsed = min(months_between(target.first, day), months)
    awaited = expected(target, day)
    left = months - elapsed
    missing = max(target.amount - actual, Decimal("0.00"))
    return Progress(
        elapsed=elapsed,
        months=months,
        expected=awaited,
        percent=int(actual * WHOLE / awaited) if awaited > 0 else None,
        colour=colour(actual, awaited, red_below),
        forecast=forecast(actual, elapsed, months),
        needed_a_month=in_cents(missing / left) if left else missing,
        amount_met=is_met(target.amount, actual),
        projects_met=projects >= target.big_projects,
    )


def forecast(actual: Decimal, elapsed: int, months: int) -> Decimal | None:
    """Return what the whole period brings at the pace so far; None before a month is over.

    >>> forecast(Decimal(4000), 16, 24)
    Decimal('6000.00')
    """
    return (actual * months / elapsed).quantize(CENT, ROUND_HALF_UP) if elapsed else None
