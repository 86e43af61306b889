"""Gives every claim of a sentence its indicator phrase, with the parts it shares with its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.draft import Draft
from healthkpi.extract.phrases import (
    LIMIT,
    Topic,
    is_relational,
    noun_after,
    noun_before,
    paired,
    split_items,
    split_verb,
    trim_head,
    with_predicate,
)

_LINK = frozenset(("、", "和", "与", "及", "以及", "或", "/"))
_LEFT_UNITS = frozenset("元 % ‰ 人次 例次 例 人份 天 年 岁 倍 小时 分钟 百分点".split())
_SHARE = "比例"
_UNCLEAN = re.compile(r"[,;:。!?\n]")


def name_all(drafts: Sequence[Draft], places: tuple[str, ...]) -> None:
    """Set the phrase of each claim among ``drafts``, the numbers of one sentence in order."""
    topic = Topic()
    index = 0
    claims = [draft for draft in drafts if draft.is_claim]
    while index < len(claims):
        series = _series(claims, index)
        if len(series) > 1:
            topic = _name_series(series, topic, places)
        else:
            topic = _name(claims[index], claims[index + 1] if index + 1 < len(claims) else None, topic, places)
        index += len(series)
    for draft in claims:
        draft.phrase = clean(draft.phrase)


def clean(phrase: str) -> str:
    """A phrase without clause marks, loose quotes and blanks, at most 60 characters."""
    phrase = _UNCLEAN.sub("", phrase).strip(" \t、")
    phrase = re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", phrase)
    for opening, closing in ("“”", "()", "《》", "‘’"):
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.replace(opening, "").replace(closing, "")
    phrase = re.sub(r"^的|的$", "", phrase)
    return phrase if len(phrase) <= LIMIT else phrase[-LIMIT:]


def _series(claims: Sequence[Draft], index: int) -> list[Draft]:
    """The run of numbers from ``index`` on that only 、 or 和 part: 1、2和3个."""
    run = [claims[index]]
    for draft in claims[index + 1 :]:
        if draft.left.strip() not in _LINK or draft.sentence != run[0].sentence or draft.kind != run[0].kind:
            break
        run.append(draft)
    return run


def _name_series(series: list[Draft], topic: Topic, places: tuple[str, ...]) -> Topic:
    first, last = series[0], series[-1]
    noun, predicate = noun_after(last.right) if last.unit not in _LEFT_UNITS else ("", "")
    whole = noun_before(first.left, first, places)
    if noun and not whole.endswith(("数", "率", "量")) and "分别" not in first.left:
        for draft in series:
            draft.phrase, draft.shape = with_predicate(noun, predicate), "after-series"
        return Topic(noun, noun)
    if not whole:
        whole = topic.full
    items = split_items(whole, len(series)) or paired(whole, len(series)) or [whole] * len(series)
    for draft, item in zip(series, items, strict=True):
        draft.phrase, draft.shape = item, "series"
    return Topic(whole, whole)


def _name(draft: Draft, after: Draft | None, topic: Topic, places: tuple[str, ...]) -> Topic:
    if draft.kind == "level":
        return _name_level(draft, topic, places)
    if draft.measure == "rate" and (draft.right.lstrip().startswith("的") or _is_share_of(draft)):
        named = _name_share(draft)
        if named:
            return Topic(draft.phrase, draft.phrase)
    if draft.unit not in _LEFT_UNITS and draft.measure in ("count", "index"):
        named = _name_from_right(draft, after, topic, places)
        if named:
            return named
    return _name_from_left(draft, topic, places)


def _is_share_of(draft: Draft) -> bool:
    """80%以上县级综合医院均实现…: a share whose whole follows without 的."""
    return draft.unit == "%" and not noun_before(draft.left, draft, ()) and len(draft.right) > 3


def _name_share(draft: Draft) -> bool:
    noun, predicate = noun_after(draft.right)
    if not noun:
        return False
    draft.phrase = with_predicate(noun, predicate) + _SHARE
    draft.shape = "share"
    return True


def _name_from_right(
    draft: Draft, after: Draft | None, topic: Topic, places: tuple[str, ...]
) -> Topic | None:
    """8个中医专科诊疗中心: the noun stands after the number."""
    right = draft.right
    if not right.strip() and after is not None and after.start == draft.end:
        right = after.right  # 2家2个省级重点学科: the noun of the second is the first's, too
    noun, predicate = noun_after(right)
    noun = re.sub(r"(?:和|与|及|以及|、|,|或|并)+$", "", noun)
    if not noun or draft.measure == "index":
        return None
    verb, modifier = split_verb(trim_head(draft.left, places))
    if not verb and topic.verb and draft.left.strip() in _LINK:
        verb = topic.verb
    draft.verb, draft.shape = verb, "after"
    bare = modifier + noun if modifier and modifier not in noun else noun
    draft.phrase = verb + bare if verb else with_predicate(bare, predicate)
    return Topic(draft.phrase, bare, verb)


def _name_from_left(draft: Draft, topic: Topic, places: tuple[str, ...]) -> Topic:
    phrase = noun_before(draft.left, draft, places)
    draft.shape = "before"
    if not phrase:
        draft.phrase, draft.shape = topic.full or topic.bare, "topic"
        return topic
    if is_relational(phrase):
        draft.phrase, draft.shape = topic.bare + phrase, "topic-of"
        return topic
    draft.phrase = phrase
    verb, bare = _verb_of(phrase)
    return Topic(phrase, bare, verb)


def _verb_of(phrase: str) -> tuple[str, str]:
    """The verb that ``phrase`` begins with, and the rest."""
    for verb in ("新增", "培训", "申报", "引进", "新建", "新改建", "完成", "建成", "创建", "报告", "实施", "累计"):
        if phrase.startswith(verb) and len(phrase) > len(verb) + 1:
            return verb, phrase[len(verb) :]
    return "", phrase


def _name_level(draft: Draft, topic: Topic, places: tuple[str, ...]) -> Topic:
    left = re.sub(r"(?:国家|省级)?$", "", draft.left.lstrip("、"))
    head, _, tail = left.rpartition("达到")
    right = re.match(r"[\u4e00-\u9fff]{0,12}?(?:测评|评审|评价|水平|认证)", draft.right)
    if not tail and right:
        tail = noun_before(head or left, draft, places)
        draft.phrase = tail + right.group() if not tail.endswith(right.group()) else tail
    else:
        subject = noun_before(head, draft, places) if head else ""
        draft.phrase = (subject or topic.verb) + noun_before(tail or left, draft, places)
        if subject:
            topic = Topic(subject, subject, subject)
    draft.shape = "level"
    if right and not draft.phrase.endswith("水平") and right.group() == "水平":
        draft.phrase += "水平"
    return topic
