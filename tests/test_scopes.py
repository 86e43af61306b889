from __future__ import annotations

import pytest

from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import read_text

# Each case: the text of a report of 长治市, the quote looked at, and whose number it is.
REPORTS = [
    ("共有医院118个。", "118个", "长治市"),
    ("全市共有医院118个。", "118个", "长治市"),
    # Figures of a larger area, quoted to compare with; a difference or a rank is one's own.
    ("预期寿命79.3岁，比全国（79岁）高0.3岁。", "79岁", "全国"),
    ("预期寿命79.3岁，比全国（79岁）高0.3岁。", "0.3岁", "长治市"),
    ("死亡率8.5/10万，优于全国14.3/10万和4.0‰的平均水平。", "14.3/10万", "全国"),
    ("死亡率8.5/10万，优于全国14.3/10万和4.0‰的平均水平。", "4.0‰", "全国"),
    ("预期寿命83岁，高出全国平均水平（79岁）4岁。", "79岁", "全国"),
    ("预期寿命83岁，高出全国平均水平（79岁）4岁。", "4岁", "长治市"),
    ("每千人口医师2.46人，低于全省3.12人的平均水平。", "3.12人", "山西省"),
    ("每千人口托位3.6个，超过全省平均0.2个。", "0.2个", "长治市"),
    ("增速高于全国0.7个百分点。", "0.7个百分点", "长治市"),
    ("总量居全国第5位。", "第5位", "长治市"),
    ("全国精品旅游线路达到17条。", "17条", "长治市"),
    ("全国人均预期寿命达到79岁。", "79岁", "全国"),
    # Places in a row have a number each, and what follows them is the document's own again.
    ("本地病例分布在潞州区26例、襄垣县14例，治愈出院38例。", "26例", "潞州区"),
    ("本地病例分布在潞州区26例、襄垣县14例，治愈出院38例。", "14例", "襄垣县"),
    ("本地病例分布在潞州区26例、襄垣县14例，治愈出院38例。", "38例", "长治市"),
    ("本地病例分布在城区26例、郊区14例。", "14例", "长治市"),
    # An organisation or a county as the subject of a clause, and back at the next sentence.
    ("市人民医院完成手术512台。新建卫生室12所。", "512台", "市人民医院"),
    ("市人民医院完成手术512台。新建卫生室12所。", "12所", "长治市"),
    ("市人民医院完成手术512台，门诊量19万人次。", "19万人次", "市人民医院"),
    ("襄垣县人均预期寿命78岁。", "78岁", "襄垣县"),
    ("襄垣新建卫生室12所。", "12所", "襄垣县"),
    ("山西医科大学第一医院开展手术12台。", "12台", "山西医科大学第一医院"),
    ("三级公立医院完成手术512台。", "512台", "长治市"),
    ("市级医院完成手术512台。", "512台", "长治市"),
    ("市场监管部门检查药店512家。", "512家", "长治市"),
    ("北京专家来长帮扶，引进人才50名。", "50名", "长治市"),
    ("隰县小西天、应县木塔等景区走红，收入增长16.9%。", "16.9%", "长治市"),
    # A paragraph's first sentence that only introduces one; a number in it ends that.
    ("市人民医院加快内涵建设。新增重点专科4个。", "4个", "市人民医院"),
    ("市人民医院完成手术512台。新增重点专科4个。", "4个", "长治市"),
    ("从全省看，人均预期寿命为79.2岁。从我市看，人均预期寿命为78.4岁。", "79.2岁", "山西省"),
    # One named before.
    ("选派专家支援沁县人民医院，帮助该院开展新技术11项。", "11项", "沁县人民医院"),
    ("沁源县山大沟深。全县配备诊疗箱210只。", "210只", "沁源县"),
    ("沁源县山大沟深。该县配备诊疗箱210只。", "210只", "沁源县"),
    # Lists share out their numbers in order; a share holds for each, a count for all.
    ("襄垣县、沁源县新建卫生院3家和2家。", "3家", "襄垣县"),
    ("襄垣县、沁源县新建卫生院3家和2家。", "2家", "沁源县"),
    ("居前三位的是襄垣县、沁县和沁源县，分别为105例、98例和96例。", "98例", "沁县"),
    ("襄垣县、沁源县、沁县三地接种率均为100%。", "100%", "襄垣县"),
    ("襄垣县、沁源县共新建卫生院5家。", "5家", "长治市"),
    ("市二院、市三院病区投用，分别新增床位300张、180张。", "180张", "市三院"),
    ("王家镇、地城镇、柴集镇卫生院住院人次分别增长18%、15.5%和11%。", "15.5%", "地城镇卫生院"),
    ("乡镇卫生院、社区卫生服务中心使用率分别为46.2%和38.9%。", "38.9%", "长治市"),
    # Each item of a list begins anew.
    ("①市人民医院增加床位200张；②创建中心卫生院3家。", "3家", "长治市"),
]


def scope(text, quote, **known):
    document = read_text(
        text, **{"city": "长治市", "year": 2024, "doc_type": "work_report", **known}
    )
    (claim,) = [c for c in read_document(document).claims if c.quote == quote]
    return claim.scope


@pytest.mark.parametrize(("text", "quote", "name"), REPORTS)
def test_whose_number_it_is(text, quote, name):
    assert scope(text, quote) == name


def test_a_report_about_a_county_is_the_county_s():
    known = {"city": "阜阳市", "title": "阜南县紧密型医共体2024年运行纪实"}
    assert scope("建成床位210张。", "210张", **known) == "阜南县"
    assert scope("全县建成床位210张。", "210张", **known) == "阜南县"
    assert scope("全市建成床位210张。", "210张", **known) == "阜阳市"


def test_the_short_name_in_a_newspaper_s_name_makes_no_county_report():
    assert scope("建成床位210张。", "210张", title="上党晚报健康特刊") == "长治市"


def test_a_hospital_s_report_is_the_hospital_s_unless_it_speaks_of_the_city():
    text = "长治市人民医院2024年度报告\n我院完成手术512台。全市完成手术900台。"
    assert scope(text, "512台", doc_type=None) == "长治市人民医院"
    assert scope(text, "900台", doc_type=None) == "长治市"


def test_a_newspaper_s_paragraph_stays_with_the_county_it_opens_with():
    text = "沁源县王和镇，山大沟深。诊疗箱能做检查7项。\n\n新建卫生室12所。"
    assert scope(text, "7项", doc_type="news") == "沁源县"
    assert scope(text, "12所", doc_type="news") == "长治市"


def test_a_news_story_goes_on_about_the_county_it_spoke_of():
    text = (
        "六安日报健康周刊\n家门口看病\n本报讯 2019年起，金寨县建起医共体，该县整合卫生院23所。\n"
        "影像中心出具报告1.86万份。\n\n无偿献血\n1至6月，参加无偿献血2165人次。\n"
    )
    document = read_text(text, city="六安市", year=2024, doc_type="news")
    scopes = {c.quote: c.scope for c in read_document(document).claims}
    assert scopes["1.86万份"] == "金寨县"
    assert scopes["2165人次"] == "六安市"


def test_a_heading_that_is_a_hospital_s_name_holds_below_it():
    assert (
        scope("长治市妇幼保健院\n完成手术512台。", "512台", doc_type="news") == "长治市妇幼保健院"
    )


def test_a_county_the_gazetteer_does_not_know_counts_where_it_is_named_again():
    text = "云台县分别确诊4例和治愈20例。云台县卫生院12家。"
    assert scope(text, "12家") == "云台县"
    assert scope("云台县卫生院12家。", "12家") == "长治市"
