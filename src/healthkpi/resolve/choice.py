"""Which of several claims stands in a cell of the panel, and when two of them disagree.

The rule is written out for readers in docs/panel.md; this is that rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from healthkpi.models import Claim, Comparator

CORRECTED = "corrected("  # how apply_corrections marks the rule of a claim it changed
_RANK: dict[Comparator, int] = {"eq": 0, "approx": 1, "ge": 2, "le": 2, "gt": 3, "lt": 3}
_PLAIN = str.maketrans("．", ".", ",，")
_SURFACE = re.compile(r"[\d０-９][\d０-９,，]*(?:[.．](?P<decimals>[\d０-９]+))?")
_APPROX = Decimal("0.05")  # 约, 左右, 近 allow one part in twenty


class Offer(NamedTuple):
    """A claim offered for one cell: its value in the catalogue's unit, and what ranks it."""

    claim: Claim
    value: Decimal
    unit: str
    whole_year: bool
    as_of: str  # the day it speaks of, ISO 8601; of a flow, its year's last
    published: str  # of its document, ISO 8601 or the year, "" where unknown
    step: Decimal  # one unit of its last stated digit: 100 for 4.93万, 0.1 for 95.4%


def find_step(quote: str, value: Decimal, factor: Decimal = Decimal(1)) -> Decimal:
    """One unit of the last digit a text states: 0.1 for 95.4%, 100 for 4.93万, 1 for 51名.

    ``factor`` turns the claim's unit into the catalogue's. The power of ten that 万 or 亿 stands
    for is seen from the value. A number in Chinese numerals is taken to be exact to its last digit
    that is not 0.
    """
    match = _SURFACE.search(quote)
    digits = Decimal(match.group().translate(_PLAIN)) if match else 0
    power = value / digits if digits else None
    if match is None or power is None or power.normalize().as_tuple().digits != (1,):
        return Decimal(1).scaleb(_exponent(value)) * factor
    return power * Decimal(1).scaleb(-len(match.group("decimals") or "")) * factor


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def choose(offers: Sequence[Offer]) -> Offer:
    """The offer that stands in the cell. ``offers`` is not empty."""
    return min(offers, key=_order)


def _order(offer: Offer) -> tuple[object, ...]:
    claim = offer.claim
    return (
        CORRECTED not in claim.rule,
        not offer.whole_year,
        _later(offer.as_of),
        offer.step,
        _RANK[claim.comparator],
        -round(claim.confidence, 2),
        _later(offer.published),
        claim.source,
        claim.source_start,
    )


def _later(text: str) -> tuple[int, ...]:
    """A key that puts the later of two ISO dates first, and no date last."""
    return tuple(-ord(character) for character in text.ljust(10, "\0"))


def disagree(one: Offer, other: Offer) -> bool:
    """Whether two offers for a cell cannot both be true, rounding and comparators considered.

    They are compared only where they speak of the same day: two dates of a state may differ. Two
    targets, and two bounds of one kind, are not held against each other here.
    """
    if one.as_of != other.as_of or one.whole_year != other.whole_year:
        return False
    (low, high), (least, most) = _bounds(one), _bounds(other)
    return (high is not None and least is not None and high < least) or (
        most is not None and low is not None and most < low
    )


def differ(one: Offer, other: Offer) -> bool:
    """Whether two targets for one deadline name different goals, rounding considered."""
    return abs(one.value - other.value) > max(one.step, other.step) / 2


def _bounds(offer: Offer) -> tuple[Decimal | None, Decimal | None]:
    """What the claim leaves possible: from, to; None for no bound."""
    value, half = offer.value, offer.step / 2
    comparator = offer.claim.comparator
    if comparator in ("ge", "gt"):
        return value - half, None
    if comparator in ("le", "lt"):
        return None, value + half
    if comparator == "approx":
        half = max(half, abs(value) * _APPROX)
    return value - half, value + half
