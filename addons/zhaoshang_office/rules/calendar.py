"""Working days of the State Council's yearly table, with a county's own corrections.

The table comes from the library ``chinese_calendar``. A year it does not know yet is
provisional: only the holidays fixed to the solar calendar are in it (R049, R067).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar import constants

WORKING, REST, STATUTORY = "working", "rest", "statutory"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Override:
    """One corrected day: ``kind`` is working, rest or statutory (a holiday of the table).

    ``table`` tells a line of the State Council's own table from a county's correction.
    """

    day: date
    kind: str
    table: bool = False


@dataclass(frozen=True)
class WorkCalendar:
    """What kind of day a date is, for the years ``first_year`` to ``last_year``."""

    first_year: int
    last_year: int
    statutory: frozenset[date]
    working_weekends: frozenset[date]
    rest: frozenset[date]
    table_years: frozenset[int]

    def has_table(self, year: int) -> bool:
        """Tell whether the year's table is known; without it figures are provisional."""
        self._check_year(year)
        return year in self.table_years

    def is_statutory(self, day: date) -> bool:
        """Tell whether the day lies in a published holiday, its weekend days included."""
        self._check_year(day.year)
        return day in self.statutory

    def is_working(self, day: date) -> bool:
        self._check_year(day.year)
        if day in self.statutory or day in self.rest:
            return False
        return day.weekday() < 5 or day in self.working_weekends

    def next_working(self, day: date) -> date:
        """Return the first working day strictly after ``day``."""
        return self.on_or_after(day + ONE_DAY)

    def previous_working(self, day: date) -> date:
        """Return the last working day strictly before ``day``."""
        return self.on_or_before(day - ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """Return ``day`` where it is a working day, else the next one (R049)."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return ``day`` where it is a working day, else the one before (R054)."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def add_working(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``; 0 gives ``day`` itself."""
        for _ in range(count):
            day = self.next_working(day)
        return day

    def working_days(self, first: date, last: date) -> list[date]:
        """Return the working days from ``first`` to ``last``, both included."""
        span = (last - first).days + 1
        days = (first + timedelta(days=n) for n in range(max(span, 0)))
        return [day for day in days if self.is_working(day)]

    def _check_year(self, year: int) -> None:
        if not self.first_year <= year <= self.last_year:
            raise LookupError(f"{year} lies outside {self.first_year}-{self.last_year}")


def build_calendar(first: date, last: date, overrides: Iterable[Override] = ()) -> WorkCalendar:
    """Return the calendar that answers for ``first`` to ``last`` and a year on either side."""
    return _build(first.year - 1, last.year + 1, tuple(overrides))


@lru_cache(maxsize=64)
def _build(first_year: int, last_year: int, overrides: tuple[Override, ...]) -> WorkCalendar:
    years = range(first_year, last_year + 1)
    known_years = library_years()
    imported_years = {line.day.year for line in overrides if line.table}
    statutory = {day for day in constants.holidays if day.year in years}
    working = {day for day in constants.workdays if day.year in years}
    for year in set(years) - known_years - imported_years:
        statutory |= fixed_holidays(year)
    rest = set()
    for line in overrides:
        for kind, days in ((WORKING, working), (REST, rest), (STATUTORY, statutory)):
            (days.add if kind == line.kind else days.discard)(line.day)
    return WorkCalendar(
        first_year,
        last_year,
        frozenset(statutory),
        frozenset(working),
        frozenset(rest),
        frozenset((known_years | imported_years) & set(years)),
    )


def fixed_holidays(year: int) -> set[date]:
    """Return the statutory holidays that follow the sun: all that is sure without a table."""
    return {
        date(year, 1, 1),
        qingming(year),
        date(year, 5, 1),
        date(year, 5, 2),
        date(year, 10, 1),
        date(year, 10, 2),
        date(year, 10, 3),
    }


def qingming(year: int) -> date:
    """Return the day of 清明 in the 21st century by the usual approximation.

    >>> qingming(2026), qingming(2027)
    (datetime.date(2026, 4, 5), datetime.date(2027, 4, 5))
    """
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)


def library_years() -> set[int]:
    """Return the years whose table the library has."""
    return {day.year for day in constants.holidays}


def library_table(year: int) -> list[tuple[date, str, str]]:
    """Return (day, kind, name) for each day on which the year's table departs from the week."""
    off = ((day, STATUTORY, _name(key)) for day, key in constants.holidays.items())
    on = ((day, WORKING, f"{_name(key)}调休上班") for day, key in constants.workdays.items())
    return sorted(line for line in (*off, *on) if line[0].year == year)


def _name(key: str) -> str:
    return constants.Holiday(key).chinese
