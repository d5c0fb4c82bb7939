"""Inspection by the efficiency office, without Odoo."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import inspection, inspection_circular, presence
from zhaoshang_office.rules.inspection import Check
from zhaoshang_office.rules.inspection_circular import Line

TODAY = date(2026, 11, 27)
CHECK = Check(TODAY, TODAY, inspection.PRESENT)


def broken(**changes):
    return [violation.rule for violation in inspection.violations(replace(CHECK, **changes))]


def test_what_was_found_today_is_put_down():
    """R061: 在岗 / 不在岗 / 未汇报 need no word more."""
    for result in (inspection.PRESENT, inspection.ABSENT, inspection.UNREPORTED):
        assert broken(result=result) == []


def test_nobody_is_absent_without_leave_on_a_day_of_approved_leave():
    """R061: the other results are allowed on such a day."""
    assert broken(result=inspection.ABSENT, granted=True) == ["R061-leave"]
    assert broken(result=inspection.PRESENT, granted=True) == []
    assert broken(result=inspection.UNREPORTED, granted=True) == []


def test_nobody_is_absent_on_a_statutory_holiday():
    """R061, R070: and a leave over a holiday is told once, as the leave."""
    assert broken(result=inspection.ABSENT, day_off=True) == ["R070"]
    assert broken(result=inspection.ABSENT, day_off=True, granted=True) == ["R061-leave"]


def test_only_what_has_been_is_inspected_and_only_who_is_in_post():
    """R061, R007."""
    assert broken(day=TODAY + timedelta(1)) == ["R061-ahead"]
    assert broken(moment_ahead=True) == ["R061-ahead"]
    assert broken(in_service=False) == ["R007"]


def test_another_result_says_what_and_a_correction_says_why():
    """R061, R138."""
    assert broken(result=inspection.OTHER) == ["R061-note"]
    assert broken(result=inspection.OTHER, has_note=True) == []
    assert broken(corrects=True) == ["R061-reason"]
    assert broken(corrects=True, has_reason=True) == []


@pytest.mark.parametrize("code", presence.CODES)
def test_every_code_of_a_day_says_where_somebody_should_be(code):
    """R061: who is confirmed absent should have been at post."""
    told = inspection.expected(code)
    assert (told == inspection.AT_POST) == (code in "PA")
    assert (told == inspection.DAY_OFF) == (code == "H")
    assert (told == inspection.NOT_SERVING) == (code == "-")


@given(st.sampled_from(inspection.RESULTS), st.booleans())
def test_a_finding_of_absence_is_raised_by_absence_alone_and_never_twice(result, known):
    """R061, R090."""
    raised = inspection.raises_absence(result, known)
    assert raised == (result == inspection.ABSENT and not known)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(inspection.RESULTS),
            st.sampled_from(["", "suspected", "answered", "confirmed", "dropped"]),
        ),
        max_size=4,
    )
)
def test_a_circular_tells_the_confirmed_by_name_and_only_counts_the_rest(found):
    """R061, R063."""
    lines = [Line(f"甲{n}", "副局长", "phone", "在驻地", *pair) for n, pair in enumerate(found)]
    told = inspection_circular.facts("某局", TODAY, lines)
    blocks = inspection_circular.blocks(told, "《办法》")
    problems = [text for kind, text in blocks[4:-2] if kind == "p"]
    wrong = [pair for pair in found if pair[0] in (inspection.ABSENT, inspection.UNREPORTED)]
    named = sum(state == "confirmed" for _result, state in wrong)
    waiting = sum(state not in ("confirmed", "dropped") for _result, state in wrong)
    assert sum("已经认定" in text for text in problems) == named
    assert [text for text in problems if "听取本人说明" in text] == (
        [f"有{waiting}人的情况正在听取本人说明，由管理办公室核实后认定。"] if waiting else []
    )
    assert ("不在岗" in str(blocks)) == ((inspection.ABSENT, "confirmed") in found)
