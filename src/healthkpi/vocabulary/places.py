"""Places: from a name in a text to a division of GB/T 2260 and the city it belongs to.

Names are those of 2000 to 2026, full or short. A name that several divisions bear is resolved only
where the caller knows the city; nothing is guessed. Offsets are code points, base 0, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import concat
from typing import NamedTuple

from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places_index import Entry, Level, Place, read_index

__all__ = [
    "Level",
    "Place",
    "PlaceMention",
    "find_places",
    "mend_place",
    "place_of",
    "resolve_place",
]

_TODAY = 9999  # a year that only names still in force reach
_RANKS: dict[Level, int] = {"nation": 0, "province": 1, "city": 2, "county": 3}


class PlaceMention(NamedTuple):
    """A place and where the text names it; 山西省长治市襄垣县 is one mention, of 襄垣县."""

    start: int
    end: int
    place: Place


def place_of(code: str) -> Place | None:
    """The division a GB/T 2260 code stands for, or stood for since 2000; 100000 is the nation."""
    return read_index().codes.get(code)


def resolve_place(
    name: str, *, year: int | None = None, city_code: str | None = None
) -> Place | None:
    """The division ``name`` means, or None where it is none or could be several.

    Args:
        name: full or short, with or without the divisions above it in front.
        year: the year spoken of. A name in force then goes before others; one out of force is
            still understood, because bulletins lag behind.
        city_code: the city (or province) of the document: its own divisions go first.
    """
    name = name.strip()
    entries = [
        entry
        for entry in read_index().names.get(name, ())
        if entry.full
        or entry.place.level != "county"
        or name not in _common_words()
        or _lies_in(entry.place, city_code)
    ]
    if entries:
        return _choose(entries, year, city_code)
    for cut in range(len(name) - 2, 1, -1):
        above = _choose(read_index().names.get(name[:cut], ()), year, city_code)
        if above is None or above.level not in {"province", "city"}:
            continue
        place = resolve_place(name[cut:], year=year, city_code=above.code)
        if place is not None and _lies_in(place, above.code):
            return place
    return None


def find_places(
    text: str, *, year: int | None = None, city_code: str | None = None
) -> list[PlaceMention]:
    """The places ``text`` names, in order, longest name first, none overlapping.

    Short forms of counties count only in a document of their own city (``city_code``) or behind
    its name; names that are ordinary words (城区, 和平) only behind their city. 全国 and its like
    are no mentions.
    """
    mentions: list[PlaceMention] = []
    end = 0
    for start, names in _candidates(text):
        if start < end:
            continue
        above = mentions[-1] if mentions and mentions[-1].end == start else None
        if above is not None and above.place.level == "county":
            above = None
        for name in names:
            if not text.startswith(name, start) or _cut_elsewhere(text, start, name):
                continue
            place = _read_mention(text, start, name, year, city_code, above)
            if place is not None:
                end = start + len(name)
                joined = above is not None and _lies_below(place, above.place)
                begin = mentions.pop().start if joined else start
                mentions.append(PlaceMention(begin, end, place))
                break
    return mentions


def mend_place(name: str, city_code: str) -> Place | None:
    """The one county of the city whose full name differs from ``name`` in one character.

    For letters that were misread (长于县 for 长子县). None where ``name`` is a division's name
    as it stands, where no county or more than one is that close, or where its kind would change.
    """
    if len(name) < 3 or name in read_index().names:
        return None
    close = [
        entry
        for county, entry in _counties(city_code)
        if len(county) == len(name) and county[-1] == name[-1] and _differences(county, name) == 1
    ]
    close = [entry for entry in close if entry.until is None] or close
    places = {entry.place for entry in close}
    return places.pop() if len(places) == 1 else None


def _candidates(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    heads = _heads()
    for start, pair in enumerate(map(concat, text, text[1:])):
        if pair in heads:
            yield start, heads[pair]


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    """The names by their first two characters, the longest first."""
    heads: dict[str, list[str]] = {}
    for name in read_index().names:
        heads.setdefault(name[:2], []).append(name)
    return {pair: tuple(sorted(names, key=len, reverse=True)) for pair, names in heads.items()}


def _read_mention(
    text: str,
    start: int,
    name: str,
    year: int | None,
    city_code: str | None,
    above: PlaceMention | None,
) -> Place | None:
    """The place ``name`` means at ``start``, as far as running text can mean one by it."""
    context = above.place.code if above else city_code
    generic = name in _generic_names()
    if generic and (above is None or above.place.level != "city"):
        return None
    if len(name) == 2 and name[1] in "县市区" and above is None and _is_han(text, start - 1):
        return None  # 和县 within 全市和县级: names this short need a border in front
    entries = []
    for entry in read_index().names[name]:
        place = entry.place
        near = _lies_in(place, context)
        if place.level == "nation" or (generic and not entry.valid(year or _TODAY)):
            continue
        if (
            not entry.full
            and name in _common_words()
            and not (above is not None and near and place.level == "city")
        ):
            continue
        if not entry.full and place.level == "county" and not near:
            continue
        entries.append(entry)
    return _choose(entries, year, context)


def _choose(entries: Sequence[Entry], year: int | None, context: str | None) -> Place | None:
    """The one place among entries of the same name, or None where it could be several."""
    pool = [entry for entry in entries if _lies_in(entry.place, context)] or list(entries)
    if year is None:
        pool = [entry for entry in pool if entry.until is None] or pool
    else:
        pool = [entry for entry in pool if entry.valid(year)] or pool
        # In the year of a change the name that comes goes before the one that leaves.
        pool = [entry for entry in pool if entry.until != year] or pool
    rank = min((_RANKS[entry.place.level] for entry in pool), default=0)
    pool = [entry for entry in pool if _RANKS[entry.place.level] == rank]
    if len({(entry.place.city_code, entry.place.name) for entry in pool}) > 1:
        return None
    return max(pool, key=lambda entry: entry.until or 9999).place if pool else None


def _lies_in(place: Place, code: str | None) -> bool:
    return code is not None and code in {place.code, place.city_code, place.province_code}


def _lies_below(place: Place, above: Place) -> bool:
    return place != above and _lies_in(place, above.code)


def _cut_elsewhere(text: str, start: int, name: str) -> bool:
    """Whether the characters around ``name`` show that the text cuts its words otherwise."""
    before = text[start - 1] if start else ""
    after = text[start + len(name) : start + len(name) + 1]
    wrong_before, wrong_after = _borders().get(name, ("", ""))
    if (before and before in wrong_before) or (after and after in wrong_after):
        return True
    if name.endswith("县") and after and after in "级域乡":  # 长治|县级 where 长治 is a city
        stem = read_index().names.get(name[:-1], ())
        return any(entry.place.level == "city" for entry in stem)
    return after != "" and name[-1] + after in {"市场", "区域"}


def _is_han(text: str, at: int) -> bool:
    return at >= 0 and "\u4e00" <= text[at] <= "\u9fff"


@cache
def _borders() -> dict[str, tuple[str, str]]:
    """For a name, the characters that must not stand before it and behind it."""
    words = read_yaml("places.yaml")
    before, after = words["not_after"], words["not_before"]
    return {n: (before.get(n, ""), after.get(n, "")) for n in {*before, *after}}


@cache
def _common_words() -> frozenset[str]:
    return frozenset(read_yaml("places.yaml")["common_words"])


@cache
def _generic_names() -> frozenset[str]:
    return frozenset(read_yaml("places.yaml")["generic_names"])


@cache
def _counties(city_code: str) -> tuple[tuple[str, Entry], ...]:
    """The full names of the city's counties, today's and former ones."""
    return tuple(
        (name, entry)
        for name, entries in read_index().names.items()
        for entry in entries
        if name == entry.place.name
        and entry.place.level == "county"
        and entry.place.city_code == city_code
    )


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
