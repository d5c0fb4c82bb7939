from datetime import date

from zhaoshang_office.rules.calendar import build_calendar
from zhaoshang_office.rules.explanation import explain_until, may_explain

CALENDAR = build_calendar(date(2026, 1, 1), date(2026, 12, 31))


def test_two_working_days_after_the_missed_call():
    """R046: Monday's call until Wednesday, Friday's report until Tuesday."""
    assert explain_until(date(2026, 11, 23), CALENDAR) == date(2026, 11, 25)
    assert explain_until(date(2026, 11, 20), CALENDAR) == date(2026, 11, 24)
    assert may_explain(date(2026, 11, 20), date(2026, 11, 24), CALENDAR)
    assert not may_explain(date(2026, 11, 20), date(2026, 11, 25), CALENDAR)


def test_ahead_of_the_day_it_is_always_time():
    """R046: 「特殊情况作出说明」 before the call as well; holidays do not use the days up."""
    assert may_explain(date(2026, 11, 30), date(2026, 11, 1), CALENDAR)
    assert explain_until(date(2026, 9, 30), CALENDAR) == date(2026, 10, 9)
