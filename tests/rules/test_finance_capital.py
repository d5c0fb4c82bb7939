"""Amounts in Chinese capitals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_finance.rules.capital import DIGITS, capital_amount
from zhaoshang_finance.rules.schedule import ScheduleError


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("15.05", "壹拾伍元零伍分"),
        ("1005.05", "壹仟零伍元零伍分"),
        ("13636.36", "壹万叁仟陆佰叁拾陆元叁角陆分"),
        ("13636.40", "壹万叁仟陆佰叁拾陆元肆角整"),
        ("11000", "壹万壹仟元整"),
        ("20000", "贰万元整"),
        ("30000", "叁万元整"),
        ("100005", "壹拾万零伍元整"),
        ("180000", "壹拾捌万元整"),
        ("250000", "贰拾伍万元整"),
        ("1000000.01", "壹佰万元零壹分"),
        ("10100000", "壹仟零壹拾万元整"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000001", "壹亿零壹元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("1001001001", "壹拾亿零壹佰万壹仟零壹元整"),
        ("-25.10", "负贰拾伍元壹角整"),
    ],
)
def test_the_capitals_of(amount, text):
    """R119: loan slip and allotment notice carry the amount in capitals."""
    assert capital_amount(Decimal(amount)) == text


def test_an_amount_beyond_all_budgets_is_refused():
    with pytest.raises(ScheduleError, match="^10000000000000000.00 is too large"):
        capital_amount(Decimal(10) ** 16)


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_reading_the_capitals_gives_the_amount_back(amount):
    """R119: the capitals say the same as the figures, and 零 never stands twice or last."""
    text = capital_amount(amount)
    assert _read(text) == amount
    assert "零零" not in text
    assert not text.rstrip("元整").endswith("零") or text == "零元整"


def _read(text):
    yuan, _, rest = text.rstrip("整").rpartition("元")
    cents = 0
    for digit, unit in zip(rest.replace("零", "")[::2], rest.replace("零", "")[1::2], strict=True):
        cents += DIGITS.index(digit) * {"角": 10, "分": 1}[unit]
    return Decimal(_read_integer(yuan)) + Decimal(cents) / 100


def _read_integer(text):
    for unit, value in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.partition(unit)
        if found:
            return _read_integer(head) * value + _read_integer(tail)
    result = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS.index(char)
        else:
            result, digit = result + digit * {"拾": 10, "佰": 100, "仟": 1000}[char], 0
    return result + digit
