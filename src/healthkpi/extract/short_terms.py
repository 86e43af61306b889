"""The field's short terms, and which kinds of things each can be of (``completing.yaml``)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.extract.cues import alternation
from healthkpi.vocabulary.load import read_yaml


class Term(NamedTuple):
    """A short term of the field and the kinds of things it can be of."""

    name: str
    phrase: re.Pattern[str]
    owners: frozenset[str]
    before: frozenset[str]  # kinds of which an owner is looked for first, however far
    otherwise: str
    far: bool
    following: bool
    subject: bool
    body: bool
    long: bool


class TermWords(NamedTuple):
    """The lists of ``completing.yaml`` that tell of phrases, compiled."""

    terms: tuple[Term, ...]
    any_term: re.Pattern[str]  # group t0, t1 … for each term in turn
    frame: re.Pattern[str]
    acts: re.Pattern[str]
    gained: re.Pattern[str]
    staff: frozenset[str]


@cache
def term_words() -> TermWords:
    """The words, loaded once."""
    data = read_yaml("completing.yaml")
    terms = tuple(
        Term(
            name=term["name"],
            phrase=re.compile(term["phrase"]),
            owners=frozenset(term["owners"]),
            before=frozenset(term.get("before", ())),
            otherwise=term.get("otherwise", ""),
            far=term.get("far", False),
            following=term.get("following", False),
            subject=term.get("subject", False),
            body=term.get("body", False),
            long=term.get("long", False),
        )
        for term in data["terms"]
    )
    return TermWords(
        terms,
        re.compile("|".join(f"(?P<t{i}>{term.phrase.pattern})" for i, term in enumerate(terms))),
        re.compile(f"(?:{alternation(data['frame'])})*"),
        re.compile(f"({alternation(data['acts'])})率?"),
        re.compile(alternation(data["gained"])),
        frozenset(data["part_of_staff"]),
    )


def term_of(phrase: str) -> Term | None:
    """The short term that ``phrase`` is, with or without words that only tell how much or when."""
    words = term_words()
    found = [words.any_term.fullmatch(told) for told in {phrase, without_frame(phrase)}]
    at = [int(match.lastgroup[1:]) for match in found if match and match.lastgroup]
    return words.terms[min(at)] if at else None


def without_frame(phrase: str) -> str:
    """``phrase`` without words at its head that only tell how much or when: 新增床位 → 床位."""
    frame = term_words().frame.match(phrase)
    return phrase[frame.end() :] if frame else phrase
