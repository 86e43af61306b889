"""Checks of what a text ties together: from 35 to 124, and the change it states beside them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from healthkpi.models import Claim, Issue
from healthkpi.resolve.choice import find_step
from healthkpi.resolve.conversion import spell_unit
from healthkpi.resolve.offers import is_earlier
from healthkpi.resolve.placing import breaks, place_claims
from healthkpi.validate.facts import Facts, make_issue, plain, words
from healthkpi.validate.interval import Interval, find_changes, interval_of

_BESIDE = 5  # characters between a value and the change that is told of it: ,同比增长
_NEAR = 15  # characters between a baseline and its value, in which 增加到 tells the direction


def check_direction(facts: Facts) -> list[Issue]:
    """``wrong_direction``: said to have risen, but the value before is larger; or the reverse."""
    issues = []
    for baseline, actual, change in _pairs(facts):
        said = _said(baseline, actual, change)
        before, after = interval_of(baseline), interval_of(actual)
        if said is None or before is None or after is None:
            continue
        wrong = before.low > after.high if said == "up" else before.high < after.low
        if wrong:
            message = (
                f"{actual.indicator_text} is said to go {said} from {baseline.quote} "
                f"to {actual.quote}"
            )
            issues.append(make_issue(actual, "wrong_direction", "warning", message))
    return issues


def check_change(facts: Facts) -> list[Issue]:
    """``change_mismatch``: a stated change is not what lies between the values beside it."""
    issues = []
    for baseline, actual, change in _pairs(facts):
        before, after = interval_of(baseline), interval_of(actual)
        if change is None or before is None or after is None or change.value is None:
            continue
        computed = find_changes(before, after, actual.unit, change.unit)
        if change.direction is None:
            computed = [Interval(*sorted(map(abs, item))) for item in computed]
        stated = _stated(change)
        if computed and not any(stated.meets(item) for item in computed):
            message = (
                f"from {baseline.quote} to {actual.quote} is a change of "
                f"{plain(computed[0].middle)}, not {change.quote}"
            )
            issues.append(make_issue(change, "change_mismatch", "warning", message))
    return issues


def _stated(change: Claim) -> Interval:
    value = change.value or Decimal(0)
    half = find_step(change.quote, value) / 2
    if change.comparator in ("approx", "ge", "gt", "le", "lt"):
        half = max(half, abs(value) / 10)
    value = -value if change.direction == "down" else value
    return Interval(value - half, value + half)


def _pairs(facts: Facts) -> Iterator[tuple[Claim, Claim, Claim | None]]:
    """Each pair's baseline and actual in one unit, with its change where the text states one."""
    beside = _find_changes_beside(facts)
    for pair in facts.pairs.values():
        levels = [claim for claim in pair if claim.measure != "change"]
        baselines = [claim for claim in levels if is_earlier(claim)]
        actuals = [c for c in levels if c.status == "actual" and not is_earlier(c)]
        changes = [claim for claim in pair if claim.measure == "change"]
        if len(baselines) == 1 and len(actuals) == 1 and len(changes) <= 1:
            before, after = baselines[0], actuals[0]
            change = changes[0] if changes else beside.get(after.claim_id)
            if spell_unit(before.unit) == spell_unit(after.unit) and before.value is not None:
                yield before, after, change


def _find_changes_beside(facts: Facts) -> dict[str, Claim]:
    """By claim, the untied change that follows it at once: 从35个增加到124个,增长254%."""
    found = {}
    for placed in facts.sentences:
        for level, change in pairwise(placed):
            between = change.claim.sentence[level.end : change.start]
            untied = change.claim.measure == "change" and change.claim.pair_id is None
            if untied and len(between) <= _BESIDE and change.claim.basis is None:
                found[level.claim.claim_id] = change.claim
    return found


def _said(baseline: Claim, actual: Claim, change: Claim | None) -> str | None:
    """Whether the text says that the value went up or down; None where it says neither."""
    if change is not None and change.direction in ("up", "down"):
        return change.direction
    placed = place_claims([baseline, actual])
    if len(placed) < 2 or baseline.sentence != actual.sentence:
        return None
    between = actual.sentence[placed[0].end : placed[1].start]
    if len(between) > _NEAR or breaks(between):
        return None
    up = any(word in between for word in words("risen"))
    down = any(word in between for word in words("fallen"))
    return None if up == down else "up" if up else "down"
