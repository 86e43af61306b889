"""When a value without a date was that another has come from: 由35个增加到124个."""

from __future__ import annotations

import re

from healthkpi.extract.goals import goal_cues
from healthkpi.extract.number_parse import parse_any
from healthkpi.extract.periods import Period, whole_year

_SAME_YEAR = re.compile(
    r"(?:年初|月初|[上中]旬|上周|前一?[周月日天]|上月|上个月|上季度|第?\d{1,2}周|\d月份?|[一二三四]季度)(?:是|为|水平)?[的(]?$"
)
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
        return None
    if ahead or _SAME_YEAR.search(before):
        return whole_year(base)
    return origin or whole_year(base - 1)
