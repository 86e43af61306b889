"""When a goal without a date of its own falls due; a standing demand never does."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.headings import Setting
from healthkpi.extract.horizon import Horizon, programme_end
from healthkpi.extract.number_parse import parse_any

_THIS_YEAR_END = re.compile(
    r"(?<![\d一二两三四五六七八九十几])(?:年底前|年内|今年)|本月|\d日(?:[前起]|零时)|新的?一年|(?:力争|确保|争取|到)年底"
)
_OF_YEAR = re.compile(
    r"(?:全年|年度)(?:计划|任务|目标)|下达的?[^,;。\d]{0,6}任务[数量]?(?:为|是)?$"
)
_OF_PLAN = re.compile(r"规划(?:期末|期|目标|值|设?定|确定|要求|提出|指标)[^;。]{0,24}$")
_ONCE_BUILT = re.compile(
    r"(?:建成|投用|竣工|落成|完工|投入使用|交付使用)(?:投用|启用|使用)?(?:以|之)?后[^;]*$"
)
_WITHIN_YEARS = re.compile(  # 三年内让每个街道都有一家; 计划用三年时间检查2.4万人
    r"(?<![第近前过去\d])([2-5]|[两二三四五])年(?:之?内|时间)(?!已)[^,;。]*$"
)
_SEASON = re.compile(
    r"[春秋冬夏]季|开学|暑[期假]|入托|入园|春节|国庆|年底|年内|今年|明年|本月|\d月"
)
_RESPONSE = re.compile(r"发现|报告|接报|病例|疫点|疫情|阳性|发病|可疑")
_CASES = re.compile(r"(?:处置|报告|及时|筛查|规范管理|检测|接种|登记|追踪)率")
_BROUGHT_TO = re.compile(r"(?:提高|提升|压缩|缩短|降低|下降|增加)[到至]$")
_EVERY = re.compile(r"每(?:日|周|旬|月|季度?|半月)")


def deadline(reach: str, horizon: Horizon, setting: Setting) -> int | None:
    """The year that a goal without a date is due in; None where nobody can tell."""
    if _ONCE_BUILT.search(reach):
        return None  # 建成后可增加床位160张
    known = setting.year if setting.status == "target" else None
    span = _WITHIN_YEARS.search(reach)
    begun = known or horizon.today or horizon.base
    if span and begun and not horizon.is_plan:
        return begun + int(parse_any(span[1]) or 1) - 1
    if _THIS_YEAR_END.search(reach):
        known = begun
    this_year = horizon.base if horizon.within or _OF_YEAR.search(reach) else None
    planned = horizon.plan_end if _OF_PLAN.search(reach) else None
    return programme_end(reach) or planned or known or this_year or horizon.deadline


def is_standing(draft: Draft, reach: str) -> bool:
    """Whether a bulletin demands it at any time: 疫点须在24小时内处置, 每周采样不少于20份."""
    told = draft.clause + draft.quote
    if _SEASON.search(reach.rpartition(",")[2]) or _SEASON.search(draft.clause):
        return False
    if "pair" in draft.rules or _BROUGHT_TO.search(draft.clause):
        return False  # 从发病到确诊的时间压缩到10天以内
    if draft.measure == "duration":
        return draft.number.comparator == "le" and _RESPONSE.search(told) is not None
    if draft.measure == "rate":
        return _CASES.search(told) is not None
    return draft.number.comparator == "ge" and _EVERY.search(told) is not None
