"""The city a document is filed under; a county's is filed under its city."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from healthkpi.ingest.issuer import issuing_area
from healthkpi.ingest.standing import standing_place
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import Place, find_places, place_of, resolve_place

_DEPTH = {"nation": 0, "province": 1, "city": 2, "county": 3}
_HEAD = 400  # characters of the head, where a place counts for more
_OFTEN = 3  # mentions of 全省 in a text about a province
_NATION = "100000"
_PLACE_SHAPE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[年月日在到为与和对]))([\u4e00-\u9fff]{2,3}[市县区州])(?![\u4e00-\u9fff]?[级属直])"
)
_MASTHEAD = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3}?)(?:日报|晚报|时报|新闻网|网|电视台|发布|融媒|侨刊|报(?![\u4e00-\u9fff]))"
)
_NO_PLACE = re.compile(
    r"[全各该本我这每某多两几省市县]|[一二三四五六七八九十]|地区$|社区|辖区|病区|院区|城区$|景区|[的了是有]"
)
_OWN_NUMBER = re.compile(r"(?m)^\s*([\u4e00-\u9fff])(?:卫|政|医|府)\S{0,8}[〔\[(（]20\d\d[〕\])）]")
_LETTERS = {  # of the provinces, as their documents are numbered
    "冀": "河北省", "晋": "山西省", "蒙": "内蒙古自治区", "内": "内蒙古自治区", "辽": "辽宁省",
    "吉": "吉林省", "黑": "黑龙江省", "沪": "上海市", "苏": "江苏省", "浙": "浙江省",
    "皖": "安徽省", "闽": "福建省", "赣": "江西省", "鲁": "山东省", "豫": "河南省",
    "鄂": "湖北省", "湘": "湖南省", "粤": "广东省", "桂": "广西壮族自治区", "琼": "海南省",
    "渝": "重庆市", "川": "四川省", "黔": "贵州省", "云": "云南省", "藏": "西藏自治区",
    "陕": "陕西省", "甘": "甘肃省", "青": "青海省", "宁": "宁夏回族自治区",
    "新": "新疆维吾尔自治区",
}  # fmt: skip
_NO_NAMES = ("自治区", "自治州", "自治县", "开发区", "示范区")


def find_filing(
    text: str, title: str | None, publisher: str | None, file_name: str, year: int | None
) -> Place | None:
    """The city (or province, or nation) of a document; a county's is filed under its city."""
    for name in (title, file_name, _authority(publisher)):
        place = _named_place(name or "", year)
        if place:
            return _filed_under(place)
    if any(word in (title or "") for word in _words()["nation_words"]):
        return place_of(_NATION)
    issuer = _named_place(issuing_area(text) or "", year)
    if issuer:
        return _filed_under(issuer)
    standing = standing_place(text, title)
    if standing:
        return _filed_under(standing)
    if title and _unlisted_in(title):
        return None
    place = _prevailing_place(text, year)
    if place and _is_provincial(text):
        return place_of(place.province_code)
    if _is_national(text, place):
        return place_of(_NATION)
    return (
        place
        or _province_of(text, year)
        or _place_of_masthead(text)
        or _place_of_office(text)
        or _province_of_number(text)
    )


def _province_of_number(text: str) -> Place | None:
    """The province whose letter a document's own number begins with: 桂卫报〔2016〕9号."""
    number = _OWN_NUMBER.search(text, 0, _HEAD)
    return resolve_place(_LETTERS[number[1]]) if number and number[1] in _LETTERS else None


def _province_of(text: str, year: int | None) -> Place | None:
    """The province that a text speaks of as its own, most of whose places lie in it."""
    if sum(text.count(word) for word in ("全省", "我省", "全自治区")) < _OFTEN:
        return None
    mentions = find_places(text, year=year)
    codes = Counter(mention.place.province_code for mention in mentions)
    for code, count in codes.most_common(1):
        if count * 2 > codes.total() or mentions[0].place.province_code == code:
            return place_of(code)
    return None


def _place_of_office(text: str) -> Place | None:
    """The place that alone has an office which the text names: 医管局 is Hong Kong's."""
    found = next((code for office, code in _words()["offices_of"].items() if office in text), None)
    return place_of(found) if found else None


def _is_national(text: str, place: Place | None) -> bool:
    """Whether the headline and first lines speak of the nation and of no place beside it."""
    head = text[:_HEAD]
    opening = head.split("\n\n")[0][:120]
    names = sum(head.count(word) for word in _words()["nation_words"])
    if names < 2 and not any(word in opening for word in _words()["nation_words"]):
        return False
    if "全国上下" in opening and names < 3:
        return False
    if place is None:
        local = any(word in text for word in ("全市", "我市", "全县", "我县", "全省", "我省"))
        return names > 0 and not local
    short = place.name[:2]
    return names > 0 and short not in head and text.count(short) <= names


def _place_of_masthead(text: str) -> Place | None:
    """The place whose paper or site the text is from: 红安网消息, 长治日报."""
    for found in _MASTHEAD.finditer(text[:_HEAD]):
        places = [resolve_place(found[1] + end) for end in ("", "市", "县", "区")]
        named = {place for place in places if place is not None}
        if places[0] or len(named) == 1:
            return _filed_under(places[0] or named.pop())  # 江津日报: 江津区, that was 江津市
    return None


def _unlisted_in(title: str) -> bool:
    """Whether a title begins with a place's name that the gazetteer does not have."""
    named = _PLACE_SHAPE.match(title)
    return named is not None and not _NO_PLACE.search(named[1][:-1])


def _is_provincial(text: str) -> bool:
    """Whether a text that names no province in its head speaks of one: 全省卫生健康工作会议."""
    head = text[:_HEAD]
    opening = "\n".join(head.splitlines()[:3])
    if any(mention.place.level == "county" for mention in find_places(opening)):
        return False
    of_province = text.count("全省")
    told = ("全省" in head and of_province > 1) or "省卫生健康委" in head
    smaller = sum(text.count(word) for word in ("全市", "全州", "我州", "全盟"))
    return told and of_province > 2 * smaller


def find_unlisted_place(text: str, title: str | None) -> str | None:
    """The county or city, not in the gazetteer, that the title or head names and the text again.

    A new zone, a name of former days or one misspelt: its figures are still its own.
    """
    spots: Counter[str] = Counter()
    for source, weight in ((title or "", 2), (text[:_HEAD], 1), (text, 1)):
        for match in _PLACE_SHAPE.finditer(source):
            if not _NO_PLACE.search(match[1][:-1]):
                spots[match[1]] += weight
    name, count = next(iter(spots.most_common(1)), ("", 0))
    if name in _NO_NAMES:
        return None
    return name if count >= 3 and not find_places(name) else None


def named_filing(name: str, year: int | None) -> Place | None:
    """The place a user's or sidecar's ``name`` files a document under; None for no known place."""
    place = resolve_place(name, year=year)
    return _filed_under(place) if place else None


def _words() -> Any:
    return read_yaml("metadata.yaml")


def _authority(publisher: str | None) -> str | None:
    words = _words()
    if not publisher or publisher.endswith(tuple(words["press_ends"])):
        return None
    return publisher if publisher.endswith(tuple(words["office_ends"])) else None


def _named_place(name: str, year: int | None) -> Place | None:
    """The most particular place of a name, of several the first."""
    places = [mention.place for mention in find_places(name, year=year)]
    return max(places, key=lambda place: _DEPTH[place.level], default=None)


def _filed_under(place: Place) -> Place:
    return place_of(place.city_code) or place


def _prevailing_place(text: str, year: int | None) -> Place | None:
    cities: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for mention in find_places(text, year=year):
        weight = 3 if mention.start < _HEAD else 1
        counter = provinces if mention.place.level == "province" else cities
        counter[mention.place.city_code] += weight
    enough = 1 if len(text) < 1500 else 4
    for counter, rival in ((cities, provinces), (provinces, cities)):
        for code, count in counter.most_common(1):
            inside = sum(n for other, n in rival.items() if other[:2] == code[:2])
            share = counter.total() + rival.total() - inside
            if count >= enough and count * 2 >= share:
                return place_of(code)
    return None
