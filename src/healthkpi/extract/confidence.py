"""How sure a claim is: the measured share of claims with as good signs that are wholly right.

The signs speak of how the claim was read, never of what it says. Their weights stand in
``vocabulary/confidence.yaml``; ``docs/confidence.md`` tells how they were found and what they are
worth on texts the rules had not seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.vocabulary.catalogue import read_catalogue
from healthkpi.vocabulary.load import read_yaml

FIRM = 0.9  # at and above this, a claim may be published without a second look

_MEASURE_END = re.compile(
    r"(?:率|比例|占比|比重|人次|数|量|费用|寿命|水平|床位|收入|支出|资金|投资|人员|机构|医院|卫生院|中心|专科|团队"
    r"|病例|指数|产值|增加值|总额)$"
)
_DIGIT = re.compile(r"\d")
_SHORTEST_TERM = 4  # a shorter name of an indicator at a phrase's end says little
_MARKS = frozenset(("", ",", "。", ";", "、", ")"))
_LEAD = 12  # characters that a sentence may say before the clause of its first number
_PEOPLE = frozenset(("人", "例", "名", "位", "户"))
_LOOSE = frozenset(("", "r", "p", "d", "c"))  # no noun and no verb, or no word of the dictionary


def confidence_of(draft: Draft, *, ocr: bool = False, repaired: bool = False) -> float:
    """A value in 0..1: the share of claims of this claim's band that are right in everything."""
    table = _table()
    weights: dict[str, float] = table["weights"]
    score = sum(weights.get(sign, 0.0) for sign in signs_of(draft))
    likely = 1 / (1 + math.exp(-score))
    value = next((float(shown) for least, shown in table["bands"] if likely >= least), 0.0)
    if ocr:
        value *= table["ocr"]
    if repaired:
        value *= table["repaired"]
    return round(value, 2)


def signs_of(draft: Draft) -> Iterator[str]:
    """The signs of ``draft``, keys of the weights in ``confidence.yaml``."""
    phrase, length = draft.phrase, len(draft.phrase)
    yield "any"
    yield f"length-{_length_class(length)}"
    yield f"shape-{draft.shape}"
    yield f"measure-{draft.measure}"
    yield from _signs_of_words(phrase)
    yield from _signs_of_setting(draft)
    if draft.measure == "rate" and length <= _SHORTEST_TERM + 1:
        yield "short-rate"
    if draft.measure == "change" and draft.shape == "topic":
        yield "change-of-topic"
    if not _DIGIT.search(draft.context):
        yield "first"
        if len(draft.context) - len(draft.clause) > _LEAD:
            yield "lead"  # what the first number is of may have been said in that


def _signs_of_setting(draft: Draft) -> Iterator[str]:
    """Of how the number is written, of when and whom it tells, and what stands around it."""
    if draft.surface != "digits":
        yield "not-in-digits"
    if draft.status == "target":
        yield "target"
    if draft.unit in _PEOPLE:
        yield "people"
    if draft.status == "baseline":
        yield "baseline"
    if draft.year is None:
        yield "no-year"
    if draft.scope_type in ("county", "township"):
        yield "county"
    elif draft.scope_type in ("org", "nation", "province"):
        yield f"scope-{draft.scope_type}"
    if "pair" in draft.rules:
        yield "pair"
    if "completed" in draft.rules:
        yield "completed"
    if draft.right[:1] not in _MARKS:
        yield "runs-on"  # words of the clause follow the number


def _signs_of_words(phrase: str) -> Iterator[str]:
    words = cut(phrase)
    if _is_term(phrase):
        yield "term"
    elif any(_is_term(phrase[at:]) for at in range(1, len(phrase) - _SHORTEST_TERM + 1)):
        yield "ends-in-term"
    if _MEASURE_END.search(phrase):
        yield "measure-at-end"
    if words and tag(words[0])[:1] in _LOOSE:
        yield "loose-start"
    if words and tag(words[0])[:1] == "v":
        yield "verb-first"
    if "的" in phrase:
        yield "relative-clause"
    if "、" in phrase:
        yield "list"
    if "(" in phrase:
        yield "brackets"


def _length_class(length: int) -> str:
    classes: list[int] = _table()["lengths"]
    return str(max((least for least in classes if length >= least), default=0))


def _is_term(phrase: str) -> bool:
    return phrase in _terms()


@cache
def _terms() -> frozenset[str]:
    """The names of indicators in the catalogue."""
    return frozenset(name for entry in read_catalogue() for name in entry.names)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_yaml("confidence.yaml")
    return table
