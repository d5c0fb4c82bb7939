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
#: an expense account, of the category that the part names
EXPENSE_ACCOUNT = "expense"


@dataclass(frozen=True)
class Part:
    """``amount`` yuan on the account of this purpose; debit positive, credit negative.

    ``category``: code of the expense category, of expenses alone.
    """

    purpose: str
    amount: Decimal
    category: str = ""


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


def claim_parts(expenses, loan_open, prepaid_open, loan_first=True):
    """Return the parts of an accepted claim (clause 13, R125, R128; DESIGN §5).

    It clears the open loan, then what was paid ahead; what is left the county owes the claimant
    (应付垫付). Finance may turn the first two around.

    :param expenses: yuan by expense category, as accepted
    :param loan_open: yuan of the loan not yet cleared
    :param prepaid_open: yuan paid ahead and not yet settled
    :param loan_first: whether the loan is cleared before what was paid ahead
    :return: parts whose sum is zero
    :raise ScheduleError: nothing is accepted

    >>> parts = claim_parts({"travel": Decimal(12000)}, Decimal(30000), ZERO)
    >>> [(part.purpose, str(part.amount)) for part in parts]
    [('expense', '12000.00'), ('loan', '-12000.00')]
    """
    if any(amount < 0 for amount in expenses.values()) or not any(expenses.values()):
        raise ScheduleError("only an amount above zero is accepted")
    debits = [
        Part(EXPENSE_ACCOUNT, to_cents(amount), category)
        for category, amount in expenses.items()
        if amount
    ]
    rest = sum(part.amount for part in debits)
    held = max(to_cents(loan_open), ZERO) + max(to_cents(prepaid_open), ZERO)
    credits = cleared_parts(min(rest, held), loan_open, prepaid_open, loan_first)
    if rest > held:
        credits.append(Part(ADVANCE_ACCOUNT, held - rest))
    return debits + credits


def advance_parts(amount):
    """Return the parts of an advance paid back before the next allotment (DESIGN §5).

    :param amount: yuan owed and paid
    :return: parts whose sum is zero
    """
    amount = to_cents(amount)
    if amount <= 0:
        raise ScheduleError("only an amount above zero is paid")
    return [Part(ADVANCE_ACCOUNT, amount), Part(BANK_ACCOUNT, -amount)]


def funding_parts(amount):
    """Return the parts of funds received from the treasury (clause 13, R115; DESIGN §5).

    :param amount: yuan received
    :return: parts whose sum is zero
    """
    amount = to_cents(amount)
    if amount <= 0:
        raise ScheduleError("only an amount above zero is received")
    return [Part(BANK_ACCOUNT, amount), Part(FUNDING_ACCOUNT, -amount)]


def return_parts(amount, loan_open, prepaid_open, loan_first=True):
    """Return the parts of money that a bureau gives back (clause 13, R124, R128; DESIGN §5).

    It clears the open loan, then what was paid ahead; the accountant may turn them around.

    :param amount: yuan received from the bureau
    :param loan_open: yuan of the loan not yet cleared
    :param prepaid_open: yuan paid ahead and not yet settled
    :return: parts whose sum is zero
    :raise ScheduleError: nothing, or more than the bureau holds

    >>> parts = return_parts(Decimal(32000), Decimal(30000), Decimal(5000))
    >>> [(part.purpose, str(part.amount)) for part in parts]
    [('bank', '32000.00'), ('loan', '-30000.00'), ('prepaid', '-2000.00')]
    """
    amount = to_cents(amount)
    if amount <= 0:
        raise ScheduleError("only an amount above zero is returned")
    return [
        Part(BANK_ACCOUNT, amount),
        *cleared_parts(amount, loan_open, prepaid_open, loan_first),
    ]


def carry_parts(amount, loan_open, prepaid_open):
    """Return the parts of a carry-over: 预拨经费 of next year / 借款, 预拨经费 of this (R128).

    :param amount: yuan that the bureau holds and keeps
    :return: parts whose sum is zero; the first belongs to the new package
    """
    amount = to_cents(amount)
    if amount <= 0:
        raise ScheduleError("only an amount above zero is carried over")
    return [Part(PREPAID_ACCOUNT, amount), *cleared_parts(amount, loan_open, prepaid_open)]


def cleared_parts(amount, loan_open, prepaid_open, loan_first=True):
    """Return the credits that take an amount off the advance of a bureau (R128)."""
    open_parts = [(LOAN_ACCOUNT, loan_open), (PREPAID_ACCOUNT, prepaid_open)]
    parts, rest = [], amount
    for purpose, held in open_parts if loan_first else reversed(open_parts):
        cleared = min(rest, max(to_cents(held), ZERO))
        parts.append(Part(purpose, -cleared))
        rest -= cleared
    if rest:
        raise ScheduleError(f"{rest} more than the bureau holds")
    return [part for part in parts if part.amount]


def opening_parts(opening):
    """Return the parts of the one voucher that takes a package over from paper (期初凭证, R134).

    No bank account moves: what the bureau received on paper had come from the treasury, so the
    funds received are the counter account and stand as if all had been kept here (DESIGN §5).

    :param opening: :class:`opening.Opening` without faults
    :return: parts whose sum is zero

    >>> from .opening import Opening
    >>> loan, rent = Decimal(30000), {"rent": Decimal(9000)}
    >>> parts = opening_parts(Opening({1: loan}, loan, rent, Decimal(21000)))
    >>> [(part.purpose, str(part.amount)) for part in parts]
    [('expense', '9000.00'), ('loan', '21000.00'), ('funding', '-30000.00')]
    """
    parts = [
        Part(EXPENSE_ACCOUNT, to_cents(amount), category)
        for category, amount in opening.accepted.items()
    ]
    parts += [
        Part(LOAN_ACCOUNT, to_cents(opening.loan_open)),
        Part(PREPAID_ACCOUNT, to_cents(opening.prepaid)),
        Part(ADVANCE_ACCOUNT, -to_cents(opening.advance)),
        Part(FUNDING_ACCOUNT, -to_cents(opening.total_paid)),
    ]
    return [part for part in parts if part.amount]


def balanced(loan, prepaid, advance, paid, returned=ZERO, accepted=ZERO):
    """Tell whether 借款 + 预拨 − 垫付 = paid − returned − accepted (R134).

    :param advance: what is owed to the bureau, as a positive amount
    """
    return loan + prepaid - advance == paid - returned - accepted
