"""Handing the open loan from one head to the next (clause 13, R128)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from zhaoshang_finance.rules.handover import (
    FUTURE,
    GONE,
    PAPER,
    SAME,
    SETTLED,
    VACANT,
    Slip,
    handover_faults,
)

TODAY = date(2026, 9, 2)
SLIP = Slip(TODAY, Decimal(18000), "old", "new")


def test_an_open_loan_goes_from_the_old_head_to_the_new_one():
    """R128: up to the present day, and be it one cent."""
    assert handover_faults(SLIP, TODAY) == []
    assert handover_faults(replace(SLIP, amount=Decimal("0.01")), TODAY) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"day": date(2026, 9, 3)}, FUTURE),
        ({"new": None}, VACANT),
        ({"amount": Decimal(0)}, SETTLED),
        ({"new": "old"}, SAME),
        ({"old": None}, SAME),
        ({"old_signs": False}, PAPER),
    ],
)
def test_what_cannot_be_handed_over_is_told(changes, fault):
    """R128: one reason at a time, the gravest first."""
    assert handover_faults(replace(SLIP, **changes), TODAY) == [fault]


def test_who_is_gone_is_stood_in_for_by_a_document():
    """R128: without an account he cannot confirm; the document stands in."""
    assert handover_faults(SLIP, TODAY, old_can_sign=False) == [GONE]
    slip = replace(SLIP, old_signs=False, has_paper=True)
    assert handover_faults(slip, TODAY, old_can_sign=False) == []
    assert handover_faults(slip, TODAY) == []
