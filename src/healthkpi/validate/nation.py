"""Checks for national and provincial figures that pose as a city's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from healthkpi.models import Indicator, Issue
from healthkpi.resolve.conversion import spell_unit
from healthkpi.resolve.placing import place_claims
from healthkpi.validate.facts import Facts, make_issue, plain, words
from healthkpi.vocabulary.load import read_rows

_LOCAL = ("city", "county")
_DIGITS = 3  # fewer may be equal by chance
_TELLING = ("rate", "duration", "index", "amount")


def check_national_value(facts: Facts) -> list[Issue]:
    """``equals_national``: a city's value that is, digit for digit, the nation's or its province's.

    Only of rates, of at least three digits: fewer are equal by chance.
    """
    issues = []
    for row in facts.rows:
        entry, claim = facts.catalogue.get(row.indicator), facts.claim_of(row)
        if claim is None or entry is None or not _is_telling(row, entry.measure):
            continue
        for name, value in _values_above(facts, row):
            if value == row.value:
                message = (
                    f"{row.name_zh} of {row.scope} in {row.year} is the value of {name}, "
                    f"{plain(value)}{row.unit}: is it the city's own?"
                )
                issues.append(make_issue(claim, "equals_national", "warning", message))
                break
    return issues


def _is_telling(row: Indicator, measure: str) -> bool:
    if row.scope_type not in _LOCAL or row.breakdown != "total" or measure not in _TELLING:
        return False
    if row.value is None or row.comparator != "eq":
        return False
    return len(row.value.normalize().as_tuple().digits) >= _DIGITS


def _values_above(facts: Facts, row: Indicator) -> Iterator[tuple[str, Decimal]]:
    """The same indicator's values in that year for the nation and for the row's province."""
    for code in ("100000", row.city_code[:2] + "0000"):
        above = facts.own_rows.get((code, row.year, row.indicator))
        if above is not None and above.value is not None and above.scope != row.scope:
            yield above.scope, above.value
    published = _national_values().get((row.indicator, row.year))
    if published is not None and published[1] == row.unit:
        yield "全国", published[0]


@cache
def _national_values() -> dict[tuple[str, int], tuple[Decimal, str]]:
    return {
        (row["indicator_id"], int(row["year"])): (Decimal(row["value"]), spell_unit(row["unit"]))
        for row in read_rows("national_values.csv")
    }


def check_national_text(facts: Facts) -> list[Issue]:
    """``national_as_city``: the nation's or province's average, filed as local."""
    average = re.compile(words("average"))
    issues = []
    for claim in facts.claims:
        if claim.scope_type not in _LOCAL or claim.measure == "change":
            continue
        for placed in place_claims([claim]):
            if average.search(claim.sentence[: placed.start]):
                message = f"{claim.quote} is an average above the {claim.scope_type}, not its own"
                issues.append(make_issue(claim, "national_as_city", "warning", message))
    return issues
