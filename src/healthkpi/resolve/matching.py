"""Which indicator of the catalogue a phrase means: precise before generous.

A phrase means an entry when it holds one of the entry's names, or one word of each of its
``require`` groups, none of its ``exclude`` words, and when what is left of it is nothing but
neutral words (全市, 达到, 数 …) and parts (三星, 公立 …), which make the breakdown. Unit, measure and
scope must agree. Of several entries the one that accounts for most of the phrase wins; a tie means
none, with the candidates named.
"""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from healthkpi.errors import VocabularyError
from healthkpi.resolve.agreement import agree, effective_unit, population_words
from healthkpi.resolve.breakdowns import TOTAL, Parts, breakdown_of
from healthkpi.resolve.examples import failing_examples
from healthkpi.vocabulary.catalogue import Catalogue, Entry, read_catalogue
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.wording import normal_form

_REST = {"none": 1, "some": 6, "any": 60}  # characters that may stay unexplained
_HELD = 65536  # phrases remembered; a corpus of a thousand bulletins has fewer


class Match(NamedTuple):
    """The entry a phrase means, or None with the entries it may mean."""

    indicator: str | None
    breakdown: str
    candidates: tuple[str, ...]


NO_MATCH = Match(None, TOTAL, ())


class _Explained(NamedTuple):
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


class Matcher:
    """The catalogue made ready for matching. Build it by :func:`open_matcher`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._index: dict[str, list[Wording]] = {}
        self._weak: dict[str, list[Entry]] = {}
        for entry in catalogue:
            self._add(entry)
        self._find = lru_cache(_HELD)(self._find_entry)

    def match(
        self, phrase: str, unit: str, measure: str, *, scope_type: str | None = None,
        sentence: str = "", health: bool = True,
    ) -> Match:  # fmt: skip
        """The entry that ``phrase``, with a number of ``unit`` and ``measure``, means.

        ``sentence`` is asked only for weak aliases; ``health`` says that the text is about health,
        without which an entry of everyday words needs a health word in the phrase.
        """
        found = self._find(phrase, unit, measure, scope_type, health)
        if found is NO_MATCH and sentence and self._weak:
            return self._match_weak(normal_form(phrase), unit, measure, normal_form(sentence))
        return found

    def _find_entry(
        self, phrase: str, unit: str, measure: str, scope_type: str | None, health: bool
    ) -> Match:
        text = normal_form(phrase)
        stated, unit = unit, effective_unit(text, unit)
        measure = "rate" if unit != stated and measure != "change" else measure
        health = health or speaks_of_health(text)
        found = []
        for wording in self._candidates(text):
            entry = wording.entry
            if not agree(entry, unit, measure) or not _fits(entry, scope_type, health):
                continue
            explained = _explain(wording, text)
            if explained is not None and not (measure == "change" and _wrong_base(entry, text)):
                found.append(explained)
        return _choose(found)

    def _candidates(self, text: str) -> list[Wording]:
        seen: dict[str, Wording] = {}
        for start in range(len(text) - 1):
            for wording in self._index.get(text[start : start + 2], ()):
                seen[wording.entry.id] = wording
        return list(seen.values())

    def _match_weak(self, text: str, unit: str, measure: str, sentence: str) -> Match:
        bare = strip_neutral(text)
        found = [
            entry.id
            for entry in self._weak.get(text) or self._weak.get(bare) or ()
            if agree(entry, effective_unit(text, unit), measure)
            and all(any(normal_form(w) in sentence for w in group) for group in entry.require)
            and not any(normal_form(w) in text for w in entry.exclude)
        ]
        if len(found) == 1:
            return Match(found[0], TOTAL, tuple(found))
        return Match(None, TOTAL, tuple(found)) if found else NO_MATCH

    def _add(self, entry: Entry) -> None:
        wording = _word(entry)
        keys = {name[:2] for name in wording.names}
        if wording.require:
            keys.update(word[:2] for word in min(wording.require, key=len))
        for key in keys:
            self._index.setdefault(key, []).append(wording)
        for alias in entry.weak_aliases:
            for form in {normal_form(alias), strip_neutral(normal_form(alias))}:
                if entry not in self._weak.setdefault(form, []):
                    self._weak[form].append(entry)


def _word(entry: Entry) -> Wording:
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


def _explain(wording: Wording, text: str) -> _Explained | None:
    if not any(name in text for name in wording.names) and not (
        wording.require and all(any(w in text for w in group) for group in wording.require)
    ):
        return None
    if any(word in text for word in wording.exclude):
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
    return _Explained(length, rest, breakdown_of(parts), wording.entry.id)


def _unexplained(wording: Wording, left: str, parts: dict[str, str]) -> int:
    """How many characters of ``left`` are neither neutral nor a part (which goes into ``parts``)."""
    for word in wording.fill:
        left = left.replace(word, "|")
    return len(strip_neutral(_shared_parts().take(left, parts)))


def _choose(found: list[_Explained]) -> Match:
    if not found:
        return NO_MATCH
    found.sort(key=lambda hit: (-hit.length, hit.rest))
    best = [hit for hit in found if (hit.length, hit.rest) == (found[0].length, found[0].rest)]
    candidates = tuple(hit.indicator for hit in best)
    if len(best) > 1:
        return Match(None, TOTAL, candidates)
    return Match(best[0].indicator, best[0].breakdown, candidates)


def _fits(entry: Entry, scope_type: str | None, health: bool) -> bool:
    if entry.scopes and scope_type is not None and scope_type not in entry.scopes:
        return False
    return health or entry.context == "any"


def _wrong_base(entry: Entry, text: str) -> bool:
    """A growth in % does not tell its base's unit: a share wants its word, a count must lack it."""
    share = text.endswith(_share_words())
    if entry.measure == "rate":
        return not share and entry.name_zh.endswith(_share_words())
    return share


@cache
def _shared_parts() -> Parts:
    return Parts.read(read_yaml("matching.yaml")["parts"])


@cache
def _share_words() -> tuple[str, ...]:
    return tuple(read_yaml("matching.yaml")["share_words"])


@cache
def _neutral() -> re.Pattern[str]:
    rules = read_yaml("matching.yaml")
    words = sorted({word for line in rules["neutral"] for word in line}, key=len, reverse=True)
    marks = "".join(re.escape(mark) for mark in rules["marks"])
    return re.compile("|".join(map(re.escape, words)) + f"|[{marks}]")


def strip_neutral(text: str) -> str:
    """``text`` without the words and marks that change nothing."""
    return _neutral().sub("", text)


@cache
def _health_words() -> re.Pattern[str]:
    return re.compile("|".join(read_yaml("matching.yaml")["health"]))


def speaks_of_health(text: str) -> bool:
    """Whether a word of health stands in ``text``."""
    return _health_words().search(text) is not None


def open_matcher(catalogue: Catalogue | None = None) -> Matcher:
    """The matcher of ``catalogue``, or of the built-in one with the user's own entries; kept."""
    return _build(catalogue or open_catalogue())


def open_catalogue(path: Path | None = None) -> Catalogue:
    """The catalogue with the user's own entries, from ``path`` or HEALTHKPI_CATALOGUE, checked.

    Raises:
        VocabularyError: an entry does not fit the schema, or one of its examples fails.
    """
    named = os.environ.get("HEALTHKPI_CATALOGUE")
    path = path or (Path(named) if named else None)
    catalogue = read_catalogue(path)
    _check_own(catalogue)
    return catalogue


@cache
def _check_own(catalogue: Catalogue) -> None:
    for indicator in sorted(catalogue.own):
        wrong = failing_examples(catalogue[indicator], _build(catalogue))
        if wrong:
            raise VocabularyError(f"{wrong[0]}. Mend its aliases, require, exclude or examples.")


def health_density(text: str) -> float:
    """Health words in 1,000 characters of ``text``."""
    return 1000 * len(_health_words().findall(text)) / max(len(text), 1)


@cache
def _build(catalogue: Catalogue) -> Matcher:
    return Matcher(catalogue)
