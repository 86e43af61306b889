"""Where claims stand in their sentence, and which of them are parts of one before them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from healthkpi.models import Claim
from healthkpi.vocabulary.load import read_yaml

_DIGITS = re.compile(r"\d[\d,.]*")
_BREAKS = "。;；!！?？"  # 其中 reaches no further


class Placed(NamedTuple):
    """A claim, and where its number stands in its sentence: code points, base 0, end exclusive."""

    claim: Claim
    start: int
    end: int


def place_claims(claims: Iterable[Claim]) -> list[Placed]:
    """Where the claims of one sentence stand in it, in reading order; those not found are left out.

    The quote is the source's own characters, which may be traditional or damaged; its digits then
    find the place.
    """
    found: list[Placed] = []
    at = 0
    for claim in sorted(claims, key=lambda item: item.source_start):
        span = _find_quote(claim.sentence, claim.quote, at)
        if span is not None:
            found.append(Placed(claim, *span))
            at = span[1]
    return found


def _find_quote(sentence: str, quote: str, at: int) -> tuple[int, int] | None:
    digits = _DIGITS.search(quote)
    for text in (quote, digits.group() if digits else quote):
        pattern = re.compile(rf"(?<![\d.]){re.escape(text)}(?![\d])")
        match = pattern.search(sentence, at)
        if match is not None:
            return match.span()
    return None


def place_sentences(claims: Iterable[Claim]) -> Iterator[list[Placed]]:
    """The claims of each sentence that holds more than one, with their places in it."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.doc_id, claim.sentence].append(claim)
    for group in groups.values():
        placed = place_claims(group) if len(group) > 1 else []
        if len(placed) > 1:
            yield placed


def breaks(text: str) -> bool:
    """Whether something ends in the text that 其中 does not reach over."""
    return any(sign in text for sign in _BREAKS)


@cache
def of_which() -> re.Pattern[str]:
    """The words that open the parts of a whole."""
    return re.compile("|".join(map(re.escape, read_yaml("validation.yaml")["of_which"])))


def is_gap(claim: Claim) -> bool:
    """Whether a difference is that to another place: 比全国平均水平高4.6岁 tells of no change."""
    if claim.measure != "change":
        return False
    gap = _gap()
    return any(gap.search(claim.sentence[: placed.start]) for placed in place_claims([claim]))


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(read_yaml("flows.yaml")["gap"])


def find_unnamed_parts(claims: Iterable[Claim]) -> frozenset[str]:
    """The claim_ids of parts that bear their whole's name: 招聘20名,其中17名已入编.

    Nothing tells such a part from its whole but 其中, so it must not stand in the whole's row.
    """
    found = set()
    opens = of_which().search
    for placed in place_sentences(claim for claim in claims if opens(claim.sentence)):
        for number, part in enumerate(placed):
            for whole in placed[:number]:
                between = part.claim.sentence[whole.end : part.start]
                if opens(between) and not breaks(between) and _same(whole.claim, part.claim):
                    found.add(part.claim.claim_id)
    return frozenset(found)


def _same(whole: Claim, part: Claim) -> bool:
    def key(claim: Claim) -> tuple[object, ...]:
        return claim.indicator, claim.breakdown, claim.scope, claim.status, claim.unit, claim.year

    return whole.indicator is not None and key(whole) == key(part) and part.measure != "change"
