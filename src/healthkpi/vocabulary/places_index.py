"""The index behind ``places``: every division of 2000 to 2026 under each of its names.

Source of the rules: codes of GB/T 2260. Its first two digits are the province, its first four the
prefecture; a 直辖 county-level city (third digit 9) has no prefecture and is its own city, as is a
municipality for its districts.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from healthkpi.vocabulary.load import read_rows, read_yaml

Level = Literal["nation", "province", "city", "county"]
NATION_CODE = "100000"
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


class Place(NamedTuple):
    """A division with the city and the province it belongs to; "" where it has none.

    A municipality and a 省直辖 county-level city are cities; a province and the nation are their
    own ``city``, because documents and rows about them are filed under them.
    """

    code: str
    name: str
    level: Level
    city_code: str
    city: str
    province_code: str
    province: str


class Entry(NamedTuple):
    """A place and the years its name was in force; None: no limit known."""

    place: Place
    since: int | None
    until: int | None
    full: bool  # whether it is indexed here under its full name

    def valid(self, year: int) -> bool:
        """Whether the name was in force at some time of ``year``."""
        return (self.since is None or self.since <= year) and (
            self.until is None or year <= self.until
        )


class Index(NamedTuple):
    """``names``: name to entries, those in force today first; ``codes``: code to place."""

    names: dict[str, tuple[Entry, ...]]
    codes: dict[str, Place]


class _Span(NamedTuple):
    since: int | None
    until: int | None
    successor: str


def short_forms(name: str) -> tuple[str, ...]:
    """The short forms of a division's full name: 凉山彝族自治州 gives 凉山 and 凉山州.

    Stems of one character (吉县) are none.
    """
    suffix = next((s for s in _words("suffixes") if name.endswith(s)), "")
    stem = name.removesuffix(suffix)
    bare = stem
    while people := next((p for p in _peoples() if bare.endswith(p)), ""):
        if len(bare) < len(people) + 2:  # 内蒙古 is no 内 of the Mongols
            break
        bare = bare.removesuffix(people)
    if bare in _peoples():  # 东乡族自治县, named after one people and nothing else
        bare = bare.removesuffix("族")
    forms = [bare] if len(bare) >= 2 else []
    if bare != stem or suffix in {"自治旗", "自治县", "自治州"}:
        forms.append(bare + suffix[-1])
    return tuple(form for form in forms if form != name)


@cache
def nicknames_of(name: str) -> tuple[str, ...]:
    """What the division of this full name is called in daily use besides: 科右中旗."""
    index = read_index()
    codes = {entry.place.code for entry in index.names.get(name, ()) if entry.full}
    nicknames = read_yaml("places.yaml")["nicknames"].items()
    return tuple(nickname for nickname, code in nicknames if code in codes)


@cache
def _words(key: str) -> tuple[str, ...]:
    words: list[str] = read_yaml("places.yaml")[key]
    return tuple(words)


@cache
def _peoples() -> tuple[str, ...]:
    return tuple(sorted(_words("peoples"), key=len, reverse=True))


@cache
def read_index() -> Index:
    """Build the index once, from the data files."""
    current = {row["code"]: row["name"] for row in read_rows("regions_2026.csv")}
    spans = _read_spans(current)
    cities = {**{code: name for code, name in spans if code.endswith("00")}, **current}
    successors = {code: s.successor for (code, _), s in spans.items() if code not in current}
    names: dict[str, list[Entry]] = {}
    codes: dict[str, Place] = {}
    for (code, name), span in spans.items():
        place = _make_place(code, name, cities, successors)
        codes.setdefault(code, place)
        _add(names, name, Entry(place, span.since, span.until, full=True))
        if span.until is None:
            for form in short_forms(name):
                _add(names, form, Entry(place, span.since, None, full=_says_its_kind(form)))
    codes[NATION_CODE] = Place(NATION_CODE, "全国", "nation", NATION_CODE, "全国", "", "")
    for nickname, code in read_yaml("places.yaml")["nicknames"].items():
        _add(names, nickname, Entry(codes[code], None, None, full=True))
    return Index({name: tuple(entries) for name, entries in names.items()}, codes)


def _says_its_kind(form: str) -> bool:
    return len(form) > 2 and form[-1] in "州县旗"


def _add(names: dict[str, list[Entry]], name: str, entry: Entry) -> None:
    names.setdefault(name, []).append(entry)


def _read_spans(current: dict[str, str]) -> dict[tuple[str, str], _Span]:
    """Every (code, name) of 2000 to 2026 with its years, today's first."""
    since: dict[tuple[str, str], int] = {}
    until: dict[tuple[str, str], tuple[int, str]] = {}
    for row in read_rows("region_changes.csv"):
        year = int(row["year"])
        old = (row["old_code"], row["old_name"])
        new = (row["new_code"], row["new_name"])
        until[old] = max(until.get(old, (0, "")), (year, row["new_code"]))
        # A division that took in another existed before; one that was renamed did not.
        if row["type"] != "撤销":
            since[new] = min(since.get(new, year), year)
    spans = {key: _Span(since.get(key), None, "") for key in current.items()}
    for key, (year, successor) in until.items():
        if key not in spans:
            spans[key] = _Span(since.get(key), year, successor)
    return spans


def _make_place(code: str, name: str, cities: dict[str, str], successors: dict[str, str]) -> Place:
    province_code = code[:2] + "0000"
    province = cities[province_code]
    municipality = code[:2] in _MUNICIPALITIES
    city_code = province_code if municipality else _home(code, cities, successors)
    level: Level = "county"
    if code == province_code:
        level = "city" if municipality else "province"
    elif code == city_code or code.endswith("00"):
        level = "city"
    return Place(code, name, level, city_code, cities[city_code], province_code, province)


def _home(code: str, cities: dict[str, str], successors: dict[str, str]) -> str:
    """The code of the city a division lies in, as it is today.

    A prefecture that was dissolved into counties (莱芜市, 巢湖市) keeps its own.
    """
    home = code[:4] + "00"
    if home in cities and (code[2:4] != "00" or home == code):
        while (successor := successors.get(home, "")).endswith("00"):
            home = successor
        return home
    # 济源市 419001 is its own city; 随州市 429001 became 421300, 琼山市 460004 a part of 460100.
    return _home(successors[code], cities, successors) if code in successors else code
