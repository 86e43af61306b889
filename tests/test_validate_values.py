from __future__ import annotations

import pytest
from tests.panel_cases import CATALOGUE, make_claim, make_document

from healthkpi.validate.checks import make_facts
from healthkpi.validate.values import check_percent, check_range, check_units

BEDS = {"indicator": "beds", "unit": "张", "measure": "count", "indicator_text": "床位数"}
VISITS = {"indicator": "visits", "unit": "人次", "measure": "count", "indicator_text": "诊疗人次"}
DEATHS = {"indicator": "mortality", "unit": "每10万", "indicator_text": "孕产妇死亡率"}
QUARTER = {"period": "2024-Q1", "period_start": "2024-01-01", "period_end": "2024-03-31"}


def codes(check, *claims):
    facts = make_facts([make_document()], claims, [], CATALOGUE)
    return [(issue.code, issue.severity) for issue in check(facts)]


@pytest.mark.parametrize(
    "claim",
    [
        make_claim("85", **DEATHS),
        make_claim("0.85", **(DEATHS | {"unit": "每千人"})),
        make_claim("9.4"),
        make_claim("500", **BEDS),
        make_claim("300000", **BEDS),
        make_claim("300000", **BEDS, scope="市人民医院", scope_type="org", scope_code=None),
        make_claim("400000000", **VISITS, **QUARTER),
        make_claim("61", **DEATHS, scope="山西省", scope_type="province", scope_code="140000"),
    ],
)
def test_a_value_beyond_what_is_plausible(claim):
    assert codes(check_range, claim) == [("implausible", "warning")]


@pytest.mark.parametrize(
    "claim",
    [
        make_claim("8.5", **DEATHS),
        make_claim("0.085", **(DEATHS | {"unit": "每千人"})),
        make_claim("500", **BEDS, comparator="ge"),
        make_claim("500", **BEDS, scope="市人民医院", scope_type="org", scope_code=None),
        make_claim("500", **BEDS, breakdown="class=公立"),
        make_claim("500", **VISITS, **QUARTER),
        make_claim("9000000", **BEDS, scope="全国", scope_type="nation", scope_code="100000"),
        make_claim("0.2", indicator="beds", measure="change", direction="up"),
        make_claim(None, quote="80%-90%"),
        make_claim("3", indicator=None),
    ],
)
def test_a_value_that_is_plausible_or_cannot_be_judged(claim):
    assert codes(check_range, claim) == []


@pytest.mark.parametrize(
    "claim",
    [
        make_claim("8.5", **(DEATHS | {"unit": "%"})),
        make_claim("8.5", indicator=None, indicator_text="孕产妇死亡率", unit="%"),
        make_claim("8.5", indicator=None, indicator_text="全市孕产妇死亡率", unit="‰"),
        make_claim("95", **(BEDS | {"unit": "人"})),
    ],
)
def test_a_unit_the_indicator_is_not_measured_in(claim):
    assert codes(check_units, claim) == [("unit_mismatch", "warning")]


@pytest.mark.parametrize(
    "claim",
    [
        make_claim("8.5", **DEATHS),
        make_claim("8.5", indicator=None, indicator_text="孕产妇死亡率", unit="每10万"),
        make_claim("8.5", indicator=None, indicator_text="孕产妇死亡率控制目标", unit="%"),
        make_claim("8.5", indicator=None, indicator_text="床位数", unit="%"),
        make_claim("1.2", indicator="mortality", unit="十万分点", measure="change"),
        make_claim("12", indicator="hospitals", unit="家", measure="count"),
        make_claim("6.5", indicator="density", unit="张", indicator_text="每千人口床位数"),
    ],
)
def test_a_unit_that_fits_or_tells_nothing(claim):
    assert codes(check_units, claim) == []


@pytest.mark.parametrize(
    "claim",
    [
        make_claim("105"),
        make_claim("954", indicator=None, indicator_text="规范管理率"),
        make_claim("1200", unit="‰", indicator=None, indicator_text="出生率"),
        make_claim(None, quote="90%-110%", value_high=110),
    ],
)
def test_a_share_above_the_whole_is_an_error(claim):
    assert codes(check_percent, claim) == [("over_100", "error")]
    assert codes(check_range, claim) == []  # said once


@pytest.mark.parametrize(
    "claim",
    [
        make_claim("100"),
        make_claim("105", indicator=None, indicator_text="目标任务完成率"),
        make_claim("103.2", indicator=None, indicator_text="病床使用率"),
        make_claim("150", measure="change", direction="up"),
        make_claim("150", unit="人", measure="count"),
        make_claim("150", indicator="ratio"),
    ],
)
def test_a_share_that_may_be_what_it_is(claim):
    assert codes(check_percent, claim) == []


def test_the_message_holds_the_evidence_and_the_span():
    claim = make_claim("105", sentence="全市家庭医生签约率105%,继续提高。", source_start=40)
    (issue,) = check_percent(make_facts([make_document()], [claim], [], CATALOGUE))
    assert issue.message == "105% is more than the whole: “全市家庭医生签约率105%,继续提高。”"
    assert (issue.doc_id, issue.claim_id) == ("d1", "d1:40")
    assert (issue.source_start, issue.source_end) == (40, 44)


def test_a_long_sentence_is_quoted_around_the_number():
    claim = make_claim("105", sentence="很" * 100 + "签约率105%" + "好" * 100)
    (issue,) = check_percent(make_facts([make_document()], [claim], [], CATALOGUE))
    assert "签约率105%" in issue.message
    assert len(issue.message) < 120
