"""How well characters follow one another, by the counts in vocabulary/character_pairs.txt."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from healthkpi.vocabulary.load import read_text, read_yaml

_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")
_SPACE = re.compile(r"\s+")
_WEIGHT = 20.0  # how many sightings of a character outweigh what is known of its follower alone
_COUNTER = 40.0  # the count given to a counter behind a number
_NEVER = 0.3  # the count given to what was not seen


class _Pairs(NamedTuple):
    counts: dict[str, float]
    firsts: dict[str, float]
    seconds: dict[str, float]
    total: float


@cache
def _read_pairs() -> _Pairs:
    counts: dict[str, float] = {}
    firsts: dict[str, float] = {}
    seconds: dict[str, float] = {}
    for line in read_text("character_pairs.txt").splitlines():
        if line.startswith("# "):
            continue
        first, followers = line[0], line[2:]
        for second, digit in zip(followers[::2], followers[1::2], strict=True):
            count = 2.0 ** (int(digit, 36) / 2)
            counts[first + second] = count
            firsts[first] = firsts.get(first, 0.0) + count
            seconds[second] = seconds.get(second, 0.0) + count
    for unit in _counters():
        for number in "0万亿":
            counts[number + unit] = max(counts.get(number + unit, 0.0), _COUNTER)
    return _Pairs(counts, firsts, seconds, sum(firsts.values()))


def _counters() -> set[str]:
    """The counters of one character: each may follow a number, seen there or not."""
    families = read_yaml("units.yaml")["families"]
    return {unit for family in families for unit in family["units"] if len(unit) == 1}


def fluency(text: str) -> float:
    """The log-likelihood of simplified ``text``, each character given the one before it."""
    pairs = _read_pairs()
    line = _SPACE.sub("¶", _NUMBER.sub("0", text))
    return sum(_score(pairs, one, two) for one, two in pairwise(line))


def _score(pairs: _Pairs, one: str, two: str) -> float:
    alone = pairs.seconds.get(two, _NEVER) / pairs.total
    seen = pairs.counts.get(one + two, 0.0) + _WEIGHT * alone
    return log(seen / (pairs.firsts.get(one, 0.0) + _WEIGHT))


def affinity(one: str, two: str) -> float:
    """How much likelier ``two`` is behind ``one`` than anywhere: the log of that ratio."""
    pairs = _read_pairs()
    one, two = ("0" if char.isdigit() else char for char in (one, two))
    return _score(pairs, one, two) - log(pairs.seconds.get(two, _NEVER) / pairs.total)
