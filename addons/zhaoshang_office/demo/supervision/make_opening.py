"""Write the sample of the opening sheet: python make_opening.py

One row of each kind, with the headings that the import knows; the counties replace the rows. A
correction is of a month that has been taken over, so its sample is a sheet of its own, which is not
read: what stands there is put into the first sheet of a further file.
"""

from datetime import date
from pathlib import Path

import xlwt

SAMPLE = Path(__file__).parents[2] / "static" / "xls" / "opening.xls"
HEADINGS = (
    "类别", "驻外招商局", "姓名", "日期或月份", "文号",
    "在聘天数", "在驻地天数", "轮休天数", "特殊请假天数", "未经请假天数", "事由",
)  # fmt: skip
WIDTHS = (12, 14, 12, 14, 22, 11, 12, 11, 14, 14, 30)
START = date(2026, 12, 1)
ROWS = (
    ("起算日", "深圳", "", START, "", "", "", "", "", "", "自该日起提示和检查各项职责"),
    ("起算日", "泉州", "", START, "", "", "", "", "", "", ""),
    ("通报批评", "深圳", "郝项目", date(2026, 3, 10), "松驻招〔2026〕3号", "", "", "", "", "",
     "3月2日未按规定电话汇报"),
    ("警示", "深圳", "郝项目", date(2026, 5, 6), "松组通〔2026〕9号", "", "", "", "", "",
     "4月20日未按规定电话汇报"),
    ("月出勤", "深圳", "郝项目", "2026年10月", "松驻招〔2026〕11号", 31, 24, 7, 0, 0, ""),
    ("月出勤", "深圳", "田落地", "2026年10月", "松驻招〔2026〕11号", 31, 18, 7, 0, 6, ""),
    ("最近实绩", "深圳", "田落地", date(2026, 6, 18), "", "", "", "", "", "", "客商来县考察"),
    ("最近实绩", "泉州", "", date(2026, 8, 20), "松招〔2026〕8号", "", "", "", "", "",
     "项目签约（全局）"),
    ("最近实绩", "深圳", "郝项目", "无", "", "", "", "", "", "", "聘任以来尚无实绩"),
)  # fmt: skip
CORRECTIONS = (
    ("月出勤更正", "深圳", "田落地", "2026年10月", "松驻招〔2026〕12号", 31, 19, 7, 0, 5,
     "10月16日已返驻地，原统计误计为未请假"),
)  # fmt: skip
TITLE = "启用前情况登记表（样表，请以本县情况替换）"
CORRECTION_TITLE = "月出勤更正样表（已导入的月份有误时，按此格式另存一个文件导入；本表不被读取）"


def write(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    _write_sheet(book.add_sheet("启用前情况"), TITLE, ROWS)
    _write_sheet(book.add_sheet("更正样表"), CORRECTION_TITLE, CORRECTIONS)
    book.save(str(path))


def _write_sheet(sheet, text, rows) -> None:
    borders = "borders: left thin, right thin, top thin, bottom thin"
    title = xlwt.easyxf("font: name 黑体, height 320; align: vert centre, horiz centre")
    plain = xlwt.easyxf(f"font: name 宋体; align: vert centre, horiz centre, wrap on; {borders}")
    day = xlwt.easyxf(
        f"font: name 宋体; align: vert centre, horiz centre; {borders}",
        num_format_str="yyyy-mm-dd",
    )
    sheet.write_merge(0, 0, 0, len(HEADINGS) - 1, text, title)
    for place, heading in enumerate(HEADINGS):
        sheet.write(1, place, heading, plain)
        sheet.col(place).width = 256 * WIDTHS[place]
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row):
            sheet.write(number, place, value, day if isinstance(value, date) else plain)


if __name__ == "__main__":
    write(SAMPLE)
