"""One spelling for words that bulletins spell in several ways."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.vocabulary.load import read_yaml

_AGE = re.compile(r"([一二三四五六七八九])(?=周?岁)")
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_SPAN = re.compile(r"(?<=\d)[-~—]+(?=\d)")
_OF_WHICH = re.compile(r"^其中[有:,]?|(?<=[,、;，；])其中")


class _Spelling(NamedTuple):
    characters: dict[int, int | None]
    rewrites: dict[str, str]
    pattern: re.Pattern[str]
    bracketed: re.Pattern[str]


@cache
def _spelling() -> _Spelling:
    data = read_yaml("matching.yaml")["spelling"]
    characters: dict[int, int | None] = dict.fromkeys(map(ord, data["dropped"]))
    characters.update({ord(old): ord(new) for old, new in data["characters"].items()})
    rewrites: dict[str, str] = data["rewrites"]
    longest_first = sorted(rewrites, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    units = "|".join(map(re.escape, data["bracketed"]))
    return _Spelling(characters, rewrites, pattern, re.compile(rf"\((?:单位:)?(?:{units})\)"))


def normal_form(phrase: str) -> str:
    """``phrase`` without quotes and blanks, with half-width marks, 10万 for 十万, 5岁 for 五岁.

    其中 goes first: 其中医院 holds no 中医. Offsets into the result mean nothing outside it.
    """
    spelling = _spelling()
    text = _OF_WHICH.sub("", phrase).translate(spelling.characters)
    if "(" in text:
        text = spelling.bracketed.sub("", text)
    if "岁" in text:
        text = _AGE.sub(lambda hit: hit[1].translate(_DIGITS), text)
    text = _SPAN.sub("-", text)
    return spelling.pattern.sub(lambda hit: spelling.rewrites[hit[0]], text)
