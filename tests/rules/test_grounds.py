"""The direct grounds of clause 11, without Odoo: months, and the clock of nine months."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules import grounds, presence
from zhaoshang_office.rules.days import Span
from zhaoshang_office.rules.grounds import LOW_PRESENCE, TWO_MONTHS, Ground, Month


def day(text):
    return date.fromisoformat(text)


def month(text, at_post, unapproved=0, days=30):
    """A month judged by the rules of presence: ``at_post`` days there, the rest away."""
    away = presence.ABSENT * unapproved + "L" * (days - at_post - unapproved)
    judged = presence.judge("P" * at_post + away)
    return Month(day(text), judged.result, unapproved)


def test_below_fifteen_days_is_a_ground_and_fifteen_is_not():
    """R097, V10 to V12: 14 is verified, exactly 15 is not."""
    assert grounds.of_months([month("2026-07-01", 14, 10, 31)]) == [
        Ground(LOW_PRESENCE, (day("2026-07-01"),))
    ]
    assert grounds.of_months([month("2026-11-01", 15, 8)]) == []
    assert grounds.of_months([month("2026-11-01", 14, 9)]) != []


def test_a_part_month_and_special_leave_lower_the_limit():
    """R071, R083, R097: 17 days of service bind to 8; 15 of special leave in 30 to 7."""
    days = "P" * 8 + "L" * 9 + presence.NOT_IN_SERVICE * 14
    assert presence.judge(days).dismiss_limit == 8
    assert presence.judge(days).result != presence.GROUND
    few = "P" * 7 + "L" * 10 + presence.NOT_IN_SERVICE * 14
    assert presence.judge(few).result == presence.GROUND
    special = "P" * 7 + "L" * 8 + presence.SPECIAL_LEAVE * 15
    assert presence.judge(special).result != presence.GROUND


def test_two_short_months_running_with_an_unapproved_day_in_each():
    """R098, R099, V13: also across the year."""
    december, january = month("2026-12-01", 18, 1, 31), month("2027-01-01", 19, 1, 31)
    assert grounds.of_months([january, december]) == [
        Ground(TWO_MONTHS, (day("2026-12-01"), day("2027-01-01")))
    ]


def test_two_short_months_from_granted_absence_alone_are_a_reminder():
    """R099: nobody is verified for what was granted."""
    rows = [month("2026-12-01", 18, 0, 31), month("2027-01-01", 19, 1, 31)]
    (ground,) = grounds.of_months(rows)
    assert ground.reminder
    assert not grounds.of_months(rows, needs_unapproved=False)[0].reminder


def test_a_month_in_between_ends_the_row():
    """R099: 18, 20, 18 is nothing; neither are two months with one missing between them."""
    rows = [month("2026-03-01", 18, 1), month("2026-04-01", 20), month("2026-05-01", 18, 1)]
    assert grounds.of_months(rows) == []
    assert grounds.of_months([rows[0], rows[2]]) == []


def test_nine_months_without_result():
    """R100: from 2025-07-01, nothing by 2026-03-31: the case is of 2026-04-01."""
    first = grounds.clock_from(day("2025-07-01"))
    assert grounds.without_result(first) == day("2026-04-01")
    assert grounds.stage(first, day("2026-03-31")) == 8
    assert grounds.stage(first, day("2026-04-01")) == 9


def test_warnings_at_six_and_eight_months():
    """R101: the day before none, then one after another."""
    first = day("2025-07-01")
    told = [
        grounds.stage(first, day(text))
        for text in ("2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01")
    ]
    assert told == [None, 6, 6, 8]


def test_a_result_starts_the_clock_again():
    """R101: the client's visit in the eighth month; one before the term does not count."""
    first = grounds.clock_from(day("2025-07-01"), day("2026-02-10"))
    assert grounds.without_result(first) == day("2026-11-11")
    assert grounds.clock_from(day("2025-07-01"), day("2025-06-30")) == day("2025-07-01")


def test_the_clock_stands_still_in_a_long_special_leave():
    """R101: 31 days stop it, 30 do not, nor does one after the day."""
    first = day("2025-07-01")
    long = Span(day("2025-10-01"), day("2025-10-31"))
    assert grounds.without_result(first, stops=[long]) == day("2026-05-02")
    short = Span(day("2025-10-02"), day("2025-10-31"))
    assert grounds.without_result(first, stops=[short]) == day("2026-04-01")
    later = Span(day("2026-04-01"), day("2026-06-01"))
    assert grounds.without_result(first, stops=[later]) == day("2026-04-01")
    before = Span(day("2025-05-01"), day("2025-07-10"))
    assert grounds.without_result(first, stops=[before]) == day("2026-04-11")


def test_a_special_leave_that_was_prolonged_is_one():
    """R101, R085: 20 days and 15 more directly after are 35; with a day between they are two."""
    first = day("2025-07-01")
    leave = Span(day("2025-10-01"), day("2025-10-20"))
    more = Span(day("2025-10-21"), day("2025-11-04"))
    assert grounds.without_result(first, stops=[more, leave]) == day("2026-05-06")
    apart = Span(day("2025-10-22"), day("2025-11-05"))
    assert grounds.without_result(first, stops=[leave, apart]) == day("2026-04-01")


DAYS = st.integers(0, 700).map(lambda n: date(2025, 1, 1) + timedelta(n))
SPANS = st.tuples(DAYS, st.integers(0, 60)).map(lambda s: Span(s[0], s[0] + timedelta(s[1])))


@given(DAYS, st.lists(SPANS, max_size=4))
def test_stops_only_ever_give_more_time(first, stops):
    """R101: and more months are never over before fewer."""
    days = [grounds.without_result(first, n, stops) for n in (6, 8, 9)]
    assert days == sorted(days)
    assert days[-1] >= grounds.without_result(first)


@given(DAYS, DAYS)
def test_a_result_never_shortens_the_time(start, result):
    """R101: the later of start and last result."""
    assert grounds.clock_from(start, result) >= start
