"""Checks across years, and so across bulletins: changes, jumps, targets already reached."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from healthkpi.models import Claim, Indicator, Issue
from healthkpi.resolve.conversion import find_factor, spell_unit
from healthkpi.resolve.periods import is_flow_name
from healthkpi.validate.facts import Facts, PanelKey, is_no_part, key_of, make_issue, plain, words
from healthkpi.validate.interval import Interval, find_changes, interval_around
from healthkpi.vocabulary.catalogue import Entry

_EXACT = ("eq", "approx")


class _Years(NamedTuple):
    before: Indicator
    after: Indicator


def check_yearly_change(facts: Facts) -> list[Issue]:
    """``change_mismatch``: a change on the year before that the panel's two values do not bear out.

    Figures are revised from bulletin to bulletin, so a small difference is let be.
    """
    issues = []
    for claim in facts.claims:
        if claim.measure != "change" or claim.basis != "yoy" or claim.value is None:
            continue
        for key, entry in facts.keys(claim):
            years = _find_years(facts, key, 1)
            computed = _changes(facts, years, claim, entry) if years else []
            if years and computed and not any(_agrees(claim, item) for item in computed):
                message = (
                    f"{entry.name_zh} went from {_name(years.before)} to {_name(years.after)}, a "
                    f"change of {plain(computed[0].middle)}, not {claim.quote}"
                )
                issues.append(make_issue(claim, "change_mismatch", "warning", message))
    return issues


def _changes(facts: Facts, years: _Years, claim: Claim, entry: Entry) -> list[Interval]:
    before, after = (interval_around(row.value or Decimal(0), facts.step_of(row)) for row in years)
    factor = find_factor(claim, entry)
    same = spell_unit(claim.unit) not in ("%", "倍") and factor is not None
    return find_changes(before, after, entry.unit, entry.unit if same else claim.unit)


def _agrees(claim: Claim, computed: Interval) -> bool:
    value = claim.value or Decimal(0)
    slack = abs(value) * Decimal(words("revised_share"))
    if claim.unit == "%":
        slack = max(slack, Decimal(words("revised_points")))
    if claim.comparator not in _EXACT:
        slack = max(slack, abs(value) / 2)
    signs = {"up": (1,), "down": (-1,)}.get(claim.direction or "", (1, -1))
    return any(
        Interval(sign * value - slack, sign * value + slack).meets(computed) for sign in signs
    )


def check_jump(facts: Facts) -> list[Issue]:
    """``sudden_jump``: a value far from that of the year before, or of two years before."""
    issues = []
    for row in facts.rows:
        years = _find_years(facts, key_of(row), 1) or _find_years(facts, key_of(row), 2)
        claim = facts.claim_of(row)
        if years is None or claim is None or not _jumps(years, facts.catalogue.get(row.indicator)):
            continue
        message = (
            f"{row.name_zh}, {row.scope}, jumps from {_name(years.before)} to {_name(years.after)}"
        )
        issues.append(make_issue(claim, "sudden_jump", "warning", message))
    return issues


def _jumps(years: _Years, entry: Entry | None) -> bool:
    before, after = years.before.value, years.after.value
    if entry is None or before is None or after is None:
        return False
    if is_no_part(years.after.breakdown):
        return False
    limits: dict[str, int] = words("jump")
    if entry.unit == "%":
        return abs(after - before) >= limits["points"]
    if entry.unit == "岁":
        return abs(after - before) >= limits["years"]
    if entry.measure not in ("count", "amount", "rate") or min(before, after) <= 0:
        return False
    if entry.measure == "count" and max(before, after) < limits["least"]:
        return False
    limit = limits["flow" if _is_sum_of_a_year(entry) else "state"]
    return max(before, after) / min(before, after) >= limit


def _is_sum_of_a_year(entry: Entry) -> bool:
    """Whether it is counted anew each year: visits, cases, money spent. A rate is not."""
    counted = entry.measure in ("count", "amount")
    return counted and is_flow_name(entry.name_zh, entry.measure, entry.unit)


def _find_years(facts: Facts, key: PanelKey, gap: int) -> _Years | None:
    """The rows of the key's year and of ``gap`` years before, where both have an exact value."""
    city, year, *rest = key
    after = facts.row_by_key.get(key)
    before = facts.row_by_key.get((city, year - gap, *rest))  # type: ignore[arg-type]
    if before is None or after is None or before.value is None or after.value is None:
        return None
    exact = before.comparator in _EXACT and after.comparator in _EXACT
    return _Years(before, after) if exact else None


def _name(row: Indicator) -> str:
    return f"{plain(row.value)}{row.unit} in {row.year} ({row.source})"


def check_target(facts: Facts) -> list[Issue]:
    """``target_reached``: a target for a later year that asks for less than there already is."""
    issues = []
    for claim in facts.claims:
        if claim.status != "target" or claim.measure == "change" or claim.value is None:
            continue
        for key, entry in facts.keys(claim):
            factor = find_factor(claim, entry)
            if factor is None or _is_sum_of_a_year(entry):
                continue
            for row in _reached(facts, claim, key):
                if _is_below(claim.value * factor, claim, row, entry):
                    message = (
                        f"the target of {claim.quote} for {key[1]} asks for less than "
                        f"{_name(row)}, already reached"
                    )
                    issues.append(make_issue(claim, "target_reached", "info", message))
    return issues


def _reached(facts: Facts, claim: Claim, key: PanelKey) -> Iterator[Indicator]:
    """The latest earlier row with a value that whoever set the target could know of."""
    document = facts.documents.get(claim.doc_id)
    known = document.year if document and document.year is not None else None
    if known is None or is_no_part(claim.breakdown):
        return
    city, deadline, *rest = key
    for year in range(min(known, deadline - 1), known - 2, -1):
        row = facts.row_by_key.get((city, year, *rest))  # type: ignore[arg-type]
        if row is not None and row.value is not None:
            yield row
            return


def _is_below(target: Decimal, claim: Claim, row: Indicator, entry: Entry) -> bool:
    value = row.value or Decimal(0)
    if entry.direction == "higher_better":
        return (
            claim.comparator in ("eq", "ge", "gt")
            and row.comparator in ("eq", "ge", "gt")
            and value > target
        )
    if entry.direction == "lower_better":
        return (
            claim.comparator in ("eq", "le", "lt")
            and row.comparator in ("eq", "le", "lt")
            and value < target
        )
    return False
