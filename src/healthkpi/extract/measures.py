"""What kind of number: rate, count, amount, change, rank, duration, level, index, or no claim."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from healthkpi.extract.counts import HALF, judge_bare, judge_count
from healthkpi.extract.cues import alternation, comparing, cues, find_change
from healthkpi.extract.draft import Draft
from healthkpi.extract.durations import duration_units, judge_duration
from healthkpi.extract.per_head import per_unit, same_rate, unit_of_change
from healthkpi.extract.told import Told
from healthkpi.models import Measure
from healthkpi.vocabulary.load import read_yaml

_LETTER_FOR_DIGIT = re.compile(
    r"(?:^|[^A-Za-z])[OolI]\.?$|[OolI]\.$"
)  # 9O.5%, 3l60人: never guessed
_PARENTHESIS = re.compile(r"\([^()]*\)")
_LINKS = ("、", "和", "与", "及", "以及", "或", "/")
_LOOSE_END = re.compile(r"(?:个|约|近|了)$")
_RANKED = re.compile(r"第[\d一二三四五六七八九十]+[名位]?|排名|位次|位居|名列|位列")
_TIMES_OTHER = re.compile(r"(?:计划|任务|目标|水平|薪酬|工资|收入|费用|平均|标准|医院|市场)的$")
_TIMES_TIME = re.compile(r"(?:年|月|期|前|时期|上年|去年|初|时)的$")
_TIMES_THING = re.compile(r"(?:[是为]|相当于)[^,;。\d]{1,12}的(?:约|近)?$")  # 男性是女性的2.4倍
_TURNED = re.compile(r"^[^,;。]{0,8}[升降增减提][\u4e00-\u9fff]{0,2}[到至为]$")
_REACHED = re.compile(r"(?:^|[^第年月日率])(?:为|达到?|是|仅|只有|约)$")
_CLASSED = re.compile(r"\d个[\u4e00-\u9fff()]{1,12}$|[(]$")  # 其中11个监测点超过20
_PACED = re.compile(  # 增长最快,为37%; 增幅由14.2%回落到5.8%; 降幅大于全省平均的6.2%
    r"([增涨升降跌])(?:[幅速长高低少加](?:更|最|较|也)?(?:大|高|快|小|低|多|明显|突出),(?:均?为|达到?|高达|约为)"
    r"|[幅速](?:已|也)?(?:由|从)(?:[^,;。\d]{0,8}的)?(?:[\d.]+%[^,;。\d]{0,6}[到至为])?"
    r"|[幅速](?:大|高|低|小|快|慢|超)[于过][^,;。\d]{2,12}的)$"
)
_TURN = re.compile(r"(?:由|从)[^,;]{0,8}的?$|[升降增减][\u4e00-\u9fff]{0,2}[到至为]$")

# 压减公用经费15%: the verb of change stands before what is changed; a rate is rather brought to it.
_CUT_BY = re.compile(
    r"(?:全年|平均|累计|共|同比|全[省市县])*(?:压减|压缩|削减|缩减|减轻|减少)(?![到至的])[\u4e00-\u9fff]{2,14}(?<![率占比重达到至为超过近约])"
)
_GROWTH = re.compile(r"的?(?:增长|增速|增幅)(?![率点极中])")
_SURPASSES = re.compile(r"高出|高于|超出|多于")
_RANK_RUN = re.compile(r"(?:排名|排位|位列|名列|位次)\d+[名位](?:[、和]\d+[名位])*[、和]$")


@cache
def _money() -> re.Pattern[str]:
    return re.compile(alternation(read_yaml("measures.yaml")["money"]))


@cache
def _improving() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(read_yaml('measures.yaml')['improving'])})$")


def _is_rate_unit(unit: str) -> bool:
    return unit in read_yaml("measures.yaml")["rate_units"] or unit.startswith("每")


def judge(draft: Draft, before: Draft | None, told: Told) -> None:
    """Decide role, unit, measure, direction and basis of ``draft``; ``before`` is to its left.

    ``told``: what the paragraph has told, with which a number may go on.
    """
    draft.unit = draft.number.unit
    if _LETTER_FOR_DIGIT.search(draft.left):
        draft.refuse("unresolved", "letter-among-digits")
    elif draft.kind == "rank":
        draft.claim("rank", draft.rules[0])
    elif draft.kind == "level":
        draft.claim("level", "level")
    elif draft.unit in ("位", "名") and _RANK_RUN.search(draft.context):
        draft.unit = "名次"
        draft.claim("rank", "rank")  # 全国排名46位、82位
    elif before and before.is_claim and (_continues(draft, before) or _restates(draft, before)):
        draft.claim(before.measure, "series")
        draft.direction = before.direction
    elif before and before.measure == "index" and not draft.unit and find_change(draft.left):
        draft.claim("change", "change")  # 布雷图指数平均为6.8,比上半月降低0.9
        draft.direction = find_change(draft.left)
    elif told.bare and not draft.unit and _is_further_index(draft):
        draft.claim(told.bare, "index-again")  # 布雷图指数由27.4降至3.1;马鞍镇最高,达28.4
    else:
        _judge_quantity(draft)
    per_head = same_rate(draft, told) if draft.is_claim and draft.measure == "count" else ""
    if per_head:
        draft.unit = per_head
        draft.claim("rate", "per-population")
    if draft.is_claim and draft.measure == "change":
        _complete_change(draft, before, told)


def _is_further_index(draft: Draft) -> bool:
    """Whether a bare number is another value of the index spoken of: 柳河镇降至4.6."""
    ended = not draft.right.strip() or draft.right[0] in ",;。)、("
    told = _TURNED.search(draft.left) or _REACHED.search(draft.left)
    bound = draft.number.comparator != "eq" and not _CLASSED.search(draft.clause)
    return draft.surface == "digits" and ended and bool(told or bound)


def _complete_change(draft: Draft, before: Draft | None, told: Told) -> None:
    """Basis of a change, and its unit where the rate it changes is per population."""
    if draft.unit == "位" and _RANKED.search(draft.context):
        draft.unit = "名次"  # 考核位居全市第3名,较上年前移两位
    draft.unit = unit_of_change(draft, before)
    latter = draft.clause.startswith("后者") and before is not None and before.basis == "yoy"
    if latter or _is_yoy(draft) or _keeps_pace(draft, told):  # 与上年相比,前者上升3.1%,后者下降4.7%
        draft.basis = "yoy"


def _keeps_pace(draft: Draft, told: Told) -> bool:
    """门诊同比增长5.3%;出院2.6万人次,增长3.9%: the comparison goes on through the sentence."""
    if told.paced is None or told.paced.sentence is not draft.sentence:
        return False
    return _MERE_CHANGE.fullmatch(draft.left) is not None


def _is_yoy(draft: Draft) -> bool:
    """同比 in the clause, or 与去年同期相比 as the clause before."""
    if cues().yoy.search(draft.clause) or _YEAR_AGO_TIMES.search(draft.left):
        return True
    before = draft.context[: max(0, len(draft.context) - len(draft.clause))].rstrip(",")
    last = before.rpartition(",")[2].rpartition(";")[2]
    return last.endswith(("相比", "比较")) and bool(cues().yoy.search(last))


def _continues(draft: Draft, before: Draft) -> bool:
    """Whether ``draft`` is the next item of a series: 分别增长6.9%、8.4%."""
    if before.measure == "change" and draft.left in _LINKS and "分别" in before.clause:
        return True  # 分别增长1.4倍和86%
    return (
        draft.left in _LINKS
        and before.measure == "change"
        and draft.unit in (before.unit, before.number.unit, draft.unit if not before.unit else "")
    )


def _restates(draft: Draft, before: Draft) -> bool:
    """下降近五成(48.57%): the exact figure of the change just told."""
    inside = draft.left.strip() == "(" and draft.right.startswith(")")
    return inside and before.measure == "change" and draft.unit == before.unit


_MERE_CHANGE = re.compile(  # 出院人次增长; not 比全省高, 由A提高
    r"(?!.*(?:[比较由从超差距离]|[高低多少优]于|平均|年均|前[两三四五]|计划|目标|任务|累计|以来|改革|力争|将))"
    r"[^,;。\d]{0,10}(?:增长|上升|提高|提升|增加|下降|减少|降低|缩短|上涨|降幅|增幅|升幅|涨幅)(?:了|为|达到?|约|近)?"
)
_YEAR_AGO_TIMES = re.compile(r"(?:上年|去年|上一年|前一年)(?:同期)?的(?:约|近)?$")  # 是上年的1.6倍
_EXCEEDS = re.compile(r"高出|多出|超出")
_BY_SO_MUCH = re.compile(
    r"(?:(高|多|超)出|(低|少)出)[^,;。\d]{2,14}(?<!的)$"
)  # 高出全省平均水平25.5%
_HIGHER_THERE = re.compile(
    r"^(?:我|本|该|其|[\u4e00-\u9fff]{2,4}(?=[省市县区州盟旗]))[省市县区州盟旗中院]?(高|低)(?:出)?$"
)
_SET_AGAINST = re.compile(r"(?:相比|比较),?$|比[^,;。]{2,16}$")


def _judge_quantity(draft: Draft) -> None:
    change = _change_of(draft)
    unit = draft.unit
    if unit == "%" and _EXCEEDS.match(draft.quote) and _SET_AGAINST.search(draft.context):
        draft.number = draft.number._replace(comparator="eq")
        draft.claim("change", "change")  # 与全省平均水平相比,高出9.52%
        draft.direction = "up"
    elif unit.endswith("分点"):
        draft.claim("change", "points")
        if _SURPASSES.match(draft.quote):  # 高出15个百分点: the difference itself
            draft.number = draft.number._replace(comparator="eq")
        draft.direction = change or find_change(_LOOSE_END.sub("", draft.clause)) or "up"
    elif change and HALF.search(draft.quote):
        draft.number = draft.number._replace(value=Decimal(50), unit="%")
        draft.unit = "%"
        draft.claim("change", "change")  # 比去年同期减少半数
        draft.direction = change
    elif change and _is_one_more(draft):
        draft.refuse("other", "indefinite-one")
    elif change and (unit or draft.surface == "fraction" or draft.amount >= 10):
        draft.claim("change", "change")
        draft.direction = change
    elif unit == "倍" and _is_multiple_of_other(draft.left):
        draft.claim("rate", "multiple")  # 是年度计划的1.2倍
    elif unit == "倍":
        draft.claim("change", "multiple")
        draft.direction = "down" if draft.amount < 1 else "up"
    elif unit in duration_units():
        judge_duration(draft)
    else:
        _judge_level_of(draft)


def _is_one_more(draft: Draft) -> bool:
    """手里多了一盒药: one more of a thing, compared with nothing."""
    one = draft.surface == "cjk" and draft.number.value == 1
    return one and draft.left.endswith(("多了", "少了")) and not re.search("[比较]", draft.clause)


def _is_multiple_of_other(left: str) -> bool:
    """Whether 倍 tells how much more one thing has than another, not how much it has grown."""
    if "相当于" in left:
        return True  # 相当于改革前的2.5倍
    other = _TIMES_OTHER.search(left) or _TIMES_THING.search(left)
    return other is not None and not _TIMES_TIME.search(left)


def _judge_level_of(draft: Draft) -> None:
    """A number that is no change and no time: a rate, an index, money or a count."""
    unit = draft.unit
    if unit == "1:x":
        draft.unit = ""
        draft.claim("index" if "性别比" in draft.left else "rate", "ratio")
    elif _is_rate_unit(unit) or "/" in unit:
        draft.claim("rate", "rate")
    elif _is_index(draft):
        draft.claim("index", "index")
    elif per_unit(draft):
        draft.unit = per_unit(draft)
        draft.claim("rate", "per-population")
    elif _money().search(unit):
        if draft.surface == "round":
            draft.refuse("name", "round-name")
        else:
            draft.claim("amount", "amount")
    elif unit:
        judge_count(draft)
    else:
        judge_bare(draft)


# 为群众减负3.87亿元 is what they were spared, not how much less something is.
_LONGER = re.compile(r"比[^,;。:]{2,16}?(长|短)(?:出|了|约|近)*$")
_RELIEF = re.compile(r"减负(?:达|约|近|超过?|共|累计)*$")


def _change_of(draft: Draft) -> str | None:
    """The direction of the difference ``draft`` tells; None where it tells none."""
    left = draft.left
    if left.startswith(")"):
        left = _PARENTHESIS.sub("", draft.context)  # 比全国(79岁)高0.3岁
    change = None if "元" in draft.unit and _RELIEF.search(left) else find_change(left)
    longer = _LONGER.search(left) if draft.unit in duration_units() else None
    if longer:
        return "up" if longer[1] == "长" else "down"  # 住院日比全省长0.5天
    if change is None and draft.unit == "%" and _GROWTH.match(draft.right):
        return "up"  # 保持40%以上增长
    paced = _PACED.search(draft.context) if change is None else None
    if paced:
        return "down" if paced[1] in "降跌" else "up"  # 住院费用降幅更大,为12.7%
    if change is None:
        return "down" if draft.unit in ("%", "倍") and _CUT_BY.fullmatch(left.strip()) else None
    if left.endswith(("上调", "下调")) and _is_thing(draft.unit):
        return None  # 其中上调843项: the prices that were raised are counted
    if _improving().search(left) and _is_counted(draft):
        return None
    by = _BY_SO_MUCH.search(left) if draft.unit == "%" else None
    there = _HIGHER_THERE.search(left) if _is_rate_unit(draft.unit) else None
    if by or (there and not draft.right.startswith("的")):
        return "up" if (by and by[1]) or (there and there[1] == "高") else "down"
    if comparing().search(left) and (_is_rate_unit(draft.unit) or draft.right.startswith("的")):
        return None  # 优于全国14.3/10万: the number is the nation's, not a difference
    return change


def _is_thing(unit: str) -> bool:
    return unit in ("项", "个", "种", "类", "家")


def _is_index(draft: Draft) -> bool:
    if draft.unit:
        return draft.unit == "分"
    return bool(cues().scores.search(_TURN.sub("", draft.left) or draft.context[-24:]))


def _is_counted(draft: Draft) -> bool:
    """提升100家机构服务水平: the things are counted, the verb tells what is done to them."""
    counter = not _is_rate_unit(draft.unit) and draft.unit not in duration_units()
    noun = bool(re.match(r"[\u4e00-\u9fff“]{2}", draft.right))
    return counter and noun and not _money().search(draft.unit)


def unit_measure(unit: str, name: str) -> Measure:
    """The measure of a number that stands in a table, by its unit and its row's name."""
    if _is_rate_unit(unit) or "/" in unit or (not unit and name.endswith("率")):
        return "rate"
    if unit.endswith("分点"):
        return "change"
    if _money().search(unit):
        return "amount"
    if unit in duration_units():
        return "duration"
    if unit in ("名次", "级"):
        return "rank" if unit == "名次" else "level"
    return "index" if not unit and cues().scores.search(name) else "count"
