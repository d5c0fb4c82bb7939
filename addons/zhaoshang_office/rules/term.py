"""Terms of office (clause 3, R007)."""

from datetime import date, timedelta


def anniversary(start: date, years: int) -> date:
    """Return the same day ``years`` later; 29 February is taken as the 28th.

    >>> anniversary(date(2024, 2, 29), 2)
    datetime.date(2026, 2, 28)
    """
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def term_end(start: date, years: int = 2) -> date:
    """Return the last day of a term: its start plus ``years`` less one day (clause 3, R007).

    >>> term_end(date(2025, 7, 1))
    datetime.date(2027, 6, 30)
    """
    return anniversary(start, years) - timedelta(days=1)
