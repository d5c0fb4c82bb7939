"""What a package is entitled to after changes in its year (clause 13, R124, R128, R133).

Values in, values out; amounts are ``Decimal`` yuan with two places, months are 1 to 12.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from .schedule import ALLOTMENT, LAST_COUNTING_DAY, LOAN, ZERO, Line, shares, total

#: changes of the months or of the standard, and a suspended month that lapses
RESIZED, CLOSED, OPENED, LAPSED = "resized", "closed", "opened", "suspended"


@dataclass(frozen=True)
class Turn:
    """A change within the year; ``month`` is the first one for which it counts (R124, R132).

    :param kind: another headcount, closed before the month, opened only with it, or the month
        itself has lapsed
    :param standard: annual standard in yuan from that month on, of another headcount alone
    :param amount: yuan that the month would have been paid, of one that has lapsed alone
    """

    kind: str
    month: int
    standard: Decimal = ZERO
    amount: Decimal = ZERO


def counts_from(kind, day):
    """Return the month from which a change counts, 13 where it is none of this year (R124).

    Another headcount counts from the next month, on the first of a month from that month. A month
    counts if the bureau is active on or before the 15th: one that closes still has the month in
    which it closes, one that opens after the 15th begins with the next.

    >>> from datetime import date
    >>> counts_from(RESIZED, date(2026, 7, 1)), counts_from(RESIZED, date(2026, 7, 2))
    (7, 8)
    >>> counts_from(CLOSED, date(2026, 5, 3)), counts_from(OPENED, date(2026, 9, 16))
    (6, 10)
    """
    late = {RESIZED: day.day > 1, CLOSED: True, OPENED: day.day > LAST_COUNTING_DAY}
    return day.month + late[kind]


def monthly_standards(terms, turns):
    """Return the annual standard that counts in each active month (R124).

    :param terms: :class:`schedule.PackageTerms` with which the year was opened
    :param turns: changes in the order in which they were decided
    """
    return _months(terms, turns)[0]


def lapsed_amounts(terms, turns):
    """Return the yuan taken off for each month that has lapsed and still counts (R132)."""
    return _months(terms, turns)[1]


def _months(terms, turns):
    """A month that has lapsed keeps its standard, and is none where it no longer counts."""
    months = dict.fromkeys(range(terms.first_month, terms.last_month + 1), terms.standard)
    lapsed = {}
    for turn in turns:
        if turn.kind == LAPSED:
            lapsed |= {turn.month: turn.amount}
        elif turn.kind == RESIZED:
            later = {month for month in months if month >= turn.month} - lapsed.keys()
            months |= dict.fromkeys(later, turn.standard)
        elif turn.kind == CLOSED:
            months = {month: at for month, at in months.items() if month < turn.month}
        else:
            months = {month: at for month, at in months.items() if month >= turn.month}
        lapsed = {month: amount for month, amount in lapsed.items() if month in months}
    return months, lapsed


def entitled(terms, turns=()):
    """Return what the year's months come to, to the cent (R124, R132).

    The months that have not lapsed receive what they would receive if none had: a new headcount
    changes nothing of a lapsed month, and one that is out of service has not lapsed.

    >>> from .schedule import PackageTerms
    >>> terms, lapsed = PackageTerms(Decimal(250000)), Turn(LAPSED, 8, amount=Decimal(20000))
    >>> str(entitled(terms, [Turn(RESIZED, 7, Decimal(180000))]))
    '215000.00'
    >>> str(entitled(terms, [lapsed, Turn(RESIZED, 7, Decimal(180000))]))
    '200833.33'
    """
    months, lapsed = _months(terms, turns)
    return terms.worth(months.values()) - sum(lapsed.values())


def respread(lines, rest, kept=(), free=(), loan=ZERO):
    """Share what is left of a package among unpaid months, to the cent (R121, R124).

    Where nothing is left the months are zero; what was paid beyond it is to be returned.

    :param lines: the unpaid :class:`schedule.Line`, in the order of their months
    :param rest: yuan that the package leaves to them
    :param kept: months that stay as they are, since they lie before the change
    :param free: months that share the rest; those in neither no longer count and become zero
    :param loan: yuan of a loan that is not yet paid: the first free month is paid as a loan

    >>> lines = [Line(month, ALLOTMENT, Decimal(20000)) for month in range(7, 13)]
    >>> [str(line.amount) for line in respread(lines, Decimal(85000), free=range(7, 13))][-2:]
    ['14166.66', '14166.70']
    """
    rest = max(rest - total(line for line in lines if line.month in kept), ZERO)
    sharing = [line.month for line in lines if line.month in free and line.month not in kept]
    kinds, amounts = {}, dict.fromkeys((line.month for line in lines), ZERO)
    amounts |= {line.month: line.amount for line in lines if line.month in kept}
    if loan and sharing:
        first, *sharing = sharing
        amounts[first] = min(loan, rest) if sharing else rest
        kinds[first] = LOAN
        rest -= amounts[first]
    amounts |= shares(rest, sharing)
    kinds |= dict.fromkeys(sharing, ALLOTMENT)
    return [
        Line(line.month, kinds.get(line.month, line.kind), amounts[line.month]) for line in lines
    ]


def deduct(lines, amount, last=()):
    """Return the unpaid lines once an advance was paid early: the next months bear it (R128).

    :param lines: the unpaid :class:`schedule.Line`, in the order of their months
    :param amount: yuan paid to claimants before an allotment covered them
    :param last: months that bear it only where the others do not suffice

    >>> lines = [Line(month, ALLOTMENT, Decimal(20000)) for month in (10, 11, 12)]
    >>> [str(line.amount) for line in deduct(lines, Decimal(25000), last={10})]
    ['20000', '0', '15000']
    """
    borne = {}
    for line in sorted(lines, key=lambda line: (line.month in last, line.month)):
        borne[line.month] = min(line.amount, amount)
        amount -= borne[line.month]
    return [replace(line, amount=line.amount - borne[line.month]) for line in lines]


def to_be_returned(entitlement, paid, returned):
    """Return what a bureau has received beyond its entitlement, else zero (R124, R128).

    :param paid: yuan paid in the year, what was carried over into it among it
    :param returned: yuan given back
    """
    return max(paid - returned - entitlement, ZERO)


#: faults of a settlement at the end of the year
OWED, BEYOND, NOT_HELD, NOT_UNDRAWN = "owed", "beyond", "not_held", "not_undrawn"


@dataclass(frozen=True)
class Balance:
    """Where a package stands at the end of its year, in yuan (R128, R133).

    :param entitlement: of the year; ``paid``, ``returned``: to and by the bureau
    :param accepted: settled claims; ``pending``: claims under way
    :param loan: open part of it; ``prepaid``: paid ahead; ``advance``: owed to the bureau
    """

    entitlement: Decimal
    paid: Decimal = ZERO
    returned: Decimal = ZERO
    accepted: Decimal = ZERO
    pending: Decimal = ZERO
    loan: Decimal = ZERO
    prepaid: Decimal = ZERO
    advance: Decimal = ZERO

    @property
    def unspent(self):
        """结余: what the package still bears."""
        return max(self.entitlement - self.accepted - self.pending, ZERO)

    @property
    def due(self):
        """What is to be returned already."""
        return to_be_returned(self.entitlement, self.paid, self.returned)

    @property
    def held(self):
        """What the bureau holds of the money it was paid, beside what is due."""
        return max(self.loan + self.prepaid - self.due, ZERO)

    @property
    def undrawn(self):
        """What was never paid to the bureau."""
        return max(self.entitlement - self.paid + self.returned, ZERO)

    @property
    def settled(self):
        """Whether the whole advance is settled and nothing is owed: the year can be closed."""
        return not (self.loan or self.prepaid or self.advance or self.due)


def carried_in_money(balance, returned, carried):
    """Return how much of a carry-over is money that the bureau holds; the rest was never paid.

    >>> balance = Balance(Decimal(250000), paid=Decimal(230000), prepaid=Decimal(10000))
    >>> str(carried_in_money(balance, Decimal(4000), Decimal(20000)))
    '6000'
    """
    return min(carried, max(balance.held - returned, ZERO))


def settlement_faults(balance, returned=ZERO, carried=ZERO, lapsed=ZERO):
    """Return why this cannot be done with the balance of a year, none where it can (R128, R133).

    Money that the bureau holds is returned or carried over, it never lapses; what was never paid
    is carried over or lapses. What is owed to claimants is paid first.
    """
    money = carried_in_money(balance, returned, carried)
    found = {
        OWED: balance.advance > 0 and returned + carried + lapsed > 0,
        BEYOND: returned + carried + lapsed > balance.unspent,
        NOT_HELD: returned > balance.held,
        NOT_UNDRAWN: carried - money + lapsed > balance.undrawn,
    }
    return tuple(fault for fault, here in found.items() if here)
