"""Which indicator of the catalogue a phrase means: precise before generous.

A phrase means an entry when it holds one of the entry's names, or one word of each of its
``require`` groups, none of its ``exclude`` words, and when what is left of it is nothing but
neutral words (全市, 达到, 数 …) and parts (三星, 公立 …), which make the breakdown. Unit, measure
and scope must agree. Of several entries the one that accounts for most of the phrase wins; a tie
means none, with the candidates named.
"""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from healthkpi.errors import VocabularyError
from healthkpi.resolve.agreement import agree, effective_unit
from healthkpi.resolve.breakdowns import PART, TOTAL, breakdown_of
from healthkpi.resolve.examples import failing_examples
from healthkpi.resolve.wordings import (
    Explained,
    Wording,
    explain,
    find_keys,
    read_wording,
    shared_parts,
    strip_neutral,
)
from healthkpi.vocabulary.catalogue import Catalogue, Entry, read_catalogue
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.wording import normal_form

_HELD = 65536  # phrases remembered; a corpus of a thousand bulletins has fewer


class Match(NamedTuple):
    """The entry a phrase means, or None with the entries it may mean."""

    indicator: str | None
    breakdown: str
    candidates: tuple[str, ...]


NO_MATCH = Match(None, TOTAL, ())


class Matcher:
    """The catalogue made ready for matching. Build it by :func:`open_matcher`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._index: dict[str, list[Wording]] = {}
        self._weak: dict[str, list[Wording]] = {}
        for entry in catalogue:
            self._add(entry)
        self._find = lru_cache(_HELD)(self._find_entry)
        self._agreeing = lru_cache(1024)(self._find_agreeing)
        self._find_weak = lru_cache(_HELD)(self._find_weak_entries)

    def match(
        self, phrase: str, unit: str, measure: str, *, scope_type: str | None = None,
        sentence: str = "", health: bool = True,
    ) -> Match:  # fmt: skip
        """The entry that ``phrase``, with a number of ``unit`` and ``measure``, means.

        ``sentence`` is asked only for weak aliases; ``health`` says that the text is about health,
        without which an entry of everyday words needs a health word in the phrase.
        """
        found = self._find(phrase, unit, measure, scope_type, health)
        if found is NO_MATCH and sentence and health:
            return self._match_weak(phrase, unit, measure, sentence)
        return found

    def _find_entry(
        self, phrase: str, unit: str, measure: str, scope_type: str | None, health: bool
    ) -> Match:
        text = normal_form(phrase)
        stated, unit = unit, effective_unit(text, unit)
        measure = "rate" if unit != stated and measure != "change" else measure
        health = health or speaks_of_health(text)
        agreeing = self._agreeing(unit, measure)
        found = []
        for wording in self._candidates(text).values():
            entry = wording.entry
            if entry.id not in agreeing or not _fits(entry, scope_type, health):
                continue
            explained = explain(wording, text)
            if explained is not None and not (measure == "change" and _wrong_base(entry, text)):
                found.append(explained)
        return _choose(found)

    def _find_agreeing(self, unit: str, measure: str) -> frozenset[str]:
        return frozenset(entry.id for entry in self.catalogue if agree(entry, unit, measure))

    def _candidates(self, text: str) -> dict[str, Wording]:
        found: dict[str, Wording] = {}
        index = self._index
        for first, second in pairwise(text):
            for wording in index.get(first + second, ()):
                found[wording.entry.id] = wording
        return found

    def _match_weak(self, phrase: str, unit: str, measure: str, sentence: str) -> Match:
        """A weak alias with its sentence: the sentence must hold what the entry requires."""
        wordings = self._find_weak(phrase, unit, measure)
        if not wordings:
            return NO_MATCH
        around = normal_form(sentence)
        found = [
            wording
            for wording in wordings
            if all(any(word in around for word in group) for group in wording.require)
            and not any(word in around for word in wording.exclude)
        ]
        if len(found) != 1:
            return Match(None, TOTAL, tuple(wording.entry.id for wording in found))
        text, parts = normal_form(phrase), dict[str, str]()
        found[0].parts.find(text, parts)
        shared_parts().take(text, parts)
        return Match(found[0].entry.id, breakdown_of(parts), (found[0].entry.id,))

    def _find_weak_entries(self, phrase: str, unit: str, measure: str) -> tuple[Wording, ...]:
        text = normal_form(phrase)
        bare = strip_neutral(shared_parts().take(text, {}).replace(PART, ""))
        agreeing = self._agreeing(effective_unit(text, unit), measure)
        return tuple(w for w in self._weak.get(bare, ()) if w.entry.id in agreeing)

    def _add(self, entry: Entry) -> None:
        wording = read_wording(entry)
        for key in find_keys(wording):
            self._index.setdefault(key, []).append(wording)
        for alias in {strip_neutral(normal_form(alias)) for alias in entry.weak_aliases}:
            self._weak.setdefault(alias, []).append(wording)


def _choose(found: list[Explained]) -> Match:
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
    share = _change_verbs().sub("", text).endswith(_share_words())
    if entry.measure == "rate":
        return not share and entry.name_zh.endswith(_share_words())
    return share


@cache
def _change_verbs() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(read_yaml('matching.yaml')['change_verbs'])})+$")


@cache
def _share_words() -> tuple[str, ...]:
    return tuple(read_yaml("matching.yaml")["share_words"])


@cache
def _health_words() -> re.Pattern[str]:
    return re.compile("|".join(read_yaml("matching.yaml")["health"]))


def speaks_of_health(text: str) -> bool:
    """Whether a word of health stands in ``text``."""
    return _health_words().search(text) is not None


def health_density(text: str) -> float:
    """Health words in 1,000 characters of ``text``."""
    return 1000 * len(_health_words().findall(text)) / max(len(text), 1)


def open_matcher(catalogue: Catalogue | None = None) -> Matcher:
    """The matcher of ``catalogue``, or of the built-in one with the user's own entries; kept.

    Raises:
        VocabularyError: an entry does not fit the schema, or an example of a user's entry fails.
    """
    catalogue = catalogue or open_catalogue()
    _check_own(catalogue)
    return _build(catalogue)


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


@cache
def _build(catalogue: Catalogue) -> Matcher:
    return Matcher(catalogue)
