"""Amounts in Chinese capitals (大写金额) as the rules for filling in vouchers want them.

Written out here rather than taken from a package: forty lines, on ``Decimal``, with the closing
整 after 角 that the county's vouchers carry.

>>> capital_amount(Decimal("13636.40"))
'壹万叁仟陆佰叁拾陆元肆角整'
"""

from decimal import Decimal

from .schedule import ScheduleError, to_cents

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal(10) ** (4 * len(GROUPS))


def capital_amount(amount):
    """Return the amount of yuan in Chinese capitals; negative amounts begin with 负.

    >>> capital_amount(Decimal("1005.05"))
    '壹仟零伍元零伍分'
    """
    amount = to_cents(amount)
    if abs(amount) >= LIMIT:
        raise ScheduleError(f"{amount} is too large to be written in capitals")
    yuan, cents = divmod(int(abs(amount) * 100), 100)
    sign = "负" if amount < 0 else ""
    whole = _integer(yuan) + "元" if yuan else ""
    jiao, fen = divmod(cents, 10)
    if not cents:
        return f"{sign}{whole or '零元'}整"
    if not fen:
        return f"{sign}{whole}{DIGITS[jiao]}角整"
    if not jiao:
        return f"{sign}{whole}{'零' if whole else ''}{DIGITS[fen]}分"
    return f"{sign}{whole}{DIGITS[jiao]}角{DIGITS[fen]}分"


def _integer(number):
    """Return a positive integer in capitals: groups of four digits, 零 for gaps between them."""
    text = ""
    for index in reversed(range(len(GROUPS))):
        above, group = divmod(number // 10000**index, 10000)
        if not group:
            continue
        if above and (group < 1000 or not above % 10000):
            text += "零"
        text += _group(group) + GROUPS[index]
    return text


def _group(number):
    """Return 1 to 9999 in capitals, without a leading 零."""
    text = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += DIGITS[digit] + PLACES[place]
        elif text and number % 10**place:
            text += "" if text.endswith("零") else "零"
    return text
