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


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        (
            "健康周刊\n民生卫生服务\n来源：榕江县融媒体中心   2025-07-18 09:42   字号：大\n",
            "2025-07-18",
            2025,
        ),
        ("江津日报 >> 2017年3月2日 >> 04版：民生\n去年建成卫生室3个。\n", "2017-03-02", 2016),
        (
            "全州简报\n编印                二〇一三年三月十一日\n现将去年情况通报如下。\n",
            "2013-03-11",
            2012,
        ),
        (
            "全州投入1亿元。到2020年末床位900张。\n(作者单位：州卫健委)    2021年1月14日\n",
            "2021-01-14",
            2020,
        ),
        (
            "卫生工作讲话\n(2010年3月5日，根据录音整理)\n过去的一年，参合率93%。\n",
            "2010-03-05",
            2009,
        ),
        # A date inside a sentence is not that of the text.
        ("3月5日，县医院新楼启用，床位900张，2019年动工。\n", None, 2019),
    ],
)
def test_the_date_of_a_text_without_a_label(text, published, year):
    metadata = found(text)
    assert (metadata.published, metadata.year) == (published, year)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("挥别2023，我们迎来新的一年。全年门诊138万人次，2024年新院区投用。", 2023),
        ("——2023年全盟卫生健康工作回眸\n2024年计划新建站点12个。", 2023),
        ("统计局公布二零一六年医疗统计资料。来源：统计局 2017年5月12日", 2016),
        ("常务副会长代表理事会报告了2011年的工作。2012年计划募集3000万元。", 2011),
        ("卫农发〔2009〕41号\n2008年，全省新农合平稳推进。2009年实现即时结报。", 2008),
        ("2009年，全省新农合平稳推进。下拨资金9亿元。", 2009),
    ],
)
def test_a_year_gone_by_is_the_year_told(text, year):
    assert found(text).year == year


def read_scope(text: str) -> set[str | None]:
    return {claim.scope for claim in read_document(read_text(text)).claims}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("凭祥市卫生局\n1至10月全市新报告感染者148例。", "凭祥市"),
        ("流感监测周报\n上海市青浦区疾病预防控制中心\n本周辖区报告流感样病例1087例。", "青浦区"),
        ("各镇人民政府：\n全区流行村37个。\n大通湖区血吸虫病防治工作领导小组办公室", "大通湖区"),
        ("敦化报  二版  2016年2月26日\n我市改造卫生院7所。", "敦化市"),
        ("边城晚报\n本报瑞丽讯 记者从瑞丽市疾控中心获悉，全市报告登革热96例。", "瑞丽市"),
        (
            "西安高新报  第7版\n高新区投入9.8亿元。高新区新增床位1180张。到年底高新区有医院6家。",
            "西安高新区",
        ),
        (
            "在全县卫生工作会议上的讲话\n是花垣卫生事业变化最大的一年。全县改扩建卫生院13所。县卫生局新增床位90张，全县建成卫生室8个。",
            "花垣县",
        ),
    ],
)
def test_whose_office_or_paper_it_is(text, scope):
    assert read_scope(text) == {scope}


def test_an_office_in_running_text_issues_nothing():
    assert read_scope("遵义市卫生健康局\n湄潭县卫生健康局今年上报典型3个。全市新增床位90张。") >= {
        "遵义市"
    }


@pytest.mark.parametrize(
    ("text", "org"),
    [
        (
            "解放军第一八〇医院全年门诊92万人次。\n医院开放床位1100张，医院职工900人，医院手术2万台。",
            "解放军第一八〇医院",
        ),
        ("川岛镇卫生院地处海岛。\n卫生院门诊3.4万人次。", "川岛镇卫生院"),
        (
            "记者从广州医科大学附属第一医院横琴医院获悉，该院门诊21万人次。医院职工534人，医院床位300张，医院手术2208例。",
            "广州医科大学附属第一医院横琴医院",
        ),
        (
            "——市立医疗集团深化公立医院改革纪实\n马鞍山市立医疗集团现有成员医院5家。",
            "马鞍山市立医疗集团",
        ),
        (
            "我院儿科接诊患儿2913人次。我院床位80张。\n(解放军第四五九医院  政治处)",
            "解放军第四五九医院",
        ),
    ],
)
def test_whose_report_it_is(text, org):
    assert found(text).org == org


def test_a_value_compared_with_its_past_is_paired_with_it():
    text = "长治市\n阳性率3.3%，低于前一周（3.8%）；住院率0.4%，低于前一周（0.7%）。"
    claims = read_document(read_text(text, city="长治市", year=2024)).claims
    pairs = {claim.quote: claim.pair_id for claim in claims}
    assert pairs["3.3%"] == pairs["3.8%"] != pairs["0.4%"] == pairs["0.7%"]


def test_a_narrow_column_is_read_as_running_text():
    column = (
        "  2022年,高新区投入\n9.8亿元用于医疗卫生补短\n板,新建成社区卫生服务中\n"
        "心6家、社区卫生服务站\n"
        "23家,新增床位1180张。\n截至去年底,全区各级各\n类医疗机构达到1346家。\n全年诊疗量突破16万人\n次,增长31%。"
    )
    quotes = {claim.quote: claim for claim in read_document(read_text(column, year=2022)).claims}
    assert quotes["突破16万人\n次"].unit == "人次"
    assert "社区卫生服务站" in quotes["23家"].indicator_text


def test_the_way_to_a_page_is_no_title():
    head = "当前位置:首页 >> 政务公开 >> 年度报告\n\n攸州市人民医院二〇一八年度工作报告\n"
    got = found(head + "来源:院办  发布时间:2019-02-09 16:42\n" + WORK)
    assert got.title == "攸州市人民医院二〇一八年度工作报告"
    assert got.year == 2018


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("截至2016年底，全市有中医院9所。2016年，中医院总诊疗210万人次。", 2016),
        ("截至2016年底，全市有中医院9所。2017年，中医院总诊疗210万人次。", 2017),
        ("截至2016年底，全市有中医院9所。今年以来，中医院总诊疗110万人次。", 2017),
    ],
)
def test_a_page_that_names_only_the_year_before(body, year):
    head = "全市中医药事业发展情况\n发布日期:2017-08-06\n"
    assert found(head + body).year == year


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("清溪晚报　2021-12-01　A04　民生·健康\n早检测 早治疗\n", "2021-12-01"),
        ("拂晓报　数字报刊\n2021-12-21　03版　健康周刊　【打印】\n家门口看病\n", "2021-12-21"),
        ("德山团结报  2015年4月24日  第三版  健康周刊\n家门口看病\n", "2015-04-24"),
    ],
)
def test_a_page_of_a_newspaper_is_dated_by_its_masthead(head: str, day: str) -> None:
    assert found(head + WORK).published == day


def test_a_label_of_the_page_is_no_title_and_a_report_sent_round_no_plan() -> None:
    labelled = found("信息分类:部门信息/卫生健康/总结计划\n" + WORK)
    assert labelled.title is None
    sent = found("关于印发院长工作报告的通知\n" + WORK)
    assert (sent.title, sent.doc_type) == ("关于印发院长工作报告的通知", "work_report")
