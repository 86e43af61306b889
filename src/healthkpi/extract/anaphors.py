"""Phrases that point back: 前者完成率87.2%,后者85.7%; 村卫生室的这一比例."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.diseases import diseases_in
from healthkpi.extract.draft import Draft
from healthkpi.extract.lists import split_items
from healthkpi.extract.phrase_words import PER_HEAD
from healthkpi.extract.spoken import Spoken

_FORMER = re.compile(r"(前者|后者|[前后]一[项个类](?:指标|数据)?)的?(.*)$")
_OF_FORMER = re.compile(r"([^占]{0,10})占(前者|后者)(?:比例)?$")
_AGAINST = re.compile(
    r"((?!前者|后者)[\u4e00-\u9fff]{2,6}?)(?:明显|显著|略|稍|远)*(?:多|高|少|低)于([\u4e00-\u9fff]{2,6})$"
)
_THIS_SHARE = re.compile(r"([\u4e00-\u9fff]{2,14}?)的?(?:这一|这个|该)(?:比例|占比|指标|数字)$")
_SENTENCE = re.compile(r"[。;!?\n]")
_BEFORE = 60  # characters before a sentence in which it may have named two diseases
_SHARE_OF_THOSE = re.compile(r"(.{2,}的)[\u4e00-\u9fff()、]{2,14}(比例)$")  # 达到标准的卫生院比例


def name_pointed_at(spoken: Spoken, draft: Draft, phrase: str) -> str:
    """``phrase`` with what it points back to in its place; "" where it points at nothing known."""
    former = _FORMER.match(phrase)
    if former:
        return _former(spoken, draft, former[1], former[2])
    whole = _OF_FORMER.match(phrase)
    if whole:
        named = _former(spoken, draft, whole[2], "")
        part = whole[1] or spoken.last.partition("占")[0]
        return f"{part}占{named}比例" if named else ""  # 药费占前者的49.3%,占后者的40.8%
    this = _THIS_SHARE.match(phrase)
    told = _SHARE_OF_THOSE.match(spoken.last) if this else None
    if this and not told and this[1].endswith(("医院", "卫生院", "区", "县", "市")):
        return spoken.last  # 县中医院的这一占比为41.3%
    return told[1] + this[1] + told[2] if this and told else ""


def _former(spoken: Spoken, draft: Draft, which: str, rest: str) -> str:
    """The first or the second of two things told last, with what is measured of it."""
    if which[0] == "前" or len(spoken.two) != len(("前者", "后者")):
        mainly = spoken.around.mainly(draft)
        most = mainly or spoken.around.superlative(draft)  # 农民和学生最多,前者占四成
        two = split_items(most, 2) if most else None
        against = _AGAINST.search(spoken.around.clause_before(draft, 40))
        two = [against[1], against[2]] if against else two
        spoken.two = two or _told_last(spoken) or spoken.two_before or _named_before(spoken, draft)
        spoken.rest_of_two = ""
    if len(spoken.two) < len(("前者", "后者")):
        return ""
    spoken.two = _per_head_too(spoken.two)
    rest = "占比" if rest == "占" else rest
    spoken.rest_of_two = rest or spoken.rest_of_two
    return spoken.two[which[0] == "后"] + spoken.rest_of_two


def _named_before(spoken: Spoken, draft: Draft) -> list[str]:
    """The two diseases of the sentence before: 主要是手足口病和流感。前者报告503例."""
    start = max(0, draft.sentence.start - _BEFORE)
    named = diseases_in(_SENTENCE.split(spoken.text[start : draft.sentence.start].rstrip("。"))[-1])
    return named[-2:]


def _told_last(spoken: Spoken) -> list[str]:
    """The two things told last, each with the people it is counted for where that was told."""
    row = [draft for draft in spoken.named if draft.shape == "series"]
    row = [draft for draft in row if draft.clause_start == row[-1].clause_start]
    if len(row) > len(("前者", "后者")) and row[-1] is spoken.named[-1]:
        return [row[0].phrase, row[-1].phrase]  # 流感、水痘和猩红热分别…,前者占七成
    told = [draft.phrase for draft in spoken.named if draft.phrase.startswith("每")]
    return [
        next((phrase for phrase in told if phrase.endswith(item)), item)
        for item in spoken.history[-2:]
    ]


def _per_head_too(two: Sequence[str]) -> list[str]:
    """Both of ``two``, where only the first says of how many people: 每千人口医师3人、护士4人."""
    per = PER_HEAD.match(two[0])
    return [two[0], per.group() + two[1]] if per and "每" not in two[1] else list(two)
