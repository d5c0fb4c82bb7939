import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_office.rules.publication import PROJECT, Secret, masked, named

FIRM = Secret("浙江云梯精密铸件集团有限公司")
CODENAME = Secret("金凤计划", PROJECT)
SECRETS = [FIRM, CODENAME]


@pytest.mark.parametrize(
    "text",
    [
        "拜访浙江云梯精密铸件集团有限公司",
        "拜访 云 梯 精密铸件",
        "与【云梯】精密-铸件洽谈",
        "浙江云梯精密铸件（集团）",
        "推进“金凤计划”落地",
        "Ｊ金凤　计划",
    ],
)
def test_a_text_that_names_an_unsigned_project_or_its_investor_is_found_out(text):
    """R060: however it is written."""
    assert named(text, SECRETS)


@pytest.mark.parametrize("text", ["13800138000", "0571-8888-0001", "电邮 boss@firm.cn"])
def test_numbers_of_people_do_not_stand_in_the_paper(text):
    """R060, R110: a telephone number or an address names the client."""
    assert named(f"请联系{text}。", []) == [text.replace("电邮 ", "")]


def test_what_is_public_stays():
    """R060: ordinary work is told; a year and an amount are no telephone number."""
    text = "2026年走访企业120家，投资1.2亿元，拜访机械行业协会。"
    assert named(text, SECRETS) == []
    assert masked(text, SECRETS) == text


def test_masking_leaves_the_sentence():
    """R060: names are masked, and a masked text passes the check."""
    text = masked("拜访云梯精密铸件，推进金凤计划，电话13800138000。", SECRETS)
    assert text == "拜访某企业，推进某项目，电话（联系方式略）。"
    assert named(text, SECRETS) == []


def test_a_name_of_one_character_is_not_looked_for():
    """R060: it would stand in every text."""
    assert named("一切顺利", [Secret("一")]) == []


@given(st.text(max_size=60), st.sampled_from(["云梯精密铸件", "金凤计划", "浙江云梯精密铸件集团"]))
def test_nothing_secret_is_left_after_masking(text, name):
    """R060: wherever in a text the name stands."""
    assert named(masked(text[:20] + name + text[20:], SECRETS), SECRETS) == []
