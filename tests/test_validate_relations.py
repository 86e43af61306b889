from __future__ import annotations

import pytest
from tests.panel_cases import make_claim, make_document

from healthkpi.resolve.panel import build_panel
from healthkpi.validate.checks import make_facts
from healthkpi.validate.relations import check_ratios, check_within
from healthkpi.vocabulary.catalogue import read_catalogue
from healthkpi.vocabulary.load import read_yaml


def counted(value, indicator, unit="人", **fields):
    return make_claim(value, indicator=indicator, unit=unit, measure="count", **fields)


def per_1000(value, indicator="nurses_per_1000", **fields):
    return make_claim(value, indicator=indicator, unit="每千人", **fields)


def codes(check, *claims):
    catalogue = read_catalogue()
    rows, _ = build_panel(claims, [make_document()], catalogue)
    issues = check(make_facts([make_document()], claims, rows, catalogue))
    return [(issue.code, issue.severity) for issue in issues]


PEOPLE = counted("3140000", "resident_population")
NURSES = counted("12200", "nurses")


@pytest.mark.parametrize(
    ("claims", "wrong"),
    [
        ([PEOPLE, NURSES, per_1000("3.88")], False),
        ([PEOPLE, NURSES, per_1000("5.88")], True),
        ([PEOPLE, NURSES, per_1000("4.2")], False),  # of registered people, perhaps
        ([PEOPLE, NURSES, per_1000("5.88", comparator="ge")], False),
        ([PEOPLE, NURSES, per_1000("5.88", year=2023, period="2023")], False),
        ([PEOPLE, NURSES, per_1000("5.88", scope="襄垣县", scope_code="140423")], False),
        ([PEOPLE, per_1000("5.88")], False),
        ([counted("0", "resident_population"), NURSES, per_1000("5.88")], False),
    ],
)
def test_a_ratio_against_what_it_is_made_of(claims, wrong):
    assert codes(check_ratios, *claims) == [("ratio_mismatch", "warning")] * wrong


@pytest.mark.parametrize(
    ("value", "fields", "wrong"),
    [
        ("12200", {}, False),
        ("26800", {}, False),
        ("31000", {}, True),
        ("31000", {"comparator": "le"}, False),
        ("31000", {"breakdown": "class=公立"}, False),
        ("31000", {"year": 2023, "period": "2023"}, False),
    ],
)
def test_no_kind_is_more_than_all(value, fields, wrong):
    staff = counted("26800", "health_technicians", year=2024)
    nurses = counted(value, "nurses", **fields)
    assert codes(check_within, staff, nurses) == [("parts_over_whole", "warning")] * wrong


def test_the_relations_name_indicators_of_the_catalogue():
    catalogue, words = read_catalogue(), read_yaml("validation.yaml")
    named = {name for row in words["ratios"] for name in row[:3]}
    named |= {name for whole, parts in words["within"].items() for name in (whole, *parts)}
    assert sorted(name for name in named if name not in catalogue) == []
