"""A claim's unit made the catalogue's unit: 家 to 个, ‰ to %, 每千人 to 每10万."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from healthkpi.models import Claim
from healthkpi.resolve.agreement import effective_unit
from healthkpi.vocabulary.catalogue import Entry
from healthkpi.vocabulary.load import read_yaml


class _Conversions(NamedTuple):
    spellings: dict[str, str]
    agree: dict[str, frozenset[str]]
    scaled: dict[str, tuple[str, Decimal]]
    relative: frozenset[str]


@cache
def _conversions() -> _Conversions:
    data = read_yaml("conversions.yaml")
    agree = read_yaml("matching.yaml")["units"]
    return _Conversions(
        spellings=dict(data["spellings"]),
        agree={unit: frozenset(others) for unit, others in agree.items()},
        scaled={unit: (base, Decimal(factor)) for unit, (base, factor) in data["scaled"].items()},
        relative=frozenset(data["relative"]),
    )


def spell_unit(unit: str) -> str:
    """The unit in the spelling of the claims table: per_100k is 每10万."""
    return _conversions().spellings.get(unit, unit)


def find_factor(claim: Claim, entry: Entry) -> Decimal | None:
    """What turns the claim's value into the entry's unit; None where the units do not agree.

    A phrase may name the unit that the number does not: 每千人口床位数6.5张 is 6.5 每千人.
    """
    named = effective_unit(claim.indicator_text, claim.unit)
    factor = _factor(named, entry)
    return _factor(claim.unit, entry) if factor is None else factor


def _factor(unit: str, entry: Entry) -> Decimal | None:
    unit, to = spell_unit(unit), spell_unit(entry.unit)
    words = _conversions()
    if unit in words.scaled and to in words.scaled:
        (base, factor), (other, by) = words.scaled[unit], words.scaled[to]
        if base == other:
            return factor / by
    if unit == to or unit in entry.units or unit in words.agree.get(to, ()):
        return Decimal(1)
    return None


def is_relative(unit: str) -> bool:
    """Whether a change in this unit is a proportion or points, not an amount of the thing."""
    return spell_unit(unit) in _conversions().relative
