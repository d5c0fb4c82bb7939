"""What the monthly bulletin tells of shortfalls that are nobody's offence (clause 9, R058)."""

from datetime import date

from zhaoshang_office.rules import bulletin, bulletin_shortfall

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
LAST_WEEK = date(2026, 10, 26), date(2026, 11, 1)  # its Friday is in October
SHORT = {
    "weeks": [
        {
            "bureau": "宁波驻外招商局",
            "weeks": [
                {"first": "2026-10-05", "last": "2026-10-11", "found": 0, "required": 1},
                {"first": "2026-10-12", "last": "2026-10-18", "found": 1, "required": 2},
            ],
        }
    ],
    "books": [{"bureau": "泉州驻外招商局"}],
    "projects": [
        {
            "bureau": "深圳驻外招商局",
            "number": "XS-2026-005",
            "due": "2026-10-14",
            "reported": "2026-10-19",
        }
    ],
    "unreported": [{"bureau": "深圳驻外招商局", "count": 2}],
}


def test_shortfalls_are_facts_with_their_rule_and_no_number_of_steps():
    """R027, R030, R107: one sentence a bureau and rule, in the order that was handed in."""
    told = bulletin.problems({"findings": [], "signins": [], "shortfalls": SHORT})
    assert told == [
        "宁波局：拜访企业少于规定家数：10月5日至10月11日0家（应1家）、"
        "10月12日至10月18日1家（应2家）（第六条，R027）。",
        "泉州局：企业通信录本月未更新，也未说明“本月无变化”（第六条，R030）。",
        "深圳局：项目XS-2026-005应于10月14日前报送，10月19日报送（第十二条，R107）。",
        "深圳局：有2条投资意向明确的项目信息逾期未报送（第十二条，R107）。",
    ]


def test_a_month_without_shortfalls_says_so():
    """R058: also where a bulletin was drawn before shortfalls were told."""
    for figures in ({}, {"shortfalls": {}}, {"shortfalls": {"weeks": [], "books": []}}):
        told = bulletin.problems({"findings": [], "signins": []} | figures)
        assert told == [bulletin.NO_FINDING]


def test_every_week_is_told_once():
    """R028: with the month of its Friday; one that was still running then, with the month after."""
    told = bulletin_shortfall.is_told
    assert told(LAST_WEEK, OCTOBER, None)
    assert not told(LAST_WEEK, NOVEMBER, date(2026, 11, 2))
    assert told(LAST_WEEK, NOVEMBER, date(2026, 11, 1))
    assert not told(LAST_WEEK, NOVEMBER, None)  # nothing was drawn before: not watched here


def test_who_held_two_posts_is_one_person():
    """R058, R097: he stands with each bureau and is counted once."""
    days = {key: 0 for key, _head in bulletin.DAYS}
    people = [
        {"person": who, "name": name, "bureau": bureau, "result": "met"} | days
        for who, name, bureau in ((1, "甲", "宁波驻外招商局"), (2, "乙", "宁波驻外招商局"),
                                  (2, "乙", "上海驻外招商局"))
    ]  # fmt: skip
    text = bulletin.attendance_text({"people": people})
    assert "本月2个驻外招商局共有驻外招商人员2人，其中在驻地天数达标2人。" in text
    assert [row[-1] for row in bulletin.attendance({"people": people}).rows][2:] == [
        "2/2人", "达标", "1/1人"
    ]  # fmt: skip
