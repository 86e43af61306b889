"""Whom a paragraph is about by its first sentence, if that only introduces them."""

from __future__ import annotations

import re

from healthkpi.extract.name_forms import is_predicate
from healthkpi.extract.segment import Sentence
from healthkpi.extract.subjects import Scope, find_organisation
from healthkpi.models import Document
from healthkpi.vocabulary.places import find_places

# 走进某镇卫生院,新病房宽敞明亮。
_LED = re.compile(r"(?:[^,。]{2,8},)?(?:记者)?(?:走进|走入|来到|步入|在)")
_PLACE = 14  # characters at the start of a paragraph that a county's name stands in


def topic_of_paragraph(
    sentence: Sentence, text: str, document: Document, *, of_page: bool
) -> Scope | None:
    """Whom the paragraph of ``sentence`` is about: 市人民医院加快内涵建设。新增重点专科4个。

    In the page of a newspaper (``of_page``) also 沁源县王和镇,山大沟深。 None where the first
    sentence has figures of its own or names nobody.
    """
    start = text.rfind("\n", 0, sentence.start) + 1
    opening = text[start : sentence.start].partition("。")[0]
    if not opening or any(letter.isdigit() for letter in opening):
        return None
    if of_page:
        found = find_places(opening[:_PLACE], city_code=document.city_code)
        if found and found[0].start == 0 and found[0].place.level == "county":
            place = found[0].place
            return Scope(place.name, "county") if opening.startswith(place.name) else None
    led = _LED.match(opening)
    body = find_organisation(opening, led.end() if led else 0, document.city, document.city_code)
    return body.scopes[0] if body and is_predicate(opening, body.end) else None
