"""Whose numbers a document tells unless it says otherwise: its organisation, county or city."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from healthkpi.extract.subjects import Scope, kind_of
from healthkpi.ingest.issuer import issuing_area
from healthkpi.models import Document
from healthkpi.vocabulary.places import Place, find_places, place_of, resolve_place

_DATELINE = re.compile(
    r"\s*(?:本报|本刊|本网)\s*([\u4e00-\u9fff]{2,4}?)(?:讯|电)|\s*([\u4e00-\u9fff]{2,4}?)(?:讯|电)\s*(?=[(])"
    r"|\s*([\u4e00-\u9fff]{2,4}):"
)
_PAPER = re.compile(r"日报|晚报|时报|晨报|网|新闻|电视台|发布|客户端|融媒")  # 淮北日报
_MASTHEAD = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3}?)(?:日报|晚报|时报|报|新闻网|融媒|侨刊)"
)
OF_AREA = ("疾控中心", "疾病预防控制中心")  # what these report is their area's
_HEADLINE_GOES_ON = re.compile(
    r"(?![\u4e00-\u9fff]{0,4}(?:医院|保健院|卫生院|中心))[^的、和与及山河江湖]"
)
_ZONE = re.compile(r"(?:园区|开发区|高新区|经开区|新区|管理区|示范区|合作区|湖区|场区)$")
_ZONE_NAME = re.compile(r"高新区|经开区|开发区|高新技术产业开发区|经济技术开发区")
# 延边大学附属医院 does not name the prefecture
_NO_NAME_OF = "(?!大学|学院|医|日报|晚报|时报|报(?!告)|新闻网|网)"
_LONG = ("自治州", "自治县", "自治旗", "特别行政区")
_IN_PASSING = 2  # mentions of a county that a page of several stories may have
_TITLE_LINES = 20  # characters in which a text without masthead begins with its county
_NATURE = ("山", "河", "江", "湖")  # 长白山 is not 长白县
_HEAD = 240  # characters in which a text says whom it is about
_COUNTY_WORDS = re.compile(
    r"[全我该本][县区旗]|[县区](?:级|内|里|域|委|政府|财政|医院|中医院|卫生局|卫健[局委]|医保局|人民医院)"
)


def own_place(document: Document) -> Place | None:
    """The place a document is about: a county that title or issuer name, else its city."""
    city = place_of(document.city_code) if document.city_code else None
    if city is None:
        return city
    issued = _county_of_name(document.org, city) or _county_of_name(
        issuing_area(document.text), city
    )
    if not document.title or not find_places(document.title, city_code=document.city_code):
        return (
            issued
            or _county_of_path(document, city)
            or _county_of_masthead(document, city)
            or _county_of_head(document, city)
            or city
        )
    found = find_places(document.title, city_code=document.city_code)
    named = [m.place for m in found if document.title[: m.end].endswith(m.place.name)]
    counties = {p for p in named if p.level == "county" and p.city_code == city.city_code}
    return counties.pop() if len(counties) == 1 else issued or city


def _county_of_name(name: str | None, city: Place) -> Place | None:
    """The county of the city that an office or organisation is named after: 凭祥市(卫生局)."""
    found = find_places(name, city_code=city.city_code) if name else []
    place = found[0].place if found and found[0].start == 0 else None
    own = place is not None and place.level == "county" and place.city_code == city.city_code
    return place if own else None


def _zone_of(document: Document) -> str | None:
    """A zone that is no division, whose office issued the document or whose paper it is from."""
    area = issuing_area(document.text)
    if area and _ZONE.search(area):
        found = find_places(area, city_code=document.city_code)
        unlisted = not found or found[-1].end < len(area)
        own = _COUNTY_WORDS.search(document.text) or document.text.count(area) > 1
        return area if unlisted and own else None
    return _zone_of_paper(document)


def _zone_of_paper(document: Document) -> str | None:
    """The zone that a page of its own paper tells of, never of its city: 西安高新报."""
    told = Counter(_ZONE_NAME.findall(document.text))
    name, count = next(iter(told.most_common(1)), ("", 0))
    city = document.city or ""
    if count <= _IN_PASSING or any(word in document.text for word in ("全市", "我市", city)):
        return None
    paper = re.search(
        rf"([\u4e00-\u9fff]{{2,3}}){name[:2]}[\u4e00-\u9fff]{{0,2}}报", document.text[:_HEAD]
    )
    return (paper[1] + name) if paper and city.startswith(paper[1]) else None


def _county_of_head(document: Document, city: Place) -> Place | None:
    """The one county that the head of a text without a telling title names, and not its city."""
    head = document.text[:_HEAD]
    mentions = find_places(head, city_code=document.city_code)
    mentions = [
        m for m in mentions if not (_PAPER.match(head, m.end) or head[m.end : m.end + 1] in _NATURE)
    ]
    places = {m.place for m in mentions if m.place.city_code == city.city_code}
    counties = {place for place in places if place.level == "county"}
    first = next((m.place for m in mentions if m.place in places), None)
    of_city = document.text.count(city.name)
    area = sum(document.text.count(word) for word in ("全市", "我市", "本市"))
    if first and first.name.endswith("市"):
        # 全市 and 我市 are its own words, above all where its city is a prefecture: 全州
        of_county = document.text.count(first.name) - 1
        unnamed = city.name[:2] not in document.text
        of_county += area if unnamed or not city.name.endswith("市") else 0
    else:
        of_city += area + document.text.count("全州")
        of_county = len(_COUNTY_WORDS.findall(document.text))
    if not counties:
        return None
    if len(counties) != 1 or first not in counties or not of_county or of_city > of_county:
        return None
    found = find_places(document.text, city_code=document.city_code)
    named = [m.place for m in found if m.place.level == "county"]
    often = named.count(first) > _IN_PASSING or head.index(first.name[:2]) < _TITLE_LINES
    often = often or (set(named) == {first} and of_county > _IN_PASSING)
    prevails = often and named.count(first) * 2 > len(named)  # not one of several on a page
    return first if prevails else None


def _county_of_path(document: Document, city: Place) -> Place | None:
    """The county whose section of a portal a page stands in: 新湖南 > 岳阳 > 平江 > 健康."""
    for line in document.text[:_HEAD].splitlines()[:3]:
        parts = [part.strip() for part in re.split("[>›»]", line)]
        for part in reversed(parts if len(parts) > _IN_PASSING else []):
            named = (resolve_place(part + end) for end in ("", "县", "市", "区", "旗"))
            for place in filter(None, named):
                own = place.level == "county" and place.city_code == city.code
                if own and place.name in document.text:
                    return place
    return None


def _county_of_masthead(document: Document, city: Place) -> Place | None:
    """The county whose paper a page is from, where the page speaks of it as its own: 如皋日报."""
    paper = _MASTHEAD.search(document.text[:_HEAD])
    own = sum(
        document.text.count(word) for word in ("我市", "全市", "我县", "全县", "我区", "全区")
    )
    if paper is None or document.text.count(city.name) > own // 2:
        return None
    whole = resolve_place(paper[1])
    if whole and whole.level != "county":
        return None  # 红河日报 is the prefecture's, not that of 红河县
    named = (resolve_place(paper[1] + end) for end in ("", "市", "县", "区"))
    return next((p for p in named if p and p.level == "county" and p.city_code == city.code), None)


def _county_of_body(document: Document) -> Place | None:
    """The county that a county's own body serves, which reports on it: 陇县疾病预防控制中心."""
    if not document.org or not document.org.endswith(OF_AREA):
        return None
    found = find_places(document.org, city_code=document.city_code)
    first = found[0] if found and found[0].start == 0 else None
    return first.place if first and first.place.level == "county" else None


def default_scope(document: Document) -> Scope | None:
    """What a document's numbers are about unless it says otherwise."""
    if document.org and not document.org.endswith(OF_AREA):
        return Scope(document.org, "org")
    zone = _zone_of(document)
    if zone:
        return Scope(zone, "county")
    place = _county_of_body(document) or own_place(document)
    if place and place.level == "county":
        return Scope(place.name, "county")
    if not document.city:
        return None
    name = as_written(document.city, document.text)
    if place is None:
        return Scope(name, "county" if name.endswith(("县", "区")) else "city")
    return Scope(name, kind_of(place))


def as_written(name: str, text: str) -> str:
    """``name``, or its short form where ``text`` has only that: 湘西州, 香港."""
    if name in text:
        return name
    county = name[:-1] + "县"
    if name.endswith(("市", "区")) and len(name) > 2 and county in text:
        return county  # as it was called before it became a city: 旬阳县
    if not name.endswith(_LONG):
        return name
    for length in range(len(name) - 2, 1, -1):
        for end in ("州", "县", "旗", ""):
            if re.search(name[:length] + end + _NO_NAME_OF, text):
                return name[:length] + end
    return name


def place_of_headline(headline: str, city_code: str | None, text: str = "") -> Scope | None:
    """The county that a story's headline begins with: 霍邱:免费体检进村."""
    lead, colon, _ = headline.partition(":")
    if not colon:
        lead, colon, _ = headline.partition(" ")
    if not colon:
        return place_named(lead, city_code, text)  # a line of its own: 金台区
    return place_named(lead, city_code, text) if len(lead) <= 6 else None


def county_of_headline(headline: str, city_code: str | None) -> Scope | None:
    """The county of the city that a story's headline begins with: 西陵区“两癌”筛查过七成."""
    found = find_places(headline[:8], city_code=city_code)
    first = found[0] if found and found[0].start == 0 else None
    if first is None or first.place.level != "county" or first.place.city_code != city_code:
        return None
    if not _HEADLINE_GOES_ON.match(headline, first.end):
        return None
    return Scope(first.place.name, kind_of(first.place))


def place_of_dateline(opening: str, city_code: str | None, text: str) -> Scope | None:
    """Where a story comes from, 本报玉山讯: whom it is about, if it names nobody else."""
    dateline = _DATELINE.match(opening)
    return place_named(dateline[dateline.lastindex or 1], city_code, text) if dateline else None


@lru_cache(maxsize=512)  # a headline is asked for with every sentence below it
def place_named(name: str, city_code: str | None, text: str) -> Scope | None:
    """The place that is called ``name``; a short one of elsewhere if ``text`` has its full name."""
    found = find_places(name, city_code=city_code)
    if found and found[0].end - found[0].start == len(name):
        return Scope(found[0].place.name, kind_of(found[0].place))
    for end in "县市区":
        place = resolve_place(name + end)
        own = place is not None and city_code is not None and place.city_code == city_code
        if place and (own or name + end in text):
            return Scope(as_written(place.name, text), kind_of(place))
    return None
