"""A short phrase with what it is of: 床位 → 安宁疗护病区床位, 结余 → 医保基金结余.

床位, 接种率, 结余 or 惠及群众 says nothing on its own. Which kind of thing can own such a term the
field knows (``completing.yaml``): beds are a building's, a ward's or an institution's, doses a
vaccine's. The nearest owner of such a kind that the sentence has named is put before the phrase, as
briefly as a reader would say it. A place or organisation the claim is about is none: its scope
tells that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from healthkpi.extract.draft import Draft
from healthkpi.extract.owner_words import Owner, is_place, name_of, owners_in, runs_in
from healthkpi.extract.segment import Sentence
from healthkpi.extract.short_terms import Term, term_of, term_words, without_frame

_CLAUSE = re.compile(r"[,:()]")
_THIS_ONE = re.compile(r"[该本全](?:院(?!区)|中心|站|所|科)|这[家所个]")
_ALL = ("医疗机构",)
_OF_ALL = re.compile(r"医疗(?:卫生)?机构")
_GROWS = re.compile(r"新增|增加|增设|设|规划|拟")
_BECAME = frozenset(["跻身", "创建", "晋升", "晋级", "争创", "评为", "列为", "入选"])
_SINGLE = frozenset(["department", "institution", "hospital", "fund", "patient", "people"])
_BY = ("由", "与", "经", "从", "到", "赴", "向", "转", "和")
_LIMITS = {2: 6, 3: 6}  # characters of an owner before a phrase of so many
_SHORT = 6  # a longer phrase says itself what it is of
_BEFORE = 240  # characters of the paragraph that are looked through for an owner from afar
_BACK = 480  # characters of its sentence that are looked through
_ROW = 6  # numbers of a list to which owners are dealt out
_PACE = frozenset(["日均", "月均", "平均每天", "单日", "最多的一天"])
_PLACES = ("city", "county", "province")
_PEOPLE = ("人", "名", "位", "%")
_TEAM = frozenset(["team"])
_BUILDING = frozenset(["building"])
_WARD = frozenset(["department"])
_HEAD = re.compile(r"(?:其中|今年|去年|目前|全年|[全我本][院市县区省]|[\d年月至—末底]|上半年)*")
_BODY = re.compile(r"(?:医院|卫生院|保健院|服务中心|卫生室|分院)$")
_OF_BODY = ("量", "收入", "药占比", "病人", "患者")
_DEGREE = re.compile(
    r"(?:全日制)?(?:博士|硕士|研究生|本科|大专|专科)(?:研究生|生)?(?:及其?以上|以上)(?:学历|学位)?(?:者|人员|的)?(?:占比?)?"
)
_AIDED = re.compile(r"(?:驰援|支援|援助)[\u4e00-\u9fff]{2,3}?(?=[,;、。的抗]|$)")
_WHOM = re.compile(r"\d[\d.,]*万?[名人]")  # 招聘卫生技术人员(73名)
_NOUN = 12  # characters of who was gained
_SENT = re.compile(r"派|驻|援|抽调|下沉|组建|组织|来")
_VISITS = ("诊疗", "接诊", "门急诊", "门诊")


class Completer:
    """Completes the short phrases of a document, sentence by sentence."""

    def __init__(self, text: str, own: tuple[str, ...]) -> None:
        """``own``: names of the document's own place or organisation."""
        self.text = text
        self.own = own
        self.sentence: Sentence

    def complete(self, sentence: Sentence, claims: Sequence[Draft]) -> None:
        """Put before each short phrase of ``claims`` what it is of, where that was told."""
        self.sentence = sentence
        known: dict[str, str] = {}
        counted: Draft | None = None
        self._deal_out(claims)
        for draft in claims:
            phrase = draft.phrase
            if draft.shape == "topic" and phrase in known:
                draft.rules += ["completed"] if known[phrase] != phrase else []
                draft.phrase = known[phrase]
            elif phrase in _PACE and counted and counted.unit == draft.unit:
                draft.phrase = phrase + counted.phrase  # 接诊2913人次,日均60人次
                continue
            elif _may_lack(phrase):
                draft.phrase = known[phrase] = self._whole(draft) or phrase
                draft.rules += ["completed"] if draft.phrase != phrase else []
            counted = draft if draft.measure == "count" else counted

    def _deal_out(self, claims: Sequence[Draft]) -> None:
        """甲乡卫生院5所、村卫生室9所,标准化率分别为92%和87%: to each rate that of which it is."""
        for at, first in enumerate(claims):
            phrase = first.phrase
            term = term_of(phrase) if first.shape == "series" and len(phrase) <= _SHORT else None
            if term is None:
                continue
            row = claims[at : at + _ROW]
            alike = [d for d in row if d.phrase == phrase and d.shape == "series"]
            if not 1 < len(alike) <= at:
                continue
            told = claims[at - len(alike) : at]
            owners = [_owner_in(before.phrase, term, _room(phrase)) for before in told]
            if all(owners) and len(set(owners)) == len(alike):
                for draft, owner in zip(alike, owners, strict=True):
                    draft.phrase = _joined(owner, phrase)

    def _whole(self, draft: Draft) -> str:
        """The phrase of ``draft`` made whole; "" where nothing is to be added."""
        phrase = draft.phrase
        if phrase == "总诊疗" and draft.unit == "人次":
            return phrase + "人次"
        at = self._begins(draft)
        limit = _room(phrase)
        term = term_of(phrase)
        whole = self._gained(draft, at)
        if not whole and (term is None or not term.before):
            whole = self._taken_up(phrase, at, limit)
        if whole or term is None:
            return whole
        first = term._replace(owners=term.before, otherwise="")
        owner = (self._owner(draft, first, at, limit) if term.before else "") or self._owner(
            draft, term, at, limit
        )
        if owner and draft.unit == "人次" and phrase in _VISITS:
            return _joined(owner, phrase) + "人次"
        counted = "数" if owner == term.otherwise and phrase in ("床位", "病床") else ""
        return _joined(owner, phrase) + counted if owner else ""

    def _owner(self, draft: Draft, term: Term, at: int, limit: int) -> str:
        """What the phrase of ``draft`` is of, at most ``limit`` characters; else nothing."""
        if term.following and draft.unit == "%":
            return ""  # 财政投入年均增长8%
        if term.following and draft.right.strip():
            return self._purpose(draft, term, limit)
        nearest = True
        for clause in self._clauses(at, far=term.far, here=term.following):
            if _THIS_ONE.search(clause):
                return ""
            for owner in owners_in(clause):
                kinds = owner.kinds & term.owners
                if not kinds or not _can_own(owner, kinds, term, clause):
                    continue
                if _is_one_of_several(owner) and not kinds & _BUILDING:
                    return _head_of_all(owner, clause)
                if _is_body(owner) and draft.scope_type == "org":
                    if nearest and "".join(owner.words)[-4:] in (draft.scope or ""):
                        return ""  # 州人民医院开放床位: the scope's
                    continue
                if owner.behind.isdigit() and self._counts_all(draft, term, at):
                    return term.otherwise
                named = owner.named(limit)
                if named and self._adds(named, draft, kinds):
                    return named
            nearest = False
        return self._purpose(draft, term, limit) if term.following else self._unsaid(draft, term)

    def _counts_all(self, draft: Draft, term: Term, at: int) -> bool:
        """医疗机构1.2万家,三甲医院57家,床位16万张: whether the beds are of all that was counted."""
        grows = _GROWS.match(draft.phrase) is not None
        before = self.text[max(self.sentence.start, at - _BACK) : at]
        return (
            term.otherwise in _ALL
            and draft.scope_type in _PLACES
            and not grows
            and bool(_OF_ALL.search(before))
        )

    def _unsaid(self, draft: Draft, term: Term) -> str:
        """What a term is of where nothing is named: its scope's kind of body, or its usual."""
        body = _BODY.search(draft.scope or "") if term.body else None
        if body and draft.scope not in self.own and draft.phrase.endswith(_OF_BODY):
            return body.group()
        whose = draft.scope_type in _PLACES and "其中" not in draft.context[-12:]
        return term.otherwise if whose else ""

    def _adds(self, named: str, draft: Draft, kinds: frozenset[str]) -> bool:
        """Whether ``named`` tells something that phrase and scope do not."""
        if named in draft.phrase:
            return False
        if "department" in kinds or not draft.scope or draft.scope in self.own:
            return True
        return named not in draft.scope

    def _purpose(self, draft: Draft, term: Term, limit: int) -> str:
        """投入510万元,改造3所卫生院业务用房: what money was spent on, told behind it."""
        behind = self.text[draft.end : draft.sentence.end].partition(";")[0]
        for clause in _CLAUSE.split(behind)[:3]:
            owners = [owner for owner in owners_in(clause) if owner.kinds & term.owners]
            for owner in sorted(owners, key=lambda owner: (owner.start, -owner.end)):
                named = owner.named(limit)
                if named and self._adds(named, draft, owner.kinds):
                    return named
        return ""

    def _gained(self, draft: Draft, at: int) -> str:
        """引进人才63人,其中博士52人: those who were gained, of whom a part is told."""
        degree = _DEGREE.fullmatch(draft.phrase)
        if draft.unit not in _PEOPLE or not (degree or draft.phrase in term_words().staff):
            return ""
        before = self.text[max(self.sentence.start, at - _BACK) : at].rpartition(";")[2]
        aided = _AIDED.findall(before)
        if aided and not degree:
            return f"{aided[-1]}{draft.phrase}"  # 派出57名医务人员驰援湖北,其中护士39名
        told = term_words().gained.findall(before)
        whom = _WHOM.search(before) if told and degree else None
        noun = before[: whom.start()].rpartition(told[-1])[2] if whom else ""
        noun = noun if 1 < len(noun) <= _NOUN and not re.search(r"[\d,、]", noun) else ""
        if noun and "占" in draft.phrase:
            return f"{told[-1]}{noun}{draft.phrase}"  # 招录毕业生310名,本科以上学历的占46%
        return f"{told[-1]}{draft.phrase}{noun}" if told else ""

    def _taken_up(self, phrase: str, at: int, limit: int) -> str:
        """接种证查验…,查验率98%: an act or its rate, with what the act was said of before."""
        act = term_words().acts.fullmatch(without_frame(phrase))
        if act is None:
            return ""
        for clause in self._clauses(at):
            for _, run in reversed(runs_in(clause)):
                if act[1] in run:
                    named = name_of(run[: len(run) - 1 - run[::-1].index(act[1])], limit)
                    if named and named not in phrase:
                        return named + phrase
        return ""

    def _begins(self, draft: Draft) -> int:
        """Where the phrase of ``draft`` begins in the text, or its clause."""
        at = self.text.rfind(draft.phrase, draft.clause_start, draft.start)
        return at if at >= 0 else draft.clause_start

    def _clauses(self, at: int, *, far: bool = False, here: bool = False) -> Iterator[str]:
        """The clauses before ``at``, nearest first; what 其中 governs ends with its semicolon."""
        start = self.sentence.start
        part, *earlier = reversed(self.text[max(start, at - _BACK) : at].split(";"))
        yield from reversed(_CLAUSE.split(part))
        if here:
            return
        if far:
            begin = max(self.text.rfind("\n", 0, start) + 1, start - _BEFORE)
            earlier += reversed(re.split("[。;]", self.text[begin:start]))
        for other in earlier:
            yield from reversed(_CLAUSE.split(other.partition("其中")[0]))
        if far:
            yield from (heading.text for heading in reversed(self.sentence.headings))


def _may_lack(phrase: str) -> bool:
    """Whether ``phrase`` may not say itself what it is of."""
    if len(phrase) <= _SHORT or _DEGREE.fullmatch(phrase):
        return len(phrase) > 1
    term = term_of(phrase)
    return term is not None and term.long


def _room(phrase: str) -> int:
    """How many characters an owner may have before ``phrase``."""
    return _LIMITS.get(len(phrase), 4 * len(phrase) // 3)


def _owner_in(phrase: str, term: Term, limit: int) -> str:
    """The owner that ``phrase`` names, of a kind that ``term`` can be of."""
    for owner in owners_in(phrase):
        if owner.kinds & term.owners and owner.named(limit):
            return owner.named(limit)
    return ""


def _joined(owner: str, phrase: str) -> str:
    """``owner`` and ``phrase`` without a word said twice: 发热门诊 and 门诊量."""
    return owner + phrase.removeprefix(owner[-2:])


def _can_own(owner: Owner, kinds: frozenset[str], term: Term, clause: str) -> bool:
    """Whether ``owner`` stands in ``clause`` as an owner: not so in 跻身三级医院 or 由县医院."""
    if owner.before.endswith("被") or owner.before in _BECAME:
        return False
    if owner.before.endswith(_BY) and "institution" in owner.kinds:
        return False
    if kinds == _TEAM and not _SENT.search(clause):
        return False
    return not (term.subject and kinds == _WARD and not _HEAD.fullmatch(clause[: owner.start]))


def _is_body(owner: Owner) -> bool:
    return "institution" in owner.kinds and "department" not in owner.kinds


def _is_one_of_several(owner: Owner) -> bool:
    """Whether ``owner`` stands in a list, of all of which the phrase is: 内科、外科."""
    listed = owner.behind == "、" or (
        owner.before[-1:] == "、" and not (len(owner.words[0]) > 1 and is_place(owner.words[0]))
    )
    return listed and bool(owner.kinds & _SINGLE)


def _head_of_all(owner: Owner, clause: str) -> str:
    """县医院、县中医院: what all of a list are, 医院; "" where they differ."""
    head = _BODY.search("".join(owner.words))
    before = clause[: owner.start].rstrip("、")
    return head.group() if head and before.endswith(head.group()) else ""
