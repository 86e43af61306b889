"""Gives every claim of a sentence its indicator phrase, with what it shares with its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.allotted import name_allotted
from healthkpi.extract.anaphors import name_pointed_at
from healthkpi.extract.behind import counts_cases_behind, name_behind
from healthkpi.extract.benefiting import name_benefited
from healthkpi.extract.compared import with_comparison
from healthkpi.extract.counts import unit_of
from healthkpi.extract.diseases import whole_class
from healthkpi.extract.draft import Draft
from healthkpi.extract.lasting import name_lasting
from healthkpi.extract.levels import name_level
from healthkpi.extract.multiples import name_multiple
from healthkpi.extract.owed import names_peers, owed
from healthkpi.extract.per_head import with_per_head
from healthkpi.extract.phrase_words import (
    LEFT_UNITS,
    PER_POPULATION,
    Earlier,
    names_nothing,
    quotes_goal,
    without_reporter,
)
from healthkpi.extract.phrases import clean, noun_after
from healthkpi.extract.predicates import KEPT_VERBS, share_predicates, verb_of
from healthkpi.extract.reaching import name_reached
from healthkpi.extract.relief import name_spared
from healthkpi.extract.remaining import name_rest
from healthkpi.extract.sending import name_sent
from healthkpi.extract.series import name_series
from healthkpi.extract.shares import name_share
from healthkpi.extract.spending import name_spending
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.together import share_together, sum_of_ranked
from healthkpi.extract.trimming import noun_before, trim_head
from healthkpi.extract.unsaid import SHARE_END, meant
from healthkpi.extract.whole_terms import PARAGRAPH, whole_term, with_scheme

_LINK = frozenset(("、", "和", "与", "及", "以及", "或", "/"))
_STILL = ("尚", "仍", "尚有", "仍有", "还有", "另有")
_REST = ("余下", "剩余", "剩下")
_PEOPLE = ("人", "例", "名")
_CONTEST = re.compile(
    r"在([^,;。]{2,30}?(?:考核|评价|评估|竞赛|大赛|比赛|排行榜?|榜|排位|排名|评比|国考)”?)"
    r"(?:[(][^()]{0,10}[)])?[^,;]{0,6}(?:中|上)?(?:,|位列|名列|列|居|排|获)"
)
_MOVED = re.compile(r"在([^,;。]{2,30}?(?:考核|评价|评估|评比|竞赛))中?的?(?:名次|排名|位次)")
_FIELD = re.compile(
    r"(?:列|居|排名?|位列|名列|位居)((?:全国|全省|全市|全州)[\u4e00-\u9fff]{0,2}(?:医院|保健院|机构|医共体))$"
)
_AVERAGE = re.compile(
    r"同期(?:全[国省市县区])?(?:平均)?|(?:总体)?平均(?:水平|值|数)?|均值|总体水平"
)
_AFFECTED = re.compile(r"(惠及|受益|救助|资助|受惠)(?:达|共|了|近|约|超过?)*$")
_QUOTED = re.compile(
    r"(?:略|稍|明显)?[高低]于(?:全[国省市州县区])(?:平均)?([\u4e00-\u9fff]{2,8}率)"
    r"|[高低][于出](?:民营|公立|综合|同类|[一二三]级|县级)[\u4e00-\u9fff]{0,4}医院"
    r"|[高低]于(?:国家|省级?|全国|市级?)(?:要求|标准|目标|规定)"
)
_ONLY = re.compile(r"^虽?(?:仅|只)(?=报告|发生|接诊)")
_SAME_BELOW = ("下同)", "以下同)")
_CLAUSE = re.compile(r"[,;:。]")
_BRACKETS = re.compile(r"[(][^()]*[)]|^[^()]*[)]")
_TURN = re.compile(
    r"(?:[(][^()]*[)])?[^,;。]{0,8}[到至为成](?:[年月][末底]|去年|上年|今年|目前|现在|如今|第?\d{1,3}周|[本上]周|\d{1,2}月份?|(?:19|20)\d\d年[末底]?)?的?"
)
_PRICE_FALL = re.compile(r"平均(?:降价|降费|降幅)")  # the change names the thing: 药品平均降价50%
_ITEM = re.compile(r"(?<![期周月季年平均水])[(]$")  # 艾滋病(112例), not 低于上周(4.6%)
_HANDLED = re.compile(r"(?:把|将|拿出|投入|用|以)(?:近|约|超过)?$")
_FUND = re.compile(r"(?:的)?[\u4e00-\u9fff]{0,6}(?:基金|资金|经费|补助|结余|费用)")
# Each names what nothing else would.
_WHOLE = (name_multiple, name_sent, name_reached, name_allotted, name_benefited)


class Namer:
    """Names the claims of one sentence from left to right."""

    def __init__(
        self,
        text: str,
        drafts: Sequence[Draft],
        places: tuple[str, ...],
        earlier: Earlier,
    ) -> None:
        """``earlier``: what the sentences before were about."""
        self.text = text
        self.places = places
        self.claims = [draft for draft in drafts if draft.is_claim]
        self.spoken = Spoken(text, places, earlier)
        if self.claims:
            self.spoken.introduce(self.claims[0])

    def run(self) -> None:
        """Set the phrase of each claim."""
        index = 0
        before = self.claims[0].start if self.claims else 0
        while index < len(self.claims):
            draft = self.claims[index]
            self.spoken.approach(before, draft.start, draft.clause_start)
            series = self._series(index)
            if len(series) > 1:
                name_series(self.spoken, series)
            else:
                following = self.claims[index + 1] if index + 1 < len(self.claims) else None
                self._name(self.claims[index], following)
                self.spoken.recent = self.claims[index].phrase
                self.spoken.keep_share(self.spoken.recent)
            self.spoken.named += series
            index += len(series)
            before = series[-1].end
        share_predicates(self.claims)
        for draft in self.claims:
            draft.phrase = draft.echo.phrase if draft.echo else draft.phrase
            share = (
                draft.unit in ("%", "‰") and draft.measure == "rate" and "占" in draft.phrase[1:]
            )
            if share and not SHARE_END.search(draft.phrase):
                draft.phrase += "比例"  # 5—9岁组占发病数
            draft.phrase = whole_term(clean(draft.phrase))
            start = max(self.text.rfind("\n", 0, draft.start), draft.start - PARAGRAPH, 0)
            draft.phrase = with_scheme(draft.phrase, self.text[start : draft.start])
            draft.phrase = with_per_head(draft)
            draft.phrase = with_comparison(draft)
            if not draft.unit and draft.measure == "count":
                draft.unit = unit_of(draft.phrase)

    def _series(self, index: int) -> list[Draft]:
        """The run of numbers from ``index`` on that only 、 or 和 part: 1、2和3个."""
        run = [self.claims[index]]
        for draft in self.claims[index + 1 :]:
            if draft.left.strip() not in _LINK or draft.kind != run[0].kind:
                break
            if draft.clause_start != run[0].clause_start:
                break  # 采血车9辆,与600多家单位…
            run.append(draft)
        return run

    def _name(self, draft: Draft, after: Draft | None) -> None:
        alone = _ITEM.search(draft.left) is not None and draft.right.startswith(")")
        inner = not alone and self.spoken.around.in_parenthesis(draft)
        if origin := self._origin(draft):
            draft.phrase, draft.shape = origin.phrase, "topic"
            return
        if draft.kind == "level":
            name_level(self.spoken, draft)
            return
        if any(name(self.spoken, draft) for name in _WHOLE):
            return
        if draft.measure == "rate" and name_share(self.spoken, draft, after):
            pass
        elif draft.measure == "duration" and name_lasting(self.spoken, draft):
            return
        elif (
            (draft.unit not in LEFT_UNITS or counts_cases_behind(draft))
            and draft.measure == "count"
            and name_behind(self.spoken, draft, after)
        ):
            pass
        else:
            self._name_left(draft, inner)

    def _origin(self, draft: Draft) -> Draft | None:
        """The baseline that ``draft`` has come from, where only a verb parts them: 由A升到B."""
        if "pair" not in draft.rules or not _TURN.fullmatch(draft.left):
            return None
        before = self.claims[: self.claims.index(draft)]
        return next((d for d in before if d.pair == draft.pair), None)

    def _name_left(self, draft: Draft, inner: bool) -> None:
        """总诊疗量达3912万人次: the noun stands before the number."""
        if self._name_of_several(draft):
            return
        again = draft.rules[-1:] == ["index-again"]  # 县医院CMI值1.05,市二院为0.97
        phrase = "" if again else self.spoken.those_that(draft) or self._noun_left(draft)
        topic = self.spoken.topic
        draft.shape = "before"
        pointed = name_pointed_at(self.spoken, draft, phrase) if phrase else ""
        if pointed:
            draft.phrase, draft.shape, self.spoken.last = pointed, "topic-of", pointed
            return
        handled = _HANDLED.search(draft.left) if draft.measure == "amount" else None
        if handled and _FUND.match(draft.right):  # 把3.18亿元医保基金打包给医共体
            phrase = noun_after(draft.right)[0]
        left_over = draft.unit in _PEOPLE and (not phrase or phrase in _STILL)
        left_over = left_over or phrase in _REST
        if left_over and name_rest(self.spoken, draft, draft.right):
            return
        phrase = self.spoken.around.of_most(draft, phrase)
        if not phrase:
            self._name_unsaid(draft)
            return
        spent = name_spared(self.text, draft, self.places) or name_spending(
            self.text, draft, phrase
        )
        if spent:
            draft.phrase = spent
            self.spoken.remember(draft, spent, spent)
            return
        borrowed = self.spoken.of_those(phrase, draft) or owed(self.spoken, draft, phrase)
        borrowed = borrowed or self.spoken.borrow(phrase, draft, inner)
        if borrowed:
            draft.phrase, draft.shape = borrowed, "topic-of"
            self.spoken.history.append(borrowed)
            self.spoken.last = self.spoken.last if inner else borrowed
            return
        if draft.unit in ("人次", "人") and phrase in ("出院", "入院", "住院"):
            phrase += "人次"
        verb, bare = verb_of(phrase)
        if draft.rules[-1:] == ["per-population"] and "每" not in phrase and "千人" not in phrase:
            per = PER_POPULATION.search(draft.clause) or PER_POPULATION.search(self.spoken.recent)
            phrase = (per.group() if per else "") + phrase
        elif not verb and topic.verb and draft.measure == "count" and self._goes_on(draft, phrase):
            verb, phrase = topic.verb, topic.verb + phrase
        fall = _PRICE_FALL.search(draft.left) if draft.measure == "change" else None
        draft.phrase = phrase + (fall.group() if fall and "价" not in phrase else "")
        self.spoken.remember(draft, phrase, bare, verb)

    def _name_of_several(self, draft: Draft) -> bool:
        """What a place has most of, or what several things have or sum up to together."""
        around = self.spoken.around
        ranked = around.measure_of_most(draft) or around.measure_of_places(draft)
        if ranked:
            draft.phrase, draft.shape = ranked, "before"
            self.spoken.remember(draft, ranked, ranked)
            return True
        together = share_together(self.spoken, draft) or sum_of_ranked(self.spoken, draft)
        if together:
            draft.phrase, draft.shape, self.spoken.last = together, "topic-of", together
        return bool(together)

    def _name_unsaid(self, draft: Draft) -> None:
        """,2030年降到190.7/10万: no noun stands beside the number; what was spoken of is meant."""
        spoken = self.spoken
        fall = _PRICE_FALL.search(draft.left) if draft.measure == "change" else None
        told = meant(spoken, draft, fell=fall is not None)
        did = _AFFECTED.search(draft.left) if draft.measure == "count" and not fall else None
        if did and told and did[1] not in told:
            draft.phrase = f"{told}{did[1]}{'户' if draft.unit == '户' else '人'}数"
            draft.shape = "topic-of"
            return  # 奖励扶助资金1.1亿元,惠及10.6万人
        draft.phrase, draft.shape = told + (fall.group() if fall else ""), "topic"
        spoken.last = told or spoken.last
        if not draft.phrase:
            draft.phrase, draft.shape = draft.right[:20], "right"

    def _noun_left(self, draft: Draft) -> str:
        """The noun phrase before a number; a place or a single letter is none."""
        left = draft.left
        if left.startswith(_SAME_BELOW):  # 法定传染病(不含新冠,下同)412例
            left = _CLAUSE.split(_BRACKETS.sub("", draft.context))[-1]
        phrase = noun_before(left, draft, self.places)
        phrase = whole_class(_ONLY.sub("", without_reporter(phrase)), draft.unit)
        phrase = "" if names_nothing(phrase) or _AVERAGE.fullmatch(phrase) else phrase
        if quotes_goal(phrase) and self.spoken.last and self._same_unit(draft):
            return ""  # 每千人口医师2.6人,规划目标为2.8人
        quoted = _QUOTED.fullmatch(phrase)
        if quoted:  # 低于全省平均发病率(83.15/10万)
            return "" if self.spoken.last.endswith("率") else quoted[1] or ""
        if draft.measure == "rank" and names_peers(phrase):
            return ""
        moved = _MOVED.search(draft.left) if draft.unit == "名次" else None
        if moved:
            return moved[1] + "名次"  # 在全国绩效考核中的名次上升15位
        contest = _CONTEST.search(draft.context) if draft.measure == "rank" else None
        if contest and (not phrase or phrase.startswith("在") or phrase.endswith(("院", "中心"))):
            field = _FIELD.search(draft.left)  # 在全国绩效考核中,市医院列全国综合医院第87名
            return trim_head(contest[1]) + (f"{field[1]}排名" if field else "")
        return phrase

    def _same_unit(self, draft: Draft) -> bool:
        """Whether the claim before measures in the unit of ``draft``."""
        at = self.claims.index(draft)
        return at > 0 and self.claims[at - 1].unit.strip("每千人万") == draft.unit.strip("每千人万")

    def _goes_on(self, draft: Draft, phrase: str) -> bool:
        """Whether the verb before governs this item, too: 申报实验室2项,技术中心4项."""
        if draft.left[:1] in ("、", "和"):
            return True
        at = self.claims.index(draft)
        same = at > 0 and self.claims[at - 1].unit == draft.unit and self.claims[at - 1].right == ""
        adjacent = same and self.claims[at - 1].end + 1 == draft.clause_start
        return adjacent and draft.left == phrase and self.spoken.topic.verb in KEPT_VERBS
