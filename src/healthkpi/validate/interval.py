"""Values with the play that rounding leaves them, and the change between two of them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from healthkpi.models import Claim
from healthkpi.resolve.choice import find_step
from healthkpi.resolve.conversion import spell_unit

_APPROX = Decimal("0.05")
_POINTS = {"百分点": "%", "千分点": "‰", "十万分点": "每10万"}
_TIMES = "倍"


class Interval(NamedTuple):
    """From ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        """Its middle, in four digits."""
        return Decimal(f"{(self.low + self.high) / 2:.4g}")

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high


def interval_around(value: Decimal, step: Decimal) -> Interval:
    """What a value may have been before it was rounded to ``step``."""
    return Interval(value - step / 2, value + step / 2)


def interval_of(claim: Claim) -> Interval | None:
    """What the claim's value may be; None for a bound or a range, which tell too little.

    A count of 143 is just that: only 万, 亿 and decimals leave it play.
    """
    if claim.value is None or claim.comparator not in ("eq", "approx"):
        return None
    step = find_step(claim.quote, claim.value)
    if step == 1 and claim.measure == "count":
        step = Decimal(0)
    if claim.comparator == "approx":
        step = max(step, 2 * abs(claim.value) * _APPROX)
    return interval_around(claim.value, step)


def find_changes(before: Interval, after: Interval, unit: str, change_unit: str) -> list[Interval]:
    """The changes from one value to the other, in the change's unit; all readings of it.

    A % of a share may mean points or a proportion; 增长2倍 may mean to twice or by twice. An empty
    list where the units do not go together.
    """
    unit, change_unit = spell_unit(unit), spell_unit(change_unit)
    difference = Interval(after.low - before.high, after.high - before.low)
    if _POINTS.get(change_unit) == unit:
        return [difference]
    if change_unit == "%":
        proportion = _proportion(before, after, Decimal(100))
        return [*proportion, difference] if unit == "%" else proportion
    if change_unit == _TIMES:
        by = _proportion(before, after, Decimal(1))
        return [*by, *(Interval(item.low + 1, item.high + 1) for item in by)]
    return [difference] if change_unit == unit else []


def _proportion(before: Interval, after: Interval, whole: Decimal) -> list[Interval]:
    if before.low <= 0:
        return []
    ends = [(a - b) / b * whole for a in after for b in before]
    return [Interval(min(ends), max(ends))]
