"""Who speaks: a county's director in a transcript, the head of a hospital in a newspaper."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from healthkpi.extract.subjects import Scope, find_organisation, kind_of
from healthkpi.vocabulary.places import find_places

_SPEAKER = re.compile(
    r"(?m)^[ \u3000]*([\u4e00-\u9fff、()]{2,30}"
    r"(?:局长|主任|院长|书记|市长|县长|区长|所长|处长|站长|委员|发言人|主持人|负责人|记者))"
    r"[ \u3000]*(?:[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,3})?[:：]"
)
_WE = re.compile("我们|咱们|[我咱]院|[我咱]县|[我咱]镇")
_POST = (
    r"(?:院长|主任|书记|站长|所长|负责人|局长|医生|医师|护士长)"
    r"[\u4e00-\u9fff·]{0,8}?"
)
# “我们一年做三百台手术。”某镇卫生院院长李某说, and the other way round: 院长李某说:“….”
_QUOTED_FIRST = re.compile(
    rf"“(?P<words>[^“”\n]{{6,200}})”(?:日前|近日|昨日)?[,]?(?P<who>[\u4e00-\u9fff]{{4,30}}?){_POST}"
    r"(?:介绍|表示|坦言|感慨|告诉|说|算)"
)
_QUOTED_LAST = re.compile(
    rf"(?P<who>[\u4e00-\u9fff]{{4,30}}?){_POST}"
    r"(?:介绍|表示|坦言|感慨|告诉|说|深有体会|算)[^。“”\n]{0,16}[:,]?“(?P<words>[^“”\n]{6,200})”"
)


class _Speech(NamedTuple):
    """From ``start`` to ``end`` the words are those of somebody of ``scope``."""

    start: int
    end: int
    scope: Scope


class Speakers:
    """Whom the words of ``text`` are about by who says them; ``city_code`` tells places apart."""

    def __init__(self, text: str, city: str | None, city_code: str | None) -> None:
        self.starts: list[int] = []
        self.scopes: list[Scope | None] = []
        for line in _SPEAKER.finditer(text):
            found = find_places(line[1][:12], city_code=city_code)
            first = found[0].place if found and found[0].start == 0 else None
            county = first is not None and first.level == "county"
            self.starts.append(line.start())
            self.scopes.append(Scope(first.name, kind_of(first)) if first and county else None)
        self.speeches = list(_speeches(text, city, city_code)) if "“" in text else []

    def at(self, position: int) -> Scope | None:
        """The county whose official speaks at ``position``; None for all others."""
        index = bisect_right(self.starts, position) - 1
        return self.scopes[index] if index >= 0 else None

    def says(self, position: int) -> Scope | None:
        """Whom the speech is about that is quoted at ``position``, by who says it."""
        return next((s.scope for s in self.speeches if s.start <= position < s.end), None)


def _speeches(text: str, city: str | None, city_code: str | None) -> Iterator[_Speech]:
    for pattern in (_QUOTED_FIRST, _QUOTED_LAST):
        for quote in pattern.finditer(text):
            if not _WE.search(quote["words"]):
                continue
            scope = _of_whom(quote["who"], city, city_code)
            if scope is None:
                continue
            end = text.find("。", quote.end()) if pattern is _QUOTED_FIRST else quote.end()
            yield _Speech(quote.start("words"), end if end > 0 else quote.end(), scope)


def _of_whom(who: str, city: str | None, city_code: str | None) -> Scope | None:
    """The body, or the county, that a speaker is of: 某镇中心卫生院(院长), 当阳市(卫健局负责人)."""
    body = find_organisation(who, 0, city, city_code)
    if body:
        return body.scopes[0]
    found = find_places(who, city_code=city_code)
    first = found[0].place if found and found[0].start == 0 else None
    return Scope(first.name, kind_of(first)) if first and first.level == "county" else None
