"""Reads who a clause is about: the area, organisation or places it opens with."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.marks import either
from healthkpi.extract.name_forms import (
    ALLIANCE,
    BRANCH,
    CENTRAL,
    ROAD,
    SHORT_NAMES,
    TOWN_END,
    TOWN_GOES_ON,
    TOWN_TELLS,
    UNIVERSITY,
    WING,
    WING_END,
    is_town_name,
    match_town,
)
from healthkpi.models import ScopeType
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import Place, find_places, resolve_place
from healthkpi.vocabulary.places_index import read_index

_HAN = "[\u4e00-\u9fff]"
_TOWN_ENDS = ("镇", "乡", "街道")
_AUTONOMOUS = ("自治县", "自治旗")
_JOINED = re.compile(
    r"[^,;。、\d]{0,4}(?:共建|共同|建立|结成|结对|签订|签约|合作|联合|协作|开展|的?远程)"
)
_NAME_WINDOW = 20  # characters that a place name and its follower take at most


class Scope(NamedTuple):
    """The place or organisation a number is about."""

    name: str
    kind: ScopeType


class Names(NamedTuple):
    """Names found at one spot, in order, and where they end."""

    scopes: tuple[Scope, ...]
    end: int


class _Words(NamedTuple):
    area: re.Pattern[str]
    nation_subject: re.Pattern[str]
    organisation: re.Pattern[str]
    running_on: re.Pattern[str]
    own_name: re.Pattern[str]
    klass: re.Pattern[str]
    places: re.Pattern[str]
    organisations: re.Pattern[str]
    item: re.Pattern[str]
    zone: re.Pattern[str]
    opening: re.Pattern[str]
    reports: re.Pattern[str]
    subject_verb: re.Pattern[str]
    runs_on: tuple[str, ...]
    generic_zones: tuple[str, ...]


@cache
def words() -> _Words:
    """The patterns of ``scopes.yaml``."""
    data = read_yaml("scopes.yaml")
    kinds = ("own", "county", "province", "nation", "world", "region")
    area = "|".join(f"(?P<{kind}>{either(data[kind])})" for kind in kinds)
    tails, heads = either(data["organisation_tails"]), either(data["bare_heads"])
    ends = "|".join(rf"(?<![{bad}]){end}" for end, bad in data["place_ends"].items())
    goes_on = rf"(?:(?=县域)|(?![{data['not_after_end']}]))"
    odd = "|".join(_odd_names(data["place_ends"]))
    place = rf"(?:(?:{odd})|(?![{data['not_first']}]){_HAN}{{1,7}}?(?:{ends})){goes_on}"
    body = rf"(?:{_HAN}){{1,14}}?(?:{tails})(?:{_HAN}{{0,5}}{WING})?"
    return _Words(
        re.compile(rf"(?:{area})(?!{either(data['area_in_name'])})"),
        re.compile(rf"(?:{either(data['nation_subject'])})"),
        re.compile(
            rf"(?P<bare>{heads})?(?P<body>[\u4e00-\u9fffA-Za-z“”]{{0,18}}?)(?P<tail>{tails})"
            rf"(?P<sub>附属{_HAN}{{0,6}}?医院)?"
        ),
        re.compile(rf"{_HAN}{{0,8}}?(?:医院|分院|新?院区|新院(?!区)|[东西南北老]院(?!区))"),
        re.compile(rf"(?:{heads})(?:{either(data['bare_kinds'])})"),
        re.compile(either(data["class_words"])),
        re.compile(rf"{place}(?:[、和与及]{place})+"),
        re.compile(rf"{body}(?:[、和与及]{body})+"),
        re.compile(place),
        re.compile(either(data["zones"])),
        re.compile(rf"[\s▲▶■●◆•·—-]*(?:{either(data['opening'])})?\s*[,,:]?\s*"),
        re.compile(
            rf"{_HAN}{{0,14}}(?:{either(data['of_area'])})[^,;。\d]{{0,6}}?(?:{either(data['reporting'])})"
        ),
        re.compile(either(data["subject_verbs"])),
        tuple(data["runs_on"]),
        tuple(data["generic_zones"]),
    )


def _odd_names(ends: dict[str, str]) -> list[str]:
    """Names of the gazetteer that end like an ordinary word: 桐城市, 东城区."""
    return [
        name
        for name in read_index().names
        for end, bad in ends.items()
        if len(name) > len(end) + 1 and name.endswith(end) and name[-len(end) - 1] in bad
    ]


def kind_of(place: Place) -> ScopeType:
    """The scope type of a place; a municipality is a city."""
    if place.level == "province":
        return "city" if place.name.endswith("市") else "province"
    return place.level


def _kind_by_end(name: str) -> ScopeType:
    return "township" if name.endswith(_TOWN_ENDS) else "county"


def find_organisation(text: str, at: int, city: str | None, city_code: str | None) -> Names | None:
    """The one organisation named at ``at``: with a place, a head such as 市, or the city inside."""
    special = UNIVERSITY.match(text, at) or CENTRAL.match(text, at)
    if special and _is_no_act(special.group()):
        return Names((Scope(special.group(), "org"),), special.end())
    match = words().organisation.match(text, at)
    if not match or (len(match.group()) < 4 and not match["bare"]):
        return None
    name, end = _run_on(text, match, city_code)
    if name.endswith("医共体") and text.startswith("建设", end):
        return None  # 某市医共体建设走在前列: of the place
    places = find_places(name[:12], city_code=city_code)
    start = places[0].end if places and places[0].start == 0 else 0
    town = (match_town(name) or ROAD.match(name)) if not start else None
    start = town.end() if town and town.end() < len(name) - 1 else start
    short = city.rstrip("省市") if city and len(city) > 2 else None
    branch = BRANCH.fullmatch(name)  # 上洋分院 of a hospital group
    if not start and not match["bare"] and not branch and not (short and short in name[2:]):
        return None
    core = name[start:]
    if words().klass.search(core[: -len(match["tail"])]):
        return None
    if core.startswith(("级", "属", "内", "域", "直", "办", "管", "委", "政")):
        return None
    if not start and match["bare"] and not words().own_name.match(name):
        return None
    return Names((Scope(name, "org"),), end)


def _is_no_act(name: str) -> bool:
    """Whether a name does not begin with a verb: not 创建中心卫生院, 走进某大学附属医院."""
    first = cut(name)[0]
    return not (len(first) > 1 and tag(first)[:1] == "v")


def _run_on(text: str, match: re.Match[str], city_code: str | None) -> tuple[str, int]:
    """The name with the hospital it runs on to: 四川大学华西医院, 东方医院厦门医院."""
    name, end = match.group(), match.end()
    alliance = ALLIANCE.match(text, end)
    if alliance:
        return name + alliance.group(), alliance.end()
    for _ in range(2):
        more = words().running_on.match(text, end)
        if not more or words().klass.search(more.group()[:-2]):
            break
        university = name.endswith(words().runs_on)
        wing = WING_END.search(more.group())
        if not university and not wing and not find_places(more.group()[:6], city_code=city_code):
            break
        end = more.end()
        if more.group().startswith("新院"):
            break  # 市人民医院新院区投用: the hospital's own new site
        name += more.group()
    return name, end


def find_list(text: str, at: int, city: str | None, city_code: str | None) -> Names | None:
    """Two or more places or organisations in a row: 甲县、乙区和丙市; 甲镇、乙镇卫生院."""
    short = SHORT_NAMES.match(text, at)
    if short and "分别" in text[short.end() : short.end() + _NAME_WINDOW]:
        written = re.split("[、和]", short[1])
        known = [place for name in written if (place := resolve_place(name + short[2]))]
        if len(known) == len(written):
            return Names(tuple(Scope(p.name, kind_of(p)) for p in known), short.end())
    match = words().places.match(text, at)
    if match:
        names = re.split("[、和与及]", match.group())
        if all(len(name) > 2 or find_places(name) for name in names):
            tail = re.match("(?:中心)?卫生院", text[match.end() : match.end() + 5])
            if tail:
                bodies = tuple(Scope(name + tail.group(), "org") for name in names)
                return Names(bodies, match.end() + tail.end())
            return Names(tuple(Scope(n, _kind_by_end(n)) for n in names), match.end())
    match = words().organisations.match(text, at)
    if not match or _JOINED.match(text, match.end()):
        return None  # 县医院与甲市医院建立协作关系 tells of the county's
    named: list[Scope] = []
    for name in re.split("[、和与及]", match.group()):
        found = find_organisation(name, 0, city, city_code)
        if found is None or found.end < len(name):
            return None
        named.append(found.scopes[0])
    return Names(tuple(named), match.end())


def find_place(
    text: str, at: int, city_code: str | None, document: str
) -> tuple[Place | Scope, int] | None:
    """The place that is the subject at ``at``; a Place where the gazetteer knows it.

    A name that is not in the gazetteer counts where the document has it more than once.
    """
    window = text[at : at + _NAME_WINDOW]
    known = window[:2] in _name_heads()
    found = find_places(window, city_code=city_code) if known else []
    if found and found[0].start == 0 and not TOWN_END.match(window, found[0].end):
        place, name, end = found[0].place, window[: found[0].end], at + found[0].end
        zone = words().zone.match(text, end)
        if zone:
            return Scope(name + zone.group(), "county"), zone.end()
        if place.name.endswith(_AUTONOMOUS) and text[end : end + 1] in ("县", "旗"):
            return Scope(name + text[end], "county"), end + 1  # 肃南县, of 肃南裕固族自治县
        full = name.endswith(place.name) or (len(name) > 2 and name[-1] in "县旗州")  # 东乡县
        if full or words().subject_verb.match(text, end) or text[end : end + 1] in ",将":
            return place, end
        return None
    zone = words().zone.match(text, at)
    if zone:
        return Scope(zone.group(), "county"), zone.end()
    town = match_town(text, at)
    if town and _is_told_of(town, text):
        return Scope(town[1], "township"), town.end()
    item = words().item.match(text, at)
    generic = item is None or item.group().endswith(words().generic_zones)
    named = item is not None and (
        not item.group().endswith(_TOWN_ENDS) or is_town_name(item.group())
    )
    if (
        item
        and named
        and not generic
        and 2 < len(item.group()) < 6
        and _is_known(item, text, document)
    ):
        return Scope(item.group(), _kind_by_end(item.group())), item.end()
    return None


def _is_told_of(town: re.Match[str], text: str) -> bool:
    """Whether a clause that begins with a township is about it: 某镇把筛查送到村屯,完成1520人."""
    if TOWN_TELLS.match(text, town.end()):
        return True
    sure = town[1].endswith(("镇", "街道")) and text[town.start() - 1 : town.start()] != "在"
    return sure and TOWN_GOES_ON.match(text, town.end()) is None


def find_town(text: str, at: int) -> Scope | None:
    """The township named at ``at``: 勐卯街道."""
    town = match_town(text, at)
    return Scope(town[1], "township") if town else None


def find_located_town(text: str, at: int) -> tuple[Scope, int] | None:
    """The township of 在白石镇,镇卫生院…: what is told after it is told of it."""
    town = match_town(text, at) if text[at - 1 : at] == "在" else None
    if town is None or text[town.end() : town.end() + 1] != ",":
        return None
    return Scope(town[1], "township"), town.end()


def _is_known(item: re.Match[str], text: str, document: str) -> bool:
    """Whether what ends like a place is one: told twice, or in the gazetteer with a verb."""
    if document.count(item.group()) > 1:
        return True
    listed = item.group() in read_index().names
    return listed and words().subject_verb.match(text, item.end()) is not None


@cache
def _name_heads() -> frozenset[str]:
    """The first two letters of every name in the gazetteer: most clauses begin otherwise."""
    return frozenset(name[:2] for name in read_index().names)
