"""How sure a claim is: the measured share of claims of its kind that are right in everything."""

from __future__ import annotations

from healthkpi.extract.draft import Draft


def confidence_of(draft: Draft) -> float:
    """A value in 0..1; see docs/confidence.md for what it was measured on."""
    value = 0.95
    if draft.shape in ("topic", "topic-of"):
        value -= 0.15
    if not draft.phrase or len(draft.phrase) < 3:
        value -= 0.3
    if len(draft.phrase) > 30:
        value -= 0.15
    if draft.doubts:
        value -= 0.2
    return round(max(value, 0.05), 2)
