from __future__ import annotations

import pytest

from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import read_text

# Each case: the text, the quote looked at, its year and its status. Report on 2024 of 长治市.
REVIEWS = [
    # A heading of results is no plan, though it names tasks; one of what lies ahead is.
    ("一、重点工作扎实推进\n建成胸痛中心11个。", "11个", 2024, "actual"),
    ("一、主要工作成效\n建成胸痛中心11个。", "11个", 2024, "actual"),
    ("一、目标任务完成情况\n建成胸痛中心11个。", "11个", 2024, "actual"),
    ("一、下一步打算\n建成胸痛中心11个。", "11个", 2025, "target"),
    ("一、2025年工作安排\n建成胸痛中心11个。", "11个", 2025, "target"),
    ("二、2025年工作安排\n(一)扎实推进医改\n建成胸痛中心11个。", "11个", 2025, "target"),
    ("一、存在问题\n儿科医师只有11名。", "11名", 2024, "actual"),
    # A line that leads on acts as a heading, also below it.
    ("会议明确,2025年重点做好以下工作:\n新增床位1200张。", "1200张", 2025, "target"),
    (
        "二、2025年工作安排\n重点做好以下工作：\n(一)强基层\n新建卫生室12所。",
        "12所",
        2025,
        "target",
    ),
    (
        "会议要求,2025年是收官之年,要聚焦八个方面抓好落实:\n——强基提能。新增床位1200张。",
        "1200张",
        2025,
        "target",
    ),
    ("会议指出,2024年做了以下工作:\n——强基提能。新增床位1200张。", "1200张", 2024, "actual"),
    # Money that was fought for has come; a place on a list is still fought for.
    ("争取中央预算内投资21.36亿元。", "21.36亿元", 2024, "actual"),
    # A year that only names an event or an object does not turn the text to the future.
    ("2025年全市卫生健康工作会议召开\n建成胸痛中心11个。", "11个", 2024, "actual"),
    (
        "3月12日，召开2025年全市卫生工作会议，总结2024年工作。建成胸痛中心11个。",
        "11个",
        2024,
        "actual",
    ),
    ("出台2025年实施方案，建成胸痛中心11个。", "11个", 2024, "actual"),
    # A future year at the head of a clause, or behind 到, does.
    ("2025年，全市将新增床位1200张。", "1200张", 2025, "target"),
    ("到2027年，床位达到1200张。", "1200张", 2027, "target"),
    ("2027年前建成省级区域医疗中心3个。", "3个", 2027, "target"),
    ("2025年，全市将抓好改革。新增床位1200张。", "1200张", 2025, "target"),
    # A past or present year at the opening resets to what was.
    ("到2025年，床位达到1200张。2024年，床位1100张。", "1100张", 2024, "actual"),
    ("到2023年，床位达到1200张。", "1200张", 2023, "actual"),
    ("截至2024年底，共有医院118个。", "118个", 2024, "actual"),
    ("总投资6.3亿元，2026年投入使用。", "6.3亿元", 2024, "actual"),
    ("总投资6.3亿元，2026年投入使用，届时可提供床位60张。", "60张", 2026, "target"),
    # Years named for other reasons govern nothing that follows.
    ("医院始建于1949年，现有床位900张。", "900张", 2024, "actual"),
    ("自2017年起组建医共体，覆盖卫生院38家。", "38家", 2024, "actual"),
    ("2020年以来，新增床位900张。", "900张", 2024, "actual"),
    ("肺结核报告发病率较2020年下降12%。", "12%", 2024, "actual"),
    ("普惠托位数较2022年翻一番。", "翻一番", 2024, "actual"),
    ("与上年相比，床位增加5268张。", "5268张", 2024, "actual"),
    ("在2022年度全国绩效考核中列第132名，居全省第六。", "第六", 2022, "actual"),
    ("2022年，床位1100张，医师900人。", "900人", 2022, "actual"),
    # Values before: each has its own year, the value reached has the report's.
    ("预期寿命由2017年的80.3岁提高到2022年的81.98岁。", "80.3岁", 2017, "baseline"),
    ("预期寿命由2017年的80.3岁提高到2022年的81.98岁。", "81.98岁", 2022, "actual"),
    ("占比由2021年的21.3%、2022年的23.8%提高到26.5%。", "23.8%", 2022, "baseline"),
    ("占比由2021年的21.3%、2022年的23.8%提高到26.5%。", "26.5%", 2024, "actual"),
    ("死亡率分别从上年的9.6/10万、3.1‰下降至8.5/10万和2.7‰。", "3.1‰", 2023, "baseline"),
    ("死亡率分别从上年的9.6/10万、3.1‰下降至8.5/10万和2.7‰。", "2.7‰", 2024, "actual"),
    ("从2021年到2024年，外转率由13.5%降到8.2%。", "13.5%", 2021, "baseline"),
    ("从2021年到2024年，外转率由13.5%降到8.2%。", "8.2%", 2024, "actual"),
    ("项目由161项拓展至300项。", "161项", 2023, "baseline"),
    ("2020年以来，项目由161项拓展至300项。", "161项", None, "baseline"),
    ("药占比36.8%，比上年（38.1%）下降1.3个百分点。", "38.1%", 2023, "baseline"),
    ("发病9310例，较上月（10704例）下降。", "10704例", 2024, "baseline"),
    ("发病7739例，同比（9310例）下降16.87%。", "9310例", 2023, "baseline"),
    ("发病7739例，同比（9310例）下降16.87%。", "16.87%", 2024, "actual"),
    (
        "占29.93%,较2022年的27.47%和2021年的22.60%分别提高2.46、7.33个百分点。",
        "22.60%",
        2021,
        "baseline",
    ),
    (
        "占29.93%,较2022年的27.47%和2021年的22.60%分别提高2.46、7.33个百分点。",
        "7.33个百分点",
        2024,
        "actual",
    ),
    ("占78.6%，比2022年、2023年分别提高5.2和1.9个百分点。", "1.9个百分点", 2024, "actual"),
    # Goals inside a review.
    ("计划在5月31日前使接种率达到90%以上。", "90%以上", 2024, "target"),
    ("医院计划新增床位300张。", "300张", None, "target"),
    ("希望2025年再建养老服务点50个。", "50个", 2025, "target"),
    ("行动计划新增项目12个。", "12个", 2024, "actual"),
    ("代表建议729件全部办复。", "729件", 2024, "actual"),
    ("一、2024年工作回顾\n研发投入预计达到2.6%。", "2.6%", 2024, "actual"),
    ("一、2024年工作回顾\n争取资金12亿元。", "12亿元", 2024, "actual"),
    ("一、2025年工作安排\n目前已建成医院12家。", "12家", 2024, "actual"),
    ("一、2025年工作安排\n加强项目前期工作，新开工项目120个。", "120个", 2025, "target"),
    ("二、2025年工作安排\n6月底前建成中心11个。", "11个", 2025, "target"),
    ("今年将为3.2万名女生接种，目前已接种1.9万人。", "3.2万名", 2024, "target"),
    ("今年将为3.2万名女生接种，目前已接种1.9万人。", "1.9万人", 2024, "actual"),
    ("“十五五”期间，全市将新增三级医院4家。", "4家", 2030, "target"),
    ("“十四五”期间，全市新增三级医院4家。", "4家", 2024, "actual"),
    ("2021年、2022年和2023年采血分别为9.8吨、10.3吨和11.2吨。", "10.3吨", 2022, "actual"),
    ("2021年、2022年和2023年采血分别为9.8吨、10.3吨和11.2吨。", "11.2吨", 2023, "actual"),
    ("如今年门诊量1.6万人次。", "1.6万人次", 2024, "actual"),
]

PLAN = "成都市医疗卫生服务体系三年行动计划（2023—2025年）\n成办发〔2023〕27号\n"
PLAN += "一、发展基础\n2022年末，"
PLAN += "全市床位16.8万张。优质资源近七成集中在中心城区。\n二、重点任务\n打造社区医院100个，"
PLAN += "其中2023年建成30个、2024年建成35个。到2022年建成40个。\n"
PLAN += "2023年底前覆盖率达到45%以上，建成场景20余个。\n到2035年，预期寿命超过84岁。"
TASKS = [
    ("16.8万张", 2022, "actual"),
    ("近七成", 2022, "actual"),
    ("100个", 2025, "target"),
    ("30个", 2023, "target"),
    ("35个", 2024, "target"),
    ("40个", 2022, "actual"),
    ("45%以上", 2023, "target"),
    ("超过84岁", 2035, "target"),
]


def read(text, quote, **known):
    document = read_text(text, **{"city": "长治市", "year": 2024, **known})
    (claim,) = [c for c in read_document(document).claims if c.quote == quote]
    return claim


@pytest.mark.parametrize(("text", "quote", "year", "status"), REVIEWS)
def test_the_year_and_status_of_a_number_in_a_report(text, quote, year, status):
    claim = read(text, quote, doc_type="work_report")
    assert (claim.year, claim.status) == (year, status)


@pytest.mark.parametrize(("quote", "year", "status"), TASKS)
def test_a_plan_divides_the_past_from_its_tasks_at_its_start(quote, year, status):
    claim = read(PLAN, quote, city="成都市", year=None, doc_type="plan")
    assert (claim.year, claim.status) == (year, status)


def test_a_plan_without_a_period_leaves_the_deadline_open():
    text = "各县、区人民政府:\n一、重点任务\n建成中心20个。到2027年建成中心30个。\n2025年12月31日"
    known = {"doc_type": "plan", "title": "示范项目实施方案", "year": None}
    assert read(text, "20个", **known).year is None
    assert read(text, "30个", **known).year == 2027


def test_a_plan_of_a_five_year_programme_falls_due_at_its_end():
    text = "一、重点任务\n建成中心20个。"
    known = {"doc_type": "plan", "title": "长治市“十五五”卫生健康规划", "year": None}
    claim = read(text, "20个", **known)
    assert (claim.year, claim.status) == (2030, "target")


def test_last_year_is_seen_from_the_day_a_newspaper_came_out():
    text = (
        "上党晚报 健康特刊\n2025年1月20日 星期一\n\n去年，全市门诊量198.3万人次，去年底有医院12家。"
    )
    claim = read(text, "198.3万人次", year=None, doc_type="news")
    assert (claim.year, claim.status) == (2024, "actual")
    assert read("去年，全市门诊量198.3万人次。", "198.3万人次", doc_type="work_report").year == 2023


@pytest.mark.parametrize(
    ("text", "quote", "period", "start", "end"),
    [
        ("全年门诊量12万人次。", "12万人次", "2024", "2024-01-01", "2024-12-31"),
        ("2024年9月，报告发病122例。", "122例", "2024-09", "2024-09-01", "2024-09-30"),
        ("1—9月，报告发病122例。", "122例", "2024-01..2024-09", "2024-01-01", "2024-09-30"),
        ("2024年上半年，报告发病122例。", "122例", "2024-H1", "2024-01-01", "2024-06-30"),
        ("一季度，报告发病122例。", "122例", "2024-Q1", "2024-01-01", "2024-03-31"),
        ("截至9月1日，报告发病122例。", "122例", "2024-09-01", "2024-09-01", "2024-09-01"),
    ],
)
def test_a_number_has_the_period_its_sentence_names(text, quote, period, start, end):
    claim = read(text, quote, doc_type="communique")
    assert (claim.period, claim.period_start, claim.period_end) == (period, start, end)


def test_the_period_of_the_title_holds_where_the_text_names_none():
    claim = read(
        "共报告发病122例。", "122例", title="长治市2024年9月传染病疫情概况", doc_type="communique"
    )
    assert claim.period == "2024-09"
