"""Whose document it is and of which year, where its opening or its foot tells."""

from __future__ import annotations

import pytest

from healthkpi.extract.reader import read_document
from healthkpi.ingest.metadata import Overrides, find_metadata
from healthkpi.ingest.sources import read_text


def found(text):
    return find_metadata(text, Overrides(), "")


def test_a_hospital_whose_department_published():
    text = (
        "向新而行\n来源：湘东医院集团党委宣传部  发布时间：2022-01-12\n"
        "回首2021年，湘东医院集团在各方支持下再出发。\n全年完成门急诊186万人次，医院床位2100张。"
    )
    assert found(text).org == "湘东医院集团"
    assert found(text.replace("湘东医院集团", "萍乡市卫生健康局")).org is None


def test_a_meeting_named_after_its_year_reviews_the_one_before():
    head = "萍乡市2014年全市卫生工作会议工作报告\n"
    assert found(head + "一、2013年工作回顾\n全市床位2.1万张。").year == 2013
    assert found(head + "全市床位2.1万张。").year == 2014


def test_a_notice_that_issues_a_programme_is_of_its_years():
    document = read_text(
        "关于印发卫生事业发展规划的通知\n萍政办发〔2017〕43号\n"
        "《萍乡市“十三五”卫生事业发展规划》已经同意，现印发给你们。\n一、发展基础\n"
        "参合率保持在98%以上。\n二、主要任务\n培养全科医生400名。"
    )
    years = {claim.quote: claim.year for claim in read_document(document).claims}
    assert years == {"98%以上": 2015, "400名": 2020}


def test_a_hospital_that_tells_of_its_own_year():
    text = (
        "一家人一条心\n发布时间:2025-01-17 来源:总院办公室\n岁末。2024年,桐梓县人民医院医共体总院"
        "在县委、县政府的领导下前行。\n总院下辖11家分院。全年总诊疗146.8万人次,本部医院床位900张。"
    )
    assert found(text).org == "桐梓县人民医院医共体总院"
    area = text.replace("桐梓县人民医院医共体总院", "全县卫生系统")
    assert found(area).org is None


def test_the_day_a_report_was_given():
    head = "政府工作报告（民生部分）\n——2015年1月9日在萍乡市第十五届人民代表大会第三次会议上\n"
    body = "一、过去一年工作回顾\n全市床位1.3万张。\n二、今年主要任务\n新增养老床位1500张。"
    document = read_text(head + body)
    assert (document.published, document.year) == ("2015-01-09", 2014)
    assert {c.quote: (c.year, c.status) for c in read_document(document).claims} == {
        "1.3万张": (2014, "actual"),
        "1500张": (2015, "target"),
    }


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("去年，户籍人口期望寿命83.2岁。去年的监测覆盖16个区。", 2023),
        ("今年以来，门诊82万人次。今年床位1.2万张。去年的监测覆盖16个区。", 2024),
    ],
)
def test_a_statement_of_spring_that_tells_of_last_year(body, year):
    assert found("健康行动发布稿\n(2024年4月3日)\n各位朋友:\n" + body).year == year


def test_a_county_is_called_as_the_text_calls_it():
    text = "2013年，旬阳县参合农民37.8万人。旬阳县床位1200张。"
    assert {c.scope for c in read_document(read_text(text, city="安康市")).claims} == {"旬阳县"}


def test_a_notice_that_announces_last_years_report():
    head = "工作总结\n时间:2017-01-12 来源:萍乡市卫生和计划生育局办公室\n"
    text = head + "现将我局去年工作总结和今年工作计划印发给你们。\n一、去年工作回顾\n床位9838张。"
    assert found(text).year == 2016


def test_a_hospital_that_opens_with_what_it_holds_to():
    text = (
        "向光而行\n发布时间:2024-01-08 来源:宣传科\n过去的一年,萍乡市精神卫生中心坚持专科做精。"
        "\n全年门急诊量26.8万人次。中心医院床位900张,全院职工620人。"
    )
    assert found(text).org == "萍乡市精神卫生中心"


def test_a_hospital_whose_account_posted():
    text = (
        "守护心灵\n原创  宣传科  萍乡市湘东医院  2024-01-16 17:42  发表于江西\n岁月不居。"
        "\n全年接诊11.2万人次。医院开放床位1200张。"
    )
    assert found(text).org == "萍乡市湘东医院"


def test_no_report_tells_of_a_year_to_come():
    text = (
        "萍乡市卫生局\n关于全市卫生工作情况的汇报\n（2015年12月11日）\n现将今年工作汇报如下。"
        "\n床位8960张。\n四、2016年工作打算\n2016年改造卫生院。到2016年底完成。"
    )
    assert found(text).year == 2015


def test_a_portals_section_names_the_county():
    text = (
        "新湖南 > 岳阳 > 平江 > 健康\n杏林春满\n过去一年,平江县为全县百姓撑起健康伞。"
        "\n床位5120张。岳阳市对口帮扶。"
    )
    assert {c.scope for c in read_document(read_text(text)).claims} == {"平江县"}


def test_a_page_of_a_hospitals_site_is_the_hospitals():
    text = (
        "首页 > 新闻中心 > 医院要闻\n这一年\n岁末年初,萍乡市妇女儿童医院产科的走廊里依旧忙碌。"
        "\n全年门急诊92.3万人次。医院列同类医院第31名,住院病区与门诊扩容。"
    )
    assert found(text).org == "萍乡市妇女儿童医院"
    assert found(text.replace("医院列", "全市我市全市全县医院列")).org is None


def test_a_county_level_city_that_calls_itself_the_city():
    text = (
        "泰兴市2023年8月法定传染病疫情概况\n发布时间:2023-09-06 来源:市疾控中心\n"
        "全市共报告法定传染病412例。全市手足口病161例。"
    )
    document = read_text(text)
    assert document.title == "泰兴市2023年8月法定传染病疫情概况"
    assert {claim.scope for claim in read_document(document).claims} == {"泰兴市"}


def test_a_hospitals_year_in_review_names_it():
    text = (
        "当前位置：网站首页 > 新闻动态 > 院内要闻\n用温度守护\n——萍乡市妇幼保健院年终盘点\n"
        "发布时间：2024-01-05 17:32\n产房的灯光又亮了一夜。\n全市全县全年接诊11.2万人次。"
    )
    assert found(text).org == "萍乡市妇幼保健院"


def test_a_communique_of_a_province_is_no_hospitals():
    text = (
        "陕西省2019年卫生健康事业发展统计公报\n2020年6月17日\n年末医疗卫生机构35268个,其中:医院1204个。"
        "\n医院,公立医院452个。医院,民营医院752个。医院,综合医院700个。"
    )
    assert found(text).org is None


def test_a_mountain_is_no_county():
    text = "长白山日报\n长白山下杏林春暖\n2014年，全市新增床位410张。白山市床位9100张。"
    assert {c.scope for c in read_document(read_text(text)).claims} == {"白山市"}


def test_the_province_whose_letter_a_number_begins_with():
    text = "桂卫报〔2016〕9号\n——在全区卫生计生工作会议上的报告\n自治区投入资金15亿元。"
    assert found(text).city == "广西壮族自治区"
