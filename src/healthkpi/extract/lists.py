"""Coordinated things with several numbers: which item each number belongs to."""

from __future__ import annotations

import re

from healthkpi.extract.diseases import disease_at_head
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.phrase_words import is_modifier, paired_prefixes

_MEASURE_END = re.compile(r"(?:数|额|量|次|值|失|费|入)$")
_COORDINATION = re.compile(
    r"、|(?<!参)与(?!会)|和(?![谐睦])|以及|(?<![涉普惠波危顾遍以])及(?![时格其第])"
)  # not in 涉及, 参与
_AFTER_MEASURE = re.compile(r"(?<=[率比数量额度值])(?:、|和|与|及|以及)")
_MEASURED = re.compile(
    r"(?:[率数量额度值比]|费用|花费|消耗|人次|件次|规模|收入|支出|投资|消费|寿命|床位|产值)$"
)
_GROUP = re.compile(r"(?:患者|病人|儿童|人群|妇女|居民|老年人|学生|孕产妇|产妇|职工|人员|对象)$")
_INSTITUTION = re.compile(r"(?:院|所|站|室|中心|机构|诊所)$")
_LEVELS = re.compile(r"([省市县区乡镇村](?:、[市县区乡镇村]){1,2})[两三]级(.*)")
_LATIN = re.compile(r"[A-Za-z0-9()./-]+")
_LATIN_ITEM = re.compile(r"[A-Za-z0-9()./-]+([\u4e00-\u9fff]{2,8})")


def paired(phrase: str, count: int) -> list[str] | None:
    """城乡居民收入 with two numbers → one phrase for the towns, one for the country."""
    for prefix, parts in paired_prefixes().items():
        at = phrase.find(prefix)
        if at >= 0 and len(parts) == count:
            return [phrase[:at] + part + phrase[at + len(prefix) :] for part in parts]
    return None


def split_items(phrase: str, count: int) -> list[str] | None:
    """The ``count`` things ``phrase`` coordinates, each with the tail they share; else None."""
    levels = _LEVELS.fullmatch(phrase)
    if levels and len(levels[1]) == 2 * count - 1:
        return [f"{level}级{levels[2]}" for level in levels[1].split("、")]
    items = [item for item in phrase.split("、") if item]
    if len(items) != count:
        items = [item for item in _COORDINATION.split(phrase) if item]
    if len(items) > count >= 2:  # 高血压、糖尿病患者管理率、血压控制率: split after each measure
        items = [item for item in _AFTER_MEASURE.split(phrase) if item]
    if len(items) != count or count < 2:
        return None
    if all(disease_at_head(item) == item for item in items):
        return items  # 梅毒、病毒性肝炎: no word of one is another's
    items = _with_head(items)
    latin = _LATIN_ITEM.fullmatch(items[-1])
    if latin and all(_LATIN.fullmatch(item) for item in items[:-1]):
        return [*(item + latin[1] for item in items[:-1]), items[-1]]  # CoxA16和EV-A71构成比
    last = cut(items[-1])
    tail_at = _shared_tail(items[0], last)
    tail = "".join(last[tail_at:]) if tail_at else ""
    if not tail and _MEASURED.search(items[-1]):
        return [item + _tail_for(item, last) for item in items]  # 厕所普及率、垃圾和污水治理率
    whole = tail and _INSTITUTION.search(tail)  # 医院和基层医疗卫生机构: each is named in full
    kept = [item.endswith(tail) or bool(whole and _INSTITUTION.search(item)) for item in items]
    return [item if own else item + tail for item, own in zip(items, kept, strict=True)]


def _tail_for(item: str, last: tuple[str, ...]) -> str:
    """The measure that ``item`` takes from the last one: 污水治理率 gives 垃圾 its 治理率."""
    if _MEASURED.search(item) or item.endswith("".join(last)):
        return ""
    at = _measure_tail(item, last)
    return "".join(last[at:]) if at else ""


def _with_head(items: list[str]) -> list[str]:
    """生产安全事故起数、死亡人数: a short later item lacks the head that the first begins with."""
    words = cut(items[0])
    head = "".join(words[:-1])
    short = all(len(item) <= 4 and len(item) + 3 <= len(items[0]) for item in items[1:])
    measured = all(_MEASURE_END.search(item) for item in items)
    if not short or not measured or len(words) < 2 or items[-1].endswith(words[-1]):
        return items
    return [items[0], *(head + item for item in items[1:])]


def _shared_tail(first: str, last: tuple[str, ...]) -> int:
    """Index in ``last`` from which its words belong to every item; 0 for none.

    优势产业、高技术制造业、绿色产业增加值: the last item's word alike in ending to the first item's
    end (产业) is followed by the shared tail (增加值). A bare modifier (城镇、农村居民收入) shares
    all but the last item's first word.
    """
    if _INSTITUTION.search(first) and len(last) > 1:
        for index in range(len(last) - 2, -1, -1):
            if _INSTITUTION.search(last[index]):
                return index + 1  # 医院和基层医疗卫生机构床位
    if len(cut(first)) == 1 and len(last) > 1:
        kind = tag(first)[:1]
        for index, word in enumerate(last[:-1]):
            if tag(word)[:1] == kind and len(word) == len(first) and not is_modifier(word):
                return index + 1
        if len(first) <= 2 and kind in ("n", "b", "s", "a"):
            return 1
    for index in range(len(last) - 2, -1, -1):
        if last[index][-1] == first[-1]:
            return index + 1
    return _measure_tail(first, last)


def _measure_tail(first: str, last: tuple[str, ...]) -> int:
    """Index of the measure only the last item names: 高血压、精神障碍患者规范管理率; or 0.

    A group (患者) goes with the measure where the first item is none itself.
    """
    if _MEASURED.search(first) or not _MEASURED.search(last[-1]) or len(last) < 2:
        return 0
    for index in range(len(last) - 2, 0, -1):
        if _GROUP.search(last[index]):
            return index + 1 if _GROUP.search(first) else index
        if _INSTITUTION.search(last[index]) and _INSTITUTION.search(first):
            return index + 1
    return len(last) - 1
