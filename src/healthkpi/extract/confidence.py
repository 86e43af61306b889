"""How sure a claim is: the measured share of claims read like it that are right in everything.

The classes speak of how the claim was read, never of what it says; their values stand in
``vocabulary/confidence.yaml``, how they were measured in ``docs/confidence.md``.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.vocabulary.load import read_yaml

FIRM = 0.9  # at and above this, a claim may be published without a second look

_WHOLE = frozenset(("before", "topic", "series", "share", "cell", "level"))
_LOOSE_START = re.compile(r"[这该其占\d●届一二三]")
_GROUP = re.compile(r"患者|儿童|孕产妇|婴|居民|人|医|病|院")


def confidence_of(draft: Draft, *, ocr: bool = False, repaired: bool = False) -> float:
    """A value in 0..1: the share of claims of this claim's class that are right in everything."""
    values: dict[str, float] = read_yaml("confidence.yaml")
    value = values[class_of(draft)]
    if ocr:
        value *= values["ocr"]
    if repaired:
        value *= values["repaired"]
    return round(value, 2)


def class_of(draft: Draft) -> str:
    """The class of ``draft``, a key of ``confidence.yaml``."""
    length = len(draft.phrase)
    if length < 3:
        return "bare"
    if length < 5:
        return "brief"
    if length > 20:
        return "long"
    if draft.shape not in _WHOLE and draft.shape != "after":
        return "borrowed"
    if _is_doubtful(draft):
        return "plain" if draft.shape != "after" else "after"
    if draft.shape == "after":
        return "firm" if 7 <= length <= 15 and "的" not in draft.phrase else "after"
    if length < 7:
        return "firm" if _is_firm_though_short(draft) else "short"
    return "firm"


def _is_firm_though_short(draft: Draft) -> bool:
    counted = draft.measure == "count" and draft.unit not in ("人", "例") and len(draft.phrase) == 6
    return counted or draft.measure in ("change", "duration", "rank")


def _is_doubtful(draft: Draft) -> bool:
    """Whether the phrase looks as if a part of it stood elsewhere."""
    phrase, length = draft.phrase, len(draft.phrase)
    carried = draft.shape == "topic" and draft.measure in ("count", "amount", "rate")
    nameless = draft.measure == "rate" and length <= 7 and draft.shape == "before"
    return (
        bool(_LOOSE_START.match(phrase))
        or draft.surface == "cjk"
        or "、" in phrase
        or carried
        or (nameless and phrase.endswith("率") and not _GROUP.search(phrase))
        or (length > 15 and draft.measure == "count")
    )
