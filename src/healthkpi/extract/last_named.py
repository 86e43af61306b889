"""The organisation or place that a stretch of text named last: whom 该院 and 该县 stand for."""

from __future__ import annotations

from healthkpi.extract.name_forms import TOWN, is_town_name
from healthkpi.extract.subjects import Scope, kind_of, words
from healthkpi.vocabulary.places import find_places


def last_organisation(text: str, city_code: str | None) -> Scope | None:
    """The organisation ``text`` names last, its name without the verb before it."""
    found = None
    for match in words().organisation.finditer(text):
        name = match.group().lstrip("和与及").rpartition("的")[2]
        short = len(name) < 4 and not words().own_name.match(name)  # 市医院
        if short or words().klass.search(name[-4:-2]):
            continue
        places = find_places(name, city_code=city_code)
        town = _last_town(name)
        bare = words().own_name.search(name)
        if places:
            start = places[0].start
        elif town is not None:
            start = town
        elif bare:
            start = bare.start()
            if start and find_places(name[start - 1 : start + 1]):
                start -= 1  # 沁县人民医院: a county of one letter
        else:
            continue
        found = Scope(name[start:], "org")
    return found


def _last_town(name: str) -> int | None:
    """Where the township begins that is named last in ``name``: 帮扶|王和镇卫生院."""
    start = None
    for town in TOWN.finditer(name):
        letters = 4 if town[1].endswith("街道") else 3  # 冶源街道, 王和镇
        at = max(town.end() - letters, town.start())
        start = at if is_town_name(name[at : town.end()]) else start
    return start


def last_place(text: str, ending: str, city_code: str | None) -> Scope | None:
    """The place that ``text`` names last among those whose name has this ending."""
    if ending in "镇乡":
        towns = [town for town in TOWN.findall(text) if town.endswith(ending)]
        return Scope(towns[-1][-3:], "township") if towns else None
    for mention in reversed(find_places(text, city_code=city_code)):
        if mention.place.name.endswith(ending) or (
            ending == "县" and mention.place.level == "county"
        ):
            return Scope(mention.place.name, kind_of(mention.place))
    return None
