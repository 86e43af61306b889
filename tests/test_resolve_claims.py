"""From claims to what they are about: indicator, breakdown, scope, code and city."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.nouns import make_claim, make_document

from healthkpi.models import Claim, Document
from healthkpi.resolve.claims import check_candidates, is_about_health, resolve_claims
from healthkpi.resolve.organisations import stable_name
from healthkpi.vocabulary.catalogue import read_catalogue

BULLETIN = make_document(title="长治市卫生健康工作总结")


def resolve(document: Document = BULLETIN, **given: Any) -> Claim:
    claim = make_claim(**{"indicator": None, "scope_code": None, "city": None, **given})
    return resolve_claims([claim], document)[0]


def test_the_indicator_and_its_part_are_filled_in() -> None:
    claim = resolve(indicator_text="三星中医馆", unit="个", measure="count")
    assert (claim.indicator, claim.breakdown) == ("tcm_clinics_halls", "grade=三星")


def test_a_phrase_of_nothing_known_stays_null() -> None:
    claim = resolve(indicator_text="数据融合集成服务平台", unit="个", measure="count")
    assert (claim.indicator, claim.breakdown) == (None, "total")


@pytest.mark.parametrize(
    ("city", "phrase", "indicator"),
    [
        ("长治市", "健康长治促进行动", "healthy_action_tasks"),
        ("赣州市", "健康赣州促进行动", "healthy_action_tasks"),
        ("赣州市", "健康家园修缮行动", None),
    ],
)
def test_a_programme_that_bears_its_city_s_name_is_the_programme(
    city: str, phrase: str, indicator: str | None
) -> None:
    document = make_document(title=f"{city}卫生健康工作总结", city=city)
    claim = resolve(document, indicator_text=phrase, unit="项", measure="count", scope=city)
    assert claim.indicator == indicator


def test_batches_of_purchase_are_no_kinds_of_drugs() -> None:
    given: dict[str, Any] = {"indicator_text": "落地国家集采药品", "measure": "count"}
    assert resolve(unit="种", **given).indicator == "vbp_varieties"
    assert resolve(unit="批", **given).indicator is None


def test_a_bracket_that_the_phrase_lost_comes_back() -> None:
    sentence = "全市共有社区卫生服务中心(站)371个"
    given: dict[str, Any] = {"unit": "个", "measure": "count", "quote": "371个"}
    claim = resolve(indicator_text="社区卫生服务中心", sentence=sentence, **given)
    assert (claim.indicator, claim.breakdown) == ("community_health_centers", "total")
    claim = resolve(indicator_text="社区卫生服务中心", sentence="社区卫生服务中心371个", **given)
    assert claim.breakdown == "kind=中心"


def test_a_phrase_completed_with_what_its_scope_is_means_the_bare_one() -> None:
    given = {"unit": "人次", "measure": "count", "scope": "韩店镇卫生院", "scope_type": "org"}
    bare = resolve(indicator_text="门诊量", **given)
    whole = resolve(indicator_text="卫生院门诊量", rule="digits+completed+before", **given)
    assert bare.indicator is not None
    assert (whole.indicator, whole.breakdown) == (bare.indicator, bare.breakdown)


def test_a_year_at_the_end_of_a_phrase_is_no_word_of_it() -> None:
    claim = resolve(indicator_text="婴儿死亡率从2020年", unit="‰")
    assert claim.indicator == "infant_mortality_rate"


def test_one_share_said_of_several_things_reaches_each() -> None:
    claim = resolve(indicator_text="产后访视率、孕产妇系统管理率", sentence="均达90%以上")
    assert claim.indicator == "postnatal_visit_rate|maternal_system_mgmt_rate"
    claim = resolve(indicator_text="高血压、糖尿病患者规范管理率")
    assert claim.indicator == "hypertension_mgmt_rate|diabetes_mgmt_rate"


def test_a_count_of_two_things_together_is_the_count_of_neither() -> None:
    given: dict[str, Any] = {
        "indicator_text": "三级医院和二级医院",
        "unit": "家",
        "measure": "count",
    }
    assert resolve(**given, quote="8家", sentence="全市共有8家").indicator is None
    each = resolve(**given, quote="8家", sentence="两类医院各8家")
    assert each.indicator == "tertiary_hospitals|secondary_hospitals"


@pytest.mark.parametrize(
    ("scope", "kind", "expected"),
    [
        ("长治市", "city", ("长治市", "140400", "长治市", "140400")),
        ("长子县", "county", ("长子县", "140428", "长治市", "140400")),
        ("长于县", "county", ("长子县", "140428", "长治市", "140400")),
        ("山西省", "province", ("山西省", "140000", "山西省", "140000")),
        ("全国", "nation", ("全国", "100000", "全国", "100000")),
        ("北京市", "city", ("北京市", "110000", "北京市", "110000")),
        ("市人民医院", "org", ("长治市人民医院", None, "长治市", "140400")),
        ("长治市人民医院", "org", ("长治市人民医院", None, "长治市", "140400")),
        ("株洲市中心医院", "org", ("株洲市中心医院", None, "株洲市", "430200")),
        ("城关镇", "township", ("城关镇", None, "长治市", "140400")),
        (None, None, (None, None, "长治市", "140400")),
    ],
)
def test_places_and_organisations(scope: str, kind: str, expected: tuple[str, ...]) -> None:
    claim = resolve(scope=scope, scope_type=kind)
    assert (claim.scope, claim.scope_code, claim.city, claim.city_code) == expected


def test_a_mended_county_is_noted_in_the_rule() -> None:
    assert resolve(scope="长于县", scope_type="county").rule.endswith("mended_county")
    assert "mended" not in resolve(scope="长子县", scope_type="county").rule


@pytest.mark.parametrize(
    ("name", "document", "stable"),
    [
        ("市中医院", BULLETIN, "长治市中医院"),
        ("我市第二人民医院", BULLETIN, "长治市第二人民医院"),
        ("省人民医院", BULLETIN, "山西省人民医院"),
        ("山西省长治市人民医院", BULLETIN, "长治市人民医院"),
        ("市级医院", BULLETIN, "市级医院"),
        ("市直医疗机构", BULLETIN, "市直医疗机构"),
        ("县人民医院", BULLETIN, "县人民医院"),
        ("县人民医院", make_document(title="襄垣县卫生健康工作总结"), "襄垣县人民医院"),
        ("我院", make_document(org="长治市人民医院"), "长治市人民医院"),
        ("市人民医院", make_document(city=None, city_code=None), "市人民医院"),
    ],
)
def test_an_organisation_has_one_name(name: str, document: Document, stable: str) -> None:
    assert stable_name(name, document) == stable


def test_a_text_is_about_health_by_its_title_or_its_words() -> None:
    assert is_about_health(BULLETIN)
    assert not is_about_health(make_document(title="政府工作报告", text="规模以上工业企业" * 20))
    assert is_about_health(make_document(title=None, text="医院床位和护士,患者满意。" * 5))


def test_everyday_words_in_a_text_about_something_else_stay_null() -> None:
    report = make_document(title="政府工作报告", text="规模以上工业企业" * 20)
    given: dict[str, Any] = {"indicator_text": "总投资", "unit": "元", "measure": "amount"}
    assert resolve(**given).indicator == "project_investment"
    assert resolve(report, **given).indicator is None


def test_two_candidates_are_none_and_an_info(tmp_path: Path) -> None:
    entry = read_catalogue()["hospitals"].model_dump(by_alias=True, mode="json")
    twins = [
        entry
        | {"id": name, "aliases": [], "name_zh": f"{name}甲乙丙", "require": [["健康驿站"]]}
        | {"examples": [f"{name}甲乙丙 | 个"] * 2}
        for name in ("first", "second")
    ]
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(twins, allow_unicode=True), encoding="utf-8")
    catalogue = read_catalogue(path)
    claim = make_claim(indicator_text="健康驿站", unit="个", measure="count", indicator=None)
    resolved = resolve_claims([claim], BULLETIN, catalogue)
    assert resolved[0].indicator is None
    issues = check_candidates(resolved, BULLETIN, catalogue)
    assert [(issue.code, issue.severity) for issue in issues] == [("ambiguous_indicator", "info")]
    assert "first or second" in issues[0].message
    assert check_candidates(resolved, BULLETIN) == []


def read_gold(path: Path) -> list[Claim]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        make_claim(
            indicator_text=row["indicator"],
            unit=row["unit"],
            measure=row["measure"],
            status=row["status"],
            quote=row["anchor"],
            sentence=row["context"],
            value=None if row["value"] is None else Decimal(str(row["value"])),
            scope=row["scope"][0],
            scope_type=row["scope_type"],
            indicator=None,
        )
        for row in rows
        if row["class"] == "claim"
    ]


def test_most_annotated_phrases_are_known(shared: Path) -> None:
    claims = [
        claim for path in sorted((shared / "gold").glob("*.jsonl")) for claim in read_gold(path)
    ]
    known = [claim for claim in resolve_claims(claims, BULLETIN) if claim.indicator]
    assert len(known) >= 0.85 * len(claims)
