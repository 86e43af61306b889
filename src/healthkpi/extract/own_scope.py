"""Whose numbers a document tells unless it says otherwise: its organisation, county or city."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from healthkpi.extract.subjects import Scope, find_town, kind_of
from healthkpi.ingest.issuer import issuing_area
from healthkpi.ingest.organisation import OF_AREA
from healthkpi.ingest.standing import standing_place
from healthkpi.models import Document
from healthkpi.vocabulary.places import Place, find_places, place_of, resolve_place
from healthkpi.vocabulary.places_index import nicknames_of, short_forms

_DATELINE = re.compile(
    r"\s*(?:本报|本刊|本网)\s*([\u4e00-\u9fff]{2,4}?)(?:讯|电)|\s*([\u4e00-\u9fff]{2,4}?)(?:讯|电)\s*(?=[(])"
    r"|\s*([\u4e00-\u9fff]{2,4}):"
)
_HEADLINE_GOES_ON = re.compile(
    r"(?![\u4e00-\u9fff]{0,4}(?:医院|保健院|卫生院|中心))[^的、和与及山河江湖]"
)
_ZONE = re.compile(r"(?:园区|开发区|高新区|经开区|新区|管理区|示范区|合作区|湖区|场区)$")
_ZONE_NAME = re.compile(r"高新区|经开区|开发区|高新技术产业开发区|经济技术开发区")
# 延边大学附属医院 does not name the prefecture
_NO_NAME_OF = "(?!大学|学院|医|日报|晚报|时报|报(?!告)|新闻网|网)"
_LONG = ("自治州", "自治县", "自治旗", "特别行政区")
_IN_PASSING = 2  # mentions of a county that a page of several stories may have
_OF_TOWN = ("全镇", "全乡", "全街道", "我镇", "我乡", "我街道", "街道辖", "街道共", "辖区")
_REPORT_OF = re.compile(
    r"(?:人民政府|办事处)?(?:20\d\d|关于|健康|卫生|医疗|工作|年|“|爱国|基本公卫|疫情)"
)
_HEAD = 240  # characters in which a text says whom it is about
_COUNTY_WORDS = re.compile(
    r"[全我该本][县区旗]|[县区](?:级|内|里|域|委|政府|财政|医院|中医院|卫生局|卫健[局委]|医保局|人民医院)"
)


def own_place(document: Document) -> Place | None:
    """The place a document is about: a county that title or issuer name, else its city."""
    city = place_of(document.city_code) if document.city_code else None
    if city is None:
        return city
    standing = standing_place(document.text, document.title)
    if standing and standing.level == "county" and standing.city_code == city.city_code:
        return standing
    issued = _county_of_name(document.org, city) or _county_of_name(
        issuing_area(document.text), city
    )
    if not document.title or not find_places(document.title, city_code=document.city_code):
        return issued or city
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
    town = _town_of_title(document)
    if town:
        return town
    zone = _zone_of(document)
    if zone:
        return Scope(zone, "county")
    place = _county_of_body(document) or own_place(document)
    if place and place.level == "county":
        return Scope(as_written(place.name, document.text), "county")
    if not document.city:
        return None
    name = as_written(document.city, document.text)
    if place is None:
        return Scope(name, "county" if name.endswith(("县", "区")) else "city")
    return Scope(name, kind_of(place))


def _town_of_title(document: Document) -> Scope | None:
    """The township whose own report a document is: 某街道2023年工作总结, which tells of 全街道."""
    title = document.title or ""
    above = find_places(title)
    start = above[0].end if above and above[0].start == 0 else 0
    town = find_town(title, start)
    if town is None or not _REPORT_OF.match(title, start + len(town.name)):
        return None
    own = sum(document.text.count(word) for word in _OF_TOWN)
    larger = sum(document.text.count(word) for word in ("全县", "全区", "全市", "我县", "我区"))
    return town if own > larger else None


def as_written(name: str, text: str) -> str:
    """``name``, or its short form where ``text`` has only that: 湘西州, 香港."""
    if name in text:
        return name
    if name.endswith("兵团"):
        return "兵团"
    county = name[:-1] + "县"
    if name.endswith(("市", "区")) and len(name) > 2 and county in text:
        return county  # as it was called before it became a city: 旬阳县
    if name.endswith("新区"):
        return name
    if not name.endswith(_LONG):
        return next((short for short in nicknames_of(name) if short in text), name)
    bare = min(short_forms(name), key=len, default=name)
    middle = [bare + end for end in _LONG if name.endswith(end) and bare != name]
    for short in (*nicknames_of(name), *middle, *sorted(short_forms(name), key=len, reverse=True)):
        if re.search(short + _NO_NAME_OF, text):
            told = short == bare and name.endswith(("自治州", "自治县", "自治旗"))
            return bare + name[-1] if told else short  # 阿坝 is 阿坝州 for short
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
