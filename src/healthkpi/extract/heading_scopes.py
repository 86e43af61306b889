"""Whom the headings above a sentence name: a county, a hospital, the subject of a story."""

from __future__ import annotations

import re

from healthkpi.extract.own_scope import county_of_headline, place_of_headline
from healthkpi.extract.segment import Sentence
from healthkpi.extract.subjects import Scope, find_organisation
from healthkpi.ingest.organisation import OF_AREA
from healthkpi.models import Document

_TOLD_OF = re.compile(
    r"(?!建设|改革|发展|经验|走访|工作|服务|管理|[和与及、的等中内]|院长|医生|护士|专家)[\u4e00-\u9fff]"
)
_HEADLINE = 24  # characters of a story's headline


def scope_of_headings(
    sentence: Sentence, text: str, document: Document, *, stories: bool
) -> Scope | None:
    """Whom the innermost heading names that names anybody; ``stories``: of a newspaper's page."""
    code = document.city_code
    for heading in reversed(sentence.headings):
        named = place_of_headline(heading.text, code, text)
        if named:
            return named
        if stories and len(heading.text) <= _HEADLINE:
            story = county_of_headline(heading.text, code)
            if story:
                return story
            body = find_organisation(heading.text, 0, document.city, code)
            told = body and _TOLD_OF.match(heading.text, body.end)
            if body and told and body.scopes[0].name.endswith(("院", "中心", "站", "所")):
                return body.scopes[0]  # 市妇幼保健院预约就诊超七成
        if len(heading.text) <= 18:
            found = find_organisation(heading.text, 0, document.city, code)
            whole = found is not None and found.end >= len(heading.text) - 1
            if found and whole and not found.scopes[0].name.endswith(OF_AREA):
                return found.scopes[0]
    return None
