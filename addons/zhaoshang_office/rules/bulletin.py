"""The monthly bulletin (clause 9, R058, R059): plain figures in, sentences and tables out.

What the figures are is a dictionary that goes into the bulletin as it was drafted and stays there:

- ``people``: for each officer and bureau ``person``, ``name``, ``bureau``, the days of ``DAYS`` and
  ``result``
- ``bureaus``: for each bureau ``bureau`` and the counts of ``WORK``, and ``projects`` as texts
- ``findings``: for each confirmed finding ``id``, ``name``, ``bureau``, ``what``, ``when``
- ``research``: for each bureau without the research report of a half-year ``bureau``, ``first``
- ``signins``: for each officer with days not signed for ``name``, ``bureau``, ``days``
- ``shortfalls``: what is told by :mod:`bulletin_shortfall`
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from . import bulletin_shortfall, presence
from .calendar import WorkCalendar
from .days import DAY, next_month
from .paper import Table, paragraphs

# key, head of its column
DAYS = (
    ("at_post", "在驻地"),
    ("leave", "休假"),
    ("escort", "陪商"),
    ("county", "回县"),
    ("special", "特殊"),
    ("absent", "未经请假"),
)
WORK = (
    ("visits", "拜访企业"),
    ("clients", "客商来访"),
    ("reported", "新报项目"),
    ("in_time", "按时汇报"),
    ("late", "迟报"),
    ("missed", "未汇报"),
    ("logs", "工作日志"),
)
RESULTS = {
    presence.MET: "达标",
    presence.SHORT: "未达标",
    presence.GROUND: "待核实",
    presence.INFORMATIVE: "不足考核期",
}
COLUMNS = dict(DAYS) | {"result": "是否达标"}
PEOPLE_WIDTHS = (17, 24, 17, 15, 15, 15, 15, 18, 20)
WORK_WIDTHS = (30, 18, 18, 18, 18, 18, 18, 18)
NO_FINDING = "本月无经核实认定的问题。"


def issue_by(month: date, calendar: WorkCalendar, days: int = 5) -> date:
    """R059: the working day of the following month by which the bulletin is issued.

    ``calendar`` covers the following month.
    """
    return calendar.add_working(next_month(month) - DAY, days)


def days_of(codes: str, parameters: presence.Parameters = presence.PARAMETERS) -> dict:
    """The days of one officer by the columns of the bulletin, from the codes of his month."""
    counted = presence.totals(codes, parameters)
    return {
        "at_post": counted.at_post,
        "leave": codes.count(presence.LEAVE),
        "escort": codes.count(presence.ESCORT_COUNTED) + codes.count(presence.ESCORT_BEYOND),
        "county": codes.count(presence.DUTY_CALLED) + codes.count(presence.DUTY_OWN),
        "special": codes.count(presence.SPECIAL_LEAVE),
        "absent": counted.unapproved,
        "result": presence.judge(codes, parameters).result,
    }


def title(month: date) -> str:
    return f"关于{month.year}年{month.month}月驻外招商工作情况的通报"


def correction_title(month: date) -> str:
    """
    >>> correction_title(date(2026, 10, 1))
    '关于更正2026年10月驻外招商工作情况\\n通报的通报'
    """
    return f"关于更正{month.year}年{month.month}月驻外招商工作情况\n通报的通报"


def attendance(figures: dict) -> Table:
    """Part one: a row for each officer in the order of the bureaus, and a sum after each bureau."""
    rows, sums = [], []
    for bureau in _in_order(person["bureau"] for person in figures["people"]):
        people = [person for person in figures["people"] if person["bureau"] == bureau]
        rows += [
            [person["name"], short(bureau), *(person[key] for key, _head in DAYS),
             RESULTS[person["result"]]]
            for person in people
        ]  # fmt: skip
        met = sum(person["result"] == presence.MET for person in people)
        sums.append(len(rows))
        rows.append(
            ["小计", short(bureau), *(sum(p[key] for p in people) for key, _head in DAYS),
             f"{met}/{len(people)}人"]
        )  # fmt: skip
    head = ["姓名", "驻外局", *(text for _key, text in DAYS), COLUMNS["result"]]
    return Table(rows, PEOPLE_WIDTHS, head, sums)


def work(figures: dict) -> Table:
    """Part two: the counts of each bureau, in the order of the bureaus and never by their size."""
    rows = [
        [short(line["bureau"]), *(line[key] for key, _head in WORK)] for line in figures["bureaus"]
    ]
    head = ["驻外局", *(text for _key, text in WORK)]
    return Table(rows, WORK_WIDTHS, head)


def short(bureau: str) -> str:
    """
    >>> short("杭州驻外招商局")
    '杭州局'
    """
    return bureau.replace("驻外招商局", "局")


def attendance_text(figures: dict) -> str:
    people = figures["people"]
    everybody = {person.get("person", (person["bureau"], person["name"])): person["result"]
                 for person in people}  # fmt: skip
    met = sum(result == presence.MET for result in everybody.values())
    bureaus = len(_in_order(person["bureau"] for person in people))
    return (
        f"本月{bureaus}个驻外招商局共有驻外招商人员{len(everybody)}人，其中在驻地天数达标{met}人。"
        "各人出勤情况如下（单位：天）："
    )


def work_text(figures: dict) -> str:
    """What is offered as the prose of part two; its figures stand in the table below it."""
    active = [short(line["bureau"]) for line in figures["bureaus"] if line["projects"]]
    if not active:
        return "本月各驻外招商局围绕驻点区域开展企业拜访和项目对接，工作情况如下："
    return (
        "本月各驻外招商局围绕驻点区域开展企业拜访和项目对接，"
        f"{'、'.join(active)}的项目有新进展。工作情况如下："
    )


def problems(figures: dict) -> list[str]:
    """Part three: each confirmed finding in a sentence, then the bureaus without their research
    report (R034), then who did not sign in (R079), then what else fell short (R027, R030, R107)."""
    sentences = [
        f"{short(found['bureau'])}{found['name']}：{found['when']}{found['what']}，已经核实认定。"
        for found in figures["findings"]
    ]
    sentences += [
        f"{short(line['bureau'])}：{half_words(line['first'])}产业调研报告未按期上交。"
        for line in figures.get("research", ())
    ]
    sentences += [
        f"{short(line['bureau'])}{line['name']}：回县工作期间有{line['days']}天未履行签到手续。"
        for line in figures["signins"]
    ]
    sentences += [
        f"{short(bureau)}：{text}"
        for bureau, text in bulletin_shortfall.sentences(figures.get("shortfalls", {}))
    ]
    return sentences or [NO_FINDING]


def half_words(first: str) -> str:
    """
    >>> half_words("2026-01-01")
    '2026年上半年'
    """
    day = date.fromisoformat(first)
    return f"{day.year}年{'上' if day.month == 1 else '下'}半年"


def blocks(figures: dict, texts: dict) -> list[tuple]:
    """The body of the document: four parts; ``texts`` holds what may be worded."""
    parts = [("h1", "出勤"), ("p", attendance_text(figures)), ("table", attendance(figures))]
    parts += [("h1", "工作动态"), *paragraphs(texts.get("work")), ("table", work(figures))]
    for line in figures["bureaus"]:
        if line["projects"]:
            parts += [("h2", short(line["bureau"])), ("p", "；".join(line["projects"]) + "。")]
    parts += [("h1", "存在问题"), *paragraphs(texts.get("problems"))]
    parts += [("p", f"{n}. {text}") for n, text in enumerate(problems(figures), 1)]
    return [*parts, ("h1", "要求"), *paragraphs(texts.get("requirements"))]


def changes(before: dict, now: dict) -> list[dict]:
    """R059: what has changed between two sets of figures, one line for each value.

    A person or a bureau that only one of them knows is told as such.
    """
    found = []
    for part, columns in (("people", COLUMNS), ("bureaus", dict(WORK))):
        old, new = (_by_name(figures[part]) for figures in (before, now))
        for key in _in_order([*old, *new]):
            for name, head in columns.items():
                values = [_said(rows.get(key, {}).get(name), name) for rows in (old, new)]
                if values[0] != values[1]:
                    found.append(
                        {"who": "".join(key), "what": head, "old": values[0], "new": values[1]}
                    )
    return found + _taken_back(before, now)


def _taken_back(before: dict, now: dict) -> list[dict]:
    """R059, R063: the findings that were told and do not stand any more, each in its line."""
    standing = {line["id"] for line in now.get("findings", ())}
    return [
        {
            "who": f"{short(line['bureau'])}{line['name']}",
            "what": "存在问题",
            "old": f"{line['when']}{line['what']}，已经核实认定",
            "new": "认定已撤销，不再计入",
        }
        for line in before.get("findings", ())
        if line["id"] not in standing
    ]


def without_taken_back(told: dict, standing: set, fewer: dict) -> dict:
    """R059: figures told earlier, as they are once findings were taken back.

    :param standing: ids of the told findings that stand
    :param fewer: {bureau: missed reports that are none any more}
    """
    return told | {
        "findings": [line for line in told.get("findings", ()) if line["id"] in standing],
        "bureaus": [
            line | {"missed": line["missed"] - fewer.get(line["bureau"], 0)}
            for line in told["bureaus"]
        ],
    }


def changes_table(lines: Sequence[dict]) -> Table:
    rows = [[line["who"], line["what"], line["old"], line["new"]] for line in lines]
    return Table(rows, (60, 32, 32, 32), ("对象", "项目", "原通报", "更正为"))


def correction_blocks(first: dict, lines: Sequence[dict], text: str | None) -> list[tuple]:
    """The body of a 更正通报: what it refers to, what was told and what is right."""
    parts = [("p", f"经核查，《{first['title']}》（{first['number']}）部分内容有误，现更正如下：")]
    parts += [("table", changes_table(lines))] if lines else []
    parts += paragraphs(text)
    return [*parts, ("p", "原通报其余内容不变。特此更正。")]


def _by_name(rows: Sequence[dict]) -> dict:
    return {(short(row["bureau"]), row.get("name", "")): row for row in rows}


def _said(value, name: str) -> str:
    if value is None:
        return "无"
    return RESULTS[value] if name == "result" else str(value)


def _in_order(items) -> list:
    return list(dict.fromkeys(items))
