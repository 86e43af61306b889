"""Names the numbers of a list: A、B、C分别达到1、2和3个 are three facts, each with its thing."""

from __future__ import annotations

import re

from healthkpi.extract.diseases import disease_at_head
from healthkpi.extract.draft import Draft
from healthkpi.extract.lists import paired, split_items
from healthkpi.extract.owed import per_head_of
from healthkpi.extract.owners import is_group
from healthkpi.extract.phrase_words import (
    LEFT_UNITS,
    PER_HEAD,
    Topic,
    is_class,
    is_place_name,
    is_relational,
    phrase_words,
)
from healthkpi.extract.phrases import noun_after, with_predicate
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import noun_before

_OF_EACH = ("%", "‰", "元", "天")  # units of what is measured of a group, not of how many
_MEASURED = re.compile(r"(?:率|比|比例|占比|费用|天数|住院日|水平)$")
_MEASURE = 12  # characters of a measure that items of a list take
_GROUPED = re.compile(r"^.*?((?:[\u4e00-\u9fff\d、]{0,8})(?:患者|人群|儿童|妇女|孕产妇|老年人))$")
_PACE = re.compile(r"(?:去年|今年|上年)?[升降增减涨跌]幅(?:分别|依次)[为是达]?到?")
_BY_PLACE = re.compile(r"(?:分别|依次)(报告|占|为|是|有|死亡|发病)?")  # behind a row of places
_RANKED_ONLY = re.compile(
    r"(?:报告|发病|病例)?数?(?:最多|较多|次之|居前|最高|较高|偏高|靠前|居多)"
    r"|(?:而)?(?:同期)?(?:全[国省市县区])?平均(?:水平|值|数)?(?:分别)?"
)
_TOWNS = re.compile(
    r"^[\u4e00-\u9fff]{2,3}(?:[、和][\u4e00-\u9fff]{2,3})+[两三四五][县市区旗](?:分别)?(?=报告|发病|$)"
)
_AGAINST = re.compile(r"(?:但|仍|还|尚)*(?:与|和|同|较|距离?|离)[\u4e00-\u9fff]{2,10}$")
_TOLD = ("报告", "为", "有", "死亡", "发病", None)
_REPORTED = ("报告", "报告病例", "报告发病", "发病")
_HELD = re.compile(r"(?:床位|诊疗人次|总诊疗量|诊疗量|卫生人员)$|(?:床位)(?=总?数$)")
_POINTS_BACK = re.compile(
    r"[后前][两二三四五]项|(?:后|前|这|上述|以上)?(?:[两二三四五六]|\d)?[项个]?(?:指标|数据|比率|比例|者)"
)


def name_series(spoken: Spoken, series: list[Draft]) -> None:
    """Set the phrases of a run of numbers that only 、 or 和 part: 1、2和3个."""
    first, last, count = series[0], series[-1], len(series)
    noun, predicate = noun_after(last.right) if last.unit not in LEFT_UNITS else ("", "")
    whole = noun_before(first.left, first, spoken.places)
    if phrase_words().closing.match(last.right):
        whole = _AGAINST.sub("", whole)  # 这两项指标与全省(3.8张、1.9人的平均水平相比)
    whole = _TOWNS.sub("", whole)  # 甲、乙两县分别报告28例和19例
    if is_place_name(whole) or _RANKED_ONLY.fullmatch(whole):
        whole = ""  # 云台县分别为4例和20例: what was counted in the places before
    if noun and not whole.endswith(("数", "率", "量")) and "分别" not in first.left:
        for draft in series:
            draft.phrase, draft.shape = with_predicate(noun, predicate), "after-series"
        spoken.topic = Topic(noun, noun)
        spoken.history.append(noun)
        return
    if count == 2 and re.search(r"[较比][^,;]*[、和与][^,;]*分别", first.left):
        whole = whole or spoken.last  # two bases, one indicator
    items = (
        [whole] * count if whole and whole == spoken.last else _items(spoken, whole, first, count)
    )
    if items == spoken.history[-count:] and len(spoken.named) >= count:
        for draft, like in zip(series, spoken.named[-count:], strict=True):
            draft.echo = like  # 分别提高A和B个百分点
    if first.measure == "count" and items[0].endswith(("占比", "比例")) and spoken.cases:
        items = [spoken.cases] * count  # 占本地病例的34%;其次是A镇和B镇,分别为21例和17例
    for draft, item in zip(series, items, strict=True):
        draft.phrase, draft.shape = item, "series"
        spoken.history.append(item)
    alike = len(set(items)) == 1
    whole = items[0] if alike else whole or spoken.topic.full
    if not any(is_class(part) for part in re.split(r"[、和与]", whole)):
        spoken.topic = Topic(whole, whole)
        spoken.last = whole


def _with_measure(spoken: Spoken, first: Draft, items: list[str]) -> list[str]:
    """乡镇卫生院、县级医院分别为54.3%、42.7%: bare groups with what was measured before."""
    measure = spoken.last if _MEASURED.search(spoken.last) else ""
    bare = first.unit in _OF_EACH and all(map(is_group, items))
    return [item + measure for item in items] if bare and len(measure) <= _MEASURE else items


def _told_before(spoken: Spoken, first: Draft, count: int) -> list[str]:
    """What the clause before measures, of places in a row or of what rose and fell."""
    left = first.left.strip()
    by_place = _BY_PLACE.fullmatch(left)
    ranked = spoken.around.ranked_measure(first) if by_place else ""
    if by_place and ranked:
        return [f"{ranked}占比" if by_place[1] == "占" else ranked] * count
    if by_place and by_place[1] == "占":  # 以农民和学生为主,分别占A和B
        return [f"{item}占比" for item in split_items(spoken.around.mainly(first), count) or []]
    listed = (
        spoken.around.listed_before(first, count) if by_place and by_place[1] in _TOLD else None
    )
    if listed and not any(map(is_place_name, listed)):
        if by_place and by_place[1] in ("死亡", "发病"):
            return [item + by_place[1] for item in listed]
        return listed  # 居前三位的依次为A、B和C,分别报告1、2和3例
    return spoken.around.changed_before(first, count) if _PACE.fullmatch(left) else []


def _dealt_out(spoken: Spoken, head: str, tail: str, count: int) -> list[str]:
    """The phrases of what ``head`` lists, each of which did or has what ``tail`` says."""
    parts = split_items(head, count)
    if parts and tail in _REPORTED and all(map(is_place_name, parts)):
        return [spoken.topic.full] * count  # 甲县和乙县分别报告97例和63例
    held = _HELD.search(spoken.topic.bare) if tail == "占" and parts else None
    if parts and held and all(map(is_group, parts)):
        return [f"{part}{held.group()}占比" for part in parts]  # 医院和卫生院分别占A和B
    tail = "占比" if tail == "占" else tail
    return [part + tail for part in parts] if parts else [head + tail] * count


def _pointed_back(spoken: Spoken, whole: str, count: int) -> list[str]:
    """What was told last, where ``whole`` only points to it: 三项指标分别上升…, 每千人口分别为…"""
    per_head = per_head_of(whole)
    told = spoken.history or spoken.two_before
    if len(told) < count or not (per_head or _POINTS_BACK.fullmatch(whole)):
        return []
    return [per_head + item for item in told[-count:]]


def _of_groups(spoken: Spoken, whole: str, first: Draft, count: int) -> list[str]:
    """Groups or diseases told before, each with the measure ``whole`` that the numbers are."""
    groups = spoken.history[-count:]
    if len(groups) == count and whole.endswith("率") and all(map(_GROUPED.search, groups)):
        return [_GROUPED.sub(r"\1", group) + whole for group in groups]
    if spoken.history or not _MEASURED.search(whole):
        return []
    listed = spoken.around.listed_before(first, count)  # 前三位是A、B和C,构成比分别为…
    diseases = listed and all(map(disease_at_head, listed))
    return [item + whole for item in listed] if listed and diseases else []


def _items(spoken: Spoken, whole: str, first: Draft, count: int) -> list[str]:
    """The phrases of a run of ``count`` numbers whose common subject is ``whole``."""
    told = _told_before(spoken, first, count)
    if told:
        return told
    head, apart, tail = whole.partition("分别")
    if apart and tail:  # 交通、水利分别完成投资A、B
        return _dealt_out(spoken, head, tail, count)
    distributed = re.search(r"分别|依次|各", first.left) is not None
    items = split_items(whole, count) or paired(whole, count)
    if items:
        items = _with_measure(spoken, first, items)
        per = PER_HEAD.match(items[0])
        if per and not any("每" in item for item in items[1:]):
            items = [items[0], *(per.group() + item for item in items[1:])]
        classed = all(is_class(item) for item in items)
        return [item + spoken.topic.bare for item in items] if classed else items
    if distributed and whole and "其中" in first.clause and len(spoken.history) >= count:
        return [whole + item for item in spoken.history[-count:]]
    grouped = _of_groups(spoken, whole, first, count) if distributed else []
    if grouped:
        return grouped
    aside = first.left != first.clause  # 3.8张和2.9人…,分别为…
    pointed = _pointed_back(spoken, whole, count) if distributed or not aside else []
    if pointed:
        return pointed
    if distributed and not whole:
        items = spoken.around.listed_before(first, count)
        if items:
            measured = spoken.topic.bare if len(spoken.topic.bare) <= 8 else ""
            return [item + measured for item in items]
    if distributed and len(spoken.history) >= count and (not whole or is_relational(whole)):
        return [item + whole for item in spoken.history[-count:]]
    if not whole:
        items = split_items(spoken.topic.full, count) or paired(spoken.topic.full, count)
    return items or [whole or spoken.topic.full] * count
