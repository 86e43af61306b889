"""Finds the expressions that hold a numeral and measure nothing: dates, list numbers, names …

The patterns are data: ``vocabulary/nonclaims.yaml``, each with examples and counter-examples.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.errors import VocabularyError
from healthkpi.models import Role
from healthkpi.vocabulary.load import read_yaml

NUMERAL_CHARACTERS = "〇○零一二两三四五六七八九十百千万亿廿卅"

_SHORTHANDS = {
    "{Y}": r"(?<!\d)(?:19|20)\d\d(?!\d)",
    "{C}": NUMERAL_CHARACTERS,
    "{N}": rf"[\d{NUMERAL_CHARACTERS}]",
    "{DASH}": r"(?:——|[-—–―─~至到])",
    "{L}": r"(?:^|(?<=\n))",
    "{CNS}": r"\u4e00-\u9fff",
    "{CN}": r"[\u4e00-\u9fff]",
}


class NonClaim(NamedTuple):
    """A span that is no claim; offsets count in the text searched."""

    start: int
    end: int
    role: Role
    rule: str


class _Rules(NamedTuple):
    gate: re.Pattern[str]  # where any rule may begin; a run of digits is one place
    by_first: dict[str, re.Pattern[str]]  # first character -> the rules that may begin with it
    names: tuple[tuple[str, Role], ...]


def expand(pattern: str) -> str:
    """The regular expression behind a pattern with shorthands."""
    for short, long in _SHORTHANDS.items():
        pattern = pattern.replace(short, long)
    return pattern


def _first_characters(entry: dict[str, str]) -> set[str]:
    members = re.compile(f"[{expand(entry['first'])}]")
    alphabet = map(
        chr,
        (
            *range(10, 11),
            *range(32, 127),
            *range(0x2010, 0x2200),
            *range(0x2460, 0x249C),
            *range(0x3220, 0x3230),
            0x25CB,
        ),
    )
    more = "、。《》〈〉「」『』【】〔〕" + "".join(map(chr, range(0x4E00, 0xA000))) + "〇"
    return {character for character in (*alphabet, *more) if members.match(character)}


@cache
def _rules() -> _Rules:
    """The rules compiled by first character: most places then try a handful, not all."""
    by_first: dict[str, list[str]] = {}
    names = []
    for index, entry in enumerate(read_yaml("nonclaims.yaml")):
        source = expand(entry["pattern"])
        try:
            re.compile(source)
        except re.error as error:
            message = f"nonclaims.yaml: rule {entry['rule']}: {error}. Mend its pattern."
            raise VocabularyError(message) from error
        names.append((entry["rule"], entry["role"]))
        for character in _first_characters(entry):
            by_first.setdefault(character, []).append(f"(?P<r{index}>{source})")
    compiled: dict[str, re.Pattern[str]] = {}
    for character, parts in by_first.items():
        compiled[character] = re.compile("|".join(parts))
    others = "".join(re.escape(c) for c in sorted(by_first) if not c.isascii() or not c.isalnum())
    return _Rules(re.compile(rf"\d+|[A-Za-z]+|[{others}]"), compiled, tuple(names))


def find_nonclaims(text: str) -> list[NonClaim]:
    """Every non-claim of ``text`` in reading order, not overlapping.

    ``text`` is simplified, with half-width punctuation; offsets count in it.
    """
    gate, by_first, names = _rules()
    text = "\n" + text  # so that a list number at the very start has its line break, too
    found = []
    position = 0
    for seed in gate.finditer(text):
        start = seed.start()
        if start < position:
            continue
        rules = by_first.get(text[start])
        match = rules.match(text, start) if rules else None
        if match is None or match.end() == start:
            continue
        position = match.end()
        while text[start] in ' \n\t“"‘「『':
            start += 1
        rule, role = names[int(match.lastgroup[1:])]  # type: ignore[index]
        found.append(NonClaim(start - 1, position - 1, role, rule))
    return found
