"""ingest.metadata: title, kind, city, year, publisher, date and organisation of a document."""

from __future__ import annotations

import pytest
from tests.ingest_cases import read_folder

from healthkpi.ingest.metadata import Overrides, find_metadata
from healthkpi.ingest.sources import read_text

REVIEW = "2024年，全市新增床位300张。2024年，诊疗人次增长。2024年，培训医师500名。"


def found(text, name="", **told):
    return find_metadata(text, Overrides(**told), name)


@pytest.mark.parametrize(
    ("text", "city", "year", "doc_type"),
    [
        ("2025年四川省政府工作报告\n来源：四川日报\n2024年工作回顾", "四川省", 2024, "work_report"),
        ("2025年天津市政府工作报告\n过去一年，增长5.1%。", "天津市", 2024, "work_report"),
        ("长治市2024年卫生健康工作总结\n" + REVIEW, "长治市", 2024, "work_report"),
        ("长治市卫健委2023年工作总结和2024年工作计划\n" + REVIEW, "长治市", 2023, "work_report"),
        ("苏州市2024年度卫生健康事业发展统计公报\n2025年3月发布。", "苏州市", 2024, "communique"),
        ("二〇二三年长治市卫生健康统计公报\n全市床位4000张。", "长治市", 2023, "communique"),
        ("长治市2025年卫生健康工作要点\n建成5个中心。", "长治市", 2025, "plan"),
        ("上海市疫情通报\n2022年4月13日，新增本土确诊病例2573例。", "上海市", 2022, "communique"),
        ("襄垣县2024年卫生健康工作总结\n" + REVIEW, "长治市", 2024, "work_report"),
        ("2024年我国卫生健康事业发展统计公报\n全国床位1037万张。", "全国", 2024, "communique"),
    ],
)  # fmt: skip
def test_a_title_tells_city_year_and_kind(text, city, year, doc_type):
    meta = found(text)
    assert (meta.city, meta.year, meta.doc_type) == (city, year, doc_type)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("政府工作报告\n——2025年1月8日在长治市人民代表大会上\n2024年工作回顾", "政府工作报告"),
        ("上海市2022年4月13日新增病例2573例\n新增本土病例。", "上海市2022年4月13日新增病例2573例"),
        ("长治日报 2025年2月3日 星期一 第3版\n去年，我市新增床位300张。", None),
        ("2024年，全市新增床位300张。\n培训医师500名。", None),
        ("聚焦\n2025\n长治两会\n全市新增床位300张。", None),
    ],
)
def test_the_title_is_a_line_that_reads_like_one(text, title):
    assert found(text).title == title


def test_a_plan_has_the_year_of_its_signature():
    text = (
        "各县、区人民政府：\n现印发给你们。\n长治市人民政府办公室\n2025年12月31日\n"
        "长治市公立医院改革实施方案\n按照2024年通知要求，到2027年，床位达到500张。"
    )
    meta = found(text)
    assert (meta.year, meta.doc_type, meta.city) == (2025, "plan", "长治市")
    assert (meta.publisher, meta.published) == ("长治市人民政府办公室", "2025-12-31")


def test_the_year_that_prevails_beats_a_masthead():
    text = (
        "聚焦\n2025\n长治两会\n本报记者\n"
        + REVIEW
        + "\n2025年，全市将再建5个中心。\n文字/甲 图片/乙"
    )
    assert (found(text).year, found(text).doc_type) == (2024, "news")


def test_without_a_prevailing_year_the_newest_past_one_is_taken():
    text = "2020年出台办法。2023年出台方案，2025年制定规划。2024年5月成立机构，到2030年全面建成。"
    assert found(text).year == 2025


def test_a_year_that_is_nowhere_is_none():
    assert found("全市床位4000张。").year is None


def test_a_hospital_reports_on_itself():
    meta = found("长治市人民医院2023年工作总结\n2023年，我院门诊量达到90万人次，全院床位1500张。")
    assert (meta.org, meta.city, meta.year) == ("长治市人民医院", "长治市", 2023)
    assert meta.doc_type == "work_report"


def test_a_hospital_known_by_its_file_name():
    meta = found("2023年，我院门诊量达到90万人次。", "襄垣县人民医院2023年工作总结.txt")
    assert (meta.org, meta.city, meta.year) == ("襄垣县人民医院", "长治市", 2023)


@pytest.mark.parametrize(
    "title",
    [
        "长治市公立医院改革实施方案",
        "长治市2024年卫生健康工作总结",
        "长治市县级公立医院2024年工作总结",
    ],
)
def test_a_kind_of_hospital_is_no_organisation(title):
    assert found(title + "\n全市床位4000张。").org is None


def test_what_is_told_stands():
    meta = found(
        "长治市2024年工作总结\n全市床位4000张。",
        city="晋城",
        year=2019,
        title="甲",
        doc_type="other",
    )
    assert (meta.city, meta.city_code, meta.year) == ("晋城市", "140500", 2019)
    assert (meta.title, meta.doc_type) == ("甲", "other")


def test_a_city_nobody_knows_is_kept_without_a_code():
    meta = found("全市床位4000张。", city="亚特兰蒂斯")
    assert (meta.city, meta.city_code) == ("亚特兰蒂斯", None)


def test_the_text_of_the_python_face_takes_city_and_year():
    document = read_text("全市孕产妇死亡率8.5/10万。", city="长治市", year=2024)
    assert (document.city_code, document.year, document.source) == ("140400", 2024, "<text>")


def test_shared_bulletins_are_filed_right():
    documents = read_folder("bulletins")
    filed = [(doc.city, doc.year, doc.doc_type, doc.script) for doc in documents]
    assert filed == [
        ("长治市", 2024, "news", "hans"),
        ("长治市", 2025, "other", "hant"),
        ("长治市", 2025, "plan", "hans"),
    ]


def test_shared_work_reports_are_filed_under_their_provinces():
    documents = read_folder("corpus/work_reports")
    assert len(documents) == 15
    for document in documents:
        name = document.source.rsplit("/", 1)[-1].removesuffix(".txt")
        assert (document.title, document.year, document.doc_type) == (name, 2024, "work_report")
        place = name.removeprefix("2025年").removesuffix("政府工作报告")
        assert document.city is not None
        assert document.city.startswith(place)
        assert document.city_code is not None
        assert document.city_code.endswith("0000")
