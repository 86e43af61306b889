"""Counties named without 县 or 市 where ``find_places`` leaves them: 今日江山; 花垣:一张网….

A name that several bear, or that is an ordinary word, counts where its city is named, and only
where it can be nothing else: in a masthead, at the head of a headline or paragraph, set off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthkpi.vocabulary.places import Place, PlaceMention, resolve_place

_HEAD = 400  # characters of the head
_ENDS = "县市区旗"
_HEADLINE = 36  # characters of a headline
_HEADED, _CITY_PAPER, _BEGUN, _NAMED = 4, 3, 3, 1  # what a mention counts for by where it stands
_MASTHEAD = re.compile(
    r"(?m)(?<![\u4e00-\u9fff])今日([\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"
    r"|(?:(?:^|(?<=[ \u3000]))([\u4e00-\u9fff]{2,4}?)(?:日报|晚报|新闻|发布|融媒|侨刊|报)"
    r"(?![告道名表销送]|[\u4e00-\u9fff]{4}))"
)
_SHORT_COUNTY = re.compile(r"(?<![市州])(?=([\u4e00-\u9fff]{2,3})(?:卫生|医疗|人民|健康))")
_SET_OFF = re.compile(r"(?<=[—:：。,，\n ])([\u4e00-\u9fff]{2,3})(?=[,，])")
_HEADLINE_START = re.compile(
    r"(?m)^[ \u3000—“\"《#*-]*((?![市县区州省全我本])[\u4e00-\u9fff]{2,3})"
    rf"(?=[^。\n]{{2,{_HEADLINE}}}$)"
)
_BEGINS = re.compile(  # 桦甸的山路多,…
    r"(?m)^[ \u3000]*((?![市县区州省全我本])[\u4e00-\u9fff]{2,3})"
    r"(?=的|人|地处|位于|去年|今年|20\d\d年|有|是)"
)
_SECTION = re.compile(r"(?m)^[ \u3000]*([\u4e00-\u9fff]{2,3})[:：](?=[\u4e00-\u9fff“‘])")


def places_in_short(text: str, mentions: list[PlaceMention]) -> Iterator[tuple[Place, int]]:
    """The places that ``text`` names in short beside its ``mentions``, and what each counts for."""
    starts = {mention.start for mention in mentions}
    named = {mention.place for mention in mentions}
    cities = {mention.place.city_code for mention in mentions}
    for _, name in _papers(text):
        place = resolve_place(name)
        if place and place.level == "city" and place not in named:
            yield place, _CITY_PAPER  # 朝阳日报
    for at, name, weight, anywhere in _named(text):
        if at not in starts:
            ends = _ENDS if weight > _NAMED or not anywhere else "县"
            found = _of_short(name, ends, cities, anywhere=anywhere, headed=weight == _HEADED)
            yield from ((place, weight) for place in found)


def _papers(text: str) -> Iterator[tuple[int, str]]:
    for found in _MASTHEAD.finditer(text[:_HEAD]):
        group = found.lastindex or 0
        yield found.start(group), found[group]


def _named(text: str) -> Iterator[tuple[int, str, int, bool]]:
    """Where a short name may stand, its weight, and whether it needs no city named with it."""
    head = text[:_HEAD]
    yield from ((at, name, _HEADED, True) for at, name in _papers(text))
    yield from ((found.start(1), found[1], _HEADED, True) for found in _SECTION.finditer(head))
    for found in _HEADLINE_START.finditer(head):
        for name in {found[1], found[1][:2]}:
            yield found.start(1), name, _HEADED, False
    yield from ((found.start(1), found[1], _BEGUN, False) for found in _BEGINS.finditer(head))
    yield from ((found.start(1), found[1], _NAMED, False) for found in _SET_OFF.finditer(text))
    if any(word in text for word in ("全县", "我县", "县卫生局", "县卫健局")):
        for found in _SHORT_COUNTY.finditer(text):
            yield found.start(1), found[1], _NAMED, True


def _of_short(
    name: str, ends: str, cities: set[str], *, anywhere: bool, headed: bool
) -> set[Place]:
    """The county of a short name: of the text's own cities, else (``anywhere``) the only one."""
    found = (resolve_place(name + end, city_code=code) for end in ends for code in cities or ("",))
    known = {place for place in found if place and place.level == "county"}
    here = {place for place in known if place.city_code in cities}
    if not here and not anywhere:
        return set()
    larger = resolve_place(name)
    plain = larger.level == "county" if larger else bool(here) or headed
    places = here or known
    return places if plain and len({place.city_code for place in places}) == 1 else set()
