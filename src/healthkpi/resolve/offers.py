"""Each claim's offers for the panel: for which row, in which column, with what value.

A claim over several indicators offers itself to the row of each; one that has no place in the
panel (no indicator, a range, another unit, a part of a year) makes no offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from healthkpi.models import Claim, Document
from healthkpi.resolve.choice import Offer, find_step
from healthkpi.resolve.conversion import find_factor, is_relative, spell_unit
from healthkpi.resolve.filing import Filing, resolve_filing
from healthkpi.resolve.periods import Periods, as_of, covers_year, fits_panel, is_flow
from healthkpi.resolve.placing import find_unnamed_parts, is_gap
from healthkpi.vocabulary.catalogue import Catalogue, Entry

Column = Literal["value", "target", "baseline", "change"]


class Key(NamedTuple):
    """The panel's key, with the filing it comes from."""

    city_code: str
    year: int
    indicator: str
    scope: str
    breakdown: str
    filing: Filing


class Placed(NamedTuple):
    """An offer, and the cell it is for."""

    key: Key
    column: Column
    offer: Offer


def find_offers(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    catalogue: Catalogue,
    periods: Periods,
) -> Iterator[Placed]:
    """Every cell that every claim is offered for."""
    claims = tuple(sorted(claims, key=lambda claim: (claim.doc_id, claim.source_start)))
    anchors, parts = _find_anchors(claims), find_unnamed_parts(claims)
    for claim in claims:
        if claim.claim_id in parts:
            continue
        document = documents.get(claim.doc_id)
        for indicator in _indicators(claim, anchors):
            entry = catalogue.get(indicator)
            column = _column(claim, entry) if entry else None
            if entry is None or column is None:
                continue
            anchor = _anchor(claim, column, anchors)
            key = None if anchor is None else _key(anchor, indicator, document)
            offer = None if key is None else _offer(claim, column, entry, key.year, document)
            if anchor and key and offer and fits_panel(anchor, entry, key.year, periods):
                yield Placed(key, column, offer)


def split_indicators(claim: Claim) -> tuple[str, ...]:
    """The catalogue ids of a claim: none, one, or several where one number is over several."""
    return tuple(claim.indicator.split("|")) if claim.indicator else ()


def find_year(claim: Claim, document: Document | None) -> int | None:
    """The year of a claim's row: its own, else its document's."""
    return claim.year if claim.year is not None or document is None else document.year


def _find_anchors(claims: Sequence[Claim]) -> dict[tuple[str, str], Claim]:
    """The claim whose row a pair stands in: its actual, or the target where it has no actual."""
    anchors: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        if claim.pair_id is None or claim.measure == "change" or is_earlier(claim):
            continue
        pair = (claim.doc_id, claim.pair_id)
        if pair not in anchors or (claim.status == "actual" and anchors[pair].status == "target"):
            anchors[pair] = claim
    return anchors


def _pair_anchor(claim: Claim, anchors: Mapping[tuple[str, str], Claim]) -> Claim | None:
    """The claim its pair stands with; None where that is about another place or body."""
    anchor = anchors.get((claim.doc_id, claim.pair_id)) if claim.pair_id else None
    if anchor is None or (anchor.scope, anchor.scope_type) != (claim.scope, claim.scope_type):
        return None
    return anchor


def _indicators(claim: Claim, anchors: Mapping[tuple[str, str], Claim]) -> tuple[str, ...]:
    """Its own ids; a baseline or a change that has none takes those of the claim it belongs to."""
    anchor = _pair_anchor(claim, anchors)
    if claim.indicator is None and anchor and (is_earlier(claim) or claim.measure == "change"):
        return split_indicators(anchor)
    return split_indicators(claim)


def is_earlier(claim: Claim) -> bool:
    """Whether a claim is a baseline: it speaks of another time than its row."""
    return claim.status == "baseline"


def _column(claim: Claim, entry: Entry) -> Column | None:
    """The column a claim belongs in; None for one that the panel has no column for."""
    if claim.measure == "change" and entry.measure != "change":
        return "change" if claim.status == "actual" and not is_gap(claim) else None
    if (claim.measure == "rank") != (entry.measure == "rank"):
        return None
    if is_earlier(claim):
        return "baseline"
    return "target" if claim.status == "target" else "value"


def _anchor(claim: Claim, column: Column, anchors: Mapping[tuple[str, str], Claim]) -> Claim | None:
    """The claim whose row this one stands in: itself, or its pair's for baseline and change.

    A baseline without its pair has no row: it speaks of an earlier time that is not named.
    """
    if column in ("value", "target"):
        return claim
    anchor = _pair_anchor(claim, anchors)
    return claim if anchor is None and column == "change" else anchor


def _key(claim: Claim, indicator: str, document: Document | None) -> Key | None:
    filing, year = resolve_filing(claim, document), find_year(claim, document)
    if filing is None or year is None:
        return None
    return Key(filing.city_code, year, indicator, filing.scope, claim.breakdown, filing)


def _offer(
    claim: Claim, column: Column, entry: Entry, year: int, document: Document | None
) -> Offer | None:
    if claim.value is None:
        return None  # a range has no one value; it stays in the claims
    unit, factor = spell_unit(entry.unit), find_factor(claim, entry)
    if column == "change" and is_relative(claim.unit):
        unit, factor = spell_unit(claim.unit), Decimal(1)
    if factor is None:
        return None
    sign = -1 if claim.measure == "change" and claim.direction == "down" else 1
    flow = is_flow(claim, entry)
    published = _published(document) if document else ""
    return Offer(
        claim=claim,
        value=sign * claim.value * factor,
        unit=unit,
        whole_year=not flow or covers_year(claim, year),
        as_of=f"{year}-12-31" if flow else as_of(claim, year),
        published=published,
        step=find_step(claim.quote, claim.value, factor),
    )


def _published(document: Document) -> str:
    """When it came out: the end of the year it reports on, where nothing else is known."""
    return document.published or (f"{document.year}-12-31" if document.year else "")
