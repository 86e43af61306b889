"""What a sentence has spoken of so far, and what a later phrase of it borrows from that."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.lists import split_items
from healthkpi.extract.phrase_words import (
    Topic,
    affects,
    has_noun,
    is_class,
    is_elliptic,
    is_relational,
    last_word,
)
from healthkpi.extract.trimming import trim_head

_HELD_UNITS = frozenset(["张", "人次", "例次", "床日", "台", "台次"])
_MEASURE_NAME = re.compile(r"率|比|占|度|水平|重|量|额|值|数")
_AMONG = re.compile(r"(?:^|[,;。:])([\u4e00-\u9fff、()]{2,20})中[,:]$")
_GROUP = re.compile(r".*(?:患者|感染者|人群|儿童|妇女|老年人|孕产妇|居民|对象)")
_MEASURED = re.compile(r"([\u4e00-\u9fff]{2,8}?(?:数|率|量))")
_PER_HEAD = re.compile(r"每[十百千万\d]+(?:名|位)?(?:常住|户籍)?(?:人口|人|居民)(?:拥有)?")
_LAST_CLAUSE = re.compile(r"[,;:。!?]")


class Spoken:
    """The memory of one sentence: its topic, the phrases named, and whether 其中 still governs."""

    def __init__(self, text: str, places: tuple[str, ...]) -> None:
        self.text = text
        self.places = places
        self.topic = Topic()
        self.last = ""  # the phrase that a bare verb of change speaks of
        self.recent = ""  # the phrase of the claim right before
        self.history: list[str] = []  # bare phrases so far
        self.subset = False  # whether 其中 still governs

    def approach(self, start: int, end: int, clause_start: int) -> None:
        """Take note of the text from the claim before (``start``) to the next (``end``).

        A semicolon ends what 其中 governs; 总诊疗人次中, opens a topic whose parts follow.
        """
        if ";" in self.text[start:end]:
            self.subset = False
        among = _AMONG.search(self.text, max(0, clause_start - 24), clause_start)
        if among:
            whole = trim_head(among[1], self.places)
            self.topic, self.subset = Topic(whole, whole), True

    def clause_before(self, draft: Draft, reach: int) -> str:
        """The clause before that of ``draft``, at most its last ``reach`` characters."""
        end = draft.clause_start - 1
        return _LAST_CLAUSE.split(self.text[max(0, end - reach) : max(0, end)])[-1]

    def in_parenthesis(self, draft: Draft) -> bool:
        """Whether ``draft`` stands inside a parenthesis of its sentence."""
        sentence = draft.sentence
        opened = self.text.rfind("(", sentence.start, draft.start)
        return opened >= 0 and self.text.rfind(")", opened, draft.start) < 0

    def remember(self, draft: Draft, full: str, bare: str, verb: str = "") -> None:
        """Keep what ``draft`` was named; parts of a subset or parenthesis are no topic."""
        if self.subset and self.topic.full:
            self.last = full
        elif not self.in_parenthesis(draft):
            self.topic = Topic(full, bare, verb)
            self.last = full
        self.history.append(bare)

    def borrow(self, phrase: str, draft: Draft, inner: bool) -> str:
        """``phrase`` made whole with what was spoken of before; "" where it stands on its own."""
        self.subset = inner or "其中" in draft.context[-24:] or self.subset
        topic = self.topic.bare
        if phrase.endswith("占"):
            return (phrase[:-1] or self.recent or topic) + "占比"
        if not topic:
            return self.clause_object(draft) + phrase if is_relational(phrase) else ""
        first = cut(phrase)[0]
        if affects(first) and draft.measure in ("count", "amount"):
            return topic[:16] + phrase if self.topic.verb != first else ""
        if is_class(phrase):
            return self._of_class(phrase, draft)
        if _PER_HEAD.fullmatch(phrase):
            return phrase + topic
        return self.recalled(phrase, draft) or self._of_topic(phrase, draft, inner)

    def _of_class(self, phrase: str, draft: Draft) -> str:
        """国家级重点专科2个、省级15个: the class with the thing, and its verb in a list."""
        last = last_word(self.topic.bare)
        if is_class(last) and len(last) < len(self.topic.bare):
            return self.topic.bare[: -len(last)] + phrase  # 科技进步奖一等奖1项、三等奖2项
        first = cut(self.topic.bare)[0]
        rest = self.topic.bare[len(first) :] if is_class(first) else self.topic.bare
        return (self.topic.verb if draft.left[:1] == "、" else "") + phrase + rest

    def _of_topic(self, phrase: str, draft: Draft, inner: bool) -> str:
        """A measure, a part or a bare verb with the topic; "" where the phrase is whole."""
        topic = self.topic.bare
        if is_relational(phrase) or is_elliptic(phrase) or phrase.startswith("占"):
            group = _GROUP.match(topic)
            return (group.group() if group and is_relational(phrase) else topic) + phrase
        if self.subset and draft.unit in _HELD_UNITS and last_word(phrase) != last_word(topic):
            return phrase + last_word(topic)
        if self.subset and draft.unit in ("%", "‰") and not _MEASURE_NAME.search(phrase):
            return phrase + topic
        if inner and len(phrase) <= 5 and phrase[-1] != topic[-1]:
            return topic + phrase
        if draft.unit in ("张", "个", "家", "所") and not has_noun(phrase):
            return phrase + (topic if len(topic) <= 20 else last_word(topic))
        return ""

    def clause_object(self, draft: Draft) -> str:
        """What a clause before without a number is about: 建设市公共卫生中心,总投资6.3亿元."""
        before = self.clause_before(draft, 40)
        words = cut(trim_head(before, self.places))
        while words and tag(words[0])[:1] in "vd":
            words = words[1:]
        found = "".join(words)
        return found if 2 < len(found) <= 20 and not re.search(r"\d", before) else ""

    def recalled(self, phrase: str, draft: Draft) -> str:
        """开展儿童疫苗补种工作,补种完成率100%: a rate that takes up a word of the clause before."""
        if len(phrase) > 7 or not phrase.endswith(("率", "比例")):
            return ""
        before = self.clause_before(draft, 40)
        word = cut(phrase)[0]
        at = before.find(word)
        if len(word) < 2 or at < 2 or re.search(r"\d", before):
            return ""
        verb = cut(before)[0]
        start = len(verb) if tag(verb)[:1] == "v" else 0
        return trim_head(before[start:at], self.places) + phrase

    def listed_before(self, first: Draft, count: int) -> list[str] | None:
        """The list that ends the clause before: …依次为乙肝、梅毒和肺结核,分别为…"""
        before = self.clause_before(first, 60)
        head, listed, tail = before.rpartition("依次为")
        tail = tail if listed else re.split(r"为|是|有|即|包括", before)[-1]
        items = None if re.search(r"\d", tail) else split_items(tail, count)
        measured = _MEASURED.match(head) if head else None
        return [item + measured[1] for item in items] if items and measured else items
