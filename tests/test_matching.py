"""Which indicator a phrase means; above all, which it does not."""

from __future__ import annotations

import pytest

from healthkpi.resolve.agreement import effective_unit
from healthkpi.resolve.matching import Match, open_matcher, speaks_of_health
from healthkpi.vocabulary.catalogue import read_catalogue
from healthkpi.vocabulary.wording import normal_form


def match(phrase: str, unit: str, measure: str = "count", **given: object) -> Match:
    return open_matcher().match(phrase, unit, measure, **given)  # type: ignore[arg-type]


# Each list holds phrases that one loose word would throw together.
TRAPS = [
    [
        ("执业(助理)医师", "人", "doctors"),
        ("执业医师", "人", "licensed_physicians"),
        ("注册护士", "人", "nurses"),
        ("全科医生", "人", "gps"),
        ("中医类别医师", "人", "tcm_physicians"),
        ("中医全科医生", "人", "tcm_gps"),
        ("乡村医生", "人", "village_doctors"),
    ],
    [
        ("每千人口执业(助理)医师", "每千人", "doctors_per_1000"),
        ("每千人拥有中医类别医师", "每千人", "tcm_physicians_per_1000"),
        ("每千人口注册护士", "每千人", "nurses_per_1000"),
        ("每万人口全科医生", "每万人", "gps_per_10k"),
        ("每万人口中医全科医生", "每万人", "tcm_gps_per_10k"),
    ],
    [
        ("家庭医生签约率", "%", "family_doctor_coverage"),
        ("重点人群签约率", "%", "family_doctor_key_groups"),
        ("脱贫人口家庭医生签约率", "%", "family_doctor_poor"),
        ("家庭医生签约续约率", "%", "family_doctor_renewal"),
        ("养老机构医养签约率", "%", "elderly_care_contract_rate"),
    ],
    [
        ("县域内就诊率", "%", "county_visit_rate"),
        ("县域内诊疗量占比", "%", "county_treatment_share"),
        ("县域内住院量占比", "%", "county_inpatient_share"),
        ("基层诊疗量占比", "%", "primary_visit_share"),
        ("基层中医药诊疗量占比", "%", "primary_tcm_visit_share"),
    ],
    [
        ("高血压患者规范管理率", "%", "hypertension_mgmt_rate"),
        ("高血压患者管理率", "%", "hypertension_covered_rate"),
        ("高血压患者血压控制率", "%", "hypertension_control_rate"),
        ("2型糖尿病患者规范管理率", "%", "diabetes_mgmt_rate"),
        ("管理高血压患者", "人", "hypertension_managed"),
    ],
    [
        ("报告法定乙、丙类传染病", "例", "notifiable_cases"),
        ("法定传染病报告发病率", "每10万", "notifiable_incidence"),
        ("法定传染病报告死亡率", "每10万", "notifiable_mortality"),
        ("法定传染病死亡人数", "人", "notifiable_deaths"),
        ("甲、乙类传染病报告发病率", "每10万", "ab_class_incidence"),
    ],
    [
        ("居民电子健康档案建档率", "%", "health_record_rate"),
        ("规范化电子健康档案覆盖率", "%", "standardized_ehr_rate"),
        ("廉政档案", "份", "integrity_files"),
        ("产前检查率", "%", "prenatal_exam_rate"),
        ("产前筛查率", "%", "prenatal_screening_rate"),
    ],
    [
        ("三级医院", "家", "tertiary_hospitals"),
        ("三级甲等医院", "家", "tertiary_a_hospitals"),
        ("三级公立医院智慧服务水平", "级", "smart_service_level"),
        ("医疗服务能力评审", "级", "hospital_service_capacity_level"),
        ("四级手术", "例", "grade4_surgeries"),
        ("互联互通水平", "级", "interconnect_level"),
        ("全民健康信息平台互联互通标准化成熟度测评", "级", "regional_interconnect_level"),
    ],
]


@pytest.mark.parametrize(
    ("phrase", "unit", "indicator"), [trap for traps in TRAPS for trap in traps]
)
def test_traps_are_kept_apart(phrase: str, unit: str, indicator: str) -> None:
    usual = {"人": "count", "家": "count", "例": "count", "份": "count", "级": "level"}
    assert match(phrase, unit, usual.get(unit, "rate")).indicator == indicator


@pytest.mark.parametrize(
    ("phrase", "unit", "indicator", "breakdown"),
    [
        ("三星中医馆", "个", "tcm_clinics_halls", "grade=三星"),
        ("四星中医馆", "个", "tcm_clinics_halls", "grade=四星"),
        ("五星中医馆", "个", "tcm_clinics_halls", "grade=五星"),
        ("中医馆", "个", "tcm_clinics_halls", "total"),
        ("国医大师传承工作室", "个", "tcm_inheritance_studios", "kind=国医大师"),
        ("省级名中医工作室", "个", "tcm_inheritance_studios", "kind=名中医;level=省级"),
        ("三甲综合医院", "所", "tertiary_a_hospitals", "kind=综合医院"),
        ("二级中医医院", "所", "secondary_hospitals", "kind=中医医院"),
        ("五星级中医馆", "个", "tcm_clinics_halls", "grade=五星"),
        ("其中公立医院床位", "张", "hospital_beds", "class=公立"),
        ("申报医学重点实验室", "项", "key_labs", "stage=申报"),
        ("获批医学重点实验室", "个", "key_labs", "stage=获批"),
        ("新增国家级临床重点专科", "个", "national_key_specialties", "flow=新增"),
        ("国家级临床重点专科", "个", "national_key_specialties", "total"),
        ("宫颈癌、乳腺癌筛查", "人", "two_cancer_screening", "total"),
        ("宫颈癌筛查", "人", "two_cancer_screening", "kind=宫颈癌"),
    ],
)
def test_parts_of_a_whole_go_to_a_breakdown(
    phrase: str, unit: str, indicator: str, breakdown: str
) -> None:
    assert match(phrase, unit)[:2] == (indicator, breakdown)


@pytest.mark.parametrize(
    ("phrase", "unit", "measure"),
    [
        ("规模以上制造业企业", "家", "count"),
        ("高速公路通车里程", "公里", "count"),
        ("地区生产总值", "元", "amount"),
        ("地区生产总值增速", "%", "change"),
        ("生产安全事故死亡人数", "%", "change"),
        ("基本养老保险参保", "人", "count"),
        ("学前教育普惠性幼儿园覆盖率", "%", "rate"),
        ("义务教育学校", "所", "count"),
        ("省级重点实验室", "家", "count"),
        ("招商引资签约项目", "个", "count"),
        ("生物医药产业产值", "元", "amount"),
        ("数据融合集成服务平台", "个", "count"),
        ("获评优秀的动物医院附近社区", "个", "count"),
    ],
)
def test_what_is_not_about_health_has_no_indicator(phrase: str, unit: str, measure: str) -> None:
    assert match(phrase, unit, measure, health=False).indicator is None


@pytest.mark.parametrize(
    ("phrase", "unit", "measure"),
    [
        ("总诊疗人次", "家", "count"),
        ("三级医院", "人次", "count"),
        ("乡村医生", "%", "rate"),
        ("婴儿死亡率", "%", "rate"),
        ("孕产妇死亡率", "人", "count"),
        ("县域内就诊率", "人次", "count"),
        ("托位总数", "%", "rate"),
    ],
)
def test_unit_and_measure_must_agree(phrase: str, unit: str, measure: str) -> None:
    assert match(phrase, unit, measure).indicator is None


def test_persons_are_not_visits() -> None:
    assert match("卫生技术人员", "人次").indicator is None
    assert match("急诊人次", "人次").indicator == "emergency_visits"
    assert match("急诊人次", "人").indicator is None
    assert match("无偿献血", "人次").indicator == "blood_donors"
    assert match("无偿献血", "人").indicator == "blood_donor_persons"
    assert match("医务人员培训", "人").indicator == "staff_trained_persons"


def test_no_entry_counts_persons_and_visits_alike() -> None:
    for entry in read_catalogue():
        mixed = {entry.unit, *entry.units} & {"人次", "例次"}
        assert not (mixed and {entry.unit, *entry.units} & {"人", "名", "位"}), entry.id


@pytest.mark.parametrize("unit", ["个", "家", "所"])
def test_counters_of_institutions_are_equal(unit: str) -> None:
    assert match("公立医院", unit).indicator == "public_hospitals"


@pytest.mark.parametrize(
    ("phrase", "unit", "indicator"),
    [
        ("法定传染病报告发病率", "%", "notifiable_incidence"),
        ("居民健康素养水平", "百分点", "health_literacy"),
        ("婴儿死亡率", "千分点", "infant_mortality_rate"),
        ("孕产妇死亡率", "十万分点", "maternal_mortality_ratio"),
        ("医疗卫生机构床位", "张", "beds"),
        ("科研项目", "倍", "research_projects"),
        ("婴儿死亡率", "百分点", None),
        ("中医馆覆盖率", "%", "tcm_hall_coverage"),
        ("中医馆", "%", "tcm_clinics_halls"),
    ],
)
def test_a_change_belongs_to_what_changed(phrase: str, unit: str, indicator: str | None) -> None:
    assert match(phrase, unit, "change").indicator == indicator


def test_a_hospital_has_no_life_expectancy() -> None:
    assert match("人均预期寿命", "岁", "duration", scope_type="city").indicator == "life_expectancy"
    assert match("人均预期寿命", "岁", "duration", scope_type="org").indicator is None


def test_a_weak_alias_needs_its_sentence() -> None:
    said = "全市肺结核患者成功治疗率达到94.78%"
    assert match("成功治疗率", "%", "rate").indicator is None
    assert match("成功治疗率", "%", "rate", sentence=said).indicator == "tb_success_rate"
    assert match("成功治疗率", "%", "rate", sentence="全市企业纾困").indicator is None


@pytest.mark.parametrize(
    "phrase",
    [
        "达到三级医院服务能力的县区",
        "参加培训的医院保安",
        "医院周边停车位",
        "脱贫人口、计生特殊家庭",
    ],
)
def test_an_unexplained_word_rules_a_phrase_out(phrase: str) -> None:
    assert match(phrase, "个").indicator is None


def test_everyday_words_need_a_text_or_phrase_about_health() -> None:
    assert match("短视频", "条").indicator == "publicity_videos"
    assert match("短视频", "条", health=False).indicator is None
    assert match("医院短视频", "条", health=False).indicator == "publicity_videos"


def test_a_phrase_can_name_the_population_unit() -> None:
    assert effective_unit("每千人口床位数", "张") == "每千人"
    assert effective_unit("每10万人口重症床位", "张") == "每10万"
    assert effective_unit("千人口献血率", "‰") == "‰"
    assert effective_unit("床位", "张") == "张"


def test_one_spelling_for_each_word() -> None:
    assert normal_form("其中医院") == "医院"
    assert normal_form("“优质 服务”基层行（试点）") == "优质服务基层行(试点)"
    assert normal_form("婴儿死亡率（‰）") == "婴儿死亡率"
    assert normal_form("孕产妇死亡率（1/10万）") == "孕产妇死亡率"
    assert normal_form("五岁以下儿童") == normal_form("5周岁以下儿童") == "5岁以下儿童"
    assert normal_form("每十万人") == "每10万人"
    assert normal_form("0～6岁") == normal_form("0—6岁") == "0-6岁"


def test_health_words() -> None:
    assert speaks_of_health("县级医院")
    assert not speaks_of_health("制造业企业")
