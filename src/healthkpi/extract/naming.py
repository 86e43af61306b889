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
_KEPT_VERBS = ("新增", "培训", "引进", "招聘", "招录", "申报", "培育", "培养", "选派", "遴选")
_SUBSTANTIAL = 5  # a predicate of fewer characters tells less than the verb before the number
_STARTS_NEW = re.compile(r"[;。]")


class Namer:
    """Names the claims of one sentence from left to right."""

    def __init__(self, text: str, drafts: Sequence[Draft], places: tuple[str, ...]) -> None:
        self.text = text
        self.places = places
        self.claims = [draft for draft in drafts if draft.is_claim]
        self.topic = Topic()
        self.parents: list[Topic] = []  # topics at each open parenthesis
        self.history: list[str] = []  # bare phrases so far

    def run(self) -> None:
        """Set the phrase of each claim."""
        index = 0
        while index < len(self.claims):
            series = self._series(index)
            if len(series) > 1:
                self._name_series(series)
            else:
                following = self.claims[index + 1] if index + 1 < len(self.claims) else None
                self._name(self.claims[index], following)
            index += len(series)
        self._share_predicates()
        for draft in self.claims:
            draft.phrase = clean(draft.phrase)

    def _series(self, index: int) -> list[Draft]:
        """The run of numbers from ``index`` on that only 、 or 和 part: 1、2和3个."""
        run = [self.claims[index]]
        for draft in self.claims[index + 1 :]:
            if draft.left.strip() not in _LINK or draft.kind != run[0].kind:
                break
            run.append(draft)
        return run

    def _name_series(self, series: list[Draft]) -> None:
        first, last, count = series[0], series[-1], len(series)
        noun, predicate = noun_after(last.right) if last.unit not in _LEFT_UNITS else ("", "")
        whole = noun_before(first.left, first, self.places)
        if noun and not whole.endswith(("数", "率", "量")) and "分别" not in first.left:
            for draft in series:
                draft.phrase, draft.shape = with_predicate(noun, predicate), "after-series"
            self.topic = Topic(noun, noun)
            self.history.append(noun)
            return
        items = self._items(whole, count, "分别" in first.left)
        for draft, item in zip(series, items, strict=True):
            draft.phrase, draft.shape = item, "series"
            self.history.append(item)
        whole = whole or self.topic.full
        self.topic = Topic(whole, whole)

    def _items(self, whole: str, count: int, distributed: bool) -> list[str]:
        """The phrases of a run of ``count`` numbers whose common subject is ``whole``."""
        items = split_items(whole, count) or paired(whole, count)
        if items:
            return items
        if distributed and len(self.history) >= count and (not whole or is_relational(whole)):
            return [item + whole for item in self.history[-count:]]
        if not whole:
            items = split_items(self.topic.full, count) or paired(self.topic.full, count)
        return items or [whole or self.topic.full] * count

    def _name(self, draft: Draft, after: Draft | None) -> None:
        inner = self._in_parenthesis(draft)
        if draft.kind == "level":
            self._name_level(draft)
            return
        if draft.measure == "rate" and self._name_share(draft):
            pass
        elif draft.measure == "duration" and self._name_duration(draft):
            return
        elif draft.unit not in _LEFT_UNITS and draft.measure == "count" and self._name_right(draft, after):
            pass
        else:
            self._name_left(draft, inner)

    def _in_parenthesis(self, draft: Draft) -> bool:
        sentence = draft.sentence
        assert sentence is not None
        opened = self.text.rfind("(", sentence.start, draft.start)
        return opened >= 0 and self.text.rfind(")", opened, draft.start) < 0

    def _remember(self, draft: Draft, full: str, bare: str, verb: str = "") -> None:
        if not self._in_parenthesis(draft):
            self.topic = Topic(full, bare, verb)
        self.history.append(bare)

    def _name_share(self, draft: Draft) -> bool:
        """95%的卫生院达到标准; 80%以上县级医院均实现…: a share whose whole follows."""
        right = draft.right.lstrip()
        before = noun_before(draft.left, draft, self.places)
        if draft.unit not in ("%", "‰", "") or not (right.startswith("的") or not before):
            return False
        noun, predicate = noun_after(right)
        if len(noun) < 2 or not right.startswith("的") and not predicate:
            return False
        phrase = before + noun if before else with_predicate(noun, predicate)
        draft.phrase, draft.shape = phrase + _SHARE, "share"
        self._remember(draft, draft.phrase, noun)
        return True

    def _name_duration(self, draft: Draft) -> bool:
        """连续26年全国第一; 为期8周的夜市."""
        right = draft.right
        if draft.left.rstrip().endswith("连续"):
            subject = noun_before(draft.left, draft, self.places) or self.topic.full
            rest = re.split(r"[的,;。]", right)[0][:14]
            draft.phrase, draft.shape = f"{subject}连续{rest}", "lasting"
            return True
        noun, _ = noun_after(right) if right.startswith("的") else ("", "")
        if noun:
            draft.phrase, draft.shape = noun, "after"
            self._remember(draft, noun, noun)
        return bool(noun)

    def _name_right(self, draft: Draft, after: Draft | None) -> bool:
        """8个中医专科诊疗中心: the noun stands after the number."""
        right = draft.right
        if not right.strip() and after is not None and after.start == draft.end:
            right = after.right  # 2家2个省级重点学科: the noun of the second is the first's, too
        noun, predicate = noun_after(right)
        noun = re.sub(r"(?:和|与|及|以及|、|,|或|并|其中)+$", "", noun)
        if not noun:
            return False
        verb, modifier = split_verb(trim_head(draft.left, self.places))
        if not verb and self.topic.verb and draft.left.strip() in _LINK:
            verb = self.topic.verb
        draft.verb, draft.shape = verb, "after"
        bare = modifier + noun if modifier and modifier not in noun else noun
        told = with_predicate(bare, predicate)
        long = len(told) - len(bare) > _SUBSTANTIAL
        draft.phrase = told if not verb or long and not verb.startswith(_KEPT_VERBS) else verb + bare
        self._remember(draft, draft.phrase, bare, verb)
        return True

    def _name_left(self, draft: Draft, inner: bool) -> None:
        phrase = noun_before(draft.left, draft, self.places)
        topic = self.topic
        draft.shape = "before"
        if not phrase:
            draft.phrase, draft.shape = topic.full or topic.bare, "topic"
            return
        if is_relational(phrase) or phrase.startswith("占") or len(phrase) <= 2:
            draft.phrase, draft.shape = topic.bare + phrase, "topic-of"
            self.history.append(draft.phrase)
            return
        if inner and len(phrase) <= 5 and topic.bare and phrase[-1] != topic.bare[-1]:
            draft.phrase, draft.shape = topic.bare + phrase, "part-of"
            return
        verb, bare = verb_of(phrase)
        if not verb and topic.verb and draft.left[:1] in ("、", "和") and draft.measure == "count":
            verb, phrase = topic.verb, topic.verb + phrase
        draft.phrase = phrase
        self._remember(draft, phrase, bare, verb)

    def _name_level(self, draft: Draft) -> None:
        """电子病历五级; 标准化成熟度四级甲等测评; 通过三级医疗服务能力评审."""
        left = draft.left.lstrip("、和与")
        head, reached, tail = left.rpartition("达到")
        what = re.match(r"[\u4e00-\u9fff]{0,12}?(?:测评|评审|评价|水平|认证|标准)", draft.right)
        subject = noun_before(head, draft, self.places) if reached else ""
        if subject:
            self.topic = Topic(subject, subject, subject)
        scale = noun_before(tail if reached else left, draft, self.places)
        ending = what.group() if what else ""
        if len(ending) > 4 and (not scale or scale.endswith("通过")):
            scale = ""
        if ending == "水平" and not scale:
            scale, subject = subject, ""
        owner = subject or (self.topic.verb if not reached and draft.left[:1] in "、和与" else "")
        draft.phrase = owner + scale + (ending if not scale.endswith(ending) else "")
        draft.shape = "level"

    def _share_predicates(self) -> None:
        """市级2所中医医院、3家县区中医院建立了制度: the predicate of the last is all theirs."""
        for draft, after in zip(reversed(self.claims[:-1]), reversed(self.claims[1:]), strict=True):
            if draft.shape != "after" or after.shape != "after" or draft.verb or draft.clause_start != after.clause_start:
                continue
            if draft.right.rstrip()[-1:] in ("、", "和", "与", "及") and "的" in after.phrase and "的" not in draft.phrase:
                told = after.phrase.partition("的")[0]
                draft.phrase = f"{told}的{draft.phrase}"


def verb_of(phrase: str) -> tuple[str, str]:
    """The verb that ``phrase`` begins with, and the rest."""
    verbs = (*_KEPT_VERBS, "新建", "新改建", "完成", "建成", "创建", "报告", "实施", "累计")
    for verb in verbs:
        if phrase.startswith(verb) and len(phrase) > len(verb) + 1:
            return verb, phrase[len(verb) :]
    return "", phrase


def clean(phrase: str) -> str:
    """A phrase without clause marks, loose quotes and blanks, at most 60 characters."""
    phrase = _UNCLEAN.sub("", phrase).strip(" \t、")
    phrase = re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", phrase)
    for opening, closing in ("“”", "()", "《》", "‘’"):
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.replace(opening, "").replace(closing, "")
    phrase = re.sub(r"^的|的$", "", phrase)
    return phrase if len(phrase) <= LIMIT else phrase[-LIMIT:]
