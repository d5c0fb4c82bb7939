from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules.account import ALPHABET, login_for, one_time_password
from zhaoshang_office.rules.term import term_end

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_two_years_less_a_day():
    """R007: 2025-07-01 to 2027-06-30."""
    assert term_end(date(2025, 7, 1)) == date(2027, 6, 30)


def test_the_anniversary_of_29_february_is_the_28th():
    """R007: 2024-02-29 to 2026-02-27; from leap year to leap year nothing is lost."""
    assert term_end(date(2024, 2, 29)) == date(2026, 2, 27)
    assert term_end(date(2024, 2, 29), 4) == date(2028, 2, 28)


@given(DAYS, st.integers(1, 5))
def test_a_term_is_whole_years(start, years):
    """R007: whatever the day, a term has whole years and the next one begins on the anniversary."""
    following = term_end(start, years) + timedelta(days=1)
    assert following.year == start.year + years
    assert following.month == start.month
    assert following.day == start.day or (start.month, start.day) == (2, 29)


@given(st.sets(st.sampled_from(["head.hz", "deputy1.hz", "deputy2.hz", "deputy3.hz"])))
def test_a_login_is_never_given_twice(taken):
    """R008: a successor gets a login of his own."""
    for role in ("head", "deputy"):
        assert login_for(role, "hz", taken) not in taken


def test_one_time_passwords_can_be_read_from_paper():
    """R140: ten characters without those that look alike."""
    assert not set("0O1lI") & set(ALPHABET)
    passwords = {one_time_password() for _ in range(200)}
    assert len(passwords) == 200
    assert all(len(password) == 10 for password in passwords)
