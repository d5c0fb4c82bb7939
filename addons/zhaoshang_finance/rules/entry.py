"""Which account takes which part of a payment (clause 13, R117, R119).

Values in, values out; the caller turns the parts into journal items.
"""

from dataclasses import dataclass
from decimal import Decimal

from .schedule import LOAN, ZERO, ScheduleError, to_cents

#: accounts by purpose: 借款, 预拨经费, 应付垫付, funds received, bank
LOAN_ACCOUNT = "loan"
PREPAID_ACCOUNT = "prepaid"
ADVANCE_ACCOUNT = "advance"
FUNDING_ACCOUNT = "funding"
BANK_ACCOUNT = "bank"


@dataclass(frozen=True)
class Part:
    """``amount`` yuan on the account of this purpose; debit positive, credit negative."""

    purpose: str
    amount: Decimal


def payment_parts(kind, amount, advance_open=ZERO):
    """Return the parts of a paid line (clause 13, R119; DESIGN §5).

    A loan stays a receivable from the bureau and is never an expense. An allotment first repays
    what the bureau has advanced itself (应付垫付); the rest is money paid ahead (预拨经费).

    :param kind: ``loan`` or ``allotment``
    :param amount: yuan paid
    :param advance_open: yuan the county owes the bureau for advances, never negative
    :return: parts whose sum is zero
    """
    amount, advance_open = to_cents(amount), max(to_cents(advance_open), ZERO)
    if amount <= 0:
        raise ScheduleError("only an amount above zero is paid")
    if kind == LOAN:
        debits = [Part(LOAN_ACCOUNT, amount)]
    else:
        repaid = min(amount, advance_open)
        debits = [Part(ADVANCE_ACCOUNT, repaid), Part(PREPAID_ACCOUNT, amount - repaid)]
    return [part for part in debits if part.amount] + [Part(BANK_ACCOUNT, -amount)]


def funding_parts(amount):
    """Return the parts of funds received from the treasury (clause 13, R115; DESIGN §5).

    :param amount: yuan received
    :return: parts whose sum is zero
    """
    amount = to_cents(amount)
    if amount <= 0:
        raise ScheduleError("only an amount above zero is received")
    return [Part(BANK_ACCOUNT, amount), Part(FUNDING_ACCOUNT, -amount)]


def balanced(loan, prepaid, advance, paid, returned=ZERO, accepted=ZERO):
    """Tell whether 借款 + 预拨 − 垫付 = paid − returned − accepted (R134).

    :param advance: what is owed to the bureau, as a positive amount
    """
    return loan + prepaid - advance == paid - returned - accepted
