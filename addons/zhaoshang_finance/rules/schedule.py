"""The yearly expense package and its monthly allotments (clause 13, R115–R124).

Values in, values out; amounts are ``Decimal`` yuan with two places, months are 1 to 12.

>>> [str(line.amount) for line in schedule(PackageTerms(standard=Decimal(180000)))][-2:]
['13636.36', '13636.40']
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MONTHS = 12
LAST_COUNTING_DAY = 15

LOAN = "loan"
ALLOTMENT = "allotment"


class ScheduleError(ValueError):
    """The figures given cannot make a schedule."""


@dataclass(frozen=True)
class PackageTerms:
    """What decides the schedule of one bureau in one year.

    :param standard: annual standard in yuan (R115, R116)
    :param first_month: first active month of the year
    :param last_month: last active month of the year
    :param loan: amount paid as a loan in the first month (R119), none where there is none (R122)
    :param prorate: whether the entitlement follows the months in service (R124)
    """

    standard: Decimal
    first_month: int = 1
    last_month: int = MONTHS
    loan: Decimal = Decimal(30000)
    prorate: bool = True

    def worth(self, standards):
        """Return what months with these annual standards come to, to the cent (R124).

        A twelfth of each; or, where the county does not count the months in service, their mean,
        so that a part of a year is worth the whole.
        """
        parts = list(map(to_cents, standards))
        shares = MONTHS if self.prorate else max(len(parts), 1)
        return (sum(parts, ZERO) / shares).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    """One month's allotment: ``kind`` is ``loan`` or ``allotment``, ``amount`` in yuan."""

    month: int
    kind: str
    amount: Decimal


def annual_standard(headcount, standards):
    """Return the yearly amount for an approved headcount (clause 13, R115, R116).

    The approved headcount decides, never how many people happen to be in post.

    :param headcount: approved number of people (编制)
    :param standards: yuan by headcount, e.g. ``{3: 250000, 2: 180000}``
    :raise ScheduleError: no standard is set for this headcount
    """
    try:
        return to_cents(standards[headcount])
    except KeyError:
        raise ScheduleError(f"no standard for a headcount of {headcount}") from None


def active_months(year, opened_on, closed_on=None):
    """Return the first and last month of the year that count, or ``None`` (clause 13, R124).

    A month counts if the bureau is active on or before the 15th: opened by the 15th, and not
    closed before its first day.

    >>> active_months(2026, date(2026, 9, 16))
    (10, 12)
    """
    first, last = 1, MONTHS
    if opened_on and opened_on.year >= year:
        if opened_on.year > year:
            return None
        first = opened_on.month + (opened_on.day > LAST_COUNTING_DAY)
    if closed_on and closed_on.year <= year:
        if closed_on.year < year:
            return None
        last = closed_on.month
    return (first, last) if first <= last else None


def lends(year, *, each_year, has_earlier, terms_began):
    """Return whether the first month of a year is paid as a loan (“每年”, clause 13, R122).

    :param each_year: the county's reading: in every budget year, else only in the first year of
        a head's term (聘期)
    :param has_earlier: whether the bureau had a package before; its first one has a loan
    :param terms_began: years in which the terms of its heads began
    """
    return each_year or not has_earlier or year in terms_began


def due_day(year, month, nth, calendar):
    """Return the day by which a month is paid: its ``nth`` working day (“月初”, R123).

    :param calendar: knows ``add_working(day, count)``, the count-th working day after a day
    """
    return calendar.add_working(date(year, month, 1) - timedelta(days=1), nth)


def entitlement(terms):
    """Return the year's entitlement: standard × active months / 12, to the cent (R124)."""
    _check(terms)
    return terms.worth([terms.standard] * (terms.last_month - terms.first_month + 1))


def schedule(terms):
    """Return the lines of the year: a loan, then equal parts (clause 13, R118–R121, R124).

    The first active month is paid as a loan, never more than the entitlement. The other months
    share what is left, rounded down to the cent; the last month takes the remainder. Without a
    loan (R122, later years of a term) every month has an equal part.

    :return: one :class:`Line` for each active month; their sum is the entitlement to the cent
    """
    entitled = entitlement(terms)
    months = range(terms.first_month, terms.last_month + 1)
    if not terms.loan:
        return _allotments(months, entitled)
    # A single month has no later one that could take the rest: it is paid whole.
    loan = min(to_cents(terms.loan), entitled) if len(months) > 1 else entitled
    return [Line(months[0], LOAN, loan), *_allotments(months[1:], entitled - loan)]


def total(lines):
    """Return the sum of the lines in yuan."""
    return sum((line.amount for line in lines), ZERO)


def spread(amount, parts):
    """Share an amount into equal parts; the last absorbs the remainder (clause 13, R121).

    >>> [str(part) for part in spread(Decimal("85000"), 6)][-2:]
    ['14166.66', '14166.70']
    """
    if parts < 1:
        raise ScheduleError("an amount cannot be shared among no months")
    each = (to_cents(amount) / parts).quantize(CENT, ROUND_DOWN)
    return [each] * (parts - 1) + [to_cents(amount) - each * (parts - 1)]


def shares(amount, months):
    """Return ``{month: yuan}``: an amount shared among months as :func:`spread` does (R121).

    Among no months nothing is shared.
    """
    return dict(zip(months, spread(amount, len(months)), strict=True)) if months else {}


def to_cents(amount):
    """Return the amount as ``Decimal`` with two places; a float or half a cent is refused."""
    if isinstance(amount, float):
        raise ScheduleError("money is never a float")
    exact = Decimal(amount)
    cents = exact.quantize(CENT)
    if cents != exact:
        raise ScheduleError(f"{amount} has parts of a cent")
    return cents


def _check(terms):
    if not 1 <= terms.first_month <= terms.last_month <= MONTHS:
        raise ScheduleError("the active months must lie in one year, first before last")
    if to_cents(terms.standard) < 0 or to_cents(terms.loan) < 0:
        raise ScheduleError("standard and loan cannot be negative")


def _allotments(months, amount):
    return [Line(month, ALLOTMENT, part) for month, part in shares(amount, months).items()]
