"""Days at post in a month, without Odoo: the golden vectors V1 to V14 and what always holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from calendars import COUNTY_CALENDAR as CALENDAR
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import leave, presence
from zhaoshang_office.rules.leave import Span
from zhaoshang_office.rules.presence import Away, Parameters

DAY = timedelta(days=1)
STRICT = Parameters(holiday_mode=presence.STRICT)
WHOLE = Span(date(2020, 1, 1), date(2029, 12, 31))
MET, SHORT, GROUND = presence.MET, presence.SHORT, presence.GROUND


def span(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def away(kind, first, last, **facts):
    return Away(kind, span(first, last), **facts)


def rotation(first, last):
    return away(leave.ROTATION, first, last)


def escort(first, last, **facts):
    return away(leave.ESCORT, first, last, **facts)


def absent(first, last):
    return away(presence.ABSENCE, first, last)


def month_of(month, *absences, parameters=presence.PARAMETERS, service=WHOLE):
    return presence.days_of(
        date.fromisoformat(f"{month}-01"), service, absences, CALENDAR, parameters
    )


def outcome(month, *absences, parameters=presence.PARAMETERS, service=WHOLE):
    """(days at post, days in service, limit, dismissal limit, result)"""
    days = month_of(month, *absences, parameters=parameters, service=service)
    found, judged = presence.totals(days, parameters), presence.judge(days, parameters)
    return found.at_post, found.service, judged.limit, judged.dismiss_limit, judged.result


OCTOBER = rotation("2026-10-08", "2026-10-14")
SPRING = rotation("2026-02-24", "2026-03-02")
NINE_DAYS = [rotation("2026-07-01", "2026-07-07"), absent("2026-07-13", "2026-07-22")]
NOVEMBER = rotation("2026-11-01", "2026-11-07")
VECTORS = {
    "V1": (("2026-10", OCTOBER), {}, (24, 31, 20, 15, MET)),
    "V2": (("2026-10", OCTOBER), {"parameters": STRICT}, (17, 31, 20, 15, SHORT)),
    "V3": (("2026-02", SPRING), {}, (23, 28, 20, 15, MET)),
    "V3-March": (("2026-03", SPRING), {}, (29, 31, 20, 15, MET)),
    "V4": (("2026-02", SPRING), {"parameters": STRICT}, (14, 28, 20, 15, GROUND)),
    "V5": (("2026-02",), {"parameters": STRICT}, (19, 28, 20, 15, SHORT)),
    "V6": (
        ("2026-03",),
        {"service": span("2025-07-01", "2026-03-17")},
        (17, 17, 10, 8, MET),
    ),
    "V7": (
        ("2026-04",),
        {"service": span("2026-04-20", "2027-06-30")},
        (11, 11, 7, 5, MET),
    ),
    "V8": (
        ("2026-05", escort("2026-05-11", "2026-05-15"), rotation("2026-05-16", "2026-05-22")),
        {},
        (23, 31, 20, 15, MET),
    ),
    "V9": (
        ("2026-06", rotation("2026-06-08", "2026-06-11"), escort("2026-06-12", "2026-06-15")),
        {},
        (26, 30, 20, 15, MET),
    ),
    "V10": (("2026-07", *NINE_DAYS), {}, (14, 31, 20, 15, GROUND)),
    "V11": (("2026-11", NOVEMBER, absent("2026-11-16", "2026-11-23")), {}, (15, 30, 20, 15, SHORT)),
    "V12": (
        ("2026-11", NOVEMBER, absent("2026-11-16", "2026-11-24")),
        {},
        (14, 30, 20, 15, GROUND),
    ),
}


@pytest.mark.parametrize("vector", VECTORS)
def test_the_golden_months(vector):
    """R068, R069, R070, R071, R072, R073, R097: V1 to V12 of the rule book."""
    months, options, expected = VECTORS[vector]
    assert outcome(*months, **options) == expected


def test_two_short_months_across_the_year_are_a_ground_with_an_unapproved_day_in_each():
    """R098, R099: V13; the same months from granted absences alone are a reminder."""
    december = outcome("2026-12", rotation("2026-12-01", "2026-12-12"), absent(*["2026-12-14"] * 2))
    january = outcome("2027-01", rotation("2027-01-04", "2027-01-14"), absent(*["2027-01-18"] * 2))
    assert (december[0], december[-1], january[0], january[-1]) == (18, SHORT, 19, SHORT)
    assert presence.months_in_a_row([(SHORT, 1), (SHORT, 1)]) == GROUND
    assert presence.months_in_a_row([(SHORT, 0), (SHORT, 0)]) == presence.REMINDER
    assert presence.months_in_a_row([(SHORT, 1), (SHORT, 0)]) == presence.REMINDER
    assert presence.months_in_a_row([(SHORT, 1), (MET, 0), (SHORT, 1)]) is None
    assert presence.months_in_a_row([(SHORT, 1)]) is None


def test_a_leave_over_new_year_is_split_and_uses_decembers_one_leave():
    """R067, R070: V14; 2027-01-01 to 01-03 are holidays and take nothing."""
    over = rotation("2026-12-28", "2027-01-03")
    assert outcome("2026-12", over)[0] == 27
    assert outcome("2027-01", over)[0] == 31
    assert month_of("2026-12", over).count("L") == 4
    assert month_of("2027-01", over).startswith("HHHP")
    assert month_of("2027-01", over, parameters=STRICT).startswith("LLLP")
    assert leave.charged_month(over.span) == (2026, 12)


def test_leave_of_seven_days_is_met_and_nineteen_days_are_not():
    """R068: 24 of 31 are enough; 19 are below 20; 20 are not below."""
    assert outcome("2026-08", rotation("2026-08-03", "2026-08-09"))[-1] == MET
    assert outcome("2026-08", rotation("2026-08-03", "2026-08-14"))[::4] == (19, SHORT)
    assert outcome("2026-08", rotation("2026-08-03", "2026-08-13"))[::4] == (20, MET)


def test_the_fifth_day_of_an_escort_counts_only_where_its_explanation_was_accepted():
    """R073: 2026-05-11 … 05-15: four credited, the fifth not."""
    assert month_of("2026-05", escort("2026-05-11", "2026-05-15"))[10:15] == "EEEEX"
    accepted = escort("2026-05-11", "2026-05-15", long_accepted=True)
    assert month_of("2026-05", accepted)[10:15] == "EEEEE"


def test_an_escort_over_a_month_end_is_counted_from_its_first_day():
    """R073: the fifth day is the fifth wherever the month ends."""
    assert month_of("2026-12", escort("2026-11-28", "2026-12-02"))[:3] == "EXP"


def test_a_prolonged_escort_goes_on_counting():
    """R073, R085: three days and three more are six; the fifth and the sixth are beyond."""
    first = escort("2026-05-11", "2026-05-13")
    more = escort("2026-05-14", "2026-05-16", days_before=3)
    assert month_of("2026-05", first, more)[10:16] == "EEEEXX"
    assert presence.credited_days(more) == 1
    assert presence.credited_days(replace(more, long_accepted=True)) == 3


def test_an_escort_without_visit_becomes_own_duty_in_the_county():
    """R074, R081: the credit is withdrawn."""
    days = month_of("2026-08", escort("2026-08-10", "2026-08-11", credit_withdrawn=True))
    assert days[9:11] == "CC"
    assert presence.totals(days).at_post == 29


def test_escorts_count_only_where_the_county_says_so():
    """R072: presence is unchanged by four days of escort; with the parameter off, less by four."""
    asked = escort("2026-08-10", "2026-08-13")
    assert outcome("2026-08", asked)[0] == 31
    off = Parameters(accompany_credit=False)
    assert outcome("2026-08", asked, parameters=off)[0] == 27
    assert (presence.credited_days(asked), presence.credited_days(asked, off)) == (4, 0)


@pytest.mark.parametrize(
    ("counts", "called", "own"),
    [(presence.WITH_NOTICE, 31, 28), (presence.ALWAYS, 31, 31), (presence.NEVER, 28, 28)],
)
def test_duty_in_the_county_counts_with_a_notice(counts, called, own):
    """R081: three days with notice leave presence unchanged, without take three."""
    parameters = Parameters(county_duty_counts=counts)
    asked = away(leave.COUNTY_DUTY, "2026-08-10", "2026-08-12", with_notice=True)
    assert outcome("2026-08", asked, parameters=parameters)[0] == called
    asked = replace(asked, with_notice=False)
    assert outcome("2026-08", asked, parameters=parameters)[0] == own


def test_special_leave_reduces_the_limits():
    """R083: 15 days of sick leave in a month of 30: limit 10; the shortfall opens no case."""
    sick = away(leave.SPECIAL, "2026-06-01", "2026-06-15")
    assert outcome("2026-06", sick) == (15, 30, 10, 7, MET)
    full = Parameters(special_leave_reduces=False)
    assert outcome("2026-06", sick, parameters=full) == (15, 30, 20, 15, SHORT)
    all_month = away(leave.SPECIAL, "2026-06-01", "2026-06-30")
    assert outcome("2026-06", all_month)[2:] == (2, 1, MET)  # three holidays are no leave


def test_less_than_ten_service_days_are_only_informative():
    """R071: nine days in service are shown and not judged; ten are judged."""
    nine, ten = span("2025-07-01", "2026-03-09"), span("2025-07-01", "2026-03-10")
    gone = absent("2026-03-02", "2026-03-10")
    assert outcome("2026-03", gone, service=nine)[-1] == presence.INFORMATIVE
    assert outcome("2026-03", gone, service=ten)[-1] == GROUND


def test_a_county_that_does_not_prorate_asks_a_part_month_for_all():
    """R071: with the parameter off 17 days in service still owe 20."""
    whole = Parameters(prorate=False)
    service = span("2025-07-01", "2026-03-17")
    assert outcome("2026-03", parameters=whole, service=service) == (17, 17, 20, 15, SHORT)


def test_what_was_granted_after_all_is_not_without_leave():
    """R069: a leave granted later stands before an absence confirmed earlier."""
    granted = rotation("2026-11-17", "2026-11-17")
    days = month_of("2026-11", absent("2026-11-16", "2026-11-18"), granted)
    assert days[15:18] == "ALA"


def test_the_limits_of_a_month_are_those_of_its_own_parameters():
    """R139: 20 changed to 18 from a date on: a month of before keeps its 20."""
    asked = rotation("2026-08-03", "2026-08-14")
    assert outcome("2026-08", asked)[2:] == (20, 15, SHORT)
    assert outcome("2026-08", asked, parameters=Parameters(min_days=18))[2:] == (18, 15, MET)


# -- what always holds ----

MONTHS = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(lambda day: day.replace(day=1))
PARAMETERS = st.builds(
    Parameters,
    min_days=st.integers(0, 31),
    dismiss_days=st.integers(0, 31),
    holiday_mode=st.sampled_from([presence.CREDIT, presence.STRICT]),
    prorate=st.booleans(),
    accompany_credit=st.booleans(),
    accompany_max=st.integers(0, 6),
    county_duty_counts=st.sampled_from([presence.WITH_NOTICE, presence.ALWAYS, presence.NEVER]),
    special_leave_reduces=st.booleans(),
)


@st.composite
def spans(draw, longest=40):
    first = draw(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
    return Span(first, first + DAY * draw(st.integers(0, longest)))


KINDS = (leave.ROTATION, leave.SPECIAL, leave.ESCORT, leave.COUNTY_DUTY, presence.ABSENCE)
ABSENCES = st.lists(
    st.builds(
        Away,
        kind=st.sampled_from(KINDS),
        span=spans(),
        days_before=st.integers(0, 5),
        with_notice=st.booleans(),
        long_accepted=st.booleans(),
        credit_withdrawn=st.booleans(),
    ),
    max_size=5,
)


@given(MONTHS, spans(400), ABSENCES, PARAMETERS)
def test_the_days_of_a_month_add_up(month, service, absences, parameters):
    """R069: one known code a calendar day; those in service are the days of the appointment."""
    days = presence.days_of(month, service, absences, CALENDAR, parameters)
    calendar_days = presence.month_span(month).days
    assert len(days) == len(calendar_days) == sum(days.count(code) for code in presence.CODES)
    found = presence.totals(days, parameters)
    assert found.service == sum(service.first <= day <= service.last for day in calendar_days)
    assert 0 <= found.at_post <= found.service


@given(MONTHS, ABSENCES, PARAMETERS)
def test_the_dismissal_limit_never_stands_above_the_monthly_one(month, absences, parameters):
    """R068, R097: and neither above what it is for a whole month."""
    parameters = replace(parameters, dismiss_days=min(parameters.dismiss_days, parameters.min_days))
    days = presence.days_of(month, WHOLE, absences, CALENDAR, parameters)
    judged = presence.judge(days, parameters)
    assert judged.dismiss_limit <= judged.limit <= parameters.min_days


@given(st.integers(1, 25), st.integers(0, 6), st.sampled_from(KINDS))
def test_a_leave_a_month_later_moves_its_days(first, length, kind):
    """R069: July and August 2026 have 31 days and no holiday."""
    asked = [
        Away(kind, Span(date(2026, month, first), date(2026, month, first) + DAY * length))
        for month in (7, 8)
    ]
    july, august = (
        presence.days_of(date(2026, month, 1), WHOLE, [each], CALENDAR)
        for month, each in zip((7, 8), asked, strict=True)
    )
    assert july == august


@given(spans(6), st.integers(0, 6), PARAMETERS)
def test_a_leave_turned_into_an_escort_keeps_the_days_it_took(asked, cut, parameters):
    """R072, R086: 休假转陪商 takes the same days; those that count now are those of the escort."""
    turn = min(asked.first + DAY * cut, asked.last)
    before = [Away(leave.ROTATION, asked)]
    after = [Away(leave.ESCORT, Span(turn, asked.last))]
    if turn > asked.first:
        after.append(Away(leave.ROTATION, Span(asked.first, turn - DAY)))
    for month in {day.replace(day=1) for day in asked.days}:
        old = presence.days_of(month, WHOLE, before, CALENDAR, parameters)
        new = presence.days_of(month, WHOLE, after, CALENDAR, parameters)
        for was, now in zip(old, new, strict=True):
            assert (was == now) or (was in "LH" and now in "EX")
        gain = presence.totals(new, parameters).at_post - presence.totals(old, parameters).at_post
        credited = sum(w == "L" and n == "E" for w, n in zip(old, new, strict=True))
        strict_gain = sum(w == "H" and n == "E" for w, n in zip(old, new, strict=True))
        assert gain == credited + (strict_gain if parameters.holiday_mode == presence.STRICT else 0)


def test_a_month_is_the_persons_whatever_posts_he_held():
    """R097, R099: days and limits of all posts together; one post alone is what it was."""
    one = presence.totals("P" * 13 + "L" * 3 + "-" * 14)
    two = presence.totals("-" * 16 + "P" * 7 + "A" * 7)
    found, judged = presence.of_person([one, two], 30)
    assert (found.service, found.at_post, found.unapproved) == (30, 20, 7)
    assert judged.result == presence.MET
    assert presence.judge("-" * 16 + "P" * 7 + "A" * 7).result == presence.SHORT
    assert presence.of_person([one], 30) == (one, presence.judge_totals(one, 30))
