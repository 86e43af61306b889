"""When a value without a date was that another has come from: 由35个增加到124个."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.draft import Draft
from healthkpi.extract.goals import goal_cues
from healthkpi.extract.horizon import programme_end
from healthkpi.extract.marks import Mark
from healthkpi.extract.number_parse import parse_any
from healthkpi.extract.periods import Period, whole_year

_SAME_YEAR = re.compile(
    r"(?:年初|月初|疫情(?:初期|之初|初|暴发前|发生前)|假期前|(?:最高|高峰)时|峰值|处置前|整治前|目前|当前|现在|[上中]旬|上周|前一?[周月日天]|上月|上个月|上季度|第?\d{1,2}周|\d月份?|[一二三四]季度)(?:是|为|水平)?[的(]?$"
)
_SINCE_PROGRAMME = re.compile(r"[比较与]“?(十[一二三四五]五”?末)")
_ONCE = re.compile(  # 而五年前还只有2.1人; 改革前为51%; 组建时只有9人; 前几年只有8张床
    r"(?:(?P<years>[2-9]|[两二三四五六七八九])年多?前|(?:改革|托管|组建|整合|实施|干预|治理)之?前"
    r"|(?:组建|建院|创建|起步)(?:时|之初|初期)|前(?:几|些)年)[^,;。\d]{0,12}?"
    r"(?:(?:还|仅|只|才)+(?:有|为|是|能)?|不到|不足|为|是)(?:不到|不足)?$"
)
_ONCE_ONLY = re.compile(  # 三年前我来时,全院只有床位260张,年门诊不到10万人次
    r"(?<![比较与])(?P<years>[2-9]|[两二三四五六七八九])年多?前(?!的)(?![^;。]*(?:如今|现在|目前|今年|去年|仍))[^;。]{0,40}?"
    r"(?:(?:只|仅)有[^,;。\d]{0,6}|不到|不足|仅为|只是)$"
)
_SINCE_BEGAN = re.compile(r"(十[一二三四五]五)[”\"]?以来")
_YEARS_AGO = re.compile(r"([2-9]|[两二三四五六七八九])年前(?:的|只有|仅|为|是)*$")
_YEARS_LONG = re.compile(
    r"([2-9]|[两二三四五六七八九])年(?:(?:间|来|里|内)?(?:从|由)?$|(?:间|来)(?=[,\u4e00-\u9fff]))"
)


def undated_baseline(
    before: str,
    base: int | None,
    origin: Period | None,
    *,
    ahead: bool,
    programme: int | None = None,
) -> Period | None:
    """The period of a baseline; unsaid, it is taken for the year before ``base``.

    Args:
        before: the sentence up to the number.
        base: the year reported on; None where it is not known, as in a plan.
        origin: when the last dated baseline of the sentence was: 由2015年的A降到B,由C降到D.
        programme: the year before the five-year programme that the text looks back on.
        ahead: whether the sentence speaks of goals, which start from the year reported on.
    """
    if base is None:
        return None
    ago = _YEARS_AGO.search(before)
    if ago and not ahead:
        return whole_year(base - int(parse_any(ago[1]) or 1))  # 由三年前的71.5%提高到…
    span = None if ahead else _YEARS_LONG.search(before)
    if span:
        return whole_year(base - int(parse_any(span[1]) or 1))  # 5年间从16.83/10万减到…
    if programme and not ahead and not _SAME_YEAR.search(before):
        return origin or whole_year(programme)
    if goal_cues().long_ago.search(before):
        since = _SINCE_BEGAN.search(before)  # “十四五”以来,床位由2.1万张增加到2.6万张
        end = programme_end(since[1] + "期间") if since else None
        return origin or (whole_year(end - 5) if end else None)
    if ahead or _SAME_YEAR.search(before):
        return whole_year(base)
    return origin or whole_year(base - 1)


def compared_origin(
    marks: Sequence[Mark], before: str, start: int, base: int | None
) -> Period | None:
    """The year long ago that a sentence compares with: 比2012年增长58.3%;医生由0.9人增至3.2人."""
    governing = max((mark.year for mark in marks if mark.relation == "governs"), default=base)
    for mark in reversed(marks):
        if mark.end <= start and mark.relation == "compared" and mark.own_year:
            ago = governing is not None and mark.year < governing - 1
            return whole_year(mark.year) if ago else None
    programme = _SINCE_PROGRAMME.search(before)
    end = programme_end(programme[1]) if programme else None
    return whole_year(end) if end else None


def once_was(draft: Draft, reach: str) -> bool:
    """Whether a value is told as how things once were: 而五年前还只有2.1人."""
    once = _ONCE.search(draft.clause) or _ONCE_ONLY.search(reach)
    return draft.measure != "change" and once is not None


def when_once(reach: str, base: int | None) -> Period | None:
    """The year of what once was, so many years before ``base``; None where none is told."""
    once = _ONCE_ONLY.search(reach) or _ONCE.search(reach)
    years = once["years"] if once else None
    return whole_year(base - int(parse_any(years) or 1)) if years and base else None
