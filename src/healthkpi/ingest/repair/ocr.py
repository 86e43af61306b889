"""Letters and digits that a scanner took for one another, and what it tore apart.

Each rule asks for a neighbourhood in which nothing else can be meant: papers are full of l, O, 一.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from healthkpi.ingest.offsets import Edit

_DIGITS = str.maketrans("OoQlI", "00011")
_TORN = re.compile(r"[ \\]")


class _Rule(NamedTuple):
    reason: str
    pattern: re.Pattern[str]
    mend: Callable[[str], str]


class OcrRepair(NamedTuple):
    """An edit and the sentence that says why."""

    edit: Edit
    reason: str


@cache
def _rules() -> tuple[_Rule, ...]:
    def to_digits(text: str) -> str:
        return text.translate(_DIGITS)

    def to_one(text: str) -> str:
        return _TORN.sub("", text)

    return (
        _Rule(
            "Letters O and l stand for digits in a year.",
            re.compile(
                r"(?<![A-Za-z0-9.])(?=\d*[OolI])(?:19|2[0Oo]|1[9])[0-9OolI]{2}"
                r"(?=\s?年|[-—－～~一至][12][09Oo]|[,，.．、。;；)）\]］])"
            ),
            to_digits,
        ),
        _Rule(
            "Letters O and l stand for digits before a unit.",
            re.compile(
                r"(?<![A-Za-z0-9.\[$\\_^{])(?=[0-9lO]*[lO])(?:\d[0-9lO]{1,4}|[lI][O0]{1,3})"
                r"(?=\s?(?:[%％‰万亿例岁年月日天元名所家个张项户周]|人次))"
            ),
            to_digits,
        ),
        _Rule(
            "A percentage was torn into single characters.",
            re.compile(r"(?<![\d.．])(?<!\d )\d(?: \d){0,3} [.．] \d(?: \d){0,3} ?\\?[%％‰]"),
            to_one,
        ),
        _Rule(
            "一 stands for a dash between years.",
            re.compile(
                r"(?<=(?:19|20)\d\d)一(?=(?:19|20)\d\d ?年)"
                r"|(?<=(?:19|20)\d\d年)一(?=(?:19|20)\d\d年)"
            ),
            lambda _: "—",
        ),
        _Rule(
            "Punctuation was doubled.",
            re.compile(r"(?<=[\u4e00-\u9fff）”》%])([，。；、])\1(?=[\u4e00-\u9fff“《（\n]|\Z)"),
            lambda text: text[0],
        ),
    )


def find_ocr(text: str) -> Iterator[OcrRepair]:
    """What a scanner misread in ``text``, rule by rule."""
    for rule in _rules():
        for match in rule.pattern.finditer(text):
            yield OcrRepair(Edit(match.start(), match.end(), rule.mend(match[0])), rule.reason)
