from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules.calendar import (
    Override,
    build_calendar,
    fixed_holidays,
    library_table,
    library_years,
)

CALENDAR = build_calendar(date(2025, 1, 1), date(2027, 12, 31))


def every_day(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def days(year, text):
    """Return the days of a notice: ``"01-28/02-04 04-04"``."""
    found = set()
    for span in text.split():
        first, _to, last = span.partition("/")
        bounds = [date.fromisoformat(f"{year}-{day}") for day in (first, last or first)]
        found.update(every_day(*bounds))
    return found


# typed in from the State Council's notices, not from the library
OFF = {
    2025: days(2025, "01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08"),
    2026: days(
        2026, "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07"
    ),
}
WORKING_WEEKEND = {
    2025: days(2025, "01-26 02-08 04-27 09-28 10-11"),
    2026: days(2026, "01-04 02-14 02-28 05-09 09-20 10-10"),
}


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_a_year_agrees_with_its_notice(year):
    """R049, R067: the library's table against the State Council's notices typed in by hand."""
    for day in every_day(date(year, 1, 1), date(year, 12, 31)):
        off = day in OFF[year]
        assert CALENDAR.is_statutory(day) == off, day
        working = day in WORKING_WEEKEND[year] or (day.weekday() < 5 and not off)
        assert CALENDAR.is_working(day) == working, day


@pytest.mark.parametrize(
    ("day", "shifted"),
    [
        ("2026-02-16", "2026-02-24"),
        ("2026-02-23", "2026-02-24"),
        ("2026-10-05", "2026-10-08"),
        ("2026-10-02", "2026-10-08"),
    ],
)
def test_duties_on_holidays_move_to_the_next_working_day(day, shifted):
    """R049: the vectors of the duty dates."""
    assert CALENDAR.on_or_after(date.fromisoformat(day)) == date.fromisoformat(shifted)


@pytest.mark.parametrize(
    ("month_end", "due"),
    [
        ("2026-02-28", "2026-02-28"),
        ("2026-01-31", "2026-01-30"),
        ("2026-05-31", "2026-05-29"),
        ("2026-10-31", "2026-10-30"),
    ],
)
def test_month_ends_fall_on_the_last_working_day(month_end, due):
    """R054: a working Saturday counts, a plain weekend does not."""
    assert CALENDAR.on_or_before(date.fromisoformat(month_end)) == date.fromisoformat(due)


def test_next_and_previous_leave_the_day_itself_out():
    """R051: the grace of a Friday report ends on the next working day."""
    assert CALENDAR.next_working(date(2026, 11, 20)) == date(2026, 11, 23)
    assert CALENDAR.previous_working(date(2026, 11, 23)) == date(2026, 11, 20)
    assert CALENDAR.add_working(date(2026, 9, 30), 2) == date(2026, 10, 9)


def test_a_year_without_table_has_the_fixed_holidays_only():
    """R067: 2027 is provisional until its table is imported."""
    assert CALENDAR.has_table(2026)
    assert not CALENDAR.has_table(2027)
    assert {day for day in CALENDAR.statutory if day.year == 2027} == fixed_holidays(2027)
    assert CALENDAR.is_working(date(2027, 2, 8))


def test_an_imported_table_replaces_the_fixed_holidays():
    """R067: the lines of a table make its year known."""
    lines = [Override(date(2027, 1, day), "statutory", table=True) for day in (1, 2, 3)]
    calendar = build_calendar(date(2027, 1, 1), date(2027, 12, 31), lines)
    assert calendar.has_table(2027)
    assert calendar.is_statutory(date(2027, 1, 3))
    assert not calendar.is_statutory(date(2027, 5, 1))


def test_a_county_correction_is_no_table():
    """R067: one corrected day does not make a year known."""
    line = Override(date(2027, 3, 1), "rest")
    calendar = build_calendar(date(2027, 1, 1), date(2027, 12, 31), [line])
    assert not calendar.has_table(2027)
    assert not calendar.is_working(date(2027, 3, 1))
    assert not calendar.is_statutory(date(2027, 3, 1))


def test_outside_its_years_a_calendar_does_not_guess():
    """R067: an answer for an uncovered year would be wrong without showing it."""
    with pytest.raises(LookupError):
        CALENDAR.is_working(date(2030, 1, 1))


@given(
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.dictionaries(
        st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        st.sampled_from(["working", "rest", "statutory"]),
        max_size=5,
    ),
)
def test_a_correction_always_wins(day, corrected):
    """R049, R067: whatever the table says, the county's line decides; other days stay."""
    lines = [Override(key, kind) for key, kind in corrected.items()]
    calendar = build_calendar(date(2025, 1, 1), date(2027, 12, 31), lines)
    if day in corrected:
        assert calendar.is_working(day) == (corrected[day] == "working")
        assert calendar.is_statutory(day) == (corrected[day] == "statutory")
    else:
        assert calendar.is_working(day) == CALENDAR.is_working(day)
    following = calendar.next_working(day)
    assert following > day
    assert calendar.is_working(following)
    assert not any(
        calendar.is_working(between)
        for between in every_day(day + timedelta(days=1), following - timedelta(days=1))
    )


def test_the_library_s_table_can_be_shown():
    """R049: 33 holidays and 6 working weekend days of 2026, with their Chinese names."""
    table = library_table(2026)
    assert [kind for _day, kind, _name in table].count("statutory") == 33
    assert [kind for _day, kind, _name in table].count("working") == 6
    assert (date(2026, 10, 1), "statutory", "国庆节") in table
    assert (date(2026, 10, 10), "working", "国庆节调休上班") in table
    assert {2025, 2026} <= library_years()
