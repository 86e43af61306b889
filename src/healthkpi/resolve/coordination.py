"""One number said of several indicators: 产后访视率、孕产妇系统管理率均达90%以上."""

from __future__ import annotations

import re
from functools import lru_cache

from healthkpi.models import Claim
from healthkpi.resolve.breakdowns import TOTAL
from healthkpi.resolve.matching import Match, Matcher

_JOINTS = re.compile(r"、|和|与|及|以及")
_EACH = re.compile(r"[各均都]$|分别$")


def match_each(matcher: Matcher, phrase: str, claim: Claim, health: bool) -> Match:
    """The entry that ``phrase`` means, or all those it coordinates, joined by ``|``.

    Only a share, a level or a time can be said of several things at once; a count of A和B is the
    count of both together, and so of neither.
    """
    kind = claim.scope_type
    if _JOINTS.search(phrase) and _distributes(claim):
        several = _match_parts(matcher, phrase, claim.unit, claim.measure, kind, health)
        if several is not None:
            return several
    return matcher.match(
        phrase,
        claim.unit,
        claim.measure,
        scope_type=kind,
        sentence=f"{claim.section} {claim.sentence}",
        health=health,
    )


def _distributes(claim: Claim) -> bool:
    if claim.measure in ("rate", "level", "duration") or claim.unit in ("%", "‰", "百分点"):
        return True
    at = claim.sentence.find(claim.quote)
    return at > 0 and _EACH.search(claim.sentence[:at]) is not None


@lru_cache(4096)
def _match_parts(
    matcher: Matcher, phrase: str, unit: str, measure: str, scope_type: str | None, health: bool
) -> Match | None:
    """A match for each coordinated part, or None where a part has none."""
    parts = [part for part in _JOINTS.split(phrase) if part]
    if len(parts) < 2:
        return None
    last = parts[-1]
    found: list[Match] = []
    for part in parts:
        tails = ["", *(last[at:] for at in range(1, len(last) - 1))] if part is not last else [""]
        tried = (
            matcher.match(part + tail, unit, measure, scope_type=scope_type, health=health)
            for tail in tails
        )
        match = next((match for match in tried if match.indicator), None)
        if match is None:
            return None
        found.append(match)
    ids = tuple(dict.fromkeys(match.indicator for match in found if match.indicator))
    breakdowns = {match.breakdown for match in found}
    if len(ids) != len(parts) or len(breakdowns) > 1:
        return None
    return Match("|".join(ids), breakdowns.pop() or TOTAL, ids)
