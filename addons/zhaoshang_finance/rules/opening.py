"""A package that was kept on paper until a day in its year (clause 13, R117, R127, R134).

Values in, values out; amounts are ``Decimal`` yuan with two places, months are 1 to 12. A fault is
a key with the figures that its text needs; the texts are the models' part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .schedule import ZERO, shares

#: faults of an opening
NOTHING, NEGATIVE, FUTURE, ABOVE, BEYOND, LOAN, OWED, HELD = (
    "nothing", "negative", "future", "above", "beyond", "loan", "owed", "held",
)  # fmt: skip


@dataclass(frozen=True)
class Opening:
    """What was paid, accepted and is open of a package on the day it is taken over.

    :param paid: yuan by month, the loan among it
    :param loan_paid: yuan of it that were paid as the loan (R119)
    :param accepted: yuan by expense category
    :param loan_open: yuan of the loan not yet cleared
    :param advance: yuan that the county owes the bureau (应付垫付)
    """

    paid: Mapping = field(default_factory=dict)
    loan_paid: Decimal = ZERO
    accepted: Mapping = field(default_factory=dict)
    loan_open: Decimal = ZERO
    advance: Decimal = ZERO

    @property
    def total_paid(self):
        return sum(self.paid.values(), ZERO)

    @property
    def total_accepted(self):
        return sum(self.accepted.values(), ZERO)

    @property
    def prepaid(self):
        """What is left of the money paid ahead: 预拨 = paid − accepted − 借款 + 垫付 (R134).

        >>> str(Opening({1: Decimal(30000)}, Decimal(30000), {}, Decimal(18000)).prepaid)
        '12000.00'
        """
        return self.total_paid - self.total_accepted - self.loan_open + self.advance + ZERO


@dataclass(frozen=True)
class Fault:
    """``figures``: yuan or a month by name, as the text of the fault needs them."""

    key: str
    rule: str
    figures: Mapping = field(default_factory=dict)


def last_month(year, day):
    """The last month that can have been paid by a day, 0 where the year had not begun (R120).

    >>> from datetime import date
    >>> last_month(2026, date(2026, 9, 30)), last_month(2026, date(2027, 1, 5))
    (9, 12)
    """
    if day.year < year:
        return 0
    return day.month if day.year == year else 12


def opening_faults(opening, entitlement, until, pending=ZERO):
    """Return what cannot be taken over, the gravest first (R120, R124, R127, R128, R134).

    Nothing of it is put right by itself: the papers of the county say what is so.

    :param entitlement: yuan of the year
    :param until: the last month that can have been paid, see :func:`last_month`
    :param pending: yuan of claims that are under way here
    """
    amounts = (*opening.paid.values(), *opening.accepted.values(), opening.loan_open)
    if any(amount < 0 for amount in (*amounts, opening.advance)):
        return [Fault(NEGATIVE, "R134")]
    if not any(amounts) and not opening.advance:
        return [Fault(NOTHING, "R134")]
    faults = []
    late = [month for month, amount in opening.paid.items() if amount and month > until]
    if late:
        faults.append(Fault(FUTURE, "R120", {"month": min(late), "until": until}))
    paid, accepted = opening.total_paid, opening.total_accepted
    if paid > entitlement:
        faults.append(Fault(ABOVE, "R124", {"paid": paid, "entitlement": entitlement}))
    if accepted + pending > entitlement:
        figures = {"accepted": accepted, "pending": pending, "entitlement": entitlement}
        faults.append(Fault(BEYOND, "R127", figures))
    if opening.loan_open > opening.loan_paid:
        figures = {"open": opening.loan_open, "paid": opening.loan_paid}
        faults.append(Fault(LOAN, "R128", figures))
    if opening.advance > accepted:
        figures = {"advance": opening.advance, "accepted": accepted}
        faults.append(Fault(OWED, "R128", figures))
    if opening.prepaid < 0:
        figures = {"accepted": accepted, "loan": opening.loan_open, "paid": paid}
        missing = {"advance": opening.advance, "missing": -opening.prepaid}
        faults.append(Fault(HELD, "R134", figures | missing))
    return faults


def remaining_amounts(planned, paid, entitlement):
    """Return ``{month: yuan}`` of the months that were not paid on paper (R121, R124).

    As long as each month was paid as planned the plan stands to the cent; else what the package
    leaves is shared among the other months, and the last takes the remainder.

    :param planned: yuan by month, as the year was opened
    :param paid: yuan by month that were paid on paper

    >>> plan = {month: Decimal(20000) for month in (1, 2, 3)}
    >>> rest = remaining_amounts(plan, {1: Decimal(25000)}, Decimal(60000))
    >>> {month: str(amount) for month, amount in rest.items()}
    {2: '17500.00', 3: '17500.00'}
    """
    months = [month for month in sorted(planned) if not paid.get(month)]
    if all(planned.get(month) == amount for month, amount in paid.items() if amount):
        return {month: planned[month] for month in months}
    return shares(max(entitlement - sum(paid.values()), ZERO), months)
