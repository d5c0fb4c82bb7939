"""The three steps of clause 11, without Odoo: the golden ladder and what may never happen."""

from datetime import date, timedelta

from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import ladder
from zhaoshang_office.rules.ladder import (
    ATTACHED,
    NO_STEP,
    RAISES,
    SANCTIONED,
    WITHDRAWN,
    Act,
    Sanction,
    climb,
)


def day(text):
    return date.fromisoformat(text)


def act(text, kind="monday_call"):
    return Act(text, kind, day(text))


def given_for(*acts, served=None, withdrawn=False):
    served_on = day(served) if served else None
    return Sanction(acts[0], frozenset(acts), served_on, withdrawn)


def test_the_first_offence_is_a_public_criticism():
    """R089, R091: count 0 to 1."""
    standing = climb([act("2026-03-02")])
    assert (standing.step, standing.place("2026-03-02").outcome) == (ladder.CRITICISM, RAISES)


def test_an_absence_counts_like_a_missed_report():
    """R090, R094: A and B together."""
    first = given_for("2026-03-02", served="2026-03-10")
    standing = climb([act("2026-03-02"), act("2026-03-16", "absence")], [first])
    assert (standing.step, standing.raising) == (ladder.WARNING, (act("2026-03-16", "absence"),))


def test_what_clause_11_does_not_name_makes_no_step():
    """R011, R034, R114: other findings are the assessment's."""
    for kind in ("research_report", "home_unit_work", "leapfrog"):
        standing = climb([act("2026-03-02", kind)])
        assert (standing.step, standing.raising) == (1, ())
        assert standing.places[0].outcome == NO_STEP


def test_the_golden_ladder():
    """R091 to R095: the vectors of the rules, one after another."""
    call, friday = act("2026-03-02"), act("2026-03-06", "friday_report")
    assert climb([call]).step == 1
    first = given_for("2026-03-02", served="2026-03-10")
    standing = climb([call, friday], [first])
    assert standing.place("2026-03-06").outcome == ATTACHED
    assert standing.place("2026-03-06").sanction == "2026-03-02"
    assert standing.raising == ()
    third = act("2026-03-16")
    standing = climb([call, friday, third], [first])
    assert (standing.step, standing.raising) == (2, (third,))
    second = given_for("2026-03-16", served="2026-03-23")
    absent = act("2026-04-08", "absence")
    standing = climb([call, friday, third, absent], [first, second])
    assert (standing.step, standing.raising) == (ladder.DISMISSAL, (absent,))


def test_a_new_term_begins_at_the_first_step():
    """R094: the acts of one term alone are handed in."""
    assert climb([act("2027-07-05")]).step == 1


def test_missed_reports_of_one_week_are_one_offence():
    """R094: Monday and Friday of week 10, also where each offence is a step of its own."""
    acts = [act("2026-03-02"), act("2026-03-06", "friday_report"), act("2026-03-09")]
    standing = climb(acts, require_service=False)
    assert [each.key for each in standing.raising] == ["2026-03-02", "2026-03-06"]


def test_a_week_in_which_a_sanction_was_served_stays_one_offence():
    """R094, R095: Monday was sanctioned and served on Tuesday; Friday belongs to Monday."""
    first = given_for("2026-03-02", served="2026-03-03")
    standing = climb([act("2026-03-02"), act("2026-03-06", "friday_report")], [first])
    assert standing.place("2026-03-06").outcome == ATTACHED


def test_the_week_of_the_new_year_is_one_week():
    """R094: 2026-W53 reaches into January."""
    acts = [act("2026-12-28"), act("2027-01-01", "friday_report"), act("2027-01-04")]
    assert len({each.offence for each in acts}) == 2


def test_before_a_sanction_is_served_no_further_act_raises():
    """R095: decided but not served; and on the day of service."""
    for served in (None, "2026-03-16"):
        standing = climb(
            [act("2026-03-02"), act("2026-03-16")], [given_for("2026-03-02", served=served)]
        )
        assert standing.raising == ()
    served = given_for("2026-03-02", served="2026-03-15")
    assert climb([act("2026-03-02"), act("2026-03-16")], [served]).raising


def test_an_act_between_two_services_belongs_to_the_second():
    """R095: confirmed late, it raises nothing."""
    sanctions = [
        given_for("2026-03-02", served="2026-03-10"),
        given_for("2026-03-16", served="2026-03-23"),
    ]
    acts = [act(text) for text in ("2026-03-02", "2026-03-16")]
    late = act("2026-03-20", "friday_report")
    standing = climb([*acts, late], sanctions)
    assert standing.place("2026-03-20").sanction == "2026-03-16"


def test_without_service_each_offence_is_a_step():
    """R095: the reading can be switched off."""
    first = given_for("2026-03-02")
    standing = climb([act("2026-03-02"), act("2026-03-09")], [first], require_service=False)
    assert (standing.step, standing.place("2026-03-09").outcome) == (2, RAISES)


def test_a_withdrawn_sanction_does_not_count():
    """R105: withdrawn step 1, the next offence is step 1 again; its own act is not used again."""
    gone = given_for("2026-03-02", served="2026-03-10", withdrawn=True)
    standing = climb([act("2026-03-02"), act("2026-03-16")], [gone])
    assert (standing.step, [each.key for each in standing.raising]) == (1, ["2026-03-16"])
    assert standing.place("2026-03-02").outcome == WITHDRAWN


def test_a_later_sanction_stands_a_step_lower_once_the_one_before_is_withdrawn():
    """R105: the warning was the second and is the first that counts now."""
    sanctions = [
        given_for("2026-03-02", served="2026-03-10", withdrawn=True),
        given_for("2026-03-16", served="2026-03-23"),
    ]
    standing = climb([act("2026-03-02"), act("2026-03-16"), act("2026-04-13")], sanctions)
    assert standing.steps == {"2026-03-16": 1}
    assert standing.step == 2


def test_a_review_is_asked_for_within_ten_working_days():
    """R105: served on Tuesday 2026-03-10, the tenth working day is Tuesday 03-24."""
    served = day("2026-03-10")
    assert ladder.review_until(served, CALENDAR) == day("2026-03-24")
    over_holidays = day("2026-09-30")
    assert ladder.review_until(over_holidays, CALENDAR) == day("2026-10-20")


def test_silence_is_an_answer_once_the_days_for_it_are_over():
    """R103: asked on Monday, three working days: from Friday on it can be decided."""
    asked = day("2026-11-23")
    assert not ladder.answer_closed(asked, day("2026-11-26"), CALENDAR)
    assert ladder.answer_closed(asked, day("2026-11-27"), CALENDAR)


START = date(2026, 1, 1)
DAYS = st.integers(0, 300).map(lambda n: START + timedelta(n))
KINDS = st.sampled_from([*sorted(ladder.REPORTS), "absence", "home_unit_work"])
ACTS = st.lists(st.tuples(KINDS, DAYS), max_size=12).map(
    lambda rows: [Act(n, kind, when) for n, (kind, when) in enumerate(rows)]
)


@given(ACTS, st.booleans())
def test_each_act_has_one_place_and_the_step_is_one_of_three(acts, require_service):
    """R091 to R094: whatever was done."""
    standing = climb(acts, require_service=require_service)
    assert sorted(place.act.key for place in standing.places) == [each.key for each in acts]
    assert standing.step == 1
    assert all(place.act.counts for place in standing.places if place.outcome == RAISES)


@given(ACTS, st.lists(st.integers(1, 40), min_size=1, max_size=3))
def test_sanctions_given_one_after_another_climb_one_step_each(acts, pauses):
    """R095: whoever is sanctioned for what raises, served some days later, climbs step by step;
    no act up to a service is ever held against him again."""
    sanctions = []
    for pause in pauses:
        standing = climb(acts, sanctions)
        assert standing.step == min(len(sanctions) + 1, 3)
        if not standing.raising:
            break
        (first, *_rest) = standing.raising
        served = first.day + timedelta(pause)
        covered = frozenset(each.key for each in standing.raising if each.day <= served)
        sanctions.append(Sanction(f"s{len(sanctions)}", covered, served))
        after = climb(acts, sanctions)
        assert all(each.day > served for each in after.raising)
        assert all(after.place(key).outcome == SANCTIONED for key in covered)


@given(ACTS)
def test_withdrawing_everything_leads_back_to_the_first_step(acts):
    """R105: and frees no act to be punished again."""
    covered = frozenset(each.key for each in acts if each.counts)
    standing = climb(acts, [Sanction("s", covered, START, withdrawn=True)])
    assert (standing.step, standing.raising) == (1, ())
