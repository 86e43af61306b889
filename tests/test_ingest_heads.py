"""Whose document it is and of which year, where no title says it: organisation and years."""

from __future__ import annotations

import pytest

from healthkpi.extract.reader import read_document
from healthkpi.ingest.metadata import Overrides, find_metadata
from healthkpi.ingest.organisation import find_org
from healthkpi.ingest.sources import read_text

WORK = "全年门急诊量86万人次，出院4.2万人次。医院新增床位120张，我院职工达到1460人。"


def found(text, name="", **told):
    return find_metadata(text, Overrides(**told), name)


@pytest.mark.parametrize(
    ("head", "org"),
    [
        ("桐梓县人民医院第七届职工代表大会工作报告\n", "桐梓县人民医院"),
        ("遵义市红花岗区中医院\n2023年工作总结\n", "遵义市红花岗区中医院"),
        ("2月18日，桐梓县人民医院召开年度总结会。\n", "桐梓县人民医院"),
    ],
)
def test_a_hospital_whose_head_names_it(head, org):
    assert found(head + WORK).org == org


@pytest.mark.parametrize(
    "text",
    [
        "基层住院报销比例比市级医院高出15个百分点。",
        "习水县依托县医院成立慢病中心，建成村级管理点72个。",
        "全市三级公立医院门诊量增长5%，全市床位4.1万张。",
        "遵义市卫生健康局关于公立医院改革的报告\n全市公立医院门诊量120万人次。",
    ],
)
def test_a_clause_or_a_kind_is_no_hospital(text):
    assert find_org(text, None, None, "") is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # A briefing of March that tells of the year before.
        (
            "医改简报\n第3期\n2025年3月10日\n以2022年为基期，2024年底床位达到900张。2024年投入2亿元。",
            2024,
        ),
        # One of autumn tells of its own year.
        ("医改简报\n第9期\n2024年10月10日\n今年以来新增床位900张。", 2024),
        # A monthly bulletin has its month's year, also when it came out in the next.
        ("某市疫情通报\n2023年3月5日\n全市报告流感120例。", 2023),
    ],
)
def test_the_year_of_a_bulletin_without_a_title(text, year):
    assert found(text, doc_type="communique").year == year


def scopes_of(text, **told):
    document = read_text(text, **told)
    return [claim.scope for claim in read_document(document).claims]


def test_a_city_at_county_level_speaks_of_itself_as_the_city():
    text = (
        "关于2024年全市卫生健康工作情况的报告\n仁怀市卫生健康局\n"
        "仁怀市现有医疗机构312家。全市床位2980张，仁怀市人均期望寿命79.6岁。"
    )
    assert set(scopes_of(text, city="遵义市", year=2024)) == {"仁怀市"}


def test_a_city_that_names_one_of_its_counties_stays_the_city():
    text = "遵义市仁怀市等地探索医改。遵义市现有医疗机构4312家，遵义市床位4.1万张。"
    assert "仁怀市" not in scopes_of(text, city="遵义市", year=2024)
