"""Lengths of time: a result, an age, a year, a reach, or merely a stretch of time."""

from __future__ import annotations

import re
from functools import cache

from healthkpi.extract.cues import alternation, cues
from healthkpi.extract.draft import Draft
from healthkpi.vocabulary.load import read_yaml

_IN_NAME = re.compile(
    r"(?:内|以内)[\u4e00-\u9fff]{2,8}(?:率|比例)|[\u4e00-\u9fff]{2,5}率(?=\d|$|[由从为达提上降下升保稳])"
)
_LIFE = re.compile(r"寿命|年龄(?!最)")

_BACK_UNITS = frozenset(["年", "个月", "月", "周", "天"])
_DAYS = frozenset(["日", "天", "周"])
_DONE_WITHIN = re.compile(  # 24小时内完成处置; of 24小时内完成率 the rate is told
    r"(?:以?内)(?:须|应|要|必须|全部|均|可)?(?:完成|办结|扑灭|处置|启动|送达|送到|配送|出具|到达|得到控制)(?![\u4e00-\u9fff]{0,4}率)"
)
_LESSONS = ("学时", "课时")
_AT_LEAST = ("不少于", "不低于", "至少")
_AGED = re.compile(
    r"(?<!平均)年龄(?:[^,;。\d]{0,4}在|[大小高低]于|均?在|为|不满|超过)?$"
)  # 年龄在50岁以上
_AFTER = re.compile(r"(?:之|过)?后(?=[又再便就即才,\u4e00-\u9fff])")
_RIDE = re.compile(r"(?:坐|乘|走|颠簸)(?:上|了)?$")  # 要坐两个小时的班车
_ROAD = re.compile(r"(?:的)?(?:班车|车|山路|夜路|路|船|马)")
_TAKING = re.compile(r"(?<![仅只])用$")
_EVERY = re.compile(r"每[\u4e00-\u9fff]{0,4}$")  # 每耽误一分钟
_ENTITLED = re.compile(  # 居住满3个月的流动儿童; 接尘工龄不足5年的劳动者
    r"(?:居住|工龄|从业|工作|就业|任职|服务|执业|出生|停经|怀孕|孕期|病程|参保|缴费|年限|年资)[\u4e00-\u9fff]{0,4}$"
)
_STAYED = re.compile(  # 每周派驻专家2至3天; 全年来院坐诊118天
    r"(?:坐诊|出诊|派驻|驻点|驻守|驻村|蹲点|跟班|带教|值守|连(?:开|办|演|续)?|帮扶|支医|巡诊)(?:专家|医师|医生|时间)?(?:共|累计|满|达|约)?$"
)
_FOUNDED = re.compile(  # 老年科开科8个月, 机器人手术开展两年多
    r"(?:开科|开诊|开业|设立|成立|启用|投用|开展|运行|开办|挂牌|建科|上线)(?:才|仅|刚|已|已有|近|约|不足|不到|超过?)*$"
)
_LASTS = re.compile(r"(?:可|能|够)?(?:满足|保障|维持|支撑|供应|供)[\u4e00-\u9fff]{0,6}$")
_USE = re.compile(r"(?:的)?(?:使用|用量|需求|需要|消耗|用血)")
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
    if _is_class(draft):
        draft.refuse("name", "class-in-time")
    elif draft.unit == "年" and draft.right.startswith(("累计", "共")):
        draft.refuse("period", "length-of-time")  # 两年累计减少1.9万人次
    elif draft.unit == "岁":
        if _AGED.search(draft.left) and draft.number.comparator != "eq":
            draft.refuse("name", "age")
        elif _LIFE.search(draft.context + draft.right[:10]):
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


def _is_class(draft: Draft) -> bool:
    """Whether a time only says which people are meant, or when something else happened."""
    if draft.unit == "周岁":
        return True
    if _TAKING.search(draft.left) and draft.right.startswith("时间"):
        return draft.unit in _BACK_UNITS  # 用三年时间轮训一遍
    if _RIDE.search(draft.left) and _ROAD.match(draft.right):
        return True
    if draft.right.startswith("的") and _ENTITLED.search(draft.left):
        return len(draft.right) > 2
    if draft.surface != "cjk" or draft.unit not in read_yaml("measures.yaml")["short_units"]:
        return False
    return bool(_AFTER.match(draft.right) or (draft.amount == 1 and _EVERY.search(draft.left)))


def _is_result(draft: Draft) -> bool:
    """Whether a word, a decimal or a bound beside a length of time makes it a result."""
    value = draft.number.value
    if _DOSE.match(draft.right) or _DONE_WITHIN.match(draft.right):
        return True
    if draft.quote.startswith(_AT_LEAST):
        return True  # 每人驻点不少于6个月
    if draft.unit in _LESSONS:
        return True
    if _STAYED.search(draft.left) or (_LASTS.search(draft.left) and _USE.match(draft.right)):
        return True
    ended = not draft.right.strip() and draft.unit in ("年", "个月")
    if _FOUNDED.search(draft.left) and ended:
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
