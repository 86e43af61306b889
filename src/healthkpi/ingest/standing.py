"""From where a document speaks: the county of its 全县, the city of its 全市, the region of 全区.

Its words for itself say of which level it is; among the places of that level that it names, the
one that signs, heads or fills it is its own. Places named as helpers, as neighbours or as those
above it are none: 高出衢州市平均水平 and 平凉市卫生健康委指导下 are written one level below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from healthkpi.ingest.issuer import issuing_areas
from healthkpi.ingest.short_places import places_in_short
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import (
    Place,
    PlaceMention,
    find_places,
    place_of,
)

_LEVELS = "县区旗市州盟省"
_EDGE = r"(?:(?<![\u4e00-\u9fff])|(?<=[在由到为是和与及经据从向对把让年月日底前受请将入会合]))"
# 全省 quoted to compare with is no word for itself: 高于全省平均, 居全省首位.
_ALONE = r"(?<![于在比居列占与])"
_COMPARED = r"[级属首第前各]|平均|率先|领先|水平|均值|最"
_QUOTED = re.compile(r"(?:提出|要求|明确|》)[^。]{0,16}$")  # 某某规划提出,到2030年,全省…
_HEAD = 400  # characters of the head, where a place counts for more
_HEADLINE = 36  # characters of a headline
_SIGNED, _HEADED, _OFFICIAL = 8, 4, 2  # what a signature, a headline and an office count for
_SCANT = 2  # 全市 said once outweighs no headline
_ENOUGH = 3  # what a place of the right level has to count for beside others
_OF_REGION = re.compile(r"(?<![\u4e00-\u9fff]{2})自治区(?:卫生|卫计|党委|人民政府|人民医院|政府)")
_NEAR = 12  # characters before a mention, and behind it, that show in what part it is named
_STORY = "本报讯"  # begins a story of a newspaper's page


class _Patterns(NamedTuple):
    """What a text calls itself by, at which level, and what stands around other places."""

    own: re.Pattern[str]
    other_before: re.Pattern[str]
    other_behind: re.Pattern[str]
    above_behind: re.Pattern[str]
    office: re.Pattern[str]
    paper: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = {key: "|".join(listed) for key, listed in read_yaml("standing.yaml").items()}
    return _Patterns(
        re.compile(
            rf"{_ALONE}[全我本](?P<whole>[{_LEVELS}])(?!{_COMPARED})"
            rf"|{_EDGE}(?P<office>[{_LEVELS}])(?:{words['own_offices']})"
        ),
        re.compile(rf"(?:{words['other_before']})$"),
        re.compile(words["other_behind"]),
        re.compile(words["above_behind"]),
        re.compile(words["offices"]),
        re.compile(words["papers"]),
    )


class _Witness(NamedTuple):
    """A place that a text names, how much the mention counts, and whether as one above it."""

    place: Place
    weight: int
    above: bool = False


@lru_cache(maxsize=128)  # what ingesting a folder has found, extracting it need not find again
def standing_place(text: str, title: str | None) -> Place | None:
    """The place that ``text`` tells of as its own; None where that is not plain."""
    best = _standing(text, title)
    passing = best is not None and best.level == "county" and _is_of_one_story(best, text)
    return None if passing else best


def _is_of_one_story(place: Place, text: str) -> bool:
    """Whether only one of a page's several stories names ``place``: the page is not its own."""
    head, *stories = text.split(_STORY)
    told = [story for story in stories if place.name[:2] in story]
    return len(stories) > 1 and place.name[:2] not in head and len(told) < len(stories)


def _standing(text: str, title: str | None) -> Place | None:
    level, told = _spoken(text)
    witnesses = list(_witnesses(text, title))
    weights: Counter[Place] = Counter()
    for witness in witnesses:
        weights[witness.place] += witness.weight
    weights = _joined(weights, level)
    best = _plainest(weights, level)
    if best and level and weights[best] >= _ENOUGH:
        return best
    headed = _plainest(weights, None) if told <= _SCANT else None
    others = max((_against(place, headed, level) * weights[place] for place in weights), default=0)
    if headed and weights[headed] >= max(_HEADED, others):
        return headed
    if best is None or level is None:
        return None
    under = {witness.place.code for witness in witnesses if witness.above}
    city_above = level == "市" and best.level == "county"
    alone = not _rivals(best, +weights, level)
    return best if alone and (not city_above or best.city_code in under) else None


def _against(place: Place, headed: Place | None, level: str | None) -> int:
    """How much of a place's weight stands against ``headed``: half of its city's, without 全市."""
    if headed is None or place == headed:
        return 0
    above = place.code in (headed.city_code, headed.province_code)
    return 1 if above and (level is None or not _fits(place, level)) else 2


def _plainest(weights: Counter[Place], level: str | None) -> Place | None:
    """The place of ``level`` that counts for most, and for twice as much as any other like it."""
    fitting = [place for place in +weights if _fits(place, level)]
    if not fitting:
        return None
    best = max(fitting, key=lambda place: weights[place])
    second = max((weights[place] for place in _rivals(best, weights, level)), default=0)
    return best if second * 2 <= weights[best] else None


def _rivals(best: Place, weights: Counter[Place], level: str | None) -> list[Place]:
    """The places that a text might speak from instead of ``best``: from no 县 one of 全区."""
    plain = level is not None and level in "县旗区"
    return [
        place
        for place in weights
        if place != best and (_fits(place, level) or (place.level == best.level and not plain))
    ]


def _joined(weights: Counter[Place], level: str | None) -> Counter[Place]:
    """``weights`` with a county of two names, of which one is of before, under the fitting one."""
    joined: Counter[Place] = Counter()
    for place in sorted(weights, key=lambda place: not _fits(place, level)):
        same = (
            other
            for other in joined
            if other.level == place.level == "county"
            and (other.city_code, other.name[:-1]) == (place.city_code, place.name[:-1])
        )
        joined[next(same, place)] += weights[place]
    return joined


def _spoken(text: str) -> tuple[str | None, int]:
    """The level that a text speaks of as its own, by its ending (县, 市, 省 …), and how much."""
    told = Counter(dict.fromkeys(_LEVELS, 0))
    for found in _patterns().own.finditer(text):
        if not _QUOTED.search(text, max(0, found.start() - 2 * _NEAR), found.start()):
            told[found["whole"] or found["office"]] += 2 if found["whole"] else 1
    told["区"] += text.count("自治区卫生") + text.count("自治区党委")
    (level, count), (_, second) = told.most_common(2)
    return (level, count) if count > second else (None, 0)


def _fits(place: Place, level: str | None) -> bool:
    """Whether ``place`` is of the level that the text's own words are of."""
    if level is None:
        return place.level == "county"
    if level == "省":
        return place.level == "province" and not place.name.endswith("自治区")
    if level == "区" and place.name.endswith("自治区"):
        return True
    if level == "州":
        return place.level == "city" and place.name.endswith("自治州")
    return place.level in ("city", "county") and place.name.endswith(level)


def _witnesses(text: str, title: str | None) -> Iterator[_Witness]:
    for area in issuing_areas(text):
        for mention in find_places(area)[-1:]:
            yield _Witness(mention.place, _SIGNED)
    mentions = find_places(text)
    seen = {mention.start for mention in mentions}
    cities = Counter(mention.place.city_code for mention in mentions)
    for code, _ in cities.most_common(2):
        near = find_places(text[:_HEAD], city_code=code)
        mentions += [mention for mention in near if mention.start not in seen]
        seen.update(mention.start for mention in near)
    for mention in mentions:
        yield _weighed(mention, text, title)
    yield from _region(text, mentions)
    yield from (_Witness(place, weight) for place, weight in places_in_short(text, mentions))


def _region(text: str, mentions: list[PlaceMention]) -> Iterator[_Witness]:
    """The autonomous region whose own offices are named without it: 自治区卫生健康委."""
    offices = len(_OF_REGION.findall(text))
    codes = Counter(mention.place.province_code for mention in mentions)
    for code, _ in codes.most_common(1) if offices else ():
        region = place_of(code)
        if region and region.name.endswith("自治区"):
            yield _Witness(region, min(offices, 2) * _OFFICIAL)


def _weighed(mention: PlaceMention, text: str, title: str | None) -> _Witness:
    """What one mention shows: nothing where the place is another's, much in title and headline."""
    words, place = _patterns(), mention.place
    before = text[max(0, mention.start - _NEAR) : mention.start]
    behind = text[mention.end : mention.end + 2 * _NEAR]
    if words.above_behind.match(behind):
        return _Witness(place, 0, above=True)
    if words.other_behind.match(behind) or words.other_before.search(before):
        return _Witness(place, 0)
    head = mention.start < _HEAD
    if head and before.endswith("今日") and not re.match("[\u4e00-\u9fff]", behind):
        return _Witness(place, _HEADED)
    if words.paper.match(behind) and head:
        return _Witness(place, _HEADED if place.level == "county" else 1)
    start = text.rfind("\n", 0, mention.start) + 1
    line = text[start : mention.end + 4 * _HEADLINE].partition("\n")[0].strip(' \u3000—-《“"#*')
    name = text[mention.start : mention.end]
    headline = head and len(line) <= _HEADLINE and "。" not in line and line.startswith(name)
    if headline or (title and name in title):
        return _Witness(place, _HEADED)
    begins = head and not text[start : mention.start].strip()  # 桦甸的山路多,…
    return _Witness(place, _OFFICIAL if begins or words.office.match(behind) else 1)
