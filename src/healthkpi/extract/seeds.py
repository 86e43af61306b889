"""Every numeral of a text, once: numbers, ranks, levels, dates and names put in one order.

Each digit run of the text ends up in exactly one seed; that is what the ledger promises.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from healthkpi.extract.draft import Draft
from healthkpi.extract.nonclaims import NonClaim, find_nonclaims
from healthkpi.extract.number_scan import scan
from healthkpi.extract.specials import find_specials
from healthkpi.models import Number

_WRITTEN = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_DIGITS = re.compile(r"\d+")
_ROUND = re.compile(
    r"[百千万亿]{1,2}(?![分百千万亿之余多几])"
)  # 千亩良田, 万人大会: no counted value
_STRONG_ROLES = frozenset(("slogan", "list_number", "reference", "date", "period"))
_FOLD = str.maketrans(
    "\uff0c\uff1b\uff1a\uff08\uff09\uff01\uff1f\uff5e\uff0b\uff0d\uff0f\u3000\u00a0\uff05\uff0e\u2236",
    ",;:()!?~+-/  %.:",
)


class Seeds(NamedTuple):
    """The numerals of a text in reading order: candidates for claims, and non-claims."""

    drafts: list[Draft]
    nonclaims: list[NonClaim]


def fold(text: str) -> str:
    """``text`` with half-width punctuation, one character for one, as the rules expect it."""
    return text.translate(_FOLD)


def find_seeds(text: str) -> Seeds:
    """Every numeral of the folded ``text``; drafts and non-claims together do not overlap."""
    nonclaims = find_nonclaims(text)
    drafts: list[Draft] = []
    taken: list[tuple[int, int]] = []
    specials = _without(find_specials(text), [n for n in nonclaims if n.role in _STRONG_ROLES])
    for special in specials:
        number = special.number
        if special.kind == "universal":
            nonclaims.append(NonClaim(number.start, number.end, "other", special.rule))
            continue
        drafts.append(Draft(number, number.start, number.end, special.kind, rules=[special.rule]))
        taken.append((number.start, number.end))
    nonclaims.sort()
    nonclaims = [n for n, free in zip(nonclaims, _free(nonclaims, taken), strict=True) if free]
    taken = sorted([*taken, *((n.start, n.end) for n in nonclaims)])
    numbers = list(scan(text))
    for number, free in zip(numbers, _free(numbers, taken), strict=True):
        if free:
            surface = text[number.start : number.end]
            written = _surface_kind(surface)
            draft = Draft(number, number.start, number.end, rules=[written], surface=written)
            digits = _WRITTEN.search(surface) if written == "digits" else None
            draft.written = Decimal(digits.group().replace(",", "")) if digits else None
            draft.quote = surface
            drafts.append(draft)
    drafts.sort(key=lambda draft: draft.start)
    return Seeds(drafts, _cover(text, drafts, nonclaims))


def _surface_kind(surface: str) -> str:
    if (
        "/" in surface and not re.search(r"/(?:10|十)?万|/[千百万]|[元人]/", surface)
    ) or "分之" in surface:
        return "fraction"
    if _ROUND.match(surface):
        return "round"
    return "digits" if _DIGITS.search(surface) else "cjk"


def _without(specials: list, nonclaims: list[NonClaim]) -> list:  # type: ignore[type-arg]
    spans = [(n.start, n.end) for n in nonclaims]
    numbers = [special.number for special in specials]
    return [s for s, free in zip(specials, _free(numbers, spans), strict=True) if free]


def _free(items: list[Number] | list[NonClaim], taken: list[tuple[int, int]]) -> list[bool]:
    """For each item whether it overlaps no taken span; both are in reading order."""
    result = []
    index = 0
    for item in items:
        while index < len(taken) and taken[index][1] <= item.start:
            index += 1
        result.append(index == len(taken) or taken[index][0] >= item.end)
    return result


def _cover(text: str, drafts: list[Draft], nonclaims: list[NonClaim]) -> list[NonClaim]:
    """The non-claims, with the digit runs that no numeral covers whole added or joined to one."""
    spans = sorted(
        [(d.start, d.end, True) for d in drafts] + [(n.start, n.end, False) for n in nonclaims]
    )
    extra: list[NonClaim] = []
    index = 0
    for run in _DIGITS.finditer(text):
        while index < len(spans) and spans[index][1] <= run.start():
            index += 1
        if index < len(spans) and spans[index][0] <= run.start() and spans[index][1] >= run.end():
            continue
        extra.append(_claim_digits(run.start(), run.end(), drafts, nonclaims))
    return sorted([*nonclaims, *extra])


def _claim_digits(start: int, end: int, drafts: list[Draft], nonclaims: list[NonClaim]) -> NonClaim:
    """A row for the digit run ``[start, end)``; numerals that hold a part of it are swallowed."""
    for draft in [d for d in drafts if d.start < end and start < d.end]:
        start, end = min(start, draft.start), max(end, draft.end)
        drafts.remove(draft)
    for nonclaim in [n for n in nonclaims if n.start < end and start < n.end]:
        start, end = min(start, nonclaim.start), max(end, nonclaim.end)
        nonclaims.remove(nonclaim)
    return NonClaim(start, end, "unresolved", "digits-alone")
