"""Gives every claim of a sentence its indicator phrase, with the parts it shares with its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.phrases import (
    LIMIT,
    Topic,
    affects,
    has_noun,
    is_class,
    is_elliptic,
    is_modifier,
    is_relational,
    last_word,
    noun_after,
    noun_before,
    paired,
    spends,
    split_items,
    split_verb,
    trim_head,
    with_predicate,
)

_LINK = frozenset(("、", "和", "与", "及", "以及", "或", "/"))
_LEFT_UNITS = frozenset("元 % ‰ 人次 例次 例 人份 天 年 岁 倍 小时 分钟 百分点".split())
_SHARE = "比例"
_HELD_UNITS = frozenset("张 人次 例次 床日 台 台次".split())
_MEASURE_NAME = re.compile(r"率|比|占|度|水平|重|量|额|值|数")
_AMONG = re.compile(r"(?:^|[,;。:])([\u4e00-\u9fff、()]{2,20})中[,:]$")
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
        self.last = ""  # the phrase named last
        self.history: list[str] = []  # bare phrases so far
        self.subset = False  # whether 其中 still governs
        self.recent = ""  # the phrase of the claim right before

    def run(self) -> None:
        """Set the phrase of each claim."""
        index = 0
        while index < len(self.claims):
            series = self._series(index)
            if len(series) > 1:
                self._name_series(series)
            else:
                following = self.claims[index + 1] if index + 1 < len(self.claims) else None
                self._cross_semicolon(index)
                self._name(self.claims[index], following)
                self.recent = self.claims[index].phrase
            index += len(series)
        self._share_predicates()
        for draft in self.claims:
            draft.phrase = clean(draft.phrase)

    def _cross_semicolon(self, index: int) -> None:
        """A semicolon ends what 其中 governs."""
        before = self.claims[index - 1].end if index else self.claims[index].start
        if ";" in self.text[before : self.claims[index].start]:
            self.subset = False

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
        if count == 2 and re.search(r"[较比][^,;]*分别", first.left):
            whole = whole or self.last  # two bases, one indicator
        items = [whole] * count if whole == self.last else self._items(whole, first, count)
        for draft, item in zip(series, items, strict=True):
            draft.phrase, draft.shape = item, "series"
            self.history.append(item)
        whole = whole or self.topic.full
        if not any(is_class(part) for part in re.split(r"[、和与]", whole)):
            self.topic = Topic(whole, whole)
            self.last = whole

    def _items(self, whole: str, first: Draft, count: int) -> list[str]:
        """The phrases of a run of ``count`` numbers whose common subject is ``whole``."""
        head, apart, tail = whole.partition("分别")
        if apart and tail:  # 交通、水利分别完成投资A、B
            parts = split_items(head, count)
            return [part + tail for part in parts] if parts else [head + tail] * count
        distributed = re.search(r"分别|依次|各", first.left) is not None
        items = split_items(whole, count) or paired(whole, count)
        if items:
            classed = all(is_class(item) for item in items)
            return [item + self.topic.bare for item in items] if classed else items
        if distributed and whole and "其中" in first.clause and len(self.history) >= count:
            return [whole + item for item in self.history[-count:]]
        if distributed and not whole:
            items = self._listed_before(first, count)
            if items:
                measured = self.topic.bare if len(self.topic.bare) <= 8 else ""
                return [item + measured for item in items]
        if distributed and len(self.history) >= count and (not whole or is_relational(whole)):
            return [item + whole for item in self.history[-count:]]
        if not whole:
            items = split_items(self.topic.full, count) or paired(self.topic.full, count)
        return items or [whole or self.topic.full] * count

    def _listed_before(self, first: Draft, count: int) -> list[str] | None:
        """The list that ends the clause before: …依次为乙肝、梅毒和肺结核,分别为…"""
        before = re.split(r"[,;:。]", self.text[first.clause_start - 60 : first.clause_start - 1])[-1]
        if re.search(r"\d", before):
            return None
        return split_items(re.split(r"为|是|有|即|包括", before)[-1], count)

    def _name(self, draft: Draft, after: Draft | None) -> None:
        inner = self._in_parenthesis(draft)
        among = _AMONG.search(self.text, max(0, draft.clause_start - 24), draft.clause_start)
        if among:
            whole = trim_head(among[1], self.places)
            self.topic, self.subset = Topic(whole, whole), True
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
        if self.subset and self.topic.full:
            self.last = full
        elif not self._in_parenthesis(draft):
            self.topic = Topic(full, bare, verb)
            self.last = full
        self.history.append(bare)

    def _name_share(self, draft: Draft) -> bool:
        """95%的卫生院达到标准; 80%以上县级医院均实现…: a share whose whole follows."""
        right = draft.right.lstrip()
        before = noun_before(draft.left, draft, self.places)
        if draft.unit not in ("%", "‰", "") or not (right.startswith("的") or not before):
            return False
        if before.endswith(("率", "量", "比", "度", "比重", "比例", "占比")):
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
            self._remember(draft, subject, subject)
            return True
        noun, _ = noun_after(right) if right.startswith("的") else ("", "")
        if noun:
            draft.phrase, draft.shape = noun, "after"
            self._remember(draft, noun, noun)
        return bool(noun)

    def _name_right(self, draft: Draft, after: Draft | None) -> bool:
        """8个中医专科诊疗中心: the noun stands after the number."""
        right = draft.right
        if right[:1] == " ":
            return False  # a gap between items of a list without marks
        if not right.strip() and after is not None and after.start == draft.end:
            right = after.right  # 2家2个省级重点学科: the noun of the second is the first's, too
        noun, predicate = noun_after(right)
        noun = re.sub(r"(?:和|与|及|以及|、|,|或|并|其中)+$", "", noun)
        if not noun:
            return self._name_rest(draft, right)
        verb, modifier = split_verb(trim_head(draft.left, self.places))
        if draft.left.rstrip().endswith("等"):
            verb, modifier = self._listed(draft, noun)
        if not verb and self.topic.verb and draft.left.strip() in _LINK:
            verb = self.topic.verb
        draft.verb, draft.shape = verb, "after"
        bare = modifier + noun if modifier and modifier not in noun else noun
        if modifier and draft.left.rstrip().endswith("等" + modifier):
            bare = noun_before(draft.left, draft, self.places) + noun
        told = with_predicate(bare, predicate)
        long = len(told) - len(bare) > _SUBSTANTIAL
        if affects(verb):
            owner = noun_before(draft.left.rpartition(verb)[0], draft, self.places)
            verb = (owner or self.topic.bare)[:16] + verb
        draft.phrase = told if not verb or long and not verb.startswith(_KEPT_VERBS) else verb + bare
        self._remember(draft, draft.phrase, bare, verb)
        return True

    def _name_rest(self, draft: Draft, right: str) -> bool:
        """其余8家达到基本标准; 其中17名已经入编: what was counted before, with what these did."""
        before = trim_head(draft.left, ())
        if before not in ("", "其余", "另有", "还有") or not self.topic.bare or len(right) < 3:
            return False
        if "其中" not in draft.left and not before:
            return False
        told = with_predicate(self.topic.bare.rpartition("的")[2], right)
        draft.phrase, draft.shape = told, "topic-of"
        return "的" in told

    def _listed(self, draft: Draft, noun: str) -> tuple[str, str]:
        """Verb and modifier before a list with 等: 引入基因测序、核酸检测等10项新技术."""
        listed = noun_before(draft.left, draft, self.places)
        words = cut(listed)
        verb = words[0] if words and tag(words[0]) == "v" else ""
        return (verb, "") if len(noun) > 2 else ("", listed)

    def _name_left(self, draft: Draft, inner: bool) -> None:
        phrase = noun_before(draft.left, draft, self.places)
        topic = self.topic
        draft.shape = "before"
        if not phrase:
            draft.phrase, draft.shape = self.last or topic.full, "topic"
            if not draft.phrase:
                draft.phrase, draft.shape = draft.right[:20], "right"
            return
        if draft.measure == "amount" and (spends(phrase) or draft.right.startswith("的")):
            purpose = self._purpose(draft)
            if purpose:
                draft.phrase, draft.shape = purpose + phrase, "before"
                self._remember(draft, draft.phrase, draft.phrase)
                return
        borrowed = self._borrow(phrase, draft, inner)
        if borrowed:
            draft.phrase, draft.shape = borrowed, "topic-of"
            self.history.append(borrowed)
            self.last = self.last if inner else borrowed
            return
        verb, bare = verb_of(phrase)
        if draft.rules[-1:] == ["per-population"] and "每" not in phrase and "千人" not in phrase:
            per = re.search(r"每[十百千万\d]+(?:名|位)?(?:常住|户籍)?(?:人口|人|居民)?", draft.clause)
            phrase = (per.group() if per else "") + phrase
        elif not verb and topic.verb and draft.measure == "count" and self._goes_on(draft, phrase):
            verb, phrase = topic.verb, topic.verb + phrase
        draft.phrase = phrase
        self._remember(draft, phrase, bare, verb)

    def _purpose(self, draft: Draft) -> str:
        """投入4.86亿元改善县级医院条件; 投资3.6亿元的二期工程: what the money is for."""
        if draft.right.startswith("的"):
            return noun_after(draft.right)[0]
        purpose = draft.right.strip(" ,、")
        return purpose[:20] if len(purpose) > 3 and "、" not in purpose else ""

    def _goes_on(self, draft: Draft, phrase: str) -> bool:
        """Whether the verb before governs this item, too: 申报实验室2项,技术中心4项."""
        if draft.left[:1] in ("、", "和"):
            return True
        at = self.claims.index(draft)
        same = at > 0 and self.claims[at - 1].unit == draft.unit and self.claims[at - 1].right == ""
        adjacent = same and self.claims[at - 1].end + 1 == draft.clause_start
        return adjacent and draft.left == phrase and self.topic.verb in _KEPT_VERBS

    def _borrow(self, phrase: str, draft: Draft, inner: bool) -> str:
        """``phrase`` made whole with what was spoken of before; "" where it stands on its own."""
        topic = self.topic.bare
        if not topic:
            return self._clause_object(draft) + phrase if is_relational(phrase) else ""
        if phrase.endswith("占"):
            return (self.recent or topic if phrase == "占" else phrase[:-1]) + "占比"
        words = cut(phrase)
        if affects(words[0]) and draft.measure in ("count", "amount"):
            return topic[:16] + phrase if self.topic.verb != words[0] else ""
        if is_class(phrase):
            return phrase + topic
        whole = self._recalled(phrase, draft)
        if whole:
            return whole
        if is_relational(phrase) or is_elliptic(phrase) or phrase.startswith("占"):
            group = re.match(r".*(?:患者|感染者|人群|儿童|妇女|老年人|孕产妇|居民|对象)", topic)
            return (group.group() if group and is_relational(phrase) else topic) + phrase
        self.subset = inner or "其中" in draft.context[-24:] or self.subset
        subset = self.subset
        if subset and draft.unit in _HELD_UNITS and last_word(phrase) != last_word(topic):
            return phrase + last_word(topic)
        if subset and draft.unit in ("%", "‰") and not _MEASURE_NAME.search(phrase):
            return phrase + topic
        if inner and len(phrase) <= 5 and phrase[-1] != topic[-1]:
            return topic + phrase
        if draft.unit in ("张", "个", "家", "所") and not has_noun(phrase):
            return phrase + (topic if len(topic) <= 20 else last_word(topic))
        return ""

    def _clause_object(self, draft: Draft) -> str:
        """What the clause before is about, where it holds no number: 建设市公共卫生中心,总投资6.3亿元."""
        before = re.split(r"[,;:。!?]", self.text[max(0, draft.clause_start - 41) : draft.clause_start - 1])[-1]
        words = cut(trim_head(before, self.places))
        while words and tag(words[0])[:1] in "vd":
            words = words[1:]
        found = "".join(words)
        return found if 2 < len(found) <= 20 and not re.search(r"\d", before) else ""

    def _recalled(self, phrase: str, draft: Draft) -> str:
        """开展儿童疫苗补种工作,补种完成率100%: a rate that takes up a word of the clause before."""
        if len(phrase) > 7 or not phrase.endswith(("率", "比例")):
            return ""
        before = re.split(r"[,;:。!?]", self.text[max(0, draft.clause_start - 41) : draft.clause_start - 1])[-1]
        word = cut(phrase)[0]
        at = before.find(word)
        if len(word) < 2 or at < 2 or re.search(r"\d", before):
            return ""
        verb = cut(before)[0]
        start = len(verb) if tag(verb)[:1] == "v" else 0
        return trim_head(before[start:at], self.places) + phrase

    def _name_level(self, draft: Draft) -> None:
        """电子病历五级; 标准化成熟度四级甲等测评; 通过三级医疗服务能力评审."""
        left = draft.left.lstrip("、和与")
        head, reached, tail = left.rpartition("达到")
        what = re.match(r"[\u4e00-\u9fff]{0,12}?(?:测评|评审|评价|水平|认证|标准)", draft.right)
        subject = noun_before(head, draft, self.places) if reached else ""
        scale = noun_before(tail if reached else left, draft, self.places)
        if subject and not scale:
            scale, subject = subject, ""
        if subject:
            self.topic = Topic(subject, subject, subject)
        ending = what.group() if what else ""
        if len(ending) > 4 and (not scale or scale.endswith("通过")):
            scale = ""
        shared = self.topic.verb if self.topic.verb == self.topic.full else ""
        owner = subject or (shared if not reached and draft.left[:1] in ("、", "和", "与") else "")
        draft.phrase = owner + scale + (ending if not scale.endswith(ending) else "")
        draft.shape = "level"

    def _share_predicates(self) -> None:
        """市级2所中医医院、3家县区中医院建立了制度: the predicate of the last is all theirs."""
        for draft, after in zip(reversed(self.claims[:-1]), reversed(self.claims[1:]), strict=True):
            if draft.shape != "after" or after.shape != "after" or draft.verb or draft.clause_start != after.clause_start:
                continue
            if is_modifier(draft.right.strip("、和与及 ")):
                kept = draft.right.strip("、和与及 ")  # 8个国家级、36个省级临床重点专科
                words = cut(after.phrase.removeprefix(after.verb))
                draft.phrase = draft.verb + kept + "".join(words[1:] if is_modifier(words[0]) else words)
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


def without_subject(phrase: str, scope: str | None) -> str:
    """``phrase`` without the name of the place or organisation it is about, where more follows."""
    if not scope:
        return phrase
    rest = phrase[len(scope) :] if phrase.startswith(scope) else phrase
    return clean(rest) if len(rest) >= 2 else phrase
