"""Write the sample roster beside this file: python make_roster.py

It looks like what a county keeps: merged titles, a bureau merged over its people, spaces in
headings, dates as cells and as text, a total, a signature line.
"""

from datetime import date
from pathlib import Path

import xlwt

HEADINGS = (
    "序号",
    "驻外招商局",
    "姓  名",
    "职务",
    "挂任单位",
    "挂任职务",
    "原单位",
    "聘任起",
    "聘任止",
    "说明",
)
FIRST, LAST = date(2025, 7, 1), date(2027, 6, 30)
ZONE, BUREAU = "县经开区二级机构", "县招商管理局"

# bureau, name, post, host unit, post there, home unit, from, to
OFFICERS = (
    ("杭州", "甄杭远", "局长", "县委办", "副主任", "县发改委", FIRST, LAST),
    ("杭州", "柳拜山", "副局长", ZONE, "副局长", "县经信局", FIRST, LAST),
    ("杭州", "安之访", "副局长", BUREAU, "副局长", "县商务局", FIRST, LAST),
    ("宁波", "江来客", "局长", "县政府办", "副主任", "县财政局", FIRST, LAST),
    ("宁波", "贺常在", "副局长", ZONE, "副局长", "县自然资源局", FIRST, LAST),
    ("宁波", "苗引商", "副局长", BUREAU, "副局长", "县农业农村局", FIRST, LAST),
    ("无锡", "梁鼎锡", "局长", "临江产业园", "副主任", "县住建局", FIRST, LAST),
    ("无锡", "宫勤走", "副局长", ZONE, "副局长", "县市场监管局", FIRST, LAST),
    ("无锡", "程有约", "副局长", BUREAU, "副局长", "县统计局", FIRST, LAST),
    ("上海", "沈申浦", "局长", "县委办", "副主任", "县教育局", FIRST, LAST),
    ("上海", "陆先行", "副局长", ZONE, "副局长", "县水利局", FIRST, LAST),
    ("上海", "殷早离", "副局长", BUREAU, "副局长", "县文旅局", FIRST, date(2026, 3, 17)),
    ("上海", "闻汇报", "副局长", BUREAU, "副局长", "县林业局", date(2026, 4, 20), LAST),
    ("深圳", "岳鹏程", "局长", "县政府办", "副主任", "县交通运输局", FIRST, LAST),
    ("深圳", "田落地", "副局长", ZONE, "副局长", "县生态环境分局", FIRST, LAST),
    ("深圳", "郝项目", "副局长", BUREAU, "副局长", "县审计局", FIRST, LAST),
    ("泉州", "洪刺桐", "局长", "临江产业园", "副主任", "县司法局", FIRST, LAST),
    ("泉州", "蓝泉生", "副局长", ZONE, "副局长", "县医保局", FIRST, LAST),
)


def style(font="", **more):
    parts = [f"font: name 宋体, {font}" if font else "font: name 宋体"]
    parts += [f"{key}: {value}" for key, value in more.items()]
    parts.append("borders: left thin, right thin, top thin, bottom thin")
    return "; ".join(parts)


def write(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("花名册")
    centre = "vert centre, horiz centre"
    title = xlwt.easyxf(f"font: name 黑体, height 320; align: {centre}")
    plain = xlwt.easyxf(style(align=f"{centre}, wrap on"))
    day = xlwt.easyxf(style(align=centre), num_format_str="yyyy-mm-dd")
    width = len(HEADINGS) - 1
    sheet.write_merge(0, 0, 0, width, "宿松县驻外招商局人员花名册（演示）", title)
    note = "填报单位：县委组织部　　　填报日期：2026年4月20日"
    sheet.write_merge(1, 1, 0, width, note, xlwt.easyxf("font: name 宋体"))
    for place, heading in enumerate(HEADINGS):
        sheet.write(2, place, heading, plain)
        sheet.col(place).width = 256 * (8, 14, 12, 10, 22, 12, 18, 14, 14, 14)[place]
    first_row = 3
    for number, officer in enumerate(OFFICERS, start=1):
        bureau, name, post, unit, unit_post, home, start, end = officer
        row = first_row + number - 1
        sheet.write(row, 0, number, plain)
        spaced = name if number % 2 else "　".join(name)
        for place, text in enumerate((spaced, post, unit, unit_post, home), start=2):
            sheet.write(row, place, text, plain)
        if number % 3:
            sheet.write(row, 7, start, day)
        else:
            sheet.write(row, 7, f"{start.year}年{start.month}月{start.day}日", plain)
        sheet.write(row, 8, end, day)
        sheet.write(row, 9, "", plain)
    for bureau in dict.fromkeys(officer[0] for officer in OFFICERS):
        rows = [first_row + i for i, officer in enumerate(OFFICERS) if officer[0] == bureau]
        sheet.write_merge(rows[0], rows[-1], 1, 1, f"{bureau}驻外招商局", plain)
    below = first_row + len(OFFICERS)
    sheet.write_merge(below, below, 0, 1, "合计", plain)
    sheet.write(below, 2, f"{len(OFFICERS)}人", plain)
    sheet.write(below + 1, 0, "制表：仲选才　　审核：仲复核")
    book.save(str(path))


if __name__ == "__main__":
    write(Path(__file__).with_name("roster.xls"))
