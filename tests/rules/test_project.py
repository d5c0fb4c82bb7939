from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import project as rules
from zhaoshang_office.rules.calendar import build_calendar
from zhaoshang_office.rules.project import AUTHORITY, BUREAU, Move, Report

CALENDAR = build_calendar(date(2026, 1, 1), date(2026, 12, 31))
STAGES = (*rules.WAY, *rules.ASIDE)
COMPLETE = Report(
    investor="甲乙丙演示公司", codename="云梯", content="铸件", industry="equipment",
    fixed_investment=Decimal(9900), total_investment=Decimal(12000), contact="钱",
    source="协会", fits_plan=True, intention_clear_on=date(2026, 11, 19),
    today=date(2026, 11, 23),
)  # fmt: skip


def codes(violations):
    return [violation.code for violation in violations]


def test_reported_within_three_working_days():
    """R107: clear on Monday, due on Thursday; a week-end does not count."""
    assert rules.report_due(date(2026, 11, 16), 3, CALENDAR) == date(2026, 11, 19)
    assert rules.report_due(date(2026, 11, 19), 3, CALENDAR) == date(2026, 11, 24)
    assert rules.report_due(None, 3, CALENDAR) is None


@given(st.sampled_from(STAGES), st.sampled_from(STAGES), st.sampled_from(rules.UNDER_WAY))
def test_no_stage_is_skipped(stage, to, paused_from):
    """R108: whatever is tried, a move along the way is one step."""
    move = Move(stage, to, frozenset({AUTHORITY, BUREAU}), "why", paused_from)
    if rules.move_violations(move):
        return
    if stage in rules.WAY and to in rules.WAY:
        assert rules.WAY.index(to) == rules.WAY.index(stage) + 1
    if stage == rules.PAUSED:
        assert to in (paused_from, rules.DROPPED)
    assert stage not in (rules.DROPPED, rules.PRODUCING)


@given(st.sampled_from(STAGES), st.sampled_from(STAGES), st.sampled_from(rules.UNDER_WAY))
def test_a_bureau_moves_nothing_but_its_report(stage, to, paused_from):
    """R106, R108, R109: everything else is the investment bureau's."""
    move = Move(stage, to, frozenset({BUREAU}), "why", paused_from)
    if not rules.move_violations(move):
        assert to == rules.REPORTED
        assert stage in rules.BUREAU_EDITS


def test_who_is_refused_reads_the_rule_that_says_so():
    """R106, R108, R109."""
    head = frozenset({BUREAU})
    for move, rule, code in (
        (Move("inspection", "screened", head), "R108", "not_authority"),
        (Move("negotiation", "leading_group", head), "R109", "not_leading_group"),
        (Move("draft", "reported", frozenset({AUTHORITY})), "R106", "not_bureau"),
        (Move("paused", "reported", head, "", "reported"), "R108", "not_authority"),
    ):
        first = rules.move_violations(move)[0]
        assert (first.rule, first.code) == (rule, code)


def test_the_refusal_names_the_next_stage():
    """R108: where a stage would be skipped, and where a paused project would go elsewhere."""
    (skipped,) = rules.move_violations(Move("reported", "screened", frozenset({AUTHORITY})))
    assert skipped.figures["next"] == "accepted"
    (elsewhere,) = rules.move_violations(
        Move("paused", "screened", frozenset({AUTHORITY}), "", "accepted")
    )
    assert elsewhere.figures["next"] == "accepted"


@pytest.mark.parametrize("to", rules.ASIDE)
def test_aside_needs_a_reason(to):
    """R032, R108."""
    move = Move("accepted", to, frozenset({AUTHORITY}))
    assert codes(rules.move_violations(move)) == ["reason"]
    assert rules.move_violations(replace(move, reason="why")) == []


def test_mature_from_the_inspection_on_and_for_good():
    """R111."""
    assert not rules.is_mature(False, "accepted")
    assert rules.is_mature(False, "inspection")
    assert rules.is_mature(True, "returned")
    assert not rules.is_mature(False, "paused")
    assert not rules.is_mature(False, "inspection", mature_stage="screened")


def test_a_report_says_what_the_form_asks():
    """R106, R110: both conditions, and a codename that keeps its secret."""
    assert rules.report_violations(COMPLETE) == []
    for changes, code in (
        ({"investor": ""}, "missing"),
        ({"fixed_investment": Decimal(0), "total_investment": Decimal(0)}, "missing"),
        ({"intention_clear_on": None}, "no_intention"),
        ({"intention_clear_on": date(2026, 11, 24)}, "future"),
        ({"fits_plan": False}, "no_plan"),
        ({"total_investment": Decimal(9899)}, "total"),
        ({"codename": "甲乙丙演示项目"}, "codename"),
    ):
        assert codes(rules.report_violations(replace(COMPLETE, **changes))) == [code]


def test_what_lacks_is_named():
    """R106."""
    (violation,) = rules.report_violations(replace(COMPLETE, investor="", source=""))
    assert violation.figures["names"] == ["investor", "source"]


def test_a_project_is_stuck_after_its_limit():
    """R108: the last day is still in time; no limit, never stuck."""
    assert rules.stage_due(date(2026, 11, 23), 3) == date(2026, 11, 26)
    assert rules.stage_due(date(2026, 11, 23), 0) is None


def test_a_report_is_that_of_one_firm():
    """R113: the code decides where both are known, else the name, however it is written."""
    code, other = "91110000600037341L", "91330000742004825P"
    firm = rules.Investor("甲乙（宁波）公司", code)
    assert rules.same_investor(firm, rules.Investor("甲乙精密公司", code))
    assert rules.same_investor(firm, rules.Investor("甲乙(宁波)公司"))
    assert not rules.same_investor(firm, rules.Investor("甲乙（宁波）公司", other))
    assert not rules.same_investor(firm, rules.Investor("", ""))


def test_who_held_a_project_on_a_day_held_it_whatever_was_handed_over_later():
    """R101, R023: the last day of each holder is his, the next day is the following one's."""
    before = [(1, date(2026, 3, 9)), (2, date(2026, 5, 31))]
    days = (date(2025, 1, 1), date(2026, 3, 9), date(2026, 3, 10), date(2026, 6, 1))
    assert [rules.holder_on(day, before, 3) for day in days] == [1, 1, 2, 3]
    assert rules.holder_on(days[0], [], 3) == 3
