"""Places in a row, each with a number of its own: 南海区26例、禅城区14例; A区、B区和C区,分别为…"""

from __future__ import annotations

import re
from typing import NamedTuple

from healthkpi.extract.name_forms import BRANCH, match_town
from healthkpi.extract.subjects import Scope, find_town, kind_of
from healthkpi.vocabulary.places import find_places

_NUMBERED = r"([\u4e00-\u9fff]{2,10})[(]?\d[\d.]*万?[例家个所人名张起]次?[)]?"
_PLACE_AND_NUMBER = re.compile(_NUMBERED)
_PLACES_IN_ROW = re.compile(
    rf"(?:(?<=[,;:(在于自中是为有])|^)"
    rf"{_NUMBERED}(?:[、和,]{_NUMBERED})+"
    rf"|(?<=\))[、和与及,]?{_NUMBERED}(?:[、和,]{_NUMBERED})*"  # …(仓山区21例)和厦门市9例
)
_NUMBERS_OF_ONE = re.compile(
    r"[^,\d]+\d[^,]*,(?:累计|共)?(?:报告|涉及)?(?:病例|患者|病人|发病|死亡)"
)
_SHARED_OUT = re.compile(
    r",?(?:报告病例数|发病率|病例数)?(?:分别|依次)(?:报告|为|是|有|占|达到?)?(?=\d|约|近)"
)


_MOST = re.compile(r"以([\u4e00-\u9fff]{2,10}?)(?:最|为最|居)(?:高|低|多|少|首|大|小)?,")
_ROW = 60  # characters of a row of places


class PlaceInRow(NamedTuple):
    """A place from the start of its name to the end of its number."""

    start: int
    end: int
    scope: Scope


def places_in_row(text: str, city_code: str | None, offset: int) -> list[PlaceInRow]:
    """Places in a row, each with its number right behind it: 南海区26例、禅城区14例.

    ``offset`` is where ``text`` begins in what the spans are counted in.
    """
    found = []
    for row in _PLACES_IN_ROW.finditer(text):
        if _NUMBERS_OF_ONE.match(row.group()):
            continue  # 秦都区2起,报告病例49例
        for item in _PLACE_AND_NUMBER.finditer(text, row.start(), row.end()):
            name = item[1]
            at, scope = _named_at_end(name, city_code)
            if scope and (at == 0 or name[at - 1] in "在自于中为和与、"):
                found.append(PlaceInRow(offset + item.start() + at, offset + item.end(), scope))
    return found


def _named_at_end(name: str, city_code: str | None) -> tuple[int, Scope | None]:
    """The place, township or wing that ``name`` ends with, and where it begins: 月湖院区."""
    known = find_places(name, city_code=city_code)
    if known and known[-1].end == len(name):
        return known[-1].start, Scope(known[-1].place.name, kind_of(known[-1].place))
    at = 2 if name.startswith("其中") else 0
    wing = BRANCH.fullmatch(name, at)
    if wing:
        return 0, Scope(wing.group(), "org")
    town = match_town(name, at)
    return (0, Scope(town[1], "township")) if town and town.end() == len(name) else (0, None)


def places_then_numbers(text: str, city_code: str | None) -> list[tuple[int, tuple[Scope, ...]]]:
    """Places whose numbers follow together: 西城区、门头沟区和东城区,分别为30.8%、30.6%和30.4%.

    Returns where in ``text`` the numbers begin, with the places in order.
    """
    found = []
    for told in _SHARED_OUT.finditer(text):
        before = text[max(0, told.start() - _ROW) : told.start()]
        mentions = find_places(before, city_code=city_code)
        row: list[Scope] = []
        end = len(before)
        for mention in reversed(mentions):
            if before[mention.end : end].strip("等") not in ("", "、", "和", "与", "及"):
                break
            written = before[mention.start : mention.end]
            name = written if len(written) > 2 else mention.place.name
            row.insert(0, Scope(name, kind_of(mention.place)))
            end = mention.start
        if len(row) > 1:
            found.append((told.end(), tuple(row)))
    return found


def places_with_most(text: str, city_code: str | None) -> list[tuple[int, Scope]]:
    """The places that have most of something, and where they are named: 发病率以玉树州最高,达…"""
    found = []
    for told in _MOST.finditer(text):
        known = find_places(told[1], city_code=city_code)
        whole = bool(known) and (known[0].start, known[0].end) == (0, len(told[1]))
        town = find_town(told[1], 0) if not whole else None
        if whole:
            found.append((told.start(1), Scope(told[1], kind_of(known[0].place))))
        elif town and town.name == told[1]:
            found.append((told.start(1), town))
    return found
