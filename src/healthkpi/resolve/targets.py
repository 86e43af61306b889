"""The panel held against the published national targets: reached, not yet, or not comparable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal, NamedTuple

from healthkpi.models import Comparator, Indicator, ScopeType, column
from healthkpi.resolve.conversion import spell_unit
from healthkpi.resolve.matching import open_catalogue
from healthkpi.vocabulary.catalogue import Catalogue
from healthkpi.vocabulary.load import read_rows

Verdict = Literal["reached", "not yet", "not comparable"]

_COMPARATORS: dict[str, Comparator] = {
    ">=": "ge", ">": "gt", "<=": "le", "<": "lt", "~": "approx", "=": "eq",
    "ge": "ge", "gt": "gt", "le": "le", "lt": "lt", "approx": "approx", "eq": "eq",
}  # fmt: skip


class Target(NamedTuple):
    """A published national target; ``value`` is None where the document words it otherwise."""

    indicator: str
    year: int
    value: Decimal | None
    unit: str
    comparator: Comparator | None
    source_document: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the targets table: where one row of the panel stands to one national target."""

    city_code: str = column("GB/T 2260 code of the city")
    city: str = column("name of the city")
    year: int = column("reference year of the value")
    indicator: str = column("catalogue id")
    scope: str = column("the place or organisation")
    breakdown: str = column("the part of the indicator, 'total' for the whole")
    name_zh: str = column("Chinese name")
    name_en: str = column("English name")
    scope_type: ScopeType = column("city county org township province nation")
    unit: str = column("the catalogue's unit")
    value: Decimal = column("the actual value")
    comparator: Comparator = column("comparator of the actual value")
    national_target: Decimal | None = column("the nation's target, null where it is no number")
    national_comparator: Comparator | None = column("comparator of the target")
    national_year: int = column("deadline of the target")
    verdict: Verdict = column("reached, not yet or not comparable")
    distance: Decimal | None = column("value minus target, in the unit, where both are exact")
    reason: str = column("why the two cannot be compared; empty where they can")
    document: str = column("the document that sets the target")


@cache
def read_national_targets() -> tuple[Target, ...]:
    """The national targets that were seen in a copy of their document, by indicator and deadline.

    Targets of one province, and those nobody has seen the page of, are left out.
    """
    targets = [
        _read_target(row)
        for row in read_rows("targets.csv")
        if row.get("checked", "page") == "page" and row["scope"] == "national"
    ]
    return tuple(sorted(targets, key=lambda target: (target.indicator, target.year)))


def _read_target(row: dict[str, str]) -> Target:
    try:
        value = Decimal(row["target_value"])
    except InvalidOperation:
        value = None  # "30% less than in 2015": a target, but no level
    comparator = _COMPARATORS.get(row["comparator"])
    return Target(
        indicator=row["indicator_id"],
        year=int(row["year"]),
        value=value if comparator else None,
        unit=spell_unit(row["unit"]),
        comparator=comparator,
        source_document=row["source_document"],
    )


def compare_targets(
    rows: Iterable[Indicator],
    targets: Sequence[Target] | None = None,
    catalogue: Catalogue | None = None,
) -> list[Standing]:
    """Each row of the panel that has a value, against the targets of its indicator.

    Held against are all targets still to come in the row's year, and where none is, the last one
    that fell due. A row without a national target does not appear.
    """
    known = catalogue if catalogue is not None else open_catalogue()
    by_indicator: dict[str, list[Target]] = defaultdict(list)
    for target in read_national_targets() if targets is None else targets:
        by_indicator[target.indicator].append(target)
    return [
        _compare(row, target, known)
        for row in rows
        if row.value is not None
        for target in _due(by_indicator.get(row.indicator, []), row.year)
    ]


def _due(targets: Sequence[Target], year: int) -> list[Target]:
    ordered = sorted(targets, key=lambda target: target.year)
    return [target for target in ordered if target.year >= year] or ordered[-1:]


def _compare(row: Indicator, target: Target, catalogue: Catalogue) -> Standing:
    entry = catalogue.get(row.indicator)
    reason = _find_obstacle(row, target)
    verdict: Verdict = "not comparable"
    if not reason:
        verdict = _judge(row, target, entry.direction if entry else "neutral")
        reason = _WHY_OPEN if verdict == "not comparable" else ""
    exact = row.comparator == "eq" and target.unit == row.unit
    both = row.value is not None and target.value is not None and exact
    return Standing(
        city_code=row.city_code,
        city=row.city,
        year=row.year,
        indicator=row.indicator,
        scope=row.scope,
        breakdown=row.breakdown,
        name_zh=row.name_zh,
        name_en=row.name_en,
        scope_type=row.scope_type,
        unit=row.unit,
        value=row.value or Decimal(0),
        comparator=row.comparator or "eq",
        national_target=target.value,
        national_comparator=target.comparator,
        national_year=target.year,
        verdict=verdict,
        distance=(row.value or Decimal(0)) - (target.value or Decimal(0)) if both else None,
        reason=reason,
        document=target.source_document,
    )


_WHY_OPEN = "the value is only a bound, or nothing says which way is better"


def _find_obstacle(row: Indicator, target: Target) -> str:
    """Why value and target cannot be held against each other; "" where they can."""
    if target.value is None or target.comparator is None:
        return "the target is no level but a change"
    if target.unit != row.unit:
        return f"the target is in {target.unit}, the value in {row.unit}"
    if row.breakdown != "total":
        return "the value is that of a part"
    if row.scope_type in ("org", "township"):
        return "the target is one for a population, not for an organisation"
    return ""


def _judge(row: Indicator, target: Target, direction: str) -> Verdict:
    """Whether the value is on the right side, its own comparator considered.

    A value of at least 90% has reached 90%; whether it has reached 95% nobody can tell.
    """
    wants = {"ge": "up", "gt": "up", "le": "down", "lt": "down"}.get(target.comparator or "")
    if wants is None:
        wants = {"higher_better": "up", "lower_better": "down"}.get(direction)
    if wants is None or row.value is None or target.value is None:
        return "not comparable"
    ahead = row.value - target.value if wants == "up" else target.value - row.value
    strict = target.comparator in ("gt", "lt")
    reached = ahead > 0 or (ahead == 0 and not strict)
    onward, back = (("ge", "gt"), ("le", "lt")) if wants == "up" else (("le", "lt"), ("ge", "gt"))
    if row.comparator in onward:
        beyond = row.comparator in ("gt", "lt") and ahead >= 0  # more than 90% is above 90%
        return "reached" if reached or beyond else "not comparable"
    if row.comparator in back:
        short = row.comparator in ("gt", "lt") and ahead <= 0
        return "not yet" if not reached or short else "not comparable"
    return "reached" if reached else "not yet"
