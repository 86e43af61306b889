"""The city a document is filed under, and the organisation whose own report it is."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import Place, find_places, place_of, resolve_place

_DEPTH = {"nation": 0, "province": 1, "city": 2, "county": 3}
_HEAD = 400  # characters of the head, where a place counts for more
_PER_WORD = 400  # a text about one body says 医院, 集团 or 中心 at least this often
_HEADLINE = 20  # characters that a headline has beside the name of the body
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_NATION = "100000"
_CLAUSE_START = re.compile(r"[,，:：;；|丨\s】」)）]|——|日(?=[\u4e00-\u9fff]{4})")
_NO_NAME = re.compile(
    r"[的和与及各等家所从在到对由把被为让是有这该]|记者|走进|全[省市县国院]|[我本]院|[一二三]级|乡镇卫生院|社会办|公立|民营|建设|新建|其中|新增|市属|省属|县属|三甲|二甲|起|了|办|成立|组建|实现|推|将|^[市县省区州]"
)
_GOES_ON = re.compile(
    r"改革|建设|发展|综合|高质量|管理|能力|服务|体系|绩效|示范|[\d一二三四五六七八九十]+[家所个]|等|和|与|及|、|的|院长|主任|书记|医[生师]"
)


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
    place = _prevailing_place(text, year)
    if place and _is_provincial(text):
        return place_of(place.province_code)
    return place


def _is_provincial(text: str) -> bool:
    """Whether a text that names no province in its head speaks of one: 全省卫生健康工作会议."""
    head = text[:400]
    return ("全省" in head or "省卫生健康委" in head) and text.count("全省") > 2 * text.count(
        "全市"
    )


def named_filing(name: str, year: int | None) -> Place | None:
    """The place a user's or sidecar's ``name`` files a document under; None for no known place."""
    place = resolve_place(name, year=year)
    return _filed_under(place) if place else None


def find_org(text: str, title: str | None, publisher: str | None, file_name: str) -> str | None:
    """The hospital (or other organisation) whose own report this is, else None."""
    for name in (title, file_name):
        match = _org_subject().match((name or "").strip(" 《“\"'"))
        if match and not _is_kind(match[1]):
            return match[1]
    speaks = sum(text.count(word) for word in _words()["org_self"])
    above = _org_above_report(text)
    if above:
        return above
    if speaks < 2:
        return _org_of_head(text)
    if publisher and publisher.endswith(tuple(_words()["org_ends"])) and not _is_kind(publisher):
        return publisher
    counts = Counter(name for name in _org_name().findall(text[:3000]) if not _is_kind(name))
    often = next((name for name, count in counts.most_common(1) if count >= 2), None)
    return often or _org_of_head(text)


def _org_of_head(text: str) -> str | None:
    """The organisation that the headline or the first sentence is about, where no area is.

    溪口康宁医院 院史; ——衡水市第三人民医院; 2月26日,岚皋县医院职工代表大会开幕.
    """
    words = _words()
    area = sum(text.count(word) for word in words["area_words"])
    own = sum(text.count(word) for word in words["org_words"])
    if (area > 1 and area * 4 > own) or own * _PER_WORD < len(text):
        return None
    lines = [line.strip() for line in text[:_HEAD].splitlines() if line.strip()]
    for line in [line for line in lines if not _furniture().search(line[:60])][:4]:
        for clause in _CLAUSE_START.split(line.partition("。")[0][:90]):
            at = _LETTER.search(clause)
            named = _org_name().match(clause, at.start()) if at else None
            if not named or _is_kind(named[1]) or _NO_NAME.search(named[1]):
                continue
            found = find_places(named[1])
            known = bool(found) and found[0].start == 0
            headline = len(line) <= len(named[1]) + _HEADLINE
            if (known or headline) and not _GOES_ON.match(clause, named.end()):
                return named[1]
    return None


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()["furniture_words"])))


def _org_above_report(text: str) -> str | None:
    """The organisation on a line of its own, above the line that names its report."""
    lines = [line.strip() for line in text[:600].splitlines() if line.strip()][:8]
    for line, below in pairwise(lines):
        name = _org_name().fullmatch(line)
        if name and not _is_kind(line) and any(word in below for word in _words()["org_report"]):
            return line
    return None


def _words() -> Any:
    return read_yaml("metadata.yaml")


def _ends() -> str:
    return "|".join(map(re.escape, sorted(_words()["org_ends"], key=len, reverse=True)))


@cache
def _org_subject() -> re.Pattern[str]:
    """A title's subject: the organisation's name and, behind it, a year or the report's name."""
    after = r"(?=\s*(?:[(（]|关于)?\s*(?:20\d\d|二[〇○零]|年度|年终|工作|总结|述职|简介|$))"
    return re.compile(rf"((?:20\d\d年)?[\u4e00-\u9fff]{{2,24}}?(?:{_ends()})){after}")


@cache
def _org_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,20}}?(?:{_ends()}))")


def _is_kind(name: str) -> bool:
    """Whether ``name`` is a kind of organisation: 公立医院, 长治市公立医院."""
    mentions = find_places(name)
    rest = name[mentions[0].end :] if mentions and mentions[0].start == 0 else name
    return name in _words()["org_kinds"] or rest in _words()["org_kinds"]


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
