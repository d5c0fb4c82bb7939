"""The circular of an inspection, 督查通报 (clause 9, R061, R063).

「县效能办对驻外招商人员履职履责进行常态化督查」
It names nobody's fault before a person has been heard and the fault is confirmed. Values in, what
the paper says out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from . import inspection
from .clauses import INSPECTION
from .paper import Table

CONFIRMED, DROPPED = "confirmed", "dropped"
HEAD = ("姓名", "职务", "督查方式", "应在何处", "督查结果")
WIDTHS = (26, 22, 28, 38, 42)
RESULTS = {
    inspection.PRESENT: "在岗",
    inspection.ABSENT: "不在岗",
    inspection.UNREPORTED: "未按规定汇报",
    inspection.OTHER: "其他情况",
}
WAYS = {
    inspection.PHONE: "电话",
    inspection.VIDEO: "视频",
    inspection.ON_SITE: "实地",
    inspection.ROLL_CALL: "查岗",
}


@dataclass(frozen=True)
class Line:
    """What was put down about one officer; ``finding``: the state of what it raised, if any."""

    name: str
    post: str
    way: str
    expected: str
    result: str
    finding: str = ""

    def words(self) -> str:
        """R063: what is not confirmed yet is being looked into, whatever was seen.

        >>> Line("张三", "副局长", "phone", "在驻地", "absent", "suspected").words()
        '情况待核实'
        """
        if self.result in (inspection.ABSENT, inspection.UNREPORTED):
            if self.finding == DROPPED:
                return "经核实不予认定"
            if self.finding != CONFIRMED:
                return "情况待核实"
        return RESULTS[self.result]


def title(bureau: str, day: date) -> str:
    """关于 … 督查情况的通报, its second line the day.

    >>> title("杭州驻外招商局", date(2026, 11, 6))
    '关于对杭州驻外招商局督查情况的通报\\n（2026年11月6日督查）'
    """
    return f"关于对{bureau}督查情况的通报\n（{day.year}年{day.month}月{day.day}日督查）"


def facts(bureau: str, day: date, lines: Sequence[Line]) -> dict:
    """What the circular tells, to be kept as it was issued."""
    return {"bureau": bureau, "day": day.isoformat(), "lines": [asdict(line) for line in lines]}


def blocks(told: Mapping, policy: str) -> list[tuple]:
    """The parts of the paper: what was inspected, what was found, what it rests on.

    :param told: what :func:`facts` said when it was issued
    :param policy: name of the regulation in force then, in its 《》
    """
    lines = [Line(**line) for line in told["lines"]]
    day = date.fromisoformat(told["day"])
    return [
        ("h1", "督查情况"),
        ("p", _what(told["bureau"], day, lines)),
        ("table", Table([_row(line) for line in lines], WIDTHS, HEAD)),
        ("h1", "存在问题"),
        *(("p", text) for text in _problems(lines)),
        ("h1", "有关要求"),
        ("p", f"{policy}第九条规定：“{INSPECTION}”请对照检查，如实说明，落实整改。"),
    ]


def _what(bureau: str, day: date, lines: Sequence[Line]) -> str:
    ways = "、".join(dict.fromkeys(WAYS[line.way] for line in lines))
    present = sum(line.result == inspection.PRESENT for line in lines)
    return (
        f"{day.year}年{day.month}月{day.day}日，县效能办以{ways}方式对{bureau}人员履职情况进行督查，"
        f"共督查{len(lines)}人，其中在岗{present}人。"
    )


def _row(line: Line) -> list[str]:
    return [line.name, line.post, WAYS[line.way], line.expected, line.words()]


def _problems(lines: Sequence[Line]) -> list[str]:
    wrong = (inspection.ABSENT, inspection.UNREPORTED)
    found = [line for line in lines if line.result in wrong]
    told = [f"{line.name}{RESULTS[line.result]}，已经认定。" for line in found
            if line.finding == CONFIRMED]  # fmt: skip
    waiting = sum(line.finding not in (CONFIRMED, DROPPED) for line in found)
    if waiting:
        told.append(f"有{waiting}人的情况正在听取本人说明，由管理办公室核实后认定。")
    return told or ["本次督查未发现问题。"]
