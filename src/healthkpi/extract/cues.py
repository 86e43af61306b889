"""The words of change, comparison, duration and index, compiled once from relations.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.vocabulary.load import read_yaml

_ARROW = re.compile(r"([↑▲+↓▼])\s*$")
_THAN = re.compile(
    r"(?:仍|还|更)(多|高|低|少)(?:出|了)?$|(?:(?<!相)比|较)[^,。;:]{1,16}?(多|高|低|少|增|减|快|慢)(?:了|出|约|近|出生|收治|接诊|报告|完成|做|建|招|办|用|派|开|生)*$|同比(多|少)(?:做|建|招|办|派|开)$"
)


_GAP = re.compile(  # 低于全省同级医院平均水平近600元
    r"(高于|低于|多于|少于|高出|超出)[^,;。\d]{2,14}(?:平均|水平|平均水平|均值)(?:近|约|达)?$"
)


_OTHER_PLACE = "[\u4e00-\u9fff]{2,4}[省市县州区盟旗](?:全[省市县州区])?|[省市县][里上]"
_PEERS = (
    "(?:(?:同类|同级|各级|[一二三]级|[省市县]级|公立|综合|及?以上|基层|平均)*"
    "(?:医院|医疗机构|机构|卫生院))?"
)


_HELD_AGAINST = (  # 高于省上下达的95%任务, 超过规划提出的80%的目标
    "(?:尚|仍|也|均|都|已)*(?:[高低优多少]于|超过|超出|未达到?|达不到|不到|距离?|离)"
    "(?:国家|自治区|[省市县州][里上]?|上级|规划|《[^《》]{2,12}》)(?:下达|确定|规定|要求|提出|核定|制定|设定)?的?"
    "|(?:[国省市县区州旗][里上家级]?|上级)?下达的?(?:任务|目标)[数量]?[是为]?"
)


class Cues(NamedTuple):
    """Compiled words of relation; ``change`` matches at the end of the text before a number."""

    change: re.Pattern[str]
    up: frozenset[str]
    not_change: tuple[str, ...]
    yoy: re.Pattern[str]
    duration: re.Pattern[str]
    scores: re.Pattern[str]
    abstract: re.Pattern[str]


def alternation(words: list[str]) -> str:
    """The words as an alternation, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def cues() -> Cues:
    """The cues, loaded once."""
    relations = read_yaml("relations.yaml")
    up, down = relations["up"], relations["down"]
    nouns = relations["up_noun"] + relations["down_noun"]
    adverbs = alternation(relations["adverbs"])
    others = alternation(read_yaml("measures.yaml")["compared_with"])
    change = (
        rf"(?:(?P<verb>{alternation(up + down)})(?:{others})?(?:{adverbs}|\s)*"
        rf"|(?P<noun>{alternation(nouns)})(?:{adverbs}|依次|为|是|达到|控制在|控制到|保持在|稳定在|回落到|回落至|收窄到|收窄至|提高到|扩大到|降到|降至|\s|:)*)$"
    )
    return Cues(
        re.compile(change),
        frozenset(up + relations["up_noun"]),
        tuple(relations["not_change"]),
        re.compile(alternation(relations["yoy"])),
        re.compile(alternation(relations["duration_cues"])),
        re.compile(rf"(?:{alternation(relations['index_cues'])})[^,。;]{{0,8}}$"),
        re.compile(rf"(?:{alternation(relations['abstract_nouns'])})"),
    )


@cache
def comparing() -> re.Pattern[str]:
    """A comparison with others at the end of the text before a number: 优于全国."""
    words = read_yaml("measures.yaml")
    others = alternation(words["compared_with"])
    return re.compile(
        rf"(?:均|也|已|仍|略|远|还|明显|虽|但)*(?:(?:{alternation(words['comparing'])})"
        rf"(?:{others}|{_OTHER_PLACE})?(?:同期)?{_PEERS}的?|{_HELD_AGAINST})$"
    )


@cache
def beyond() -> re.Pattern[str]:
    """超过 and the like with whom is surpassed named: 超过全省平均0.2个 is a difference."""
    others = alternation(read_yaml("measures.yaml")["compared_with"])
    return re.compile(rf"(?:超过|超出|超)(?:{others}|(?:全年|年度)?(?:计划|任务)(?:数|指标)?)$")


def find_change(left: str) -> str | None:
    """The direction, up or down, where the text right before a number tells a difference."""
    words = cues()
    arrow = _ARROW.search(left)
    if arrow:
        return "up" if arrow[1] in "↑▲+" else "down"
    if beyond().search(left):
        return "up"
    gap = _GAP.search(left)
    if gap:
        return "up" if gap[1] in ("高于", "多于", "高出", "超出") else "down"
    match = words.change.search(left)
    if match is None:
        than = _THAN.search(left)
        if than is None:
            return None
        return "up" if (than[1] or than[2] or than[3]) in "多高增慢" else "down"
    word = match["verb"] or match["noun"]
    head = left[: match.start() + len(word)]
    if head.endswith(words.not_change):
        return None
    return "up" if word in words.up else "down"


def change_span(left: str) -> int | None:
    """Where the words of change that end ``left`` begin, or None."""
    match = (
        _ARROW.search(left)
        or beyond().search(left)
        or _GAP.search(left)
        or cues().change.search(left)
        or _THAN.search(left)
    )
    return match.start() if match else None
