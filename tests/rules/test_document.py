"""Official documents, without Odoo."""

from datetime import date

import pytest
from zhaoshang_office.rules import document


def test_a_number_has_its_year_in_the_brackets_of_the_standard():
    """GB/T 9704-2012, 7.2.5: 〔〕, no 0 before the number, no 第."""
    assert document.reference("松驻招", 2026, 3) == "松驻招〔2026〕3号"
    assert document.reference("松驻招", 2026, 120) == "松驻招〔2026〕120号"


def test_a_date_has_no_zero_before_month_and_day():
    """GB/T 9704-2012, 7.3.5.4."""
    assert document.chinese_date(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (9, "九"), (10, "十"), (19, "十九"), (20, "二十"), (35, "三十五")],
)
def test_headings_are_counted_in_chinese(number, said):
    """GB/T 9704-2012, 7.3.3."""
    assert document.numeral(number) == said
