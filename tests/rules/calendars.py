"""The county's calendar for the tests of rules that only use one."""

from datetime import date

from zhaoshang_office.rules.calendar import STATUTORY, Override, build_calendar

NEW_YEAR_2027 = [Override(date(2027, 1, day), STATUTORY, table=True) for day in (1, 2, 3)]
COUNTY_CALENDAR = build_calendar(date(2025, 1, 1), date(2029, 12, 31), NEW_YEAR_2027)
