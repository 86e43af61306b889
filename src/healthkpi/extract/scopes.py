"""Whose number: the place or organisation a claim is about, followed through the discourse.

A document has its own place (or hospital). A sentence may turn to another as the subject of a
clause; that holds to the end of the sentence, or until the next subject.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from healthkpi.extract.areas import Areas
from healthkpi.extract.dealing import Dealing, point_back, told_together
from healthkpi.extract.draft import Draft
from healthkpi.extract.heading_scopes import scope_of_headings
from healthkpi.extract.last_named import last_organisation, last_place
from healthkpi.extract.name_forms import is_predicate
from healthkpi.extract.openers import topic_of_paragraph
from healthkpi.extract.own_scope import OF_AREA, as_written
from healthkpi.extract.place_rows import places_in_row, places_then_numbers, places_with_most
from healthkpi.extract.quoted import QuotedAreas
from healthkpi.extract.scope_cues import scope_cues, tells_of_area, tells_of_population
from healthkpi.extract.segment import Sentence
from healthkpi.extract.speakers import Speakers
from healthkpi.extract.stories import Stories
from healthkpi.extract.subjects import (
    Scope,
    find_list,
    find_located_town,
    find_organisation,
    find_place,
    kind_of,
    words,
)
from healthkpi.models import Document
from healthkpi.vocabulary.places import Place

_CLAUSE = re.compile(r"[,;:。(①-⑳\n ]|的是|依次[为是]|分布[在于]")
_ANAPHORS = re.compile(r"[该这][县区市旗镇乡院中所站医卫集家]|[全我本][县区]")
_CONTEST = re.compile(r"[^,;。]{2,24}(?:考核|评价|评估|评比|排名|竞赛|大赛|测评|排行榜?)中?")
_ANEW = re.compile(r"每[百千万十]|人均|[二三四五六]是|此外|另外")  # a new subject after a semicolon
_OWN_BODY = re.compile(
    r"(?:集团|医院|本院|我院|全院)(?=下辖|现有|拥有|总|全年|开放|完成|共|在编|年)"
)
_RANKED = re.compile(r"(?:排名|排在|位列|位居|名列|荣获|获评|被评为)")
_ENUMERATORS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_ONLY_NUMBER = re.compile(r"(?:仅|只|也|均|分别)*(?:为|有|达到?|是|报告)?\d")
_OWN_LEVEL = re.compile(r"(?:市级|市本级|市属)(?![\u4e00-\u9fff]{0,8}(?:医院|中心|机构|专家))")
_DATE = re.compile(
    r"(?:(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?)(?:底|末|起)?[,,]?\s*(?:在|的是)?"
)
# 甲县小西天、乙县木塔等景区; 乙县 has to be a place
_EXAMPLES = re.compile(r"[^,;。\d]{0,24}、(?P<next>[^,;。\d]{2,40})等(?!级)")
# 建成市人民医院门诊楼、县中医院等项目27个: whose buildings are examples of what is counted
_BUILDINGS = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:楼|院区|工程|项目|迁建|扩建|中心)、[^,;。\d]{0,40}等(?!级)"
)
_CAME_HERE = re.compile(r"[^,;。]{4,30}(?:来|到|赴|驻)我[省市县州区旗盟院]")
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
        self.speakers = Speakers(document.text, document.city_code)
        self.stories = Stories(self.code) if self.is_news and not document.org else None
        self.subjects: list[_Subject] = []
        self.section_scope: Scope | None = None
        self.dealing = Dealing()
        self.quoted = QuotedAreas(self.areas.scope)

    def enter(self, sentence: Sentence, text: str) -> None:
        """Read the subjects of ``sentence``."""
        self.sentence, self.text = sentence, text
        self.section_scope = self.speakers.at(sentence.start) or scope_of_headings(
            sentence, text, self.document, stories=self.stories is not None
        )
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
        town = False
        starts = [(0, "")] + [(mark.end(), mark.group()) for mark in _CLAUSE.finditer(body)]
        for at, mark in starts:
            scopes = self._subject(body, at)
            if scopes and self.default and _CAME_HERE.match(body, at):
                scopes = (self.default,)  # 山东省选派87名专家来我州帮扶
            anew = mark in _ENUMERATORS or (mark == ";" and _ANEW.match(body, at))
            goes_on = town and _ONLY_NUMBER.match(body, at)  # 补抽乡更低,仅为71%
            anew = anew or (mark == ";" and self._told_within(body, at))
            if not scopes and self.default and (town or anew) and not goes_on:
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
        if _ANAPHORS.search(body):
            self._read_anaphors(sentence, body)
        self._read_places_in_row(sentence, body)
        for start, place in places_with_most(body, self.code):
            self.subjects.append(_Subject(sentence.start + start, (place,)))
        self.subjects.sort(key=lambda subject: subject.start)
        self._read_pointers(sentence, body)

    def _read_pointers(self, sentence: Sentence, body: str) -> None:
        """前者, 后者: one of two; 两地合计: all together, which is the whole's."""
        named = [(s.start - sentence.start, s.scopes) for s in self.subjects]
        pointed = [(at, scope) for at, scope in point_back(body, named)]
        if self.default and named:
            pointed += [(at, self.default) for at in told_together(body)]
        self.subjects += [_Subject(sentence.start + at, (scope,)) for at, scope in pointed]
        self.subjects.sort(key=lambda subject: subject.start)

    def _read_anaphors(self, sentence: Sentence, body: str) -> None:
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

    def _subject(self, body: str, at: int) -> tuple[Scope, ...]:
        """The scopes named as subject of the clause that begins at ``at``; none for no subject."""
        for pattern in (words().opening, _DATE, words().opening):
            lead = pattern.match(body, at)
            at = lead.end() if lead else at
        area = words().area.match(body, at)
        if area and body[at - 1 : at] == "在" and self._is_field(area, body):
            return ()
        if area:
            story = self.section_scope if self.stories else None
            scope = self.areas.as_subject(area.lastgroup or "", body, area.end(), story)
            return (scope,) if scope else ()
        if self.document.org and _OWN_BODY.match(body, at):
            return (self.default,) if self.default else ()
        if _OWN_LEVEL.match(body, at):
            return (self.default,) if self.default and self.default.kind != "org" else ()
        if not "\u4e00" <= body[at : at + 1] <= "\u9fff":
            return ()
        several = find_list(body, at, self.document.city, self.code)
        if several:
            return several.scopes
        of_area = not self.document.org or self.document.org.endswith(OF_AREA)
        if self.default and of_area and words().reports.match(body, at):
            return (self.default,)  # 市疾控中心通报,…
        found = find_organisation(body, at, self.document.city, self.code)
        end = found.end if found else at
        led = body[at - 1 : at] == "由" and body.startswith("牵头", end)
        if found and is_predicate(body, end) and not (led or _BUILDINGS.match(body, end)):
            return found.scopes
        scope = self._place(body, at)
        return (scope,) if scope else ()

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

    def _is_field(self, area: re.Match[str], body: str) -> bool:
        """Whether 在全省… says among whom: 在全省评价中获第三名, 在全国有影响力的学科."""
        far = area.lastgroup in ("nation", "province") or self.document.org is not None
        return far or _CONTEST.match(body, area.end()) is not None

    def _place(self, body: str, at: int) -> Scope | None:
        """A place as subject: 襄垣县新建…"""
        found = find_place(body, at, self.code, self.text) or find_located_town(body, at)
        if found is None:
            return None
        place, end = found
        examples = _EXAMPLES.match(body, end)
        if examples and find_place(examples["next"], 0, self.code, self.text):
            return None
        located = body[at - 1 : at] == "在" and body[end : end + 1] == ","  # 在白石镇,卫生院…
        if not located and not is_predicate(body, end, of_place=True):
            own = isinstance(place, Place) and self.own and place.code == self.own.code
            return self.default if own else None
        if isinstance(place, Scope):
            own = self.default is not None and self.default.name.endswith(place.name)
            return self.default if own else place  # 高新区, of 西安高新区
        if self._is_around(place):
            ranked = place.level == "county" and _RANKED.match(body, end)  # 阳西县排名全省第3
            return Scope(place.name, "county") if ranked else None  # not 宁波市中医重点学科5个
        if self.own and place.code == self.own.code:
            return None if self.document.org else self.default
        return Scope(as_written(place.name, self.text), kind_of(place))

    def _is_around(self, place: Place) -> bool:
        """Whether an organisation that reports on itself lies in ``place``."""
        if not self.document.org or self.city is None:
            return False
        near = place.province_code == self.city.province_code
        return near and (place.level in ("province", "city") or place.code == self.city.code)

    def _meant(self, anaphor: re.Match[str], at: int) -> Scope | None:
        """The organisation or place that 该院, 该县 or 全县 stands for."""
        if anaphor["county"] and self.own and self.own.level == "county":
            return None
        before = self.text[max(0, at - _LOOK_BACK) : at]
        if anaphor["body"]:
            named = last_organisation(before, self.code)
            own = named and (self.document.org or "").startswith(named.name)
            return self.default if own or not named else named
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
        if governing is None:
            told = self.stories.going_on() if self.stories else None
            return self.topic or self.section_scope or told or self.default
        if len(governing.scopes) == 1:
            return governing.scopes[0]
        share = self.dealing.share(governing.scopes, governing.start, draft, self.text)
        return share or self.section_scope or self.default
