"""Suspended months, proved without Odoo (clause 13, cut off; our reading)."""

import pytest
from zhaoshang_finance.rules.suspension import (
    FEW_DAYS,
    NO_CLAIM,
    NO_REPORT,
    NO_VISIT,
    Hold,
    held_months,
    lapsed_months,
    suspended_months,
    to_be_proposed,
)


@pytest.mark.parametrize(
    ("hold", "months"),
    [
        (Hold(8), {8, 9, 10, 11, 12}),
        (Hold(8, 9), {8, 9}),
        (Hold(8, resumed=10), {8, 9}),
        (Hold(8, 8, resumed=10), {8}),
        (Hold(8, 11, resumed=10), {8, 9}),
        (Hold(12), {12}),
    ],
)
def test_a_suspension_covers_its_months(hold, months):
    """R131, R132: from its first month to its last, or to the month that is paid again."""
    assert suspended_months(hold) == months


def test_only_what_is_not_resumed_is_held_back():
    """R132: with back pay the months can be paid, without they have lapsed."""
    resumed = Hold(2, resumed=4), Hold(5, resumed=6, back_pay=True)
    assert held_months([*resumed, Hold(8, 9)]) == {8, 9}
    assert held_months(resumed) == set()


def test_months_lapse_only_by_a_resumption_without_back_pay():
    """R132: nothing lapses by itself."""
    assert lapsed_months(Hold(8)) == set()
    assert lapsed_months(Hold(8, resumed=10)) == {8, 9}
    assert lapsed_months(Hold(8, resumed=10, back_pay=True)) == set()


def test_a_suspension_is_proposed_only_where_it_is_switched_on():
    """R130, R131: off, nothing is proposed; on, for the chosen conditions; leave excuses."""
    facts, chosen = (NO_CLAIM, NO_VISIT, FEW_DAYS), (FEW_DAYS, NO_VISIT, NO_REPORT)
    assert to_be_proposed(facts, conditions=()) == ()
    assert to_be_proposed(facts, chosen) == (FEW_DAYS, NO_VISIT)
    assert to_be_proposed(facts, chosen, excused=True) == ()
    assert to_be_proposed(facts, (NO_CLAIM,)) == (NO_CLAIM,)
