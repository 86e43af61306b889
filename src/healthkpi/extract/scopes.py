"""Whose number: the place or organisation a claim is about, followed through the discourse.

A document has its own place (or hospital). A sentence may turn to another as the subject of a
clause; that holds to the end of the sentence, or until the next subject.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from healthkpi.extract.areas import Areas
from healthkpi.extract.clause_subjects import ClauseSubjects
from healthkpi.extract.dealing import Dealing, point_back, told_together
from healthkpi.extract.draft import Draft
from healthkpi.extract.heading_scopes import scope_of_headings
from healthkpi.extract.last_named import last_organisation, last_place
from healthkpi.extract.openers import topic_of_paragraph
from healthkpi.extract.outbreaks import places_of_outbreaks, tells_on
from healthkpi.extract.place_rows import places_in_row, places_then_numbers, places_with_most
from healthkpi.extract.quoted import QuotedAreas
from healthkpi.extract.scope_cues import scope_cues, tells_of_area, tells_of_population
from healthkpi.extract.segment import Heading, Sentence
from healthkpi.extract.speakers import Speakers
from healthkpi.extract.stories import Stories
from healthkpi.extract.subjects import (
    Scope,
)
from healthkpi.models import Document

_CLAUSE = re.compile(r"[,;:。(①-⑳\n ]|的是|依次[为是]|分布[在于]")
_ANAPHORS = re.compile(r"[该这][县区市旗镇乡院中所站医卫集家]|[全我本][县区]")
_ANEW = re.compile(r"每[百千万十]|人均|[二三四五六]是|此外|另外")  # a new subject after a semicolon
_ENUMERATORS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_ONLY_NUMBER = re.compile(
    r"(?:仅|只|也|均|分别)*(?:为|有|达到?|是|报告)?\d|位?[居列]|名列|排[在名]?|同比|[比较]上年|[高低]于|接近"
)
_NEW_BUILDING = re.compile(
    r"[\u4e00-\u9fff“”]{0,8}?(?:新院区?|院区|迁建|扩建|综合楼|门诊楼|住院楼|病房楼|大楼|二期|项目|工程)"
)
_CAME_HERE = re.compile(r"[^,;。]{4,30}(?:来|到|赴|驻)我[省市县州区旗盟院]")
# 某镇山高路远。镇卫生院组建团队9支: that township's
_TOWN_BODY = re.compile(
    r"(?:(?<=[,;。:])|^)([镇乡])(?=(?:中心)?卫生院)(?:中心)?卫生院(?!\d|[均都全各数总平等、和])"
)
_AT_WORK = re.compile("门诊|门急诊|手术|出院|住院|诊疗|收治|接诊")
_LOOK_BACK = 400  # characters before 该院 or 全县 in which the one meant is looked for


class _Subject(NamedTuple):
    """From ``start`` on the text is about ``scopes``: one, or several with a number each."""

    start: int
    scopes: tuple[Scope, ...]


class Discourse:
    """Follows the subject from clause to clause; ``place`` gives each draft its scope."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.code = document.city_code
        self.areas = Areas(document)
        self.default, self.own, self.city = self.areas.default, self.areas.own, self.areas.city
        self.is_news = document.doc_type in ("news", "other")
        self.sentence: Sentence | None = None
        self.text = ""
        self.paragraph = -1
        self.topic: Scope | None = None  # what a newspaper's paragraph opens with
        self.speakers = Speakers(document.text, document.city, document.city_code)
        self.stories = (
            Stories(self.code, document.text) if self.is_news and not document.org else None
        )
        self.subjects: list[_Subject] = []
        self.outbreaks: list[tuple[int, Scope]] = []  # of the sentence before
        self.section_scope: Scope | None = None
        self.headings: tuple[Heading, ...] | None = None  # and whom they name
        self.headed: Scope | None = None
        self.clauses = ClauseSubjects(document, self.areas)
        self.dealing = Dealing()
        self.quoted = QuotedAreas(self.areas.scope)

    def enter(self, sentence: Sentence, text: str) -> None:
        """Read the subjects of ``sentence``."""
        self.sentence, self.text = sentence, text
        self.clauses.text = text
        if self.headings != sentence.headings:
            self.headings = sentence.headings
            self.headed = scope_of_headings(
                sentence, text, self.document, stories=self.stories is not None
            )
        self.section_scope = self.speakers.at(sentence.start) or self.headed
        if self.stories:
            self.section_scope = self.stories.enter(sentence, text, self.section_scope)
        self.dealing = Dealing()
        self.quoted.enter(text, sentence.start)
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            self.topic = topic_of_paragraph(
                sentence, text, self.document, of_page=self.stories is not None
            )
        body = text[sentence.start : sentence.end]
        self.subjects = []
        self._read_clauses(sentence, body)
        self._read_anaphors(sentence, body)
        self._read_places_in_row(sentence, body)
        outbreaks = places_of_outbreaks(body, self.code)
        if not outbreaks and self.outbreaks and tells_on(body):
            outbreaks = [(0, self.outbreaks[-1][1])]
        self.outbreaks = outbreaks
        for start, place in (*places_with_most(body, self.code), *outbreaks):
            self.subjects.append(_Subject(sentence.start + start, (place,)))
        self.subjects.sort(key=lambda subject: subject.start)
        self._read_pointers(sentence, body)

    def _read_clauses(self, sentence: Sentence, body: str) -> None:
        town = False
        starts = [(0, "")] + [(mark.end(), mark.group()) for mark in _CLAUSE.finditer(body)]
        for at, mark in starts:
            scopes = self.clauses.subject(body, at, self.section_scope if self.stories else None)
            if scopes and self.default and _CAME_HERE.match(body, at):
                scopes = (self.default,)  # 山东省选派87名专家来我州帮扶
            goes_on = town and (
                _ONLY_NUMBER.match(body, at)  # 补抽乡更低,仅为71%
                or (mark == "," and self._is_untold(body, at))  # 某镇把筛查送上门,完成1520人
            )
            anew = not scopes and (town or self._begins_anew(body, at, mark))
            if anew and self.default and not goes_on:
                # A township is the subject of its own clause only; list items begin anew.
                scopes = (self.default,)
            town = bool(goes_on) or (
                len(scopes) == 1 and scopes[0].kind == "township" and body[at : at + 1] != "在"
            )
            if scopes:
                closing = body.find(")", at) if mark == "(" else -1
                if closing > 0:  # who is named in brackets is the subject only there
                    outer = self.subjects[-1].scopes if self.subjects else ()
                    after = outer or ((self.default,) if self.default else scopes)
                    self.subjects.append(_Subject(sentence.start + closing, after))
                self.subjects.append(_Subject(sentence.start + at, scopes))

    def _begins_anew(self, body: str, at: int, mark: str) -> bool:
        """Whether a clause that names nobody, behind ``mark``, is about the whole again."""
        if mark in _ENUMERATORS:
            return True
        if mark == ";" and (
            _ANEW.match(body, at) or self._told_within(body, at) or self._is_item_of_whole(body)
        ):
            return True
        of_body = bool(self.subjects) and self.subjects[-1].scopes[0].kind == "org"
        return of_body and self.clauses.is_of_several(body, at)

    def _read_pointers(self, sentence: Sentence, body: str) -> None:
        """前者, 后者: one of two; 两地合计: all together, which is the whole's."""
        named = [(s.start - sentence.start, s.scopes) for s in self.subjects]
        pointed = [(at, scope) for at, scope in point_back(body, named)]
        if self.default and named:
            pointed += [(at, self.default) for at in told_together(body)]
        self.subjects += [_Subject(sentence.start + at, (scope,)) for at, scope in pointed]
        self.subjects.sort(key=lambda subject: subject.start)

    def _read_anaphors(self, sentence: Sentence, body: str) -> None:
        for bare in _TOWN_BODY.finditer(body):
            meant = last_place(self._before(sentence.start + bare.start()), bare[1], self.code)
            if meant:
                named = Scope(meant.name + bare.group()[1:], "org")
                self.subjects.append(_Subject(sentence.start + bare.start(), (named,)))
        if not _ANAPHORS.search(body):
            return
        for anaphor in scope_cues().anaphor.finditer(body):
            scope = self._meant(anaphor, sentence.start + anaphor.start())
            if scope:
                self.subjects.append(_Subject(sentence.start + anaphor.start(), (scope,)))
                larger = scope.kind in ("province", "nation")
                told = self.default if larger else scope  # 全区同期为…: of the region in passing
                if self.stories and told:
                    self.stories.tell_of(told)

    def _read_places_in_row(self, sentence: Sentence, body: str) -> None:
        """本地病例分布在南海区26例、禅城区14例: each place has its own number, none after it."""
        for start, scopes in places_then_numbers(body, self.code):
            self.subjects.append(_Subject(sentence.start + start, scopes))
        rows = places_in_row(body, self.code, sentence.start)
        if not rows:
            return
        others = [s for s in self.subjects if not any(r.start <= s.start < r.end for r in rows)]
        self.subjects = others.copy()
        for row in rows:
            before = [s.scopes for s in others if s.start < row.start and len(s.scopes) == 1]
            after = before[-1] if before else (self.default or row.scope,)
            self.subjects += [_Subject(row.start, (row.scope,)), _Subject(row.end, after)]

    def _told_within(self, body: str, at: int) -> bool:
        """Whether the place told of last was only a part of a whole: 共29所,其中东乡区9所;…"""
        if not self.subjects or self.sentence is None:
            return False
        last = self.subjects[-1]
        start = last.start - self.sentence.start
        county = len(last.scopes) == 1 and last.scopes[0].kind in ("county", "city")
        return (
            county and body[:start].endswith(",") and body.startswith("其中", start) and at > start
        )

    def _before(self, at: int) -> str:
        """The paragraph's text before ``at``, as far as one looks back."""
        return self.text[max(0, at - _LOOK_BACK) : at].rpartition("\n")[2]

    def _is_untold(self, body: str, at: int) -> bool:
        """Whether no number was told yet of whom the clause before ``at`` is about."""
        if not self.subjects or self.sentence is None:
            return False
        start = self.subjects[-1].start - self.sentence.start
        return not any(letter.isdigit() for letter in body[start:at])

    def _is_item_of_whole(self, body: str) -> bool:
        """Whether the body told of last was one item's of a list that is the whole's.

        So it is where items before it name nobody, and where only its new building was told of:
        新增床位300张;县医院新院区投入使用;招聘人才30名.
        """
        if not self.subjects or self.sentence is None or self.default is None:
            return False
        last = self.subjects[-1]
        if len(last.scopes) != 1 or last.scopes[0].kind not in ("org", "county"):
            return False
        start = last.start - self.sentence.start
        name = last.scopes[0].name
        building = body.startswith(name, start) and _NEW_BUILDING.match(body, start + len(name))
        at_work = _AT_WORK.search(body, start)
        first = self.subjects[0].scopes == last.scopes
        of_whole = len(self.subjects) > 1 and self.subjects[-2].scopes == (self.default,)
        if last.scopes[0].kind == "county" and of_whole and last.scopes[0] != self.default:
            return True  # 全市就诊率要达到92%,某区力争80%;招聘乡村医生300名
        return bool(building and not at_work) or (";" in body[:start] and first)

    def _meant(self, anaphor: re.Match[str], at: int) -> Scope | None:
        """The organisation or place that 该院, 该县 or 全县 stands for."""
        if anaphor["county"] and self.own and self.own.level == "county":
            return None
        before = self.text[max(0, at - _LOOK_BACK) : at]
        if anaphor["body"]:
            named = last_organisation(before, self.code)
            own = named and (self.document.org or "").startswith(named.name)
            helper = named and self.document.org and _helps(named.name, before)
            return self.default if own or helper or not named else named
        if self.section_scope and self.section_scope.kind == "county":
            return self.section_scope  # ●滨海 新增托位40个,全县每千人口…
        region = anaphor.group() == "全区" and self.areas.is_no_district()
        if region and self.sentence:
            before = self.text[max(self.sentence.start, at - _LOOK_BACK) : at]
        scope = last_place(before, anaphor.group()[-1], self.code)
        if region and not scope:
            return self.areas.scope("county", "全区")
        if scope and self.city and scope.name == self.city.name:
            return self.default
        return scope or self.default

    def place(self, draft: Draft) -> None:
        """Set the scope of ``draft``."""
        scope = self.quoted.of(draft) or self._by_subject(draft)
        if (
            scope
            and scope.kind == "org"
            and not self.document.org
            and tells_of_area(scope.name, draft)
        ):
            scope = self.default or scope  # 每千名儿童…, 县域内就诊率 are never one hospital's
        elif scope and scope.kind == "org" and tells_of_population(draft):
            scope = self.areas.place() or scope  # of a maternal hospital's report, too
        if scope and scope.kind in ("nation", "province") and draft.measure == "rank":
            scope = self.default or scope  # 在全省考核中列第14名: the rank is one's own
        if scope:
            draft.scope, draft.scope_type = scope

    def _by_subject(self, draft: Draft) -> Scope | None:
        governing = None
        for subject in self.subjects:
            if subject.start > draft.start:
                break
            governing = subject
        said = self.speakers.says(draft.start)
        if said and (governing is None or governing.scopes == (self.default,)):
            return said
        if governing is None:
            told = self.stories.going_on() if self.stories else None
            return self.topic or self.section_scope or told or self.default
        if len(governing.scopes) == 1:
            return governing.scopes[0]
        share = self.dealing.share(governing.scopes, governing.start, draft, self.text)
        return share or self.section_scope or self.default


def _helps(name: str, text: str) -> bool:
    """Whether the body named last in ``text`` is one that sends doctors or works with another."""
    return (
        re.search(rf"{name}[^,。]{{0,4}}(?:选?派|专家|[与同]该|支援|帮扶|牵头)", text) is not None
    )
