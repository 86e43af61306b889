"""The examples and counter-examples of catalogue entries, and the check that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from healthkpi.vocabulary.catalogue import Entry

if TYPE_CHECKING:
    from healthkpi.resolve.matching import Matcher

_MEASURES = {
    "%": "rate", "‰": "rate", "每千人": "rate", "每万人": "rate", "每10万": "rate", "元": "amount",
    "名次": "rank", "级": "level", "岁": "duration", "天": "duration", "年": "duration",
    "分钟": "duration", "": "index", "百分点": "change", "千分点": "change",
}  # fmt: skip


class Example(NamedTuple):
    """``phrase | unit | measure | breakdown``: the last two may be left out."""

    phrase: str
    unit: str
    measure: str
    breakdown: str | None


def parse_example(line: str) -> Example:
    """The parts of an example line; the measure is the unit's usual one where it is left out."""
    phrase, unit, measure, breakdown = ([part.strip() for part in line.split("|")] + [""] * 3)[:4]
    return Example(phrase, unit, measure or _MEASURES.get(unit, "count"), breakdown or None)


def failing_examples(entry: Entry, matcher: Matcher) -> list[str]:
    """What is wrong with the entry's examples: one English line for each that does not hold."""
    wrong = []
    for line in entry.examples:
        example = parse_example(line)
        match = matcher.match(example.phrase, example.unit, example.measure)
        if match.indicator != entry.id:
            others = ", ".join(match.candidates) or "nothing"
            wrong.append(f"{entry.id}: example '{line}' matches {others}")
        elif example.breakdown is not None and match.breakdown != example.breakdown:
            wrong.append(f"{entry.id}: example '{line}' has breakdown {match.breakdown}")
    health = entry.context == "any"  # everyday words are tried as in a text about something else
    for line in entry.not_:
        example = parse_example(line)
        match = matcher.match(example.phrase, example.unit, example.measure, health=health)
        if match.indicator == entry.id:
            wrong.append(f"{entry.id}: near miss '{line}' matches")
    return wrong
