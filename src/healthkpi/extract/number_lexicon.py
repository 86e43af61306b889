"""The compiled vocabulary of the number reader: one master expression and its small tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from healthkpi.extract.number_parse import digit_table
from healthkpi.models import Comparator
from healthkpi.vocabulary.load import read_yaml


class Before(NamedTuple):
    """A comparator that stands before a number, and the characters that may not precede it."""

    word: str
    comparator: Comparator
    not_after: frozenset[str]


class Lexicon(NamedTuple):
    """What the scanner asks of the vocabulary."""

    master: re.Pattern[str]  # a numeral with its tail
    tail: re.Pattern[str]  # what may follow a numeral: 余, 万, unit, 以上
    later: re.Pattern[str]  # 以上, 左右
    mixed: re.Pattern[str]  # digits and Chinese powers in turn: 3万4000
    fraction: re.Pattern[str]  # 三分之一, 百分之五, 一又二分之一
    upper_part: re.Pattern[str]  # 至百分之五 after 百分之三
    set_form: re.Pattern[str]  # 半数, 翻两番, 成倍
    words: re.Pattern[str]  # words that begin with a numeral but are none
    nouns: re.Pattern[str]  # nouns that take a single numeral without a counter
    powers: dict[str, int]
    units: dict[str, str]  # surface -> canonical
    lone_units: frozenset[str]  # surfaces that make a single Chinese numeral a number
    halves: frozenset[str]  # surfaces that add a half: 年半
    tenths: frozenset[str]  # units of a tenth: 成, 折
    whole: frozenset[str]  # counters that take no fraction
    before: dict[str, tuple[Before, ...]]  # by last character, longest first
    after: dict[str, Comparator]
    endings: dict[str, tuple[str, ...]]  # numeral -> what makes it the end of a word
    heads: dict[str, tuple[int, int]]  # 数 and 几 before a power
    up: tuple[str, frozenset[str]]  # 上 before a power, and what may not precede it
    parts: dict[str, str]  # 百分之 -> %
    set_values: dict[str, tuple[str, str, Comparator]]
    bounds_before: frozenset[str]
    bounds_after: frozenset[str]
    minus: frozenset[str]
    sign_after: frozenset[str]
    sign_not_after: frozenset[str]


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
        branches.append(f"(?!{'|'.join(map(_bar, barred))})" if barred else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _bar(word: str) -> str:
    """What may not follow; 目!标录 bars 目 except where 标 or 录 comes after it."""
    barred, _, unless = word.partition("!")
    return re.escape(barred) + (f"(?![{re.escape(unless)}])" if unless else "")


@cache
def lexicon() -> Lexicon:
    """The compiled vocabulary; built once, in about 60 ms."""
    measures, comparators = read_yaml("units.yaml"), read_yaml("comparators.yaml")
    numerals = read_yaml("numerals.yaml")
    units, barred, shy = _read_units(measures)
    unless = numerals["words_unless"]
    up = numerals["up"]
    return Lexicon(
        **_patterns(units, barred, comparators, numerals),
        words=re.compile(trie_pattern({w: unless.get(w, ()) for w in numerals["words"]})),
        nouns=re.compile(trie_pattern(dict.fromkeys(numerals["nouns"], ()))),
        powers=dict(numerals["multipliers"]),
        units=units,
        lone_units=frozenset(units) - shy,
        halves=frozenset(measures["halves"]),
        tenths=frozenset(measures["tenths"]),
        whole=frozenset(measures["whole"]),
        before=_read_before(comparators),
        after={w: c for c, words in comparators["after"].items() for w in words},
        endings={k: tuple(v) for k, v in numerals["words_ending"].items()},
        heads={k: (low, high) for k, (low, high) in numerals["heads"].items()},
        up=(up["word"], frozenset(up["not_after"])),
        parts=dict(numerals["parts"]),
        set_values={w: (str(v), u, c) for w, (v, u, c, *_) in numerals["fixed"].items()},
        bounds_before=frozenset(numerals["bounds"]["before"]),
        bounds_after=frozenset(numerals["bounds"]["after"]),
        minus=frozenset(numerals["minus"]),
        sign_after=frozenset(numerals["sign_after"]),
        sign_not_after=frozenset(numerals["sign_not_after"]),
    )


def _read_units(
    data: Mapping[str, Any],
) -> tuple[dict[str, str], dict[str, list[str]], frozenset[str]]:
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
    rates = data["rates"]
    for canonical, denominators in rates["denominators"].items():
        for counted in rates["numerators"]:
            units.update({f"{counted}/{of}": canonical for of in denominators})
    units.update({u.replace("/", "／"): name for u, name in units.items() if "/" in u})
    return units, barred, frozenset(shy)


def _read_before(data: Mapping[str, Any]) -> dict[str, tuple[Before, ...]]:
    table: dict[str, list[Before]] = {}
    for comparator, words in data["before"].items():
        for word in words:
            barred = frozenset(data["not_after"].get(word, ()))
            table.setdefault(word[-1], []).append(Before(word, comparator, barred))
    return {k: tuple(sorted(v, key=lambda b: -len(b.word))) for k, v in table.items()}


def _patterns(
    units: Mapping[str, str],
    barred: Mapping[str, Iterable[str]],
    comparators: Mapping[str, Any],
    numerals: Mapping[str, Any],
) -> dict[str, re.Pattern[str]]:
    later = _later(comparators)
    tail = _tail(units, barred, comparators, numerals, later)
    core, mixed, fraction, upper = _shapes()
    return {
        "master": re.compile(core + tail),
        "tail": re.compile(tail),
        "later": re.compile(f" ?({later})"),
        "mixed": re.compile(mixed),
        "fraction": re.compile(fraction),
        "upper_part": re.compile(upper),
        "set_form": re.compile(_set_form(numerals["fixed"])),
    }


def _shapes() -> tuple[str, str, str, str]:
    """The shapes of a numeral: plain, of digits and powers in turn, of a fraction, of its range.

    The plain one begins with one character class, so that the search for it runs at the speed of
    the regular expression engine's own scan.
    """
    table = digit_table()
    chinese = "".join(c for c in (*table.digits, *table.tens, *table.powers) if not c.isascii())
    digits = "".join(c for c in table.digits if not c.isascii() and c != "两")
    plain = (
        r"(?:(?<=\.[0-9])[0-9]*|"  # behind a point: the parts of 1.2.3
        r"(?:[0-9]{0,2}(?:[,，][0-9]{3})+(?![0-9])|"
        # 共21 653人次: groups parted by a blank, as journals and tables print them
        r"(?<=[\u4e00-\u9fff、,，][0-9])(?<![图表第章节题附注件例][0-9])[0-9]{0,2}(?: [0-9]{3})+"
        r"(?=[万亿]?[\u4e00-\u9fff])"
        r"|(?<=[为达约共][0-9])[0-9]{0,2}(?: [0-9]{3})+(?=[,，。;；、)）])|[0-9]*)"
        r"(?:\.(?!(?:19|20)[0-9]{2}年)[0-9]+(?!\.?[0-9]))?)"
    )
    char = rf"(?!千[克米瓦伏卡帕赫升]|兆[瓦赫])[{chinese}]"
    point = rf"(?: *点 *[{digits}](?: ?[{digits}])*(?! ?[{chinese}]))?"
    run = rf"(?: *{char})*{point}"
    one = rf"(?:负 *)?(?:[0-9][0-9,，]*(?:\.[0-9]+)?|[{chinese}]{run})"
    return (
        rf"([0-9{chinese}半翻倍](?:(?<=[0-9]){plain}|(?<=[{chinese}]){run}|(?<=[半翻倍])))",
        rf"[0-9{chinese}]{{1,64}}(?: *(?:[0-9]|{char})){{1,64}}(?:点[{digits}0-9]+)?",
        rf"(?:({one}) *又 *)?({one}) *分 *之 *({one})",
        rf"(?:至|到|—{{1,2}}|-|~|～)(?:([{chinese}]+)分之)?({one})(?![{chinese}0-9,.年月日个])",
    )


def _tail(
    units: Mapping[str, str],
    barred: Mapping[str, Iterable[str]],
    comparators: Mapping[str, Any],
    numerals: Mapping[str, Any],
    later: str,
) -> str:
    """What may follow a numeral. Groups: 余/多/几, power, 余/多, unit, 多, comparator."""
    few = comparators["vague_not_before"]
    vague = trie_pattern({word: few.get(word, ()) for word in comparators["vague"]})
    units_not = comparators["power_not_before"]
    powers = trie_pattern({word: units_not.get(word, ()) for word in numerals["multipliers"]})
    unit = trie_pattern({u: barred.get(u, ()) for u in units})
    more = trie_pattern({"多": comparators["more_not_before"]})
    vague = rf"{vague}|来(?={powers}?{unit})|个多(?=小时|月|星期|百分点)"  # 20来张; not 十年来
    return (
        rf"(?: ?({vague}))?(?:[ \n]{{0,3}}({powers})(?: ?({vague}))?)?"
        rf"(?:[ \n]{{0,4}}({unit})(?:({more}))?)?"
        rf"(?:[（(]含[)）])?(?: ?({later}))?"
    )


def _later(comparators: Mapping[str, Any]) -> str:
    barred = comparators["after_not_before"]
    words = (word for group in comparators["after"].values() for word in group)
    return trie_pattern({word: barred.get(word, ()) for word in words})


def _set_form(fixed: Mapping[str, Any]) -> str:
    words = trie_pattern({w: entry[3] if len(entry) > 3 else () for w, entry in fixed.items()})
    return rf"翻了?([一两二三四五六七八九0-9])番|({words})"
