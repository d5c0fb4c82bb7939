"""The calendar of the State Council's notices for 2025 and 2026, typed in by hand.

It is the yardstick of these tests and therefore independent of the library that the product uses.
"""

from datetime import date, timedelta


def _days(year, *ranges):
    for text in ranges:
        first, _to, last = text.partition("/")
        day, end = date.fromisoformat(f"{year}-{first}"), last or first
        while day <= date.fromisoformat(f"{year}-{end}"):
            yield day
            day += timedelta(days=1)


class HandMadeCalendar:
    OFF = {
        *_days(2025, "01-01", "01-28/02-04", "04-04/04-06", "05-01/05-05", "05-31/06-02"),
        *_days(2025, "10-01/10-08"),
        *_days(2026, "01-01/01-03", "02-15/02-23", "04-04/04-06", "05-01/05-05", "06-19/06-21"),
        *_days(2026, "09-25/09-27", "10-01/10-07"),
        *_days(2027, "01-01/01-03"),
    }
    WORKING_WEEKEND = {
        *_days(2025, "01-26", "02-08", "04-27", "09-28", "10-11"),
        *_days(2026, "01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
    }

    def is_statutory(self, day):
        return day in self.OFF

    def is_working(self, day):
        return day in self.WORKING_WEEKEND or (day.weekday() < 5 and day not in self.OFF)

    def has_table(self, year):
        return year in (2025, 2026)


COUNTY_CALENDAR = HandMadeCalendar()
