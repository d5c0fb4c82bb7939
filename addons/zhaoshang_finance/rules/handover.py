"""Handing the open loan of a bureau from one head to the next (clause 13, R119, R128).

Values in, values out; amounts are ``Decimal`` yuan with two places.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: faults of a slip
FUTURE, VACANT, SAME, SETTLED, GONE, PAPER = (
    "future", "vacant", "same", "settled", "gone", "paper",
)  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """What a slip says.

    :param amount: yuan of the loan that are open on the day, by the books
    :param old: who answers for the loan so far, any value that names a person
    :param new: who is head on the day, None while the post is vacant
    :param old_signs: whether the predecessor can confirm here
    :param has_paper: whether a document stands in for his confirmation
    """

    day: date
    amount: Decimal
    old: object
    new: object
    old_signs: bool = True
    has_paper: bool = False


def handover_faults(slip, today, old_can_sign=True):
    """Return what stands against a slip, the gravest first (R128).

    Nothing is handed over by itself; where the predecessor cannot confirm, a document and
    招商管理局 stand in for him.

    :param old_can_sign: whether the predecessor still has an account here

    >>> slip = Slip(date(2026, 9, 1), Decimal(18000), "old", "new")
    >>> handover_faults(slip, date(2026, 9, 2)), handover_faults(slip, date(2026, 8, 31))
    ([], ['future'])
    """
    if slip.day > today:
        return [FUTURE]
    if slip.new is None:
        return [VACANT]
    if slip.amount <= 0:
        return [SETTLED]
    if slip.old is None or slip.old == slip.new:
        return [SAME]
    if slip.old_signs and not old_can_sign:
        return [GONE]
    if not slip.old_signs and not slip.has_paper:
        return [PAPER]
    return []
