"""Which disease a section or sentence speaks of, for phrases that only tell what became of cases.

重症3例 below the heading 登革热 is 登革热重症, and 丙肝4例 among the deaths is 丙肝死亡: what a
table's row needs was named before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.diseases import (
    CLASSES,
    disease_at_head,
    diseases_in,
    only_cases,
    only_disease,
    whole_class,
    without_comparison,
)
from healthkpi.extract.draft import Draft
from healthkpi.extract.outbreak_counts import OutbreakCounts
from healthkpi.extract.peaks import name_of_months
from healthkpi.extract.segment import Heading, Sentence
from healthkpi.extract.tested import TESTED, name_tested

_LISTED = re.compile(
    r"其中|依次|病种[为是有]|前[二三四五六七八九十\d]+位|主要为|以下|里|中有|全部为|均为"
)
_RANKED = re.compile(
    r"((?:报告)?(?:发病|死亡|病例|感染))(?:数|人数)?(?:居|排|位居|列|从高到低|较多|最多|前)"
)
_EVENT = re.compile(r"(死亡|重症|住院|发病)(?:病例|人数|数)?$")
_EVENT_LIST = re.compile(
    r"(死亡|重症|住院)(?:(?:的?病例|人员|者)(?:分别|全部|均|主要)?(?:为|有|中|包括|:|以|系|是)"
    r"|(?:分别|全部|均)?(?:为|有|中|包括|:))"
)
_BARE_SHARE = re.compile(r"\s*(?:仅|约|各)?占(?:比|到|了)?(?:近|约|达|为)?$")
_OUTBREAK = re.compile(r"(?:聚集性|暴发|突发)+(?:疫情|事件)")
_OTHER_KINDS = re.compile(
    r"^其[余他它](?:[\d一二三四五六七八九十两]+种)?(?:病种|疾病|传染病)(?:均|共|累计)*"
)
_OF_ILLNESS = re.compile("[病症炎例染疫痘疹瘤癌毒菌疟核热死咳疾感泻检]")  # else none is spoken of
_OF_CASES = re.compile(r"(?<=[的占县区市旗镇乡道])病例(?=比例|占全)")  # 集中在甲县的病例比例
_AMONG = re.compile(
    r"(?:位?居|列|排|位列)(?:全[市省县区州]|我[市省县区州])?((?:[甲乙丙]类|法定)(?:传染病)?)(?:报告)?(?:发病数?)?(?:的)?$"
)
_END = re.compile(r"[;。!?]")
_CASES = ("例", "人", "名", "宗", "起", "位")
_PEOPLE = re.compile(
    r"岁|月龄|年龄|组|男|女|儿童|婴儿|学生|农民|牧民|渔民|工人|教师|青壮年|老年|退休|待业|家务"
    r"|养殖|屠宰|职业|居民|婴幼儿|托幼|散居|人员占"
)
_AMONG_CASES = re.compile(r"^(?:病例|患者|病人|报告病例)(?:中|里)")
_GENERAL = re.compile(r"传染病$")
_PLACED = re.compile(r"\s*(?:仍|稳|均|又)*(?:位?居|列|位列|排|占|在|较|比|与|高于|低于)")
_DIGIT = re.compile(r"\d")
_COVID = re.compile(r"新冠|新型冠状")
_THAT = re.compile(r"\s*(?:其中)?该病")
_OTHERS = re.compile(
    r"学生|儿童|老人|妇女|医|院|机构|床|疫苗|接种|采样|筛查|检测|门诊|专家|队|人员|密接|接触|群众|居民|人口|种"
)
_SPREAD = re.compile(
    r"\s*(?:从?(?:报告)?(?:地区|区域|时间)(?:分布)?(?:来)?看,|各[县市区旗州盟镇()、]+中,)"
)
_LEAD = re.compile(
    r"\s*(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.]\s*)?([\u4e00-\u9fff、]{2,18}):"
)
_OPENED = re.compile(  # a paragraph's first words, alone: 手足口病。全市报告…
    r"\s*(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.]\s*)?[【\[]?([\u4e00-\u9fff]{2,12})[】\]]?[。:\s]"
)
# A paragraph's first sentence without figures: 手足口病仍是防控的重头。
_INTRODUCED = re.compile(r"[ \u3000]*([\u4e00-\u9fff“”、,]{4,30})。(?=[^\n])")
_BESIDE = 4  # characters that such words have beside the disease: 手足口病疫情
_HEADING = 24  # a longer heading tells of work, not of one disease
_GROUP = 20  # characters of an age, a trade or several
_TOLD_CASES = re.compile(r"病例|感染者|患者|病人|手术|接种|救治|个案|报告")
_SHORT = 6  # a longer phrase tells by itself who is meant


class Theme:
    """Follows a document sentence by sentence and makes bare phrases of cases whole."""

    def __init__(self, title: str) -> None:
        self.headings: tuple[Heading, ...] = ()
        self.whole = only_disease(title)  # what the document is about
        self.outbreak = ""  # what is counted in 起: 聚集性疫情
        self.named = self.whole  # the disease of the heading or of the paragraph so far
        self.general: int | None = None  # where notifiable diseases are named first; None: unread
        self.several = False  # whether any other than COVID-19 was told of
        # Of the sentence at hand: the disease it opened with, the phrase of cases that had none,
        # and the disease or class of which 其中 told parts.
        self.opened = self.filled = self.parted = ""
        self.outbreaks = OutbreakCounts()

    def complete(self, sentence: Sentence, text: str, claims: Sequence[Draft]) -> None:
        """Put the disease before each phrase of ``claims`` that lacks it, or what its cases did."""
        self._enter(sentence, text)
        self.outbreaks.enter(sentence, text)
        known = self.named or self.outbreaks.counted
        if not known and not _OF_ILLNESS.search(text, sentence.start, sentence.end):
            self.opened = self.filled = self.parted = ""
            return
        name_tested(text, claims)
        self.opened = self.filled = self.parted = event = ""
        at = sentence.start
        lead = _LEAD.match(text, sentence.start, claims[0].start)
        if lead and only_disease(lead[1]):
            self.named = only_disease(lead[1])  # (二)乙类传染病:当月发病6363例
        for draft in claims:
            self.outbreaks.read(text[at : draft.clause_start])
            self.opened = "" if ";" in text[at : draft.start] else self.opened
            at = draft.end
            if self.outbreaks.tell(draft):
                continue
            draft.phrase = whole_class(draft.phrase, draft.unit)
            _tell_other_kinds(draft, text)
            if self.named:
                draft.phrase = _OF_CASES.sub(f"{self.named.removesuffix('病例')}病例", draft.phrase)
            self._point_back(draft, text[sentence.start : draft.clause_start])
            found = diseases_in(draft.phrase.partition("占")[0])
            self.several = self.several or any(not _COVID.match(name) for name in found)
            ends = (m.end() for m in _END.finditer(text, sentence.start, draft.start))
            start = max(ends, default=sentence.start)
            listed = _LISTED.search(text, start, draft.start)
            begun = _EVENT_LIST.search(text, start, draft.start)
            event = begun[1] if begun else event
            if begun and found and _BARE_SHARE.match(draft.clause) and "占" in draft.phrase:
                draft.phrase = f"{found[0]}占{event}病例比例"  # 死亡病例以艾滋病为主,…,占94%
            elif (listed or begun) and found and draft.unit in _CASES:
                self._tell_event(draft, found, event or _ranked(text, start, draft.start))
                self._tell_cases(draft, found[0])
            else:
                before = text[sentence.start : max(sentence.start, draft.clause_start - 1)]
                self._name(draft, found, before, listed=listed is not None)
                draft.phrase = name_of_months(draft, before, self.named) or draft.phrase
            _tell_rank(draft)
            outbreak = _OUTBREAK.search(draft.phrase)
            self.outbreak = outbreak.group() if outbreak else self.outbreak
            told = _EVENT.search(draft.phrase)
            event = told[1] if told and not listed else event if listed else ""
        self.named = self.opened or self.named  # the next sentence goes on with what this began

    def _point_back(self, draft: Draft, before: str) -> None:
        """以手足口病为主,该病发病5109例: the disease that 该病 stands for."""
        if _THAT.match(draft.clause):
            told = diseases_in(before)
            self.named = told[-1] if told else self.named
            draft.phrase = draft.phrase.removeprefix("该病")

    def _name(self, draft: Draft, found: list[str], before: str, *, listed: bool) -> None:
        """Put the disease spoken of before a phrase that lacks it; ``before``: earlier clauses."""
        if len(found) == 1:
            if draft.clause.lstrip().startswith("其中") and self.named != found[0]:
                self.parted = self.named  # 病毒性肝炎287例,其中乙肝占八成
            if draft.phrase == found[0] + "占比" and self.parted not in ("", found[0]):
                draft.phrase = f"{found[0]}占{self.parted}比例"
            self.named = found[0]
            self.opened = self.opened or found[0]
            self._tell_cases(draft, found[0])
        elif self.named and (self._is_part(draft) or self._is_of_all(draft, before)):
            cases = self.named.removesuffix("病例") + "病例"
            who = draft.phrase.removesuffix("占比").partition("占")[0]
            draft.phrase = f"{who}占{cases}比例"
            draft.rules.append("disease")
        elif not found and self._is_group_of_cases(draft):
            group = _AMONG_CASES.sub("", draft.phrase)
            draft.phrase = f"{group}{self.named.removesuffix('病例')}病例"
            draft.rules.append("disease")
        elif not found and self._lacks(draft, listed):
            parted = _parted(draft) or ("" if self.opened else _spoken_of(before))
            self.named = parted or self.named
            self.opened = self.opened or parted
            draft.phrase = self._prefix() + draft.phrase
            draft.rules += ["disease"] if self.named else []
        elif not draft.phrase and draft.unit in _CASES and draft.measure == "count":
            self.named = ("" if self.opened else _spoken_of(before)) or self.named
            self.filled = f"{self.named}病例" if self.named else ""
            draft.phrase, self.opened = self.filled, self.opened or self.named
        elif self.filled and draft.measure == "change" and draft.shape in ("topic", "right"):
            draft.phrase = self.filled  # 流感比往年早,全年412例,较上年增加233例
        elif not draft.phrase and draft.unit == "%" and draft.measure == "change" and self.named:
            draft.phrase = self.named + "发病数"  # 流行季已近尾声,较上月下降37.4%

    def _prefix(self) -> str:
        """The disease to put before a bare phrase; bulletins of COVID-19 alone never name it."""
        return "" if _COVID.match(self.named) and not self.several else self.named

    def _lacks(self, draft: Draft, listed: bool) -> bool:
        """Whether a phrase is about cases of the disease spoken of, without naming it."""
        if draft.phrase.startswith("占") or draft.rules[-1:] == [TESTED]:
            return not _GENERAL.search(self.named)  # 本季度512例,占丙类的七成
        if only_cases(without_comparison(draft.phrase)):
            # Infectious diseases are one thing, 突发公共卫生事件 of all kinds another.
            return not ("事件" in draft.phrase and self.named.endswith("传染病"))
        people = draft.unit in _CASES and draft.measure == "count"
        part = listed and 1 < len(draft.phrase) <= _SHORT
        return people and part and not _OTHERS.search(draft.phrase)

    def _is_group_of_cases(self, draft: Draft) -> bool:
        """Whether the cases of an age or trade are counted: 5岁以下儿童87例."""
        told = draft.unit == "例" and draft.measure == "count" and not _GENERAL.search(self.named)
        people = _PEOPLE.search(draft.phrase) and not _TOLD_CASES.search(draft.phrase)
        return bool(self.named and told and people) and len(draft.phrase) <= _GROUP

    @staticmethod
    def _is_part(draft: Draft) -> bool:
        """Whether a share is that of an age, sex or trade: 5—14岁年龄组占65.2%."""
        return draft.phrase.endswith("占比") and _PEOPLE.search(draft.phrase) is not None

    def _is_of_all(self, draft: Draft, before: str) -> bool:
        """Whether a share of people was taken for one of all diseases, told sentences before."""
        who, _, whole = draft.phrase.partition("占")
        told = "传染病" in before + draft.clause or _GENERAL.search(self.named)
        return "传染病" in whole and not told and _PEOPLE.search(who) is not None

    def _tell_cases(self, draft: Draft, disease: str) -> None:
        """梅毒395例: its cases are counted; 法定传染病21种: its kinds; 水痘12起: outbreaks."""
        if draft.measure != "count":
            return
        if draft.unit == "种" and draft.phrase.endswith((disease, "报告")):
            draft.phrase += "病种"
        elif draft.phrase == disease and draft.unit in ("起", "宗"):
            draft.phrase += self.outbreak
        elif draft.phrase == disease and draft.unit == "例":
            draft.phrase += "" if disease.endswith(("病例", "感染者")) else "病例"

    @staticmethod
    def _tell_event(draft: Draft, found: list[str], event: str) -> None:
        """死亡131例,其中丙肝4例: what the cases in the list have in common."""
        bare = draft.phrase.removeprefix("报告")
        if event and bare == found[0]:
            draft.phrase = bare + event
            draft.rules.append("disease")

    def _is_general(self, text: str, end: int) -> bool:
        """Whether the document has spoken of notifiable diseases as a whole before ``end``."""
        if self.general is None:
            self.general = text.find("法定传染病")
        return 0 <= self.general < end

    def _enter(self, sentence: Sentence, text: str) -> None:
        if _SPREAD.match(text, sentence.start) and self._is_general(text, sentence.start):
            self.named = self.whole or "法定传染病"  # 从地区分布看,… is of all again
            for heading in sentence.headings:
                self.named = only_disease(heading.text) or self.named
        start = text.rfind("\n", 0, sentence.start) + 1
        introduced = _INTRODUCED.match(text, start)
        opened = introduced or _OPENED.match(text, start, sentence.start)
        disease = only_disease(opened[1]) if opened else ""
        if sentence.headings != self.headings or sentence.is_heading:
            self.headings = sentence.headings
            self.named = self.whole
            for heading in self.headings:
                if len(heading.text) <= _HEADING:
                    self.named = only_disease(heading.text) or self.named
        if disease and opened and (introduced or len(disease) >= len(opened[1]) - _BESIDE):
            self.named = disease


def _ranked(text: str, start: int, end: int) -> str:
    """What the diseases of a list are put in order by: 报告发病数居前三位的病种依次为…"""
    ranked = None
    for match in _RANKED.finditer(text, start, end):
        ranked = match
    return ranked[1] if ranked else ""


def _parted(draft: Draft) -> str:
    """The disease that a date has parted from what became of it: 登革热9月新增55例."""
    return disease_at_head(draft.clause.lstrip())


def _spoken_of(before: str) -> str:
    """The one disease that a clause without numbers has named: 麻疹疫情回落,全月仅报告19例."""
    clauses = re.split("[,;]", before)
    bare = [part for part in clauses if not _DIGIT.search(part) and not _PLACED.match(part)]
    told = [only_disease(clause) for clause in bare]
    return next((disease for disease in reversed(told) if disease), "")


def _tell_other_kinds(draft: Draft, text: str) -> None:
    """乙类传染病中,白喉无发病报告,其余病种共报告1200例: the class, of which no other has cases."""
    told = _OTHER_KINDS.match(draft.phrase)
    classes = CLASSES.findall(text, draft.sentence.start, draft.clause_start) if told else []
    if told and classes:
        draft.phrase = classes[-1] + draft.phrase[told.end() :]


def _tell_rank(draft: Draft) -> None:
    """布病居乙类传染病第5位: its place among those diseases."""
    told = _AMONG.search(draft.left) if draft.unit == "名次" else None
    if told and draft.phrase and told[1] not in draft.phrase:
        draft.phrase = f"{draft.phrase}在{whole_class(told[1], '例')}中的位次"
