"""Printed papers as plain values: what a decision says, and what it never says."""

from datetime import date

import pytest
from zhaoshang_office.rules import clauses
from zhaoshang_office.rules.paper import MISSING, Cell, Table
from zhaoshang_office.rules.sanction_paper import Case, decision, receipt, title, worded

FACTS = "10月9日至25日未经请假离岗（R090）。"


def case(kind="criticism", **values):
    known = {
        "name": "张三", "post": "副局长", "bureau": "杭州驻外招商局", "policy": "《办法》",
        "home_unit": "县水利局", "facts": FACTS, "analysis": "违反第十条。",
        "admonition": "引以为戒。",
        "review_days": 10,
    }  # fmt: skip
    return Case(kind, **(known | values))


def heads(paper):
    return [text for kind, text in paper.blocks if kind == "h1"]


def said(paper):
    return "\n".join(str(content) for _kind, content in paper.blocks)


def test_a_criticism_has_the_usual_four_parts_and_goes_to_every_bureau():
    """R091: facts, nature, decision with its clause, admonition; nothing of what he answered."""
    paper = decision(case(addressee="各驻外招商局", statements=("我的理由",)))
    assert heads(paper) == ["主要事实", "性质认定", "处理决定", "工作要求"]
    assert paper.addressee == "各驻外招商局"
    assert "我的理由" not in said(paper)
    assert f"第十一条规定：“{clauses.LADDER}”" in said(paper)


def test_a_warning_goes_to_the_person_and_his_unit_and_tells_what_he_said():
    """R092, R063."""
    paper = decision(case("warning", statements=("我的理由",)))
    assert paper.addressee == "张三同志，县水利局"
    assert heads(paper)[2:4] == ["本人陈述", "处理决定"]
    assert "我的理由" in said(paper)


def test_a_dismissal_on_a_direct_ground_names_its_sentence_and_its_day():
    """R097, R103, R104: the clause word for word, heard, in force from the day."""
    paper = decision(case("dismissal", direct=True, asked=True, effective_on=date(2026, 12, 1)))
    assert clauses.DIRECT in said(paper)
    assert clauses.LADDER not in said(paper)
    assert "自2026年12月1日起生效" in said(paper)
    assert "未提出陈述" in said(paper)
    assert title(case("dismissal")) == "关于解聘张三同志\n杭州驻外招商局副局长职务的决定"


@pytest.mark.parametrize("kind", ["warning", "dismissal"])
def test_the_review_is_not_told_as_a_word_of_the_regulation(kind):
    """R105: the text is silent and cut off; the paper says so."""
    paper = decision(case(kind))
    notes = "\n".join(text for block, text in paper.blocks if block == "note")
    assert "10个工作日" in said(paper)
    assert "不是办法原文" in notes
    assert MISSING in notes
    assert "复核" not in clauses.LADDER + clauses.DIRECT


def test_no_number_of_a_rule_stands_on_a_paper():
    assert "R0" not in said(decision(case()))
    assert worded("低于15天（R097、R098）须查实。") == [("p", "低于15天须查实。")]
    assert worded("厂房（RT工业）。") == [("p", "厂房（RT工业）。")]


def test_a_receipt_names_paper_number_and_person_and_leaves_room_to_sign():
    """R095: 送达回证."""
    ((_kind, table), _note) = receipt(
        case("warning", number="松组招〔2026〕1号", served_way="post")
    ).blocks
    text = "\n".join(table.lines())
    for word in ("关于给予张三同志警示的决定", "松组招〔2026〕1号", "☑邮寄送达", "□直接送达",
                 "受送达人签名", "见证人签名", "拒收事由"):  # fmt: skip
        assert word in text
    assert {sum(cell.span for cell in row) for row in table.cells()} == {len(table.widths)}


def test_a_table_is_as_wide_as_the_text():
    for table in (receipt(case()).blocks[0][1],):
        assert sum(table.widths) == 156
    assert Table([[Cell("一", span=2)]], (78, 78), ("甲", "乙")).lines() == ["甲\t乙", "一"]
