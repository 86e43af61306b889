"""The compounds of a clause that can own something: 县人民医院二期工程, 流感疫苗, 医保基金.

A compound is a run of nouns; its last word tells of which kinds it is, by the lists of
``completing.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.phrase_words import LEFT_UNITS, phrase_words
from healthkpi.vocabulary.load import read_yaml

_QUOTED = re.compile(r"[“‘]([\u4e00-\u9fffA-Za-z0-9+]{2,10})[”’]")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_PERSON = re.compile(r"[长员人家师者生]$")
_COUNTED = re.compile(r"[\d万亿余多两%]$")  # what follows is a counter: 3家
_NOUNS = ("n", "j", "l", "i", "s", "b", "zg", "vn", "an", "eng")
_AREAS = frozenset("省市县区州旗盟镇乡村")
_MORE = 4  # characters more for what tells one 中心 or 项目 from another
_WHOLE_NAME = 3  # characters that a quoted name, which cannot be cut, may have more


class Owner(NamedTuple):
    """A compound of which something can be: its words, its kinds, where it ends, how it is said."""

    words: tuple[str, ...]
    kinds: frozenset[str]
    start: int
    end: int
    before: str = ""  # the two characters before it, and the one behind: 由 and 、 make it none
    behind: str = ""
    quoted: bool = False

    def named(self, limit: int) -> str:
        """As many of the last words as ``limit`` characters hold; "" where they tell nothing."""
        if self.quoted:
            return self.words[-1] if len(self.words[-1]) <= limit + _WHOLE_NAME else ""
        return name_of(self.words, limit)


class _Lists(NamedTuple):
    acts: frozenset[str]
    light: frozenset[str]
    passed: frozenset[str]
    closing: frozenset[str]
    general: frozenset[str]
    shorter: dict[str, str]
    kinds: dict[str, frozenset[str]]
    longest: int


@cache
def _lists() -> _Lists:
    data = read_yaml("completing.yaml")
    kinds: dict[str, set[str]] = {}
    for kind, words in data["owners"].items():
        for word in words:
            kinds.setdefault(word, set()).add(kind)
    return _Lists(
        acts=frozenset(data["acts"]),
        light=frozenset(data["light"]),
        passed=frozenset(data["passed"]),
        closing=frozenset(data["closing"]),
        general=frozenset(data["general"]),
        shorter=data["shorter"],
        kinds={word: frozenset(found) for word, found in kinds.items()},
        longest=max(map(len, kinds)),
    )


def name_of(words: Sequence[str], limit: int) -> str:
    """The end of a compound, at most about ``limit`` characters, without a place in front of it.

    A word such as 中心 tells nothing alone and takes one more before it: 日间手术中心.
    """
    lists = _lists()
    kept: list[str] = []
    for word in reversed(words):
        if not kept and word in lists.closing and len(words) > 1:
            continue
        told = "".join(kept)
        vague = told in lists.general or lists.general.issuperset(kept)
        room = limit + _MORE if kept and vague else limit
        said = word if len(told) + len(word) <= room else lists.shorter.get(word, word)
        governs = word == "接种" and told.endswith("疫苗")  # 接种HPV疫苗 is no name
        if len(told) + len(said) > room or (kept and is_place(word)) or governs:
            break
        kept.insert(0, said)
    while len(kept) > 1 and len(kept[0]) == 1:
        kept.pop(0)
    found = "".join(kept)
    vague = found in lists.general or (lists.general | lists.closing).issuperset(kept)
    return "" if vague or len(found) < 2 else found


def is_place(word: str) -> bool:
    """Whether ``word`` is a place's name or the letter it ends in."""
    return word in _AREAS or tag(word) == "ns"


def kinds_of(words: Sequence[str]) -> frozenset[str]:
    """Of which kinds a compound is, by the longest entry of the lists that it ends in.

    An entry may be the end of the last word, 医院 of 公立医院, but does not begin within another.
    """
    lists = _lists()
    ends = [words[-1][at:] for at in range(len(words[-1]))]
    for word in reversed(words[:-1]):
        ends.insert(0, word + ends[0])
        if len(ends[0]) > lists.longest:
            break
    return next((lists.kinds[end] for end in ends if end in lists.kinds), frozenset())


@lru_cache(maxsize=4096)
def runs_in(clause: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The runs of nouns of ``clause``, each with where it begins; a quoted name is one word."""
    found: list[tuple[int, tuple[str, ...]]] = []
    run: list[str] = []
    at = begun = 0
    for word, quoted in _words(clause):
        counter = not run and _is_counter(word) and _COUNTED.search(clause[:at]) is not None
        if quoted or (_in_run(word) and not counter):
            begun = begun if run else at
            run.append(word)
        elif run and word not in _lists().passed:
            found.append((begun, tuple(run)))
            run = []
        at += len(word) + 2 * quoted
    if run:
        found.append((begun, tuple(run)))
    return tuple(found)


def _words(clause: str) -> Iterator[tuple[str, bool]]:
    """The words of ``clause``, each with whether it is a quoted name."""
    at = 0
    for quote in _QUOTED.finditer(clause):
        yield from ((word, False) for word in cut(clause[at : quote.start()]))
        yield quote[1], True
        at = quote.end()
    yield from ((word, False) for word in cut(clause[at:]))


def _is_counter(word: str) -> bool:
    """Whether ``word`` can count things behind a number; 热线 of 12345热线 cannot."""
    return len(word) == 1 or word in LEFT_UNITS or word[-1] in "次米日元"


def _in_run(word: str) -> bool:
    """Whether ``word`` can be part of a compound noun."""
    lists = _lists()
    if (
        not _WORD.fullmatch(word)
        or word in phrase_words().heads
        or word in lists.light | lists.passed
    ):
        return False
    kind = tag(word)
    return kind in ("", "nr") or kind.startswith(_NOUNS) or word in lists.acts


@lru_cache(maxsize=4096)
def owners_in(clause: str) -> tuple[Owner, ...]:
    """The owners that ``clause`` names, the last first."""
    told: list[Owner] = []
    for start, run in runs_in(clause):
        at = start
        for index, word in enumerate(run):
            at = clause.find(word, at) + len(word)
            quoted = clause[at : at + 1] in ("”", "’")
            kinds = kinds_of(run[: index + 1])
            kinds |= {"programme"} if quoted and not _PERSON.search(word) else frozenset()
            if kinds:
                before, behind = clause[:start][-2:], clause[at : at + 1]
                told.append(Owner(run[: index + 1], kinds, start, at, before, behind, quoted))
    return tuple(sorted(told, key=lambda owner: -owner.end))
