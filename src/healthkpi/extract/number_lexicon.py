"""The compiled vocabulary of the number reader: one master expression and its small tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from healthkpi.extract.number_parse import digit_table
from healthkpi.models import Comparator
from healthkpi.vocabulary.load import read_yaml

POWERS = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "个亿": 10**8,
    "个万": 10**4,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
    "万万": 10**8,
    "打": 12,
}


class Before(NamedTuple):
    """A comparator that stands before a number, and the characters that may not precede it."""

    word: str
    comparator: Comparator
    not_after: frozenset[str]


class Lexicon(NamedTuple):
    """What the scanner asks of the vocabulary."""

    master: re.Pattern[str]
    tail: re.Pattern[str]  # what may follow a numeral: 余, 万, unit, 以上
    later: re.Pattern[str]  # 以上, 左右
    mixed: re.Pattern[str]  # digits and Chinese powers in turn: 3万4000
    fraction: re.Pattern[str]  # 三分之一, 百分之五, 一又二分之一
    set_form: re.Pattern[str]  # 半数, 翻两番, 成倍
    units: dict[str, str]  # surface -> canonical
    lone_units: frozenset[str]  # surfaces that make a single Chinese numeral a number
    before: dict[str, tuple[Before, ...]]  # by last character, longest first
    after: dict[str, Comparator]
    words: re.Pattern[str]  # words that begin with a numeral but are none
    endings: dict[str, tuple[str, ...]]  # numeral -> what makes it the end of a word
    nouns: re.Pattern[str]
    bounds_before: frozenset[str]
    bounds_after: frozenset[str]
    sign_after: frozenset[str]
    sign_not_after: frozenset[str]
    set_values: dict[str, tuple[str, str, Comparator]]
    halves: frozenset[str]  # surfaces that add a half: 年半
    tenths: frozenset[str]  # units of a tenth: 成, 折
    whole: frozenset[str]  # counters that take no fraction


def trie_pattern(words: Mapping[str, Iterable[str]]) -> str:
    """A pattern that matches the longest of ``words``; each may name what must not follow it."""
    root: dict[str, Any] = {}
    for word, barred in words.items():
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = tuple(barred)
    return _trie(root)


def _trie(node: dict[str, Any]) -> str:
    branches = [re.escape(char) + _trie(child) for char, child in node.items() if char]
    if "" in node:
        barred = node[""]
        branches.append(f"(?!{'|'.join(map(re.escape, barred))})" if barred else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _read_units(data: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, list[str]], set[str]]:
    """Each unit's surface -> its canonical spelling, what must not follow, and which are shy."""
    units: dict[str, str] = {}
    barred: dict[str, list[str]] = {}
    shy: set[str] = set()
    for family in data["families"]:
        units.update({unit: unit for unit in family["units"]})
        units.update(family.get("as", {}))
        for unit, words in family.get("not_before", {}).items():
            barred.setdefault(unit, []).extend(words)
        shy.update(unit for unit, lone in family.get("lone", {}).items() if not lone)
    units.update(data["halves"])
    units.update({u.replace("/", "／"): name for u, name in units.items() if "/" in u})
    rates = data["rates"]
    for canonical, denominators in rates["denominators"].items():
        for counted in rates["numerators"]:
            for of in denominators:
                units[f"{counted}/{of}"] = canonical
                units[f"{counted}／{of}"] = canonical
    return units, barred, shy


@cache
def lexicon() -> Lexicon:
    """The compiled vocabulary; built once."""
    measures, comparators = read_yaml("units.yaml"), read_yaml("comparators.yaml")
    numerals = read_yaml("numerals.yaml")
    units, barred, shy = _read_units(measures)
    after = {w: c for c, words in comparators["after"].items() for w in words}
    tail = _tail(units, barred, comparators, after)
    forms = _forms()
    unless = numerals["words_unless"]
    return Lexicon(
        master=re.compile(forms["core"] + tail),
        tail=re.compile(tail),
        later=re.compile(" ?(" + _later(comparators, after) + ")"),
        mixed=re.compile(forms["mixed"]),
        fraction=re.compile(forms["fraction"]),
        set_form=re.compile(_set_form(numerals["fixed"])),
        units=units,
        lone_units=frozenset(units) - frozenset(shy),
        before=_read_before(comparators),
        after=after,
        words=re.compile(trie_pattern({w: unless.get(w, ()) for w in numerals["words"]})),
        endings={k: tuple(v) for k, v in numerals["words_ending"].items()},
        nouns=re.compile(trie_pattern({w: () for w in numerals["nouns"]})),
        bounds_before=frozenset(numerals["bounds"]["before"]),
        bounds_after=frozenset(numerals["bounds"]["after"]),
        sign_after=frozenset(numerals["sign_after"]),
        sign_not_after=frozenset(numerals["sign_not_after"]),
        set_values={w: (str(v), u, c) for w, (v, u, c, *_) in numerals["fixed"].items()},
        halves=frozenset(measures["halves"]),
        tenths=frozenset(measures["tenths"]),
        whole=frozenset(measures["whole"]),
    )


def _read_before(data: Mapping[str, Any]) -> dict[str, tuple[Before, ...]]:
    table: dict[str, list[Before]] = {}
    for comparator, words in data["before"].items():
        for word in words:
            barred = frozenset(data["not_after"].get(word, ()))
            table.setdefault(word[-1], []).append(Before(word, comparator, barred))
    return {k: tuple(sorted(v, key=lambda b: -len(b.word))) for k, v in table.items()}


def _forms() -> dict[str, str]:
    """The shapes of a numeral. The core begins with one character class, so that the search for
    it runs at the speed of the regular expression engine's own scan."""
    table = digit_table()
    chinese = "".join(c for c in (*table.digits, *table.tens, *table.powers) if not c.isascii())
    digits = "".join(c for c in table.digits if not c.isascii())
    gate = f"[0-9{chinese}半翻倍]"
    plain = (
        r"(?:(?<=\.[0-9])[0-9]*|"  # behind a point: the parts of 1.2.3
        r"(?:[0-9]{0,2}(?:[,，][0-9]{3})+(?![0-9])|[0-9]*)"
        r"(?:\.(?!(?:19|20)[0-9]{2}年)[0-9]+(?!\.?[0-9]))?)"
    )
    char = rf"(?!千[克米瓦伏卡帕赫升]|兆[瓦赫])[{chinese}]"
    point = rf"(?: *点 *[{digits}](?: ?[{digits}])*(?! ?[{chinese}]))?".replace("两", "")
    run = rf"(?: *{char})*{point}"
    one = rf"(?:负 *)?(?:[0-9][0-9,，]*(?:\.[0-9]+)?|[{chinese}]{run})"
    return {
        "core": f"({gate}(?:(?<=[0-9]){plain}|(?<=[{chinese}]){run}|(?<=[半翻倍])))",
        "mixed": rf"[0-9{chinese}]+(?: *(?:[0-9]|{char}))+(?:点[{digits}0-9]+)?",
        "fraction": rf"(?:({one}) *又 *)?({one}) *分 *之 *({one})",
    }


def _tail(
    units: Mapping[str, str],
    barred: Mapping[str, Iterable[str]],
    comparators: Mapping[str, Any],
    after: Mapping[str, Comparator],
) -> str:
    """What may follow a numeral. Groups: 余/多/几, power, 余/多, unit, 多, comparator."""
    few = comparators["vague_not_before"]
    vague = trie_pattern({word: few.get(word, ()) for word in comparators["vague"]})
    powers = trie_pattern({**dict.fromkeys(POWERS, ()), **comparators["power_not_before"]})
    unit = trie_pattern({u: barred.get(u, ()) for u in units})
    later = _later(comparators, after)
    return (
        rf"(?: ?({vague}))?(?:[ \n]{{0,3}}({powers})(?: ?({vague}))?)?"
        rf"(?:[ \n]{{0,4}}({unit})(?:(多)(?![元样学科层种重发病民名点方边渠维部次]))?)?(?:[（(]含[)）])?(?: ?({later}))?"
    )


def _later(comparators: Mapping[str, Any], after: Mapping[str, Comparator]) -> str:
    return trie_pattern({w: comparators["after_not_before"].get(w, ()) for w in after})


def _set_form(fixed: Mapping[str, Any]) -> str:
    words = trie_pattern({w: entry[3] if len(entry) > 3 else () for w, entry in fixed.items()})
    return rf"翻了?([一两二三四五六七八九0-9])番|({words})"
