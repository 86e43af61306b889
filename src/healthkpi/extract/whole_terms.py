"""Phrases made whole at the end: the short terms of a scheme."""

from __future__ import annotations

import re
from functools import cache

from healthkpi.vocabulary.load import read_yaml

_SCHEME = re.compile(r"新农合|合作医疗|参合")
_ENROLLED = re.compile(r"(?!五保|低保|新农合|合作医疗)(?:[\u4e00-\u9fff]{0,4}农?牧?民)?参合率")
_OF_SCHEME = re.compile(
    r"(?:累计|人均|住院|门诊|大病|次均|最高|实际)*"
    r"(?:补偿|补偿受益|得到补偿|补偿资金|补偿农牧?民|封顶线|参合农牧?民|报销|筹资标准|筹资总额|补偿金额|补偿比例?|补偿医药费用?|报销医药费用?|支出|支出基金|基金支出|基金使用率)(?:人次)?"
)
PARAGRAPH = 240  # characters before a number in which its paragraph names a scheme


@cache
def _whole_terms() -> dict[str, str]:
    terms: dict[str, str] = read_yaml("phrases.yaml")["whole_terms"]
    return terms


def whole_term(phrase: str) -> str:
    """``phrase``, or the whole of it where it is a scheme's short term: 参合率 → 新农合参合率."""
    return _whole_terms().get(phrase, phrase)


def with_scheme(phrase: str, before: str) -> str:
    """``phrase`` with the scheme that the paragraph ``before`` it speaks of: 补偿 → 新农合补偿."""
    if _ENROLLED.fullmatch(phrase):
        return "新农合参合率"
    if _OF_SCHEME.fullmatch(phrase) and _SCHEME.search(before) and "医保" not in before:
        return "新农合" + ("基金支出" if phrase == "支出" else phrase)
    return phrase
