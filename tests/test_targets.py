from __future__ import annotations

from decimal import Decimal

import pytest
from tests.panel_cases import CATALOGUE, make_claim, make_document

from healthkpi.resolve.panel import build_panel
from healthkpi.resolve.targets import Target, compare_targets, read_national_targets
from healthkpi.vocabulary.catalogue import read_catalogue

PLAN = "a plan"
SIGNING = [Target("signing_rate", year, Decimal(75), "%", "ge", PLAN) for year in (2020, 2025)]
DEATHS = {"indicator": "mortality", "unit": "每10万"}


def compare(claim, *targets):
    rows, _ = build_panel([claim], [make_document()], CATALOGUE)
    return compare_targets(rows, targets, CATALOGUE)


def target(value, comparator, indicator="signing_rate", unit="%", year=2025):
    return Target(
        indicator, year, None if value is None else Decimal(value), unit, comparator, PLAN
    )


@pytest.mark.parametrize(
    ("claim", "goal", "verdict"),
    [
        (make_claim("80"), target("75", "ge"), "reached"),
        (make_claim("75"), target("75", "ge"), "reached"),
        (make_claim("75"), target("75", "gt"), "not yet"),
        (make_claim("70"), target("75", "ge"), "not yet"),
        (make_claim("80"), target("75", "approx"), "reached"),
        (make_claim("70"), target("75", "approx"), "not yet"),
        (make_claim("8.5", **DEATHS), target("14.5", "le", "mortality", "每10万"), "reached"),
        (make_claim("18.5", **DEATHS), target("14.5", "le", "mortality", "每10万"), "not yet"),
        (make_claim("8.5", **DEATHS), target("12", "approx", "mortality", "每10万"), "reached"),
        (make_claim("80", comparator="ge"), target("75", "ge"), "reached"),
        (make_claim("75", comparator="gt"), target("75", "gt"), "reached"),
        (make_claim("70", comparator="ge"), target("75", "ge"), "not comparable"),
        (make_claim("70", comparator="lt"), target("75", "ge"), "not yet"),
        (make_claim("75", comparator="lt"), target("75", "ge"), "not yet"),
        (make_claim("80", comparator="le"), target("75", "ge"), "not comparable"),
        (make_claim("80"), target(None, None), "not comparable"),
        (make_claim("80"), target("75", "ge", unit="每千人"), "not comparable"),
        (make_claim("80", breakdown="group=老年人"), target("75", "ge"), "not comparable"),
        (
            make_claim("80", scope="市人民医院", scope_type="org", scope_code=None),
            target("75", "ge"),
            "not comparable",
        ),
    ],
)
def test_the_verdict(claim, goal, verdict):
    (standing,) = compare(claim, goal)
    assert standing.verdict == verdict
    assert bool(standing.reason) is (verdict == "not comparable")


def test_a_standing_carries_both_sides():
    (standing,) = compare(make_claim("70.5"), target("75", "ge"))
    assert (standing.city, standing.year, standing.indicator) == ("长治市", 2024, "signing_rate")
    assert (standing.value, standing.national_target, standing.distance) == (
        Decimal("70.5"), Decimal(75), Decimal("-4.5"))  # fmt: skip
    assert (standing.national_year, standing.national_comparator) == (2025, "ge")
    assert standing.document == PLAN


def test_targets_to_come_are_held_against_and_the_last_one_where_none_is():
    def years(year):
        claim = make_claim("80", year=year, period=str(year))
        return [standing.national_year for standing in compare(claim, *SIGNING)]

    assert years(2019) == [2020, 2025]
    assert years(2024) == [2025]
    assert years(2026) == [2025]


def test_a_row_without_a_value_or_without_a_target_does_not_appear():
    assert compare(make_claim("80", status="target"), *SIGNING) == []
    assert compare(make_claim("8.5", **DEATHS), *SIGNING) == []


def test_the_published_targets_fit_the_catalogue():
    targets = read_national_targets()
    assert len(targets) >= 40
    catalogue = read_catalogue()
    for item in targets:
        entry = catalogue.get(item.indicator)
        assert entry is not None, item.indicator
        assert 2000 < item.year <= 2050
        assert item.source_document
        if item.value is not None:
            assert item.unit == entry.unit, item.indicator
