"""Whose number: the place or organisation a claim is about, followed through the discourse.

A document has its own place (or hospital). A sentence may turn to another as the subject of a
clause; that holds to the end of the sentence, or until the next subject.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.extract.draft import Draft
from healthkpi.extract.measures import alternation
from healthkpi.extract.segment import Sentence
from healthkpi.models import Document, ScopeType
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import Place, find_places, place_of

_CLAUSE = re.compile(r"[,;:。(]|^")
_OPENING = re.compile(
    r"\s*(?:其中|同时|此外|另外|目前|而|仅|如|例如|依托|截至目前|年内|并|且|由|”)?\s*(?:[,,])?\s*"
)
_PREDICATE = re.compile(r"(?![的等级、和与及一二三四五六七八九十第市县区省为首])")


class Scope(NamedTuple):
    """The place or organisation a number is about."""

    name: str
    kind: ScopeType


class _Words(NamedTuple):
    area: re.Pattern[str]
    organisation: re.Pattern[str]
    klass: re.Pattern[str]


@cache
def _words() -> _Words:
    words = read_yaml("scopes.yaml")
    area = "|".join(
        f"(?P<{kind}>{alternation(words[kind])})" for kind in ("own", "county", "province", "nation")
    )
    tails = alternation(words["organisation_tails"])
    heads = alternation(words["bare_heads"])
    return _Words(
        re.compile(rf"(?:{area})(?!首|第|前|唯一|人大|政协|推广|试点|示范|先进|统一|各级|性|范围|同行|重点|百强|文明|卫生健康大会)"),
        re.compile(
            rf"(?P<bare>{heads})?(?P<body>[\u4e00-\u9fffA-Za-z“”]{{0,18}}?)(?P<tail>{tails})(?P<sub>附属[\u4e00-\u9fff]{{0,6}}?医院)?"
        ),
        re.compile(alternation(words["class_words"])),
    )


def default_scope(document: Document) -> Scope | None:
    """What a document's numbers are about unless it says otherwise."""
    if document.org:
        return Scope(document.org, "org")
    if not document.city:
        return None
    place = place_of(document.city_code) if document.city_code else None
    return Scope(document.city, kind_of(place) if place else "city")


def kind_of(place: Place) -> ScopeType:
    """The scope type of a place; a municipality is a city."""
    if place.level == "province":
        return "city" if place.name.endswith("市") else "province"
    return place.level  # type: ignore[return-value]


class Discourse:
    """Follows the subject from clause to clause; ``place`` gives each draft its scope."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.default = default_scope(document)
        self.sentence: Sentence | None = None
        self.subjects: list[tuple[int, Scope | None]] = []
        self.section_scope: Scope | None = None
        own = place_of(document.city_code) if document.city_code else None
        self.own = own
        self.province = place_of(own.province_code) if own and own.province_code else None

    def enter(self, sentence: Sentence, text: str) -> None:
        """Read the subjects of ``sentence``."""
        self.sentence = sentence
        self.section_scope = self._of_headings(sentence)
        body = text[sentence.start : sentence.end]
        self.subjects = []
        for clause in _CLAUSE.finditer(body):
            subject = self._subject(body, clause.end())
            if subject is not None:
                self.subjects.append((sentence.start + clause.end(), subject))

    def _of_headings(self, sentence: Sentence) -> Scope | None:
        for heading in reversed(sentence.headings):
            if len(heading.text) <= 18:
                scope = self._organisation(heading.text, 0)
                if scope and len(scope[0].name) >= len(heading.text) - 1:
                    return scope[0]
        return None

    def _subject(self, body: str, at: int) -> Scope | None:
        """The scope named as subject of the clause that begins at ``at``, or None."""
        opening = _OPENING.match(body, at)
        at = opening.end() if opening else at
        date = re.compile(r"(?:(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?[,,]?)").match(body, at)
        at = date.end() if date else at
        area = _words().area.match(body, at)
        if area:
            return self._area(area.lastgroup or "", area.group())
        organisation = self._organisation(body, at)
        if organisation and _PREDICATE.match(body, organisation[1]):
            return organisation[0]
        return self._place(body, at)

    def _area(self, kind: str, word: str) -> Scope | None:
        if kind == "own" or word == "全区" and self.own and self.own.name.endswith("自治区"):
            return self.default if not self.document.org else self._own_place()
        if kind == "nation":
            return Scope("全国", "nation")
        if kind == "province" and self.province and word not in ("全区", "我区"):
            return Scope(self.province.name, kind_of(self.province))
        return self._own_place() if not self.document.org else self._own_place()

    def _own_place(self) -> Scope | None:
        return Scope(self.own.name, kind_of(self.own)) if self.own else self.default

    def _organisation(self, body: str, at: int) -> tuple[Scope, int] | None:
        words = _words()
        match = words.organisation.match(body, at)
        if not match or len(match.group()) < 4 and not match["bare"]:
            return None
        name = match.group()
        start = 0
        places = find_places(name[:12], city_code=self.document.city_code)
        if places and places[0].start == 0:
            start = places[0].end
        elif not match["bare"]:
            return None
        core = name[start:]
        if words.klass.search(core[: -len(match["tail"])]) or name[start:].startswith(("级", "属", "内", "域", "直")):
            return None
        if not start and match["bare"] and core[1:2] in "级县属内直域区场民委政":
            return None
        return Scope(name, "org"), match.end()

    def _place(self, body: str, at: int) -> Scope | None:
        """A place as subject: 襄垣县新建…; a list of places (A县、B县) is nobody's alone."""
        found = find_places(body[at : at + 14], city_code=self.document.city_code)
        if not found or found[0].start != 0:
            return None
        place = found[0].place
        after = body[at + found[0].end : at + found[0].end + 2]
        if not _PREDICATE.match(after) or after[:1] in "、和与等的":
            return self.default if place.code == self.document.city_code else None
        if self.document.city_code and place.code == self.document.city_code:
            return self.default if not self.document.org else None
        name = body[at : at + found[0].end]
        if not name.endswith(place.name) and len(name) < 3 and place.level == "county":
            return None
        return Scope(place.name, kind_of(place))

    def place(self, draft: Draft) -> None:
        """Set the scope of ``draft``."""
        scope = self.section_scope or self.default
        for start, subject in self.subjects:
            if start > draft.start:
                break
            scope = subject
        if scope and scope.kind == "nation" and draft.measure == "rank":
            scope = self.default
        if scope:
            draft.scope, draft.scope_type = scope
