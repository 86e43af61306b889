from __future__ import annotations

from decimal import Decimal

import pytest
from tests.panel_cases import CATALOGUE, make_claim, make_document, shown

from healthkpi.resolve.panel import build_panel
from healthkpi.resolve.periods import is_flow_name
from healthkpi.vocabulary.load import read_yaml

BEDS = {"indicator": "beds", "unit": "张", "measure": "count", "indicator_text": "床位数"}
VISITS = {"indicator": "visits", "unit": "人次", "measure": "count", "indicator_text": "诊疗人次"}

CHANGZHI = [("长治市", "140400")]


def panel(*claims, documents=None, periods="year"):
    rows, _ = build_panel(claims, documents or [make_document()], CATALOGUE, periods)
    return rows


def only(*claims, **options):
    (row,) = panel(*claims, **options)
    return row


def test_a_row_carries_its_claim_and_its_entry():
    row = only(make_claim("95.4", source_start=7))
    assert (row.city_code, row.city, row.year, row.indicator) == (
        "140400", "长治市", 2024, "signing_rate")  # fmt: skip
    assert (row.value, row.unit, row.comparator) == (Decimal("95.4"), "%", "eq")
    assert (row.source, row.source_start, row.quote) == ("d1.txt", 7, "95.4%")
    assert (row.n_claims, row.conflict, row.target, row.change) == (1, False, None, None)


def test_a_target_stands_in_the_row_of_its_deadline():
    actual, target = panel(
        make_claim("80"), make_claim("90", status="target", comparator="ge", year=2025)
    )
    assert (actual.year, actual.value, actual.target) == (2024, 80, None)
    assert (target.year, target.value, target.target) == (2025, None, 90)
    assert (target.target_year, target.target_comparator) == (2025, "ge")


def test_a_target_without_deadline_stands_in_the_documents_year():
    row = only(make_claim("90", status="target", year=None, period=None))
    assert (row.year, row.target, row.target_year) == (2024, 90, None)


def test_value_target_baseline_and_change_stand_side_by_side():
    row = only(
        make_claim("35", **BEDS, status="baseline", pair_id="p1", year=2023, period="2023"),
        make_claim("124", **BEDS, pair_id="p1"),
        make_claim("10", indicator="beds", measure="change", direction="down", pair_id="p1"),
        make_claim("200", **BEDS, status="target"),
    )
    assert (row.value, row.target, row.baseline) == (124, 200, 35)
    assert (row.change, row.change_unit, row.n_claims) == (-10, "%", 4)


def test_a_baseline_or_change_without_an_indicator_takes_its_pairs():
    row = only(
        make_claim("35", **(BEDS | {"indicator": None}), status="baseline", pair_id="p"),
        make_claim("124", **BEDS, pair_id="p"),
        make_claim("3", indicator=None, measure="change", direction="up", pair_id="p"),
    )
    assert (row.value, row.baseline, row.change) == (124, 35, 3)


def test_a_figure_quoted_in_brackets_to_compare_with_has_no_row():
    quoted = make_claim("4102", **BEDS, status="baseline", rule="digits+count+baseline+topic")
    assert panel(quoted) == []
    assert only(quoted, make_claim("4386", **BEDS)).value == 4386


def test_a_baseline_without_its_pair_has_no_row():
    assert panel(make_claim("35", **BEDS, status="baseline")) == []


def test_a_hospitals_baseline_does_not_reach_the_citys_row():
    hospital = {"scope": "长治市人民医院", "scope_type": "org", "scope_code": None}
    row = only(
        make_claim("35", **BEDS, **hospital, status="baseline", pair_id="p"),
        make_claim("124", **BEDS, pair_id="p"),
    )
    assert (row.scope, row.value, row.baseline) == ("长治市", 124, None)


def test_a_change_alone_has_a_row_without_a_value():
    row = only(make_claim("50.82", measure="change", direction="down", basis="yoy"))
    assert (row.value, row.change, row.change_unit, row.quote) == (
        None, Decimal("-50.82"), "%", "50.82%")  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("签约率95.4%,比全国平均水平高4.6个百分点。", None),
        ("签约率95.4%,超过全省平均4.6个百分点。", None),
        ("对照全省的签约率,我市仍低4.6个百分点,签约率95.4%。", None),
        ("签约率95.4%,比上年提高4.6个百分点。", Decimal("4.6")),
        ("全国排名靠前,签约率提高4.6个百分点。", Decimal("4.6")),
        ("签约率达到95.4%,高于全国平均水平,提高4.6个百分点。", Decimal("4.6")),
    ],
)
def test_the_gap_to_the_nation_is_no_change(sentence, change):
    gap = make_claim(
        "4.6", "4.6个百分点", unit="百分点", measure="change", direction="up", sentence=sentence
    )
    assert only(make_claim("95.4", sentence=sentence), gap).change == change


def test_the_change_on_the_year_before_goes_first():
    row = only(
        make_claim("30", measure="change", direction="up"),
        make_claim("3", measure="change", direction="up", basis="yoy"),
    )
    assert row.change == 3


def test_a_number_over_several_indicators_reaches_the_row_of_each():
    rows = panel(make_claim("90", indicator="signing_rate|mortality", unit="%"))
    assert [row.indicator for row in rows] == ["signing_rate"]  # 孕产妇死亡率 is no percentage
    both = panel(make_claim("12", **(BEDS | {"indicator": "beds|hospitals", "unit": ""})))
    assert [row.indicator for row in both] == ["beds", "hospitals"]


@pytest.mark.parametrize(
    ("claim", "value", "unit"),
    [
        (make_claim("85", unit="‰"), "8.5", "%"),
        (make_claim("0.15", indicator="mortality", unit="‰"), None, None),
        (make_claim("0.15", indicator="mortality", unit="每千人"), "15", "每10万"),
        (make_claim("12", indicator="hospitals", unit="家", measure="count"), "12", "个"),
        (make_claim("12", indicator="hospitals", unit="人", measure="count"), None, None),
        (
            make_claim(
                "6.5",
                indicator="density",
                unit="张",
                indicator_text="每千人口床位数",
                measure="count",
            ),
            "6.5",
            "每千人",
        ),
        (make_claim("3", indicator="beds", unit="名次", measure="rank"), None, None),
        (make_claim("3", indicator="rank", unit="名次", measure="rank"), "3", "名次"),
    ],
)
def test_the_unit_is_the_catalogues(claim, value, unit):
    rows = panel(claim)
    assert [(row.value, row.unit) for row in rows] == ([(Decimal(value), unit)] if value else [])


def test_a_range_has_no_row():
    assert panel(make_claim(None, quote="80%-90%", value_low=Decimal(80))) == []


def test_a_claim_without_indicator_place_or_year_has_no_row():
    bare = make_document(year=None)
    assert panel(make_claim(indicator=None)) == []
    assert panel(make_claim(indicator="unknown")) == []
    assert panel(make_claim(scope=None, scope_type=None, scope_code=None)) == []
    assert panel(make_claim(year=None, period=None), documents=[bare]) == []


def test_a_flow_of_a_part_of_a_year_stays_out_unless_asked_for():
    quarter = make_claim("5000", **VISITS, period="2024-Q1", period_start="2024-01-01",
                         period_end="2024-03-31")  # fmt: skip
    plan = make_claim("5000", **VISITS, period="2021..2024", period_start="2021-01-01",
                      period_end="2024-12-31")  # fmt: skip
    assert panel(quarter, plan) == []
    assert only(quarter, periods="all").value == 5000
    year = make_claim("21000", **VISITS)
    assert only(quarter, year, plan, periods="all").value == 21000


def test_a_flow_marked_as_added_is_a_flow_whatever_the_whole_is():
    fields = BEDS | {"breakdown": "flow=新增", "period": "2024-Q1"}
    claim = make_claim("50", **fields, period_start="2024-01-01", period_end="2024-03-31")
    assert panel(claim) == []


def test_a_state_takes_the_latest_date_of_the_year_and_that_is_no_conflict():
    def beds(value, day):
        return make_claim(value, **BEDS, period=day, period_start=day, period_end=day)

    row = only(beds("5100", "2024-06-30"), beds("5210", "2024-09-30"), beds("5000", "2024-03-31"))
    assert (row.value, row.conflict) == (5210, False)
    assert only(beds("5100", "2024-06-30"), make_claim("5300", **BEDS)).value == 5300


def test_levels_and_breakdowns():
    rows = panel(
        make_claim("1"),
        make_claim("2", breakdown="group=老年人"),
        make_claim("3", scope="襄垣县", scope_type="county", scope_code="140423"),
        make_claim("4", scope="长治市人民医院", scope_type="org", scope_code=None),
        make_claim("5", scope="山西省", scope_type="province", scope_code="140000"),
        make_claim("6", scope="全国", scope_type="nation", scope_code="100000"),
    )
    assert [row.value for row in shown(rows)] == [1]
    assert [row.value for row in shown(rows, breakdowns=True)] == [2, 1]
    assert len(shown(rows, "all")) == 5
    assert len(shown(rows, "all", breakdowns=True)) == 6
    for level in ("county", "org"):
        assert [(row.city, row.city_code) for row in shown(rows, level)] == CHANGZHI
    assert [row.city_code for row in shown(rows, "province")] == ["140000"]
    assert [row.city for row in shown(rows, "nation")] == ["全国"]


@pytest.mark.parametrize(("code", "name"), [("110000", "北京市"), ("429004", "仙桃市")])
def test_municipalities_and_cities_under_a_province_are_cities(code, name):
    claim = make_claim(scope=name, scope_type="province", scope_code=code)
    assert [(row.city, row.city_code) for row in shown(panel(claim))] == [(name, code)]


def test_another_city_named_in_a_bulletin_is_filed_under_itself():
    row = only(make_claim(scope="太原市", scope_code="140100"))
    assert (row.city_code, row.city, row.scope) == ("140100", "太原市", "太原市")


def test_two_names_of_one_city_are_one_row():
    assert len(panel(make_claim("95.4"), make_claim("95.4", scope="长治"))) == 1


@pytest.mark.parametrize("kind", ["examples", "not"])
def test_flows_are_told_from_states_as_their_word_list_says(kind):
    for line in read_yaml("flows.yaml")[kind]:
        name, measure, unit = line.split(" | ")
        assert is_flow_name(name, measure, unit) is (kind == "examples"), line
