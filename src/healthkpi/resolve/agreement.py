"""Whether the unit and the measure of a claim agree with those of a catalogue entry."""

from __future__ import annotations

from functools import cache

from healthkpi.vocabulary.catalogue import Entry
from healthkpi.vocabulary.load import read_yaml


@cache
def _accepted_units(unit: str) -> frozenset[str]:
    return frozenset(read_yaml("matching.yaml")["units"].get(unit, [unit]))


@cache
def population_unit(phrase: str) -> str | None:
    """The unit a phrase itself names: 每千人 for 每千常住人口…, 每万人, 每10万, or None."""
    for unit, words in read_yaml("matching.yaml")["per_population"].items():
        if any(word in phrase for word in words) and (unit != "每万人" or "每10万" not in phrase):
            return str(unit)
    return None


@cache
def population_words(unit: str) -> tuple[str, ...]:
    """The words by which a phrase says that its number is per residents, for that unit."""
    words = read_yaml("matching.yaml")["per_population"].get(unit, ())
    return tuple(words)


def effective_unit(phrase: str, unit: str) -> str:
    """The unit a number has by its phrase: 6.5张 of 每千人口床位数 is 每千人, not 张.

    ‰ stays what it is, and so does a share.
    """
    if not unit and phrase.removesuffix("数").endswith("人次"):
        return "人次"
    if unit in ("%", "‰", "百分点", "千分点", "元") or "率" in phrase[-2:]:
        return unit
    return population_unit(phrase) or unit


def agree(entry: Entry, unit: str, measure: str) -> bool:
    """Whether a number of that unit and measure can be a value, or a change, of the entry."""
    rules = read_yaml("matching.yaml")
    if entry.strict_unit and unit in rules["change_units"]:
        return False
    units = _accepted_units(entry.unit)
    same_unit = unit in units or unit in entry.units
    if measure != "change":
        return same_unit and measure in rules["measures"][entry.measure]
    points = rules["point_units"].get(unit)
    if points is not None:
        return entry.unit in points
    return same_unit or unit in rules["change_units"]
