"""Phrases made whole at the end: a scheme's short terms, and whom a difference is told against."""

from __future__ import annotations

import re
from functools import cache

from healthkpi.extract.draft import Draft
from healthkpi.vocabulary.load import read_yaml

_AGAINST = re.compile(
    r"(?:(?P<verb>高于|低于|高出|优于|多于|少于|超出)(?P<area>全[国省市州县区盟旗院]|自治区|[\u4e00-\u9fff]{2,3}[省市州县区])"
    r"|比(?P<than>全[国省市州县区盟旗院]|自治区|[\u4e00-\u9fff]{2,3}[省市州县区]))"
    r"(?P<level>平均水平|平均)?(?P<way>(?:高|低|多|少)(?:出|了)?)?(?:近|约)?$"
)
_REQUIRED = re.compile(
    r"((?:高于|低于|超过|高出)(?:国家|省级?|全国|市级?)?(?:要求|标准|目标|规定)|[高低][于出](?:民营|公立|综合|同类|[一二三]级|县级)[\u4e00-\u9fff]{0,4}医院)(?:近|约)?$"
)
_SCHEME = re.compile(r"新农合|合作医疗|参合")
_ENROLLED = re.compile(r"(?!五保|低保|新农合|合作医疗)(?:[\u4e00-\u9fff]{0,4}农?牧?民)?参合率")
_OF_SCHEME = re.compile(
    r"(?:累计|人均|住院|门诊|大病|次均|最高|实际)*"
    r"(?:补偿|补偿受益|得到补偿|补偿资金|补偿农牧?民|封顶线|参合农牧?民|报销|筹资标准|筹资总额|补偿金额|补偿比例?|补偿医药费用?|报销医药费用?|支出|支出基金|基金支出|基金使用率)(?:人次)?"
)
PARAGRAPH = 240  # characters before a number in which its paragraph names a scheme
_LONG = 8  # characters of a phrase behind which 平均水平 may go whole


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


def with_comparison(draft: Draft) -> str:
    """The phrase of a difference with what it is told against: 参合率高出全省平均水平."""
    told = _AGAINST.search(draft.left) if draft.measure == "change" else None
    required = _REQUIRED.search(draft.left) if draft.measure == "change" else None
    if required and draft.phrase and required[1] not in draft.phrase:
        return draft.phrase + required[1]
    if told is None or not draft.phrase or draft.phrase.endswith(told.group()):
        return draft.phrase
    area = told["area"] or told["than"]
    verb = told["verb"] or ("低于" if (told["way"] or "高")[0] in "低少" else "高于")
    level = told["level"] or ""
    return draft.phrase + verb + area + (level if len(draft.phrase) >= _LONG else "")
