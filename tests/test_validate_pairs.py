from __future__ import annotations

import pytest
from tests.panel_cases import CATALOGUE, make_claim, make_document

from healthkpi.validate.checks import make_facts
from healthkpi.validate.pairs import check_change, check_direction

BEDS = {"indicator": "beds", "unit": "张", "measure": "count", "indicator_text": "床位数"}


def make_pair(before, after, said="增加到", change=None, **fields):
    """The claims of 从BEFORE{said}AFTER, with a change of (value, unit, direction) beside them."""
    fields = {"pair_id": "p", **BEDS, **fields}
    unit = fields["unit"]
    sentence = f"床位从{before}{unit}{said}{after}{unit}。"
    claims = [
        make_claim(before, **fields, status="baseline", sentence=sentence),
        make_claim(after, **fields, sentence=sentence),
    ]
    if change:
        value, change_unit, direction = change
        more = {"measure": "change", "unit": change_unit, "direction": direction}
        claims.append(make_claim(value, **(fields | more), sentence=sentence))
    return claims


def codes(check, claims):
    issues = check(make_facts([make_document()], claims, [], CATALOGUE))
    return [(issue.code, issue.severity) for issue in issues]


@pytest.mark.parametrize(
    "claims",
    [
        make_pair("124", "35"),
        make_pair("35", "124", "下降到"),
        make_pair("1.06", "0.58", "提高至"),
        make_pair("124", "35", "变为", ("71.8", "%", "up")),
    ],
)
def test_a_baseline_larger_than_the_value_that_is_said_to_have_risen(claims):
    assert codes(check_direction, claims) == [("wrong_direction", "warning")]


@pytest.mark.parametrize(
    "claims",
    [
        make_pair("35", "124"),
        make_pair("124", "35", "下降到"),
        make_pair("124", "35", "变为"),
        make_pair("124", "35", "由增加到减少到"),
        make_pair("124", "35", comparator="ge"),
        make_pair("124", "124"),
        make_pair("124", "35")[:1],
    ],
)
def test_a_baseline_on_the_right_side(claims):
    assert codes(check_direction, claims) == []


@pytest.mark.parametrize(
    "claims",
    [
        make_pair("100", "150", change=("30", "%", "up")),
        make_pair("100", "150", change=("40", "张", "up")),
        make_pair("100", "150", change=("50", "%", "down")),
        make_pair("80", "86.3", unit="%", measure="rate", change=("5.3", "百分点", "up")),
        make_pair("100", "150", change=("3", "倍", "up")),
    ],
)
def test_a_change_that_does_not_lie_between_its_values(claims):
    assert codes(check_change, claims) == [("change_mismatch", "warning")]


@pytest.mark.parametrize(
    "claims",
    [
        make_pair("100", "150", change=("50", "%", "up")),
        make_pair("100", "150", change=("50", "张", "up")),
        make_pair("300", "401", change=("33.7", "%", "up")),
        make_pair("300", "401", change=("33.67", "%", "up")),
        make_pair("80", "86.3", unit="%", measure="rate", change=("6.3", "百分点", "up")),
        make_pair("80", "86.3", unit="%", measure="rate", change=("7.9", "%", "up")),
        make_pair("9.7", "8.5", "降至", unit="每10万", change=("1.2", "十万分点", "down")),
        make_pair("100", "300", change=("3", "倍", "up")),
        make_pair("100", "300", change=("2", "倍", "up")),
        make_pair("100", "150", change=("30", "项", "up")),
        make_pair("0", "150", change=("30", "%", "up")),
        make_pair("100", "150"),
    ],
)
def test_a_change_that_lies_between_its_values_or_cannot_be_told(claims):
    assert codes(check_change, claims) == []


def test_the_message_names_what_the_change_would_be():
    claims = make_pair("100", "150", change=("30", "%", "up"))
    (issue,) = check_change(make_facts([make_document()], claims, [], CATALOGUE))
    assert issue.message.startswith("from 100张 to 150张 is a change of 50, not 30%: “床位从100张")
    assert issue.claim_id == claims[2].claim_id
