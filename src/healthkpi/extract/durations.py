"""Lengths of time: a result, an age, a year, a reach, or merely a stretch of time."""

from __future__ import annotations

import re
from functools import cache

from healthkpi.extract.cues import alternation, cues
from healthkpi.extract.draft import Draft
from healthkpi.vocabulary.load import read_yaml

_IN_NAME = re.compile(r"(?:内|以内)[\u4e00-\u9fff]{2,8}(?:率|比例)|[\u4e00-\u9fff]{2,5}率(?=\d|$)")
_LIFE = re.compile(r"寿命|年龄(?!最)")

_BACK_UNITS = frozenset(["年", "个月", "月", "周", "天"])
_DAYS = frozenset(["日", "天", "周"])
_DONE_WITHIN = re.compile(  # 24小时内完成处置; of 24小时内完成率 the rate is told
    r"(?:以?内)(?:须|应|要|必须|全部|均|可)?(?:完成|办结|扑灭|处置|启动|送达|送到|配送|出具|到达|得到控制)(?![\u4e00-\u9fff]{0,4}率)"
)
_LESSONS = ("学时", "课时")
_AT_LEAST = ("不少于", "不低于", "至少")
_DOSE = re.compile(r"的?(?:药量|用药量|用量|用药|药品|处方量)")  # 一次开具12周的药量


@cache
def duration_units() -> frozenset[str]:
    """The units that measure time."""
    return frozenset(read_yaml("measures.yaml")["duration_units"])


@cache
def _reach() -> re.Pattern[str]:
    kinds = alternation(read_yaml("measures.yaml")["reach"])
    return re.compile(rf"[“”]?(?:{kinds})[\u4e00-\u9fff“”]{{0,8}}圈|(?:生活)?圈")


@cache
def _round_the_clock() -> re.Pattern[str]:
    return re.compile(alternation(read_yaml("measures.yaml")["round_the_clock"]))


def judge_duration(draft: Draft) -> None:
    """Decide whether the length of time ``draft`` tells is a claim."""
    value = draft.number.value
    if draft.unit == "年" and draft.right.startswith(("累计", "共")):
        draft.refuse("period", "length-of-time")  # 两年累计减少1.9万人次
    elif draft.unit == "岁":
        if _LIFE.search(draft.context + draft.right[:10]):
            draft.claim("duration", "life-expectancy")
        else:
            draft.refuse("name", "age")
    elif draft.unit == "年" and value is not None and 1900 <= value <= 2100:
        draft.refuse("date", "year")
    elif draft.unit in _DAYS and value == 1 and draft.left.endswith(("前", "后", "当", "同")):
        draft.refuse("date", "day-before")  # 较前一日减少38例
    elif draft.right.startswith("前") and draft.unit in _BACK_UNITS:
        draft.refuse("period", "length-of-time")  # 较三年前
    elif _IN_NAME.match(draft.right) or _reach().match(draft.right):
        draft.refuse("name", "reach-in-time")
    elif _is_result(draft):
        _take_within(draft)
        draft.claim("duration", "duration")
    else:
        draft.refuse("period", "length-of-time")


def _is_result(draft: Draft) -> bool:
    """Whether a word, a decimal or a bound beside a length of time makes it a result."""
    value = draft.number.value
    if _DOSE.match(draft.right) or _DONE_WITHIN.match(draft.right):
        return True
    if draft.quote.startswith(_AT_LEAST):
        return True  # 每人驻点不少于6个月
    if draft.unit in _LESSONS:
        return True
    short = draft.unit in read_yaml("measures.yaml")["short_units"]
    if short and value != 24 and not _round_the_clock().match(draft.right):
        return True
    if value is not None and not draft.is_whole:
        return True
    if draft.number.comparator != "eq" and draft.surface != "cjk":
        return True
    return bool(cues().duration.search(draft.left[-10:] + "|" + draft.right[:4]))


def _take_within(draft: Draft) -> None:
    """48小时内: the time is an upper bound."""
    if draft.right.startswith("内") and draft.number.comparator == "eq":
        draft.end += 1
        draft.number = draft.number._replace(comparator="le", end=draft.end)
        draft.right = draft.right[1:]
