"""What is no claim: the spans found, their order, and what stays free beside them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthkpi.extract.nonclaims import expand, find_nonclaims
from healthkpi.extract.seeds import find_seeds, fold
from healthkpi.vocabulary.load import read_yaml


def spans(text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    assert len(folded) == len(text)
    return [(text[found.start : found.end], found.role) for found in find_nonclaims(folded)]


FOUND = {
    "一、主要任务": [("一、", "list_number")],
    "(三)强化监督。二是加大投入。": [("(三)", "list_number"), ("二是", "list_number")],
    "2024年3月至5月,第二批试点启动": [("2024年3月至5月", "date"), ("第二批", "ordinal")],
    "按“6241”思路,推进“一老一小”服务": [("6241", "slogan"), ("一老一小", "slogan")],
    "国办发〔2025〕7号文件和附件3": [("〔2025〕7号", "reference"), ("附件3", "reference")],
    "二级以上医院,65岁及以上老人": [("二级以上", "grade"), ("65岁及以上", "name")],
    "近三年来,一系列举措落地": [("近三年来", "period"), ("一系列", "other")],
    "2024年，市第二人民医院": [("2024年", "date"), ("第二", "name")],
}


@pytest.mark.parametrize("text", FOUND)
def test_every_non_claim_is_found_in_reading_order(text: str) -> None:
    assert spans(text) == FOUND[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有数字的一句话",
        "12家医院建成智慧药房",
        "达到95.4%",
        "新增3个月度指标",
        "投入1.5亿元",
        "三所医院",
        "五级乙等",
    ],
)
def test_what_may_be_a_value_stays_free(text: str) -> None:
    assert all(role == "other" for _, role in spans(text))
    assert not any(set(quote) & set("0123456789三五") for quote, _ in spans(text))


def test_a_list_number_needs_a_line_or_sentence_to_begin() -> None:
    assert spans("1.开展培训") == [("1.", "list_number")]
    assert spans("共培训。\n2.开展") == [("2.", "list_number")]
    assert spans("比例为1.开展") == []


def test_the_marks_around_a_slogan_are_no_part_of_it() -> None:
    assert spans("“1+12+N”体系") == [("1+12+N", "slogan")]


def test_a_non_claim_goes_before_every_number() -> None:
    text = fold("2024年12月31日,全市有三级医院12家")
    seeds = find_seeds(text)
    assert [text[draft.start : draft.end] for draft in seeds.drafts] == ["12家"]
    quotes = [text[found.start : found.end] for found in seeds.nonclaims]
    assert quotes == ["2024年12月31日", "三级"]


@pytest.mark.parametrize("entry", read_yaml("nonclaims.yaml"), ids=lambda entry: entry["rule"])
def test_shorthands_are_expanded_everywhere(entry: dict[str, str]) -> None:
    for name in ("pattern", "first"):
        assert not re.search(r"\{[A-Z]", expand(entry[name]))


PIECES = [line for entry in read_yaml("nonclaims.yaml") for line in entry["examples"]]
PIECES += ["12", "95.4%", "3.2万人次", "、", "。", "\n", "第", "一", "至", "“", "”", "全市"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_spans_are_in_order_whole_and_do_not_overlap(text: str) -> None:
    folded = fold(text)
    found = find_nonclaims(folded)
    assert all(0 <= one.start < one.end <= len(folded) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
