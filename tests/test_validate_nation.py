from __future__ import annotations

import pytest
from tests.panel_cases import CATALOGUE, make_claim, make_document, make_entry

from healthkpi.resolve.panel import build_panel
from healthkpi.validate.checks import make_facts
from healthkpi.validate.nation import check_national_text, check_national_value
from healthkpi.vocabulary.catalogue import Catalogue

NATION = {"scope": "全国", "scope_type": "nation", "scope_code": "100000"}
PROVINCE = {"scope": "山西省", "scope_type": "province", "scope_code": "140000"}
OTHER = {"scope": "湖南省", "scope_type": "province", "scope_code": "430000"}


def codes(check, *claims, catalogue=CATALOGUE):
    rows, _ = build_panel(claims, [make_document()], catalogue)
    issues = check(make_facts([make_document()], claims, rows, catalogue))
    return [(issue.code, issue.severity) for issue in issues]


@pytest.mark.parametrize("above", [NATION, PROVINCE])
def test_a_citys_value_that_equals_the_one_above_it_is_suspect(above):
    claims = [make_claim("95.4"), make_claim("95.40", **above)]
    assert codes(check_national_value, *claims) == [("equals_national", "warning")]


@pytest.mark.parametrize(
    "claims",
    [
        [make_claim("95.4"), make_claim("95.3", **NATION)],
        [make_claim("95"), make_claim("95", **NATION)],  # two digits are equal by chance
        [make_claim("95.4"), make_claim("95.4", **OTHER)],
        [make_claim("95.4"), make_claim("95.4", **NATION, year=2023, period="2023")],
        [make_claim("95.4", comparator="ge"), make_claim("95.4", **NATION)],
        [make_claim("95.4", **PROVINCE), make_claim("95.4", **PROVINCE)],
        [make_claim("95.4", scope="市人民医院", scope_type="org"), make_claim("95.4", **NATION)],
    ],
)
def test_a_citys_value_of_its_own(claims):
    assert codes(check_national_value, *claims) == []


def test_the_published_national_values_are_known():
    entry = make_entry("life_expectancy", measure="duration", unit="岁", name_zh="人均预期寿命")
    catalogue = Catalogue({entry.id: entry})
    fields = {"indicator": entry.id, "unit": "岁", "measure": "duration"}
    year = {"year": 2020, "period": "2020"}
    national = make_claim("77.93", **fields, **year)
    own = make_claim("79.21", **fields, **year)
    assert codes(check_national_value, national, catalogue=catalogue) == [
        ("equals_national", "warning")
    ]
    assert codes(check_national_value, own, catalogue=catalogue) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("全国平均水平为95.4%。", True),
        ("签约率高于全省平均95.4%。", False),  # or by as much,
        ("签约率95.4%,高于全国平均水平。", False),
        ("高于全国平均水平,我市达到95.4%。", False),
        ("全国文明城市测评得分95.4%。", False),
    ],
)
def test_an_average_of_the_nation_filed_as_the_citys(sentence, found):
    claim = make_claim("95.4", sentence=sentence)
    expected = [("national_as_city", "warning")] if found else []
    assert codes(check_national_text, claim) == expected
    rightly = make_claim("95.4", sentence=sentence, **NATION)
    assert codes(check_national_text, rightly) == []


def test_points_above_the_average_are_the_citys():
    claim = make_claim("2.3", measure="change", unit="百分点", sentence="高于全国平均2.3个百分点")
    assert codes(check_national_text, claim) == []
