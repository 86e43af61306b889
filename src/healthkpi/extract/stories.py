"""The stories of a newspaper's page: whom each is about, by its dateline and where it goes on."""

from __future__ import annotations

import re

from healthkpi.extract.own_scope import place_named, place_of_dateline
from healthkpi.extract.segment import NOWHERE, Heading, Sentence
from healthkpi.extract.subjects import Scope

_TURNS_TO = re.compile(r"[(]下转[^()]{1,10}[)]")
_COMES_FROM = re.compile(r"\s*[(]上接[^()]{1,10}[)]")
_ITEM = re.compile(r"[●■◆▲▶★○·]?[ \u3000]?([\u4e00-\u9fff]{2,6})[ \u3000](?=[\u4e00-\u9fff])")
_BYLINE = re.compile(r"(?:本报|见习|全媒体|[(（])记者|通讯员")
_DATELINE = 12  # characters at the start of a paragraph that hold its dateline

Held = tuple[Scope, tuple[Heading, ...]]  # a scope, and the headings under which it holds


class Stories:
    """Follows the page from sentence to sentence; a new headline begins a new story."""

    def __init__(self, city_code: str | None, text: str) -> None:
        self.code = city_code
        self.several = "本报讯" in text or len(_BYLINE.findall(text)) > 1
        self.sentence = NOWHERE
        self.told: tuple[Scope, Sentence] | None = None  # of whom was told last by 该县, 该院
        self.scope: Scope | None = None  # whom the story is about, by headline or dateline
        self.sent_from: Held | None = None
        self.turned: Scope | None = None  # whom the story was about that goes on elsewhere
        self.resumed: Held | None = None

    def enter(self, sentence: Sentence, text: str, headline: Scope | None) -> Scope | None:
        """Whom the story is about that ``sentence`` stands in; ``headline`` may name a place."""
        if _TURNS_TO.search(text, self.sentence.start, sentence.start):
            self.turned = self.scope or self.going_on()
        self.sentence = sentence
        if _COMES_FROM.match(text, sentence.start) and self.turned:
            self.resumed = (self.turned, sentence.headings)
        item = self._of_item(sentence, text)
        self.scope = (
            item or self._held(self.resumed) or headline or self._of_dateline(sentence, text)
        )
        return self.scope

    def tell_of(self, scope: Scope) -> None:
        """Take note that the sentence speaks of ``scope`` as one known."""
        self.told = (scope, self.sentence)

    def going_on(self) -> Scope | None:
        """Of whom the story goes on to tell after 该县 or 该院.

        On a page of several stories a place holds to the end of its story; an organisation, and a
        place in a text of one writer, to that of the paragraph.
        """
        if self.told is None:
            return None
        scope, told = self.told
        here = told.paragraph == self.sentence.paragraph or (
            scope.kind == "county" and self.several
        )
        return scope if here and told.headings == self.sentence.headings else None

    def _of_item(self, sentence: Sentence, text: str) -> Scope | None:
        """The place that a short item begins with, set apart by a blank: 甲县 去年…."""
        start = text.rfind("\n", 0, sentence.start) + 1
        named = _ITEM.match(text, start)
        return place_named(named[1], self.code, text) if named else None

    def _of_dateline(self, sentence: Sentence, text: str) -> Scope | None:
        """The place a story was sent from; it holds up to the next headline."""
        start = text.rfind("\n", 0, sentence.start) + 1
        found = place_of_dateline(text[start : start + _DATELINE], self.code, text)
        if found:
            self.sent_from = (found, sentence.headings)
        return self._held(self.sent_from)

    def _held(self, held: Held | None) -> Scope | None:
        return held[0] if held and held[1] == self.sentence.headings else None
