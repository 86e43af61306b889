from __future__ import annotations

import pytest
from tests.panel_cases import CATALOGUE, make_claim, make_document

from healthkpi.resolve.panel import build_panel
from healthkpi.validate.checks import make_facts
from healthkpi.validate.years import check_jump, check_target, check_yearly_change

BEDS = {"indicator": "beds", "unit": "张", "measure": "count", "indicator_text": "床位数"}
VISITS = {"indicator": "visits", "unit": "人次", "measure": "count", "indicator_text": "诊疗人次"}
DEATHS = {"indicator": "mortality", "unit": "每10万", "indicator_text": "孕产妇死亡率"}
DOCUMENTS = [make_document("d1"), make_document("d0", year=2023)]
LAST = {"doc_id": "d0", "year": 2023, "period": "2023"}
NEXT = {"status": "target", "year": 2025, "period": "2025"}


def codes(check, *claims):
    rows, _ = build_panel(claims, DOCUMENTS, CATALOGUE)
    issues = check(make_facts(DOCUMENTS, claims, rows, CATALOGUE))
    return [(issue.code, issue.severity) for issue in issues]


def change(value, unit="%", direction="up", indicator="beds", basis="yoy"):
    more = {"measure": "change", "indicator": indicator, "direction": direction, "basis": basis}
    return make_claim(value, unit=unit, **more)


@pytest.mark.parametrize(
    "stated",
    [
        change("5.2"),
        change("12", direction="down"),
        change("300", unit="张"),
        change("2", unit="倍"),
    ],
)
def test_a_change_that_two_bulletins_do_not_bear_out(stated):
    claims = [make_claim("5000", **BEDS, **LAST), make_claim("5600", **BEDS), stated]
    assert codes(check_yearly_change, *claims) == [("change_mismatch", "warning")]


@pytest.mark.parametrize(
    "stated",
    [
        change("12"),
        change("11.2"),  # last year's figure may have been revised
        change("600", unit="张"),
        change("40", basis=None),
        change("40", indicator="visits"),
        change("6", unit="百分点"),
    ],
)
def test_a_change_that_they_bear_out_or_cannot_judge(stated):
    claims = [make_claim("5000", **BEDS, **LAST), make_claim("5600", **BEDS), stated]
    assert codes(check_yearly_change, *claims) == []


def test_points_are_compared_as_points():
    claims = [make_claim("80", **LAST), make_claim("86.3")]
    right, wrong = (
        change(value, unit="百分点", indicator="signing_rate") for value in ("6.3", "9.3")
    )
    assert codes(check_yearly_change, *claims, right) == []
    assert codes(check_yearly_change, *claims, wrong) == [("change_mismatch", "warning")]


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ("5000", "50000", BEDS),
        ("50000", "5000", BEDS),
        ("300000", "3000000", VISITS),
        ("45", "95", {}),
        ("5.1", "19.2", DEATHS),
    ],
)
def test_a_sudden_jump(before, after, fields):
    claims = [make_claim(before, **fields, **LAST), make_claim(after, **fields)]
    assert codes(check_jump, *claims) == [("sudden_jump", "warning")]


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ("5000", "5600", BEDS),
        ("300000", "1200000", VISITS),
        ("2", "12", {"indicator": "hospitals", "unit": "家", "measure": "count"}),
        ("70", "95", {}),
        ("0", "8.5", DEATHS),
        ("5.1", "8.2", DEATHS),
        ("45", "95", {"comparator": "ge"}),
        ("1", "50", {"indicator": "rank", "unit": "名次", "measure": "rank"}),
        ("5000", "50000", BEDS | {"breakdown": "flow=新增"}),
    ],
)
def test_no_jump(before, after, fields):
    claims = [make_claim(before, **fields, **LAST), make_claim(after, **fields)]
    assert codes(check_jump, *claims) == []


def test_a_jump_over_a_missing_year_is_seen_and_over_three_is_not():
    def jump(year):
        old = {"doc_id": "d0", "year": year, "period": str(year)}
        return codes(check_jump, make_claim("5000", **BEDS, **old), make_claim("50000", **BEDS))

    assert jump(2022) == [("sudden_jump", "warning")]
    assert jump(2021) == []


@pytest.mark.parametrize(
    ("actual", "target"),
    [
        (make_claim("95.4"), make_claim("90", **NEXT, comparator="ge")),
        (make_claim("95", comparator="ge"), make_claim("90", **NEXT)),
        (make_claim("8.5", **DEATHS), make_claim("18", **DEATHS, **NEXT, comparator="le")),
        (make_claim("5600", **BEDS), make_claim("5000", **BEDS, **NEXT)),
        (make_claim("95.4", **LAST), make_claim("90", **NEXT, comparator="ge")),
    ],
)
def test_a_target_that_asks_for_less_than_there_is(actual, target):
    assert codes(check_target, actual, target) == [("target_reached", "info")]


@pytest.mark.parametrize(
    ("actual", "target"),
    [
        (make_claim("85.4"), make_claim("90", **NEXT, comparator="ge")),
        (make_claim("95.4"), make_claim("90", status="target")),  # this year's, and reached
        (make_claim("95.4"), make_claim("90", **NEXT, comparator="le")),
        (make_claim("8.5", **DEATHS), make_claim("8", **DEATHS, **NEXT, comparator="le")),
        (make_claim("560000", **VISITS), make_claim("500000", **VISITS, **NEXT)),
        (make_claim("95.4"), make_claim("90", **(NEXT | {"doc_id": "d0"}))),  # set before
        (make_claim("95.4"), make_claim("90", **NEXT, breakdown="group=老年人")),
    ],
)
def test_a_target_that_asks_for_more_or_cannot_be_judged(actual, target):
    assert codes(check_target, actual, target) == []
