from __future__ import annotations

import re

import pytest
from tests.panel_cases import CATALOGUE, make_claim, make_document

from healthkpi.resolve.panel import build_panel
from healthkpi.validate.checks import make_facts
from healthkpi.validate.parts import check_breakdowns, check_parts, check_share

NUMBER = re.compile(r"(\d+(?:\.\d+)?)(万)?(所|家|人|张|%)")


def read(sentence, **fields):
    """A claim for every number with a unit in the sentence."""
    claims = []
    for match in NUMBER.finditer(sentence):
        value = str(int(float(match[1]) * 10000)) if match[2] else match[1]
        kind = {"measure": "rate" if match[3] == "%" else "count", "unit": match[3]}
        more = {"indicator": None, "indicator_text": "医院", "sentence": sentence, **kind}
        start = match.start()
        claims.append(make_claim(value, match.group(), source_start=start, **(more | fields)))
    return claims


def codes(check, claims, rows=()):
    issues = check(make_facts([make_document()], claims, rows, CATALOGUE))
    return [(issue.code, issue.severity) for issue in issues]


@pytest.mark.parametrize(
    ("sentence", "severities"),
    [
        ("三甲医院8所,其中市属9所,省属2所。", ["warning"]),
        ("三甲医院8所,其中市属6所,省属3所。", ["info"]),
        ("全市有医院50家、诊所200家,其中民营180家,公立300家。", ["warning"]),
        ("医师3万人,其中中医4.1万人。", ["warning"]),
    ],
)
def test_parts_larger_than_their_whole(sentence, severities):
    assert codes(check_parts, read(sentence)) == [("parts_over_whole", s) for s in severities]


@pytest.mark.parametrize(
    "sentence",
    [
        "三甲医院8所,其中市属6所,省属2所。",
        "三甲医院8所,市属9所。",
        "三甲医院8所。其中市属9所。",
        "三甲医院8所,其中床位9000张。",
        "三甲医院8所,其中市属6所;民营医院90所。",
        "三甲医院8所,其中市属占90%。",
        "医师3万人,其中中医3.04万人以内。",
        "其中市属9所。",
        "新增医院8所,达到90所,其中三甲50所,二甲30所。",
    ],
)
def test_parts_that_fit_their_whole_or_have_none(sentence):
    assert codes(check_parts, read(sentence)) == []


def test_a_target_is_no_part_of_what_there_is():
    whole, part = read("三甲医院8所,其中到2025年9所。")
    target = make_claim(
        "9", "9所", unit="所", measure="count", sentence=part.sentence,
        source_start=part.source_start, status="target",
    )  # fmt: skip
    assert codes(check_parts, [whole, target]) == []
    assert codes(check_parts, [whole, part]) == [("parts_over_whole", "warning")]


@pytest.mark.parametrize(
    "sentence",
    [
        "全市乡镇卫生院150家,其中达标143家,占85.3%。",
        "应接种100人,实接种90人,接种率95%。",
        "医师3.0万人,其中中医1.2万人,占比45%。",
    ],
)
def test_a_share_that_is_not_its_part_of_the_whole(sentence):
    assert codes(check_share, read(sentence)) == [("share_mismatch", "warning")]


@pytest.mark.parametrize(
    "sentence",
    [
        "全市乡镇卫生院150家,其中达标143家,占95.3%。",
        "全市乡镇卫生院150家,其中达标143家,占95%。",
        "应接种100人,实接种95人,接种率95%。",
        "医师3.0万人,其中中医1.2万人,占比40%。",
        "全市乡镇卫生院150家,其中达标143家,满意度80%。",
        "全市乡镇卫生院150家,村卫生室143家,占80%。",
        "全市乡镇卫生院150家。其中达标143家,占80%。",
        "全市乡镇卫生院150家,其中达标143家,诊疗量上升,占基层诊疗总量的比例为80%。",
        "卫生院0家,其中达标0家,占80%。",
    ],
)
def test_a_share_that_is_right_or_of_something_else(sentence):
    assert codes(check_share, read(sentence)) == []


def test_a_part_may_lie_above_an_average():
    claims = [
        make_claim(value, indicator="daily", unit="人次", measure="count", breakdown=part)
        for value, part in (("7.1", "total"), ("7.6", "class=公立"))
    ]
    rows, _ = build_panel(claims, [make_document()], CATALOGUE)
    assert len(rows) == 2
    assert codes(check_breakdowns, claims, rows) == []


def breakdown(value, part, **fields):
    return make_claim(
        value, indicator="hospitals", unit="家", measure="count", breakdown=part, **fields
    )


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([("8", "total"), ("9", "grade=三级")], 1),
        ([("8", "total"), ("6", "class=公立"), ("5", "class=民营")], 1),
        ([("8", "total"), ("6", "class=公立"), ("2", "class=民营")], 0),
        ([("8", "total"), ("6", "level=省级"), ("5", "level=市级")], 0),
        ([("8", "total"), ("9", "flow=累计")], 0),
        ([("9", "grade=三级")], 0),
    ],
)
def test_the_panels_parts_against_its_whole(parts, found):
    claims = [breakdown(value, part) for value, part in parts]
    rows, _ = build_panel(claims, [make_document()], CATALOGUE)
    assert codes(check_breakdowns, claims, rows) == [("parts_over_whole", "warning")] * found
