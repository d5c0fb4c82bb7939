"""Months whose allotment is held back by a decision, and what becomes of them (R131, R132).

The stored text of clause 13 ends at 对连续两个月……: subject, condition and effect are our reading,
not its words (R130). Values in, values out; months are 1 to 12.
"""

from dataclasses import dataclass

#: facts of two months in a row: too few days, no visit, no monthly report, nothing claimed
FEW_DAYS, NO_VISIT, NO_REPORT, NO_CLAIM = "few_days", "no_visit", "no_report", "no_claim"
CONDITIONS = (FEW_DAYS, NO_VISIT, NO_REPORT, NO_CLAIM)


@dataclass(frozen=True)
class Hold:
    """A decided suspension of one year.

    :param first: first suspended month
    :param last: last suspended month, 12 where the decision names none
    :param resumed: month from which a later decision pays again, or None
    :param back_pay: whether that decision pays the months before it, too (补拨)
    """

    first: int
    last: int = 12
    resumed: int | None = None
    back_pay: bool = False


def suspended_months(hold):
    """Return the months that the suspension covers until it is resumed (R132).

    >>> sorted(suspended_months(Hold(8, resumed=10)))
    [8, 9]
    """
    last = min(hold.last, hold.resumed - 1) if hold.resumed else hold.last
    return set(range(hold.first, last + 1))


def held_months(holds):
    """Return the months that cannot be paid now (R131, R132).

    Those of a suspension that is not resumed; those resumed with back pay can be paid, those
    resumed without have lapsed.
    """
    return {month for hold in holds if not hold.resumed for month in suspended_months(hold)}


def lapsed_months(hold):
    """Return the months that lapse with a resumption without back pay (R132).

    >>> lapsed_months(Hold(8, resumed=10)), lapsed_months(Hold(8, resumed=10, back_pay=True))
    ({8, 9}, set())
    """
    return suspended_months(hold) if hold.resumed and not hold.back_pay else set()


def to_be_proposed(facts, conditions, excused=False):
    """Return the facts for which a suspension is proposed, none by default (R130, R131).

    :param facts: kinds found in two months in a row
    :param conditions: kinds for which the county proposes, none where it has not switched it on
    :param excused: whether an approved special leave lies in the two months
    """
    return tuple(
        fact for fact in CONDITIONS if not excused and fact in conditions and fact in facts
    )
