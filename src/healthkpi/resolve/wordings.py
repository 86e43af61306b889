"""The words of one catalogue entry, and how much of a phrase they account for."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.resolve.agreement import population_words
from healthkpi.resolve.breakdowns import PART, Parts, breakdown_of
from healthkpi.vocabulary.catalogue import Entry
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.wording import normal_form

_REST = {"none": 0, "some": 6, "any": 60}  # characters that may stay unexplained
# A part that is coordinated with something (脱贫人口、…) or that the phrase is about (…的县区).
_NO_PART = re.compile(rf"{PART}\|*[、和与及或等]|[、和与及或]\|*{PART}|的{PART}$")
_UNEXPLAINED = 99


class Explained(NamedTuple):
    """What an entry makes of a phrase."""

    length: int  # characters the entry's own words account for
    rest: int  # characters nobody accounts for
    breakdown: str
    indicator: str


class Wording(NamedTuple):
    """An entry's words in normal form, ready to be looked for."""

    entry: Entry
    names: tuple[str, ...]
    require: tuple[tuple[str, ...], ...]
    exclude: tuple[str, ...]
    words: tuple[str, ...]  # that make the entry, longest first
    fill: tuple[str, ...]  # that may stand beside them
    parts: Parts
    rest: int


def read_wording(entry: Entry) -> Wording:
    """The entry's words in normal form."""
    names = tuple(dict.fromkeys(normal_form(name) for name in entry.names))
    require = tuple(tuple(normal_form(w) for w in group) for group in entry.require)
    parts = Parts.read(entry.parts)
    own = {*names, *(word for group in require for word in group), *parts.words}
    fill = {*map(normal_form, entry.also), *population_words(entry.unit)}
    if entry.context == "health":
        fill.update(read_yaml("matching.yaml")["neutral_health"])
    exclude = tuple(normal_form(word) for word in entry.exclude)
    return Wording(
        entry, names, require, exclude, _longest_first(own), _longest_first(fill - own), parts,
        _REST[entry.rest],
    )  # fmt: skip


def _longest_first(words: set[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def find_keys(wording: Wording) -> set[str]:
    """The pairs of characters one of which a phrase must hold to mean the entry."""
    keys = {name[:2] for name in wording.names}
    groups = [group for group in wording.require if all(len(word) > 1 for word in group)]
    if groups:
        keys.update(word[:2] for word in min(groups, key=len))
    return keys


def explain(wording: Wording, text: str) -> Explained | None:
    """What the entry accounts for in ``text``, or None where the text cannot mean it."""
    for word in wording.exclude:
        if word in text:
            return None
    if not _names_it(wording, text):
        return None
    left, length = text, 0
    for word in wording.words:
        if word in left:
            length += len(word) * left.count(word)
            left = left.replace(word, "|")
    parts: dict[str, str] = {}
    wording.parts.find(text, parts)
    rest = _unexplained(wording, left, parts) if left.strip("|") else 0
    if rest > wording.rest:
        return None
    return Explained(length, rest, breakdown_of(parts), wording.entry.id)


def _names_it(wording: Wording, text: str) -> bool:
    for name in wording.names:
        if name in text:
            return True
    if not wording.require:
        return False
    return all(any(word in text for word in group) for group in wording.require)


def _unexplained(wording: Wording, left: str, parts: dict[str, str]) -> int:
    """How many characters of ``left`` are neither neutral nor a part, which goes into ``parts``."""
    for word in wording.fill:
        left = left.replace(word, "|")
    if wording.entry.measure not in ("rate", "index") and _share_words().search(left):
        return _UNEXPLAINED  # 死亡率 is no number of deaths
    if wording.entry.units and left.endswith(_other_heads()):
        return _UNEXPLAINED
    left = shared_parts().take(left, parts)
    if PART in left:
        if _NO_PART.search(left):
            return _UNEXPLAINED
        left = left.replace(PART, "")
    return len(strip_neutral(left))


@cache
def shared_parts() -> Parts:
    """The parts every entry knows: flow, stage, class, level …"""
    return Parts.read(read_yaml("matching.yaml")["parts"])


@cache
def _share_words() -> re.Pattern[str]:
    return re.compile("|".join(read_yaml("matching.yaml")["share_words"]))


@cache
def _other_heads() -> tuple[str, ...]:
    return tuple(read_yaml("matching.yaml")["other_heads"])


@cache
def _neutral() -> re.Pattern[str]:
    rules = read_yaml("matching.yaml")
    words = _longest_first({word for line in rules["neutral"] for word in line})
    marks = "".join(re.escape(mark) for mark in rules["marks"])
    return re.compile("|".join(map(re.escape, words)) + f"|[{marks}]")


def strip_neutral(text: str) -> str:
    """``text`` without the words and marks that change nothing."""
    return _neutral().sub("", text)
