"""Where a text names organisations, each by its fullest name: 市中心医院 is 鄂州市中心医院.

A name begins with a place, a township, a university or an army's number, or with the level alone
(县人民医院); at the start of a line, as in a headline, it may begin with anything.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from healthkpi.ingest.org_names import IN_NAMES, is_kind, is_no_name
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import find_places

_HAN = "\u4e00-\u9fff〇"
_RUN = re.compile(rf"[{_HAN}]+")
_LONGEST = 22  # characters of a name before its last word
_LEVELS = "市县区州盟旗省镇乡"
_LEVEL_ONLY = re.compile(r"(?:级|属|直|域|乡|镇)")
_SHORTEST_REST = 3  # characters that two names share beside their place
_LONGEST_HEADLINE = 18  # characters of a name that begins with no place
_BESIDE = 24  # characters that its line has beside it
_FRAME = " \u3000—-【】《》*#|"


class OrgMention(NamedTuple):
    """A stretch of the text that names an organisation, and its fullest name."""

    start: int
    end: int
    name: str


class _Patterns(NamedTuple):
    tail: re.Pattern[str]
    begin: re.Pattern[str]
    verb: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = {key: "|".join(told) for key, told in read_yaml("org_evidence.yaml").items()}
    kinds = words["kinds"]
    return _Patterns(
        re.compile(words["tails"]),
        re.compile(
            rf"{words['army']}"
            rf"|(?<![{_HAN}])[{_HAN}]{{2,8}}(?:大学|学院)(?:第?[一二三四五六]?附属|附属)"
            rf"|(?<![{_HAN}])[{_HAN}]{{2,4}}(?:街道|镇|乡)(?=中心|卫生院|社区)"
            rf"|(?<![全我本各成自在])[{_LEVELS[:7]}](?=第[一二三四五六七八九十]|{kinds})"
        ),
        re.compile(words["verbs"]),
    )


def find_mentions(text: str) -> list[OrgMention]:
    """Every place where ``text`` names an organisation, in order."""
    found = [named for tail in _patterns().tail.finditer(text) if (named := _ending(text, tail))]
    counts = Counter(mention.name for mention in found)
    fullest = {name: _fullest(name, counts) for name in counts}
    return [mention._replace(name=fullest[mention.name]) for mention in found]


def is_short_for(short: str, full: str) -> bool:
    """Whether ``short`` may stand for ``full``: 县人民医院 for 习水县人民医院."""
    rest = short[1:] if short[0] in _LEVELS else short
    return len(rest) >= _SHORTEST_REST and len(full) > len(short) and full.endswith(rest)


def level_of(name: str) -> str:
    """The level that a name begins with, where it begins with no place: 县 of 县人民医院."""
    return name[0] if name[0] in _LEVELS[:7] else ""


def _fullest(name: str, counts: Counter[str]) -> str:
    longer = [other for other in counts if is_short_for(name, other)]
    return max(longer, key=lambda other: (counts[other], len(other)), default=name)


def _ending(text: str, tail: re.Match[str]) -> OrgMention | None:
    """The mention that ends with ``tail``, None where it is a kind or no name."""
    runs = _RUN.findall(text[max(0, tail.start() - _LONGEST) : tail.end()])
    run = runs[-1] if runs else ""
    base = tail.end() - len(run)
    starts = {place.start for place in find_places(run)}
    starts.update(begun.start() for begun in _patterns().begin.finditer(run))
    for start in sorted(starts):
        if _is_name(run[start:]):
            return OrgMention(base + start, tail.end(), run[start:])
    return OrgMention(base, tail.end(), run) if _is_headline(text, base, run) else None


def _is_name(name: str) -> bool:
    if len(name) <= _SHORTEST_REST - 1 or is_kind(name):
        return False
    places = find_places(name)
    rest = name[places[0].end if places and places[0].start == 0 else 1 :]
    no_name = is_no_name(rest[:-2] or "x") or _has_verb(rest)
    return not no_name and not _LEVEL_ONLY.match(rest)


def _has_verb(rest: str) -> bool:
    """Whether a stretch runs on from a verb or preposition: 帮助医院."""
    return _patterns().verb.search(IN_NAMES.sub("某", rest)) is not None


def _is_headline(text: str, base: int, run: str) -> bool:
    """Whether ``run`` begins a line of hardly anything else: 建丰社区卫生服务中心 年度工作报告."""
    line = text[text.rfind("\n", 0, base) + 1 :].partition("\n")[0].strip(_FRAME)
    long_enough = _SHORTEST_REST < len(run) <= _LONGEST_HEADLINE
    if not long_enough or not line.startswith(run) or len(line) > len(run) + _BESIDE:
        return False
    no_name = is_no_name(run[:-2]) or _has_verb(run) or run[0] in "全我本各"
    return not no_name and not is_kind(run)
