"""What a sentence has spoken of so far, and what a later phrase of it borrows from that."""

from __future__ import annotations

import re

from healthkpi.extract.around import Around
from healthkpi.extract.draft import Draft
from healthkpi.extract.leads import lead_of
from healthkpi.extract.lexer import cut
from healthkpi.extract.owners import (
    among_cases,
    counts_cases,
    is_group,
    measure_of,
    rate_carried,
    rate_of,
    share_held,
    taken_up,
    tells_event,
    visits_in,
    whole_of,
    with_owner,
    without_event,
)
from healthkpi.extract.parts import INSTITUTION, affected, part_of, part_of_former
from healthkpi.extract.phrase_words import (
    Earlier,
    Topic,
    affects,
    has_noun,
    is_class,
    is_elliptic,
    is_place_name,
    is_relational,
    last_word,
    without_verb,
)
from healthkpi.extract.trimming import trim_head

_HELD_UNITS = frozenset(["张", "人次", "例次", "床日", "台", "台次"])
_MEASURE_NAME = re.compile(r"率|比|占|度|水平|重|量|额|值|数")
_AMONG = re.compile(
    r"(?:^|[,;。:\n ]|\d[万余]?[名个家所位人例])([\u4e00-\u9fff、()]{2,20})(?:中|方面)[,:]$"
)
_GROUP = re.compile(r".*(?:患者|感染者|人群|儿童|妇女|老年人|孕产妇|居民|对象)")
_BACK = re.compile(
    r"(?:改革前|此前|以前|过去|原来|目前)?(?:这个|这一|该|上述|此)(?:数字?|比例|指标|占比|比率|比重|数据|数值)|后者|前者"
    r"|(?:改革|取消|实施|组建|试点|托管|搬迁)[之以]?[前时]|此前|以前|过去|起初|最初"
)
_TOTAL = re.compile(r"总?[\u4e00-\u9fff]{0,2}(?:面积|投资|规模)")  # one measure is not another's
_VISITS = frozenset(("人次", "人", "例次"))
_TOGETHER = re.compile(r"[两三四五六七][地县区市](?:合计|共)?占")
_NOUN = 20  # characters of a noun that may go behind a relative clause
_INVESTED = re.compile(r"(?:计划|累计)?完成投资")
_PACE = frozenset(["增速", "增幅", "降幅", "涨幅"])  # of what was measured, not of whom
_WORKS = re.compile(r"总投资|(?:总?建筑|占地|总)面积")
_TASK = re.compile(r"(?:超额)?完成[^,;。]{0,6}(?:任务|目标|计划)|(?:全年|年度|本年)任务[数量]?$")
_SHARE_OF = re.compile(r"占[\u4e00-\u9fff、]{3,20}$")
_OF_CASES = re.compile(r"传染病|病例|发病|死亡")
_OF_TASK = re.compile(r"(?:任务)?完成率|达标率|合格率|占比|比例|覆盖率|参与率")
_THOSE = re.compile(r"(?:其中|另外|还有)?,?([\u4e00-\u9fff]{2,14})的(?:有|共有|共|为|已有)?")
_WHOLE = 24  # characters of a phrase that may go whole before 占…
_AVERAGE = re.compile(r"(?:住院日|住院天数|[次人床日]均[\u4e00-\u9fff]{0,6}(?:费用?|费|用))$")
_PEOPLE = re.compile(r"岁|儿童|学生|男性|女性|农民|居民|工人|青壮年|老年人")
_OF_DISEASE = re.compile(r"(?:报告)?(?:发病|死亡|病死|罹患)率")  # the theme says of which
_SHARES = ("率", "比", "占比", "比例", "比重")


class Spoken:
    """The memory of one sentence: its topic, the phrases named, and whether 其中 still governs."""

    def __init__(self, text: str, places: tuple[str, ...], earlier: Earlier) -> None:
        self.text = text
        self.places = places
        self.around = Around(text, places)
        self.topic = Topic()
        self.before = earlier.visits  # the kind of visit that the sentence before was about
        self.former = earlier.topic  # what the sentence before was about
        self.share_of = earlier.share_of  # the whole a share was last told of: 占报告病例总数
        self.share_told = False  # whether it was told in this sentence
        self.cases = earlier.cases  # the cases of a disease that were counted last
        self.last = ""  # the phrase that a bare verb of change speaks of
        self.recent = ""  # the phrase of the claim right before
        self.history: list[str] = []  # bare phrases so far
        self.named: list[Draft] = []  # the claims named so far
        self.two_before = list(earlier.two)  # the last phrases of the sentence before
        self.two: list[str] = []  # what 前者 and 后者 are
        self.rest_of_two = ""  # what is measured of 前者, and so of 后者
        self.subset = False  # whether 其中 still governs
        self.counted = ""  # the noun that was counted last

    @property
    def told(self) -> Earlier:
        """What the next sentence may take up."""
        share_of = self.share_of if _OF_CASES.search(self.share_of) else ""
        return Earlier(self.visits, self.topic.full, share_of, self.cases, tuple(self.history[-2:]))

    def introduce(self, first: Draft) -> None:
        """Take what stands before a colon for the topic: “两癌”检查:任务2.4万人,进度82%."""
        lead = lead_of(self.text, first)
        if lead:
            self.topic = Topic(lead, lead)

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

    def remember(self, draft: Draft, full: str, bare: str, verb: str = "") -> None:
        """Keep what ``draft`` was named; parts of a subset or parenthesis are no topic."""
        if self.subset and self.topic.full:
            self.last = full
        elif not self.around.in_parenthesis(draft):
            self.topic = Topic(full, bare, verb)
            self.last = full
            self.counted = bare if draft.shape == "after" else self.counted
            self.cases = bare if counts_cases(draft, bare) else self.cases
        self.history.append(bare)

    def keep_share(self, phrase: str) -> None:
        """Keep the whole that ``phrase`` tells a share of, for a bare 占 after it."""
        told = _SHARE_OF.search(phrase)
        self.share_of = told.group() if told else self.share_of
        self.share_told = self.share_told or told is not None

    def of_those(self, phrase: str, draft: Draft) -> str:
        """其中达到推荐标准的58家: of the things counted before, those that…"""
        among = "其中" in draft.context[-len(draft.left) - 4 :] or draft.left.startswith("其中")
        noun = without_verb(self.topic.bare.rpartition("的")[2])
        counted = draft.measure == "count" and draft.left.rstrip().endswith("的")
        if among and counted and 1 < len(noun) <= _NOUN and noun not in phrase:
            return f"{phrase}的{noun}"
        return ""

    def those_that(self, draft: Draft) -> str:
        """竣工的有2个,在建的有3个: those of the things spoken of that have come so far."""
        told = _THOSE.fullmatch(draft.left.strip()) if draft.measure == "count" else None
        if told is None or draft.right.strip():
            return ""
        noun = without_verb((self.counted or self.former).rpartition("的")[2])
        if not 1 < len(noun) <= _NOUN or _MEASURE_NAME.search(noun[-1]):
            return ""
        return f"{told[1]}的{noun}"

    def borrow(self, phrase: str, draft: Draft, inner: bool) -> str:
        """``phrase`` made whole with what was spoken of before; "" where it stands on its own."""
        self.subset = "其中" in draft.context[-24:].rpartition(";")[2] or self.subset
        if _BACK.fullmatch(phrase):
            return self.last or self.former  # 改革前这一比例为71%
        topic = "" if _TOTAL.fullmatch(self.topic.bare) else self.topic.bare
        topic = "" if self._begins_works(phrase, draft) else topic
        mainly = self.around.mainly(draft) if phrase[0] == "占" else ""
        if mainly:  # 以甲型H3N2为主,占阳性数的2/3
            told = "" if not self.share_told and _PEOPLE.search(mainly) else self.share_of
            of = told or among_cases(mainly + "占", topic, self.former, self.cases)
            return mainly + ((of or "占比") if phrase == "占" else phrase)
        if _TOGETHER.match(phrase) and self.topic.bare:
            return self.topic.bare + phrase  # 三地合计占全市的57.25%
        members = self.around.members_of(phrase, draft)
        if members:
            return members
        owned = rate_carried(phrase, self.recent, draft) or self.around.recognised(phrase, draft)
        owned = owned or self._of_owner(phrase, draft, topic)
        if owned:
            return owned
        if _INVESTED.fullmatch(phrase):
            spent_on = self.around.clause_object(draft) or topic
            return spent_on + phrase if len(spent_on) <= _NOUN else ""
        held = self._held_by(phrase, draft)
        if held:
            return phrase + held
        grouped = self._of_group(phrase, draft)
        if grouped:
            return grouped
        if not topic:
            rate = is_relational(phrase) and not _OF_DISEASE.fullmatch(phrase)
            freed = rate or (affects(cut(phrase)[0]) and draft.measure == "amount")
            freely = self.around.clause_object(draft) + phrase if freed else ""
            return freely or part_of_former(phrase, draft, self.former if self.subset else "")
        if affects(cut(phrase)[0]) and draft.measure in ("count", "amount"):
            return affected(phrase, self.topic)
        part = part_of(phrase, draft, self.topic, subset=self.subset)
        if part:
            return part
        whole = taken_up(phrase, topic) or self.around.recalled(phrase, draft)
        whole = whole or self._of_task(phrase) or self._of_topic(phrase, draft, inner)
        return whole or rate_of(phrase, self.recent, self.topic.bare)

    def _of_owner(self, phrase: str, draft: Draft, topic: str) -> str:
        """A share, a ledger's entry or a building's size with what it is of; else nothing."""
        if phrase.endswith("占"):
            if draft.unit not in ("%", "‰", "", "倍") and not draft.unit.endswith("分点"):
                if is_place_name(phrase.rstrip("占")):
                    return topic or self.cases  # 剑阁县占3起
                return phrase.rstrip("占") + last_word(topic) if topic else ""  # 小学占19宗
            noun = self._those(draft)
            if noun and noun not in phrase:
                return noun + phrase + "比"  # 607名村医中,60岁以上的占37%
            held = share_held(phrase, topic)
            if held:
                return held
            # 5岁以下儿童占八成: of the cases, whatever a sentence before told a share of
            share_of = "" if self.share_told is False and _PEOPLE.search(phrase) else self.share_of
            whole = share_of or among_cases(phrase, topic, self.former, self.cases) or "占比"
            recent = topic if tells_event(self.recent) else self.recent
            return (phrase[:-1] or recent or topic) + whole
        return with_owner(phrase, topic)

    def _begins_works(self, phrase: str, draft: Draft) -> bool:
        """Whether the size or cost is that of a building told since: ;门诊楼完工,总投资1.2亿元."""
        since = self.named[-1].end if self.named else draft.start
        return bool(_WORKS.fullmatch(phrase)) and ";" in self.text[since : draft.start]

    def _those(self, draft: Draft) -> str:
        """The people or bodies that 达到标准的占41% is a part of: those counted before."""
        if not draft.left.rstrip("占仅只约 ").endswith("的"):
            return ""
        told = self.topic.bare or self.former
        noun = without_verb(whole_of(told) if "比例" in told else told.rpartition("的")[2])
        return noun if self.subset or is_group(noun) else ""

    def _of_group(self, phrase: str, draft: Draft) -> str:
        """家庭医生签约率35%,其中重点人群65%; 健康素养水平达到40%。城市居民为41.5%."""
        average = (
            draft.unit in ("天", "日", "元") and self.subset and _AVERAGE.search(self.topic.bare)
        )
        if not average and (draft.unit not in ("%", "‰") or draft.measure != "rate"):
            return ""
        if not is_group(phrase) and not is_class(phrase):
            return ""
        copula = draft.left.rstrip().endswith(("为", "达", "达到", "是", "仍超过", "仅"))
        before = self.around.measure_of_clause(draft) if copula else ""
        for told in (before, self.topic.bare, self.last, self.former if copula else ""):
            measure = measure_of(told)
            first = cut(measure)[0] if measure else ""
            measure = measure.removeprefix(first if is_class(first) else "")
            if measure and phrase not in told:
                return phrase + measure
        return ""

    def _of_task(self, phrase: str) -> str:
        """为妇女3.6万名开展筛查,完成任务的103.7%: the task with what was done, not whom alone."""
        told = self.topic.full
        return told + phrase if _TASK.match(phrase) and "的" in told[:_WHOLE] else ""

    def _of_topic(self, phrase: str, draft: Draft, inner: bool) -> str:
        """A measure, a part or a bare verb with the topic; "" where the phrase is whole."""
        topic = self.topic.bare
        if phrase in ("占比", "比重", "比例") and self.subset and self.recent:
            return self.recent + phrase  # 其中四级手术1.4万台,占比达到23.8%
        if phrase.startswith("占"):
            if self.subset and self.recent and not self.recent.endswith(_SHARES):
                return self.recent + phrase  # 其中中医诊疗9.6万人次,占总诊疗量的30.6%
            return (self.topic.full if len(self.topic.full) <= _WHOLE else topic) + phrase
        if is_relational(phrase) or is_elliptic(phrase) or _TASK.match(phrase):
            if topic.endswith("率") and is_relational(phrase):
                topic = next(filter(_GROUP.fullmatch, reversed(self.history)), topic)
            group = _GROUP.match(topic)
            topic = without_event(topic) if is_elliptic(phrase) else topic
            kept = is_relational(phrase) and not _OF_TASK.match(phrase) and phrase not in _PACE
            whole = phrase == "人均" or group is None or not kept
            if group and not whole and "、" in group.group():
                return ""  # 高血压、2型糖尿病患者…,血压控制率…: the rate says of what
            return (topic if whole or group is None else group.group()) + phrase
        within = inner or self.subset
        if within and draft.unit in ("亩", "公顷") and topic.endswith("面积"):
            return phrase + "面积"
        last = last_word(topic) if within and draft.unit in _HELD_UNITS else ""
        if last and last_word(phrase) != last and phrase not in last:
            return phrase + last
        if within and draft.unit in ("%", "‰") and not _MEASURE_NAME.search(phrase):
            return phrase + topic
        stands = draft.left.lstrip("(").startswith(("含", "包括", "其中含"))
        stands = stands or INSTITUTION.fullmatch(phrase) is not None  # 医院86个(公立医院35个)
        if inner and not stands and len(phrase) <= 5 and phrase[-1] != topic[-1]:
            return topic + phrase
        if draft.unit in ("张", "个", "家", "所") and not has_noun(phrase):
            return phrase + (topic if len(topic) <= 20 else last_word(topic))
        return ""

    @property
    def visits(self) -> str:
        """The kind of visit last spoken of, here or in the sentence before: 诊疗人次."""
        return visits_in(self.topic.bare, self.last, self.before)

    def _held_by(self, phrase: str, draft: Draft) -> str:
        """What institutions are told to have had: 总诊疗人次…;医院1.37亿人次."""
        if draft.unit not in _VISITS or not INSTITUTION.fullmatch(phrase):
            return ""
        return self.visits
