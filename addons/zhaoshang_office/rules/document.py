"""Official documents: their numbers and dates as GB/T 9704-2012 writes them (DESIGN §10)."""

from __future__ import annotations

from datetime import date

DIGITS = "零一二三四五六七八九"


def reference(prefix: str, year: int, number: int) -> str:
    """发文字号: the year in 〔〕, the number without 0 before it and without 第.

    >>> reference("松驻招", 2026, 3)
    '松驻招〔2026〕3号'
    """
    return f"{prefix}〔{year}〕{number}号"


def chinese_date(day: date) -> str:
    """成文日期 in Arabic figures, month and day without 0 before them.

    >>> chinese_date(date(2026, 11, 6))
    '2026年11月6日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def numeral(number: int) -> str:
    """The ordinal of a heading, 1 to 99.

    >>> [numeral(n) for n in (1, 10, 11, 20, 21)]
    ['一', '十', '十一', '二十', '二十一']
    """
    tens, ones = divmod(number, 10)
    return (
        (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )


# -- layout, GB/T 9704-2012 ---------------------------------------------------------------------

PAGE_WIDTH, PAGE_HEIGHT = 210, 297  # mm
TOP, LEFT = 37, 28
TEXT_WIDTH, TEXT_HEIGHT = 156, 225
LINES, CHARACTERS = 22, 28  # a full page, a full line
THIRD, SECOND, FOURTH = 16, 22, 14  # 3号, 2号, 4号 in pt
HEAD_BELOW_TOP = 35  # mm from the text area to the upper edge of the red head
RULE_BELOW_NUMBER = 4  # mm
DATE_FROM_RIGHT = 4  # characters
POINT = 25.4 / 72  # mm
LARGEST_HEAD = 42  # pt; GB/T 9704 leaves the size to taste, below 22 mm × 15 mm


def head_size(text: str) -> int:
    """The size of the red head in pt: as large as fits into one line of the text area.

    >>> head_size("中共宿松县委组织部文件"), head_size("宿松县驻外招商管理办公室文件")
    (40, 31)
    """
    fits = int(TEXT_WIDTH / POINT / max(width(text), 1))
    return min(LARGEST_HEAD, fits)


def width(text: str) -> float:
    """How many characters wide: a figure or a Latin letter takes half of one.

    >>> width("2026年11月6日")
    6.5
    """
    return sum(0.5 if ord(character) < 0x2E80 else 1 for character in text)


def mark_size(text: str) -> int:
    """The size in pt of what is printed across a page: it fits between the margins, slanted.

    >>> mark_size("草稿"), mark_size("已撤销")
    (110, 90)
    """
    return min(110, int(TEXT_WIDTH / POINT / max(2 * width(text) - 1, 1)))


def signature_indents(issuer: str, day: str) -> tuple[float, float]:
    """From the right edge, in characters: (署名, date). The issuer is centred over the date, which
    stands four characters from the edge; a longer issuer stays within the line.

    >>> signature_indents("县招商管理局", "2026年11月6日")
    (4.25, 4)
    >>> signature_indents("宿松县驻外招商管理办公室", "2026年11月6日")
    (1.25, 4)
    """
    over = (width(issuer) - width(day)) / 2
    if over > DATE_FROM_RIGHT:
        return 0, over
    return DATE_FROM_RIGHT - over, DATE_FROM_RIGHT


def numbered(blocks: list[tuple]) -> list[tuple]:
    """Give headings their ordinals: 一、 then （一） then 1., each anew below the one above.

    A block is (kind, content); the kinds h1, h2 and h3 are headings, others pass as they are.

    >>> numbered([("h1", "出勤"), ("h2", "杭州局"), ("h2", "宁波局"), ("h1", "要求")])
    [('h1', '一、出勤'), ('h2', '（一）杭州局'), ('h2', '（二）宁波局'), ('h1', '二、要求')]
    """
    counts, result = [0, 0, 0], []
    signs = ("{}、".format, "（{}）".format, "{}.".format)
    for kind, *content in blocks:
        if kind in ("h1", "h2", "h3"):
            level = int(kind[1]) - 1
            counts[level:] = [counts[level] + 1, *([0] * (2 - level))]
            number = counts[level] if level == 2 else numeral(counts[level])
            content[0] = signs[level](number) + content[0]
        result.append((kind, *content))
    return result


def title_lines(title: str) -> list[str]:
    """Break a title by meaning: where its author put a line end, else after 的 near the middle.

    >>> title_lines("关于2026年10月驻外招商工作情况的通报")
    ['关于2026年10月驻外招商工作情况的通报']
    """
    most = int(TEXT_WIDTH / POINT / SECOND)
    lines = []
    for part in title.splitlines():
        while width(part) > most:
            cut = _cut(part, most)
            lines.append(part[:cut])
            part = part[cut:]
        lines.append(part)
    return lines


def _cut(part: str, most: int) -> int:
    """Where to end a line that is too long: at 的, 、 or ）, never inside a figure."""
    fitting = next(n for n in range(len(part), 0, -1) if width(part[:n]) <= most)
    good = [n for n in range(fitting // 3, fitting + 1) if part[n - 1] in "的、，）》"]
    if good:
        return good[-1]
    while fitting > 1 and part[fitting - 1 : fitting + 1].isascii():
        fitting -= 1
    return fitting
