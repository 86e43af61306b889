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


@pytest.mark.parametrize(
    ("text", "doc_type", "year"),
    [
        # Early in a year, a text that looks back tells of the year before.
        (
            "工作总结\n发布时间：2020-01-17\n一年来，全市组建医联体28个。力争到2020年底达到30个。",
            "work_report",
            2019,
        ),
        ("年度盘点\n发布时间：2023-01-12\n过去一年，全院完成手术4.3万台次。", "news", 2022),
        (
            "卫生健康工作会议召开\n2025年2月18日，会议总结去年工作。建成医共体18个。",
            "work_report",
            2024,
        ),
        # A report of March on the first quarter does not.
        (
            "工作简报\n发布时间：2020-03-31\n一季度，全市组建医联体28个。一年来的势头不减。",
            "work_report",
            2020,
        ),
        # What a text says of itself goes first.
        (
            "采供血公报\n2018年2月6日\n现将2017年全市采供血情况公布如下：献血3.2万人次。",
            "communique",
            2017,
        ),
        ("简介\n床位580张。（以上数据统计截至2023年12月31日）", "other", 2023),
        (
            "妇幼健康工作总结\n2022年，在州委的领导下，活产4.1万人。2023年，全州将力争新建门诊20个。",
            "work_report",
            2022,
        ),
    ],
)
def test_the_year_of_a_text_that_looks_back(text, doc_type, year):
    assert found(text, doc_type=doc_type).year == year


def test_a_page_of_several_stories_is_no_hospitals():
    text = (
        "某某晚报\n本报讯（记者甲）市妇幼保健院今年门诊量20万人次，医院新增床位30张。\n"
        "本报讯（记者乙）市中医院全年出院3万人次，医院职工800人。"
    )
    assert found(text, doc_type="news").org is None


def test_a_hospitals_own_paper_is_about_the_hospital():
    text = "遵义医科大学附属医院院报 总第21期\n肝胆外科开放床位96张，医院病房整洁。"
    assert found(text).org == "遵义医科大学附属医院"


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
