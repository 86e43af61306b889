"""Checks of rows of the panel that hang together: a ratio and its parts, a whole and what is in it.

Which hang together stands in vocabulary/validation.yaml, under ``ratios`` and ``within``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from healthkpi.models import Indicator, Issue
from healthkpi.validate.facts import Facts, key_of, make_issue, plain, words

_EXACT = ("eq", "approx")
_SLACK = Decimal("0.005")


class _Ratio(NamedTuple):
    ratio: Indicator
    above: Indicator
    below: Indicator
    computed: Decimal


def check_ratios(facts: Facts) -> list[Issue]:
    """``ratio_mismatch``: a ratio that the panel's numerator and denominator do not bear out.

    Resident and registered people, year's end and year's mean make a difference that is let be.
    """
    issues = []
    slack = Decimal(words("ratio_slack"))
    for found in _find_ratios(facts):
        claim, stated = facts.claim_of(found.ratio), found.ratio.value or Decimal(0)
        off = abs(stated - found.computed)
        if claim is None or off <= max(slack * found.computed, facts.step_of(found.ratio)):
            continue
        message = (
            f"{found.ratio.name_zh} is {plain(stated)}, but {found.above.name_zh} "
            f"{plain(found.above.value)} over {found.below.name_zh} {plain(found.below.value)} "
            f"make {found.computed:.4g}"
        )
        issues.append(make_issue(claim, "ratio_mismatch", "warning", message))
    return issues


def _find_ratios(facts: Facts) -> Iterator[_Ratio]:
    for name, numerator, denominator, scale in words("ratios"):
        for row in facts.rows:
            if row.indicator != name or not _is_exact(row):
                continue
            above, below = (_beside(facts, row, other) for other in (numerator, denominator))
            if above and below and above.value is not None and below.value:
                yield _Ratio(row, above, below, above.value / below.value * scale)


def check_within(facts: Facts) -> list[Issue]:
    """``parts_over_whole``: more of a kind than there are of all: more doctors than staff."""
    issues = []
    wholes = {part: whole for whole, parts in words("within").items() for part in parts}
    for row in facts.rows:
        whole = _beside(facts, row, wholes.get(row.indicator, ""))
        claim = facts.claim_of(row)
        if whole is None or claim is None or row.value is None or whole.value is None:
            continue
        if _is_exact(row) and row.value > (whole.value + facts.step_of(whole)) * (1 + _SLACK):
            message = (
                f"{row.name_zh} {plain(row.value)} is more than {whole.name_zh} "
                f"{plain(whole.value)} ({whole.source})"
            )
            issues.append(make_issue(claim, "parts_over_whole", "warning", message))
    return issues


def _beside(facts: Facts, row: Indicator, indicator: str) -> Indicator | None:
    """The exact row of another indicator with the same city, year, scope and breakdown."""
    city, year, _, scope, breakdown = key_of(row)
    other = facts.row_by_key.get((city, year, indicator, scope, breakdown))
    return other if other is not None and _is_exact(other) else None


def _is_exact(row: Indicator) -> bool:
    return row.value is not None and row.comparator in _EXACT and row.breakdown == "total"
