"""What a phrase leaves out because its sentence has said it."""

from __future__ import annotations

import pytest
from tests.nouns import make_claim

from healthkpi.resolve.carried import with_carried_part
from healthkpi.resolve.matching import Match

TOWNSHIPS = "全国共有乡镇卫生院33753个,床位150.5万张,卫生人员160.5万人"


def carried(indicator: str, sentence: str, quote: str, phrase: str, **given: str) -> str:
    claim = make_claim(
        sentence=sentence, quote=quote, indicator_text=phrase, **{"measure": "count"} | given
    )
    return with_carried_part(Match(indicator, "total", (indicator,)), claim).breakdown


@pytest.mark.parametrize(
    ("indicator", "sentence", "quote", "phrase", "breakdown"),
    [
        ("health_workers", TOWNSHIPS, "160.5万人", "卫生人员", "institution=乡镇卫生院"),
        (
            "inpatient_admissions",
            "社区卫生服务中心诊疗人次8.3亿,入院人次480.4万",
            "480.4万",
            "入院人次",
            "institution=社区卫生服务中心",
        ),
        (
            "inpatient_admissions",
            "乡镇卫生院诊疗人次13.1亿;入院人次3992.1万",
            "3992.1万",
            "入院人次",
            "institution=乡镇卫生院",
        ),
        ("beds", "全市医疗卫生机构4316个,其中医院118个,床位2.3万张", "2.3万张", "床位", "total"),
        ("nurses", "三级医院达到5家,全市注册护士1.2万人", "1.2万人", "注册护士", "total"),
        ("nurses", "注册护士1.2万人", "1.2万人", "注册护士", "total"),
        (
            "notifiable_cases",
            "甲类传染病无发病;乙类传染病中其余21种传染病共报告发病320658例",
            "320658例",
            "传染病共报告发病",
            "class=乙类",
        ),
        ("notifiable_cases", "共报告法定传染病706361例", "706361例", "法定传染病", "total"),
        (
            "provincial_key_specialties",
            "新增1个国家级临床重点专科和5个省级临床重点专科",
            "5个",
            "省级临床重点专科",
            "flow=新增",
        ),
        (
            "childcare_places",
            "新增托位3000个、托位总数达1.2万个",
            "1.2万个",
            "托位总数",
            "total",
        ),
        ("covid_confirmed", "累计确诊病例2263例", "2263例", "确诊病例", "flow=累计"),
    ],
)
def test_a_part_said_before_is_carried_on(
    indicator: str, sentence: str, quote: str, phrase: str, breakdown: str
) -> None:
    assert carried(indicator, sentence, quote, phrase) == breakdown


def test_deaths_of_a_disease_are_no_cases() -> None:
    sentence = "死亡131例,其中艾滋病113例、肺结核12例"
    claim = make_claim(
        sentence=sentence, quote="12例", indicator_text="肺结核", measure="count", unit="例"
    )
    match = Match("disease_cases", "disease=肺结核", ("disease_cases",))
    assert with_carried_part(match, claim).indicator == "notifiable_deaths"


def test_so_many_for_each_is_no_number_of_them() -> None:
    assert resolved("ambulances", "每3万人口配置救护车1辆", "1辆", "救护车") is None
    assert resolved("ambulances", "全市配置救护车131辆", "131辆", "救护车") == "ambulances"


def resolved(indicator: str, sentence: str, quote: str, phrase: str) -> str | None:
    claim = make_claim(sentence=sentence, quote=quote, indicator_text=phrase, measure="count")
    return with_carried_part(Match(indicator, "total", (indicator,)), claim).indicator


def test_a_rank_within_the_province_is_no_national_rank() -> None:
    sentence = "位列全国第132名、全省第六"
    given = ("national_exam_rank", sentence)
    org = {"measure": "rank", "scope_type": "org"}
    assert carried(*given, "第六", "全国三级公立医院绩效考核", **org) == "among=全省"
    assert carried(*given, "第132名", "三级公立医院绩效考核", measure="rank") == "total"


def test_an_organisations_number_is_its_own() -> None:
    sentence = "医院职工800人,卫生人员700人"
    assert carried("health_workers", sentence, "700人", "卫生人员") == "institution=医院"
    own = carried("health_workers", sentence, "700人", "卫生人员", scope_type="org")
    assert own == "total"


def test_a_part_the_phrase_names_stays() -> None:
    claim = make_claim(sentence=TOWNSHIPS, quote="160.5万人", indicator_text="村卫生室卫生人员")
    match = Match("health_workers", "institution=村卫生室", ("health_workers",))
    assert with_carried_part(match, claim) == match


def test_no_indicator_no_part() -> None:
    claim = make_claim(sentence=TOWNSHIPS, quote="160.5万人", indicator_text="卫生人员")
    assert with_carried_part(Match(None, "total", ()), claim) == Match(None, "total", ())
