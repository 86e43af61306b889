"""The panel: one row a city, year, indicator, scope and breakdown, from many claims.

The rules are those of docs/panel.md. Claims are never averaged and never dropped: what the panel
does not choose stays in the claims table, and what disagrees is flagged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from healthkpi.models import Claim, Document, Indicator, Issue
from healthkpi.resolve.choice import CORRECTED, Offer, choose, differ, disagree
from healthkpi.resolve.conversion import spell_unit
from healthkpi.resolve.matching import open_catalogue
from healthkpi.resolve.offers import Column, Key, Placed, find_offers
from healthkpi.resolve.periods import Periods
from healthkpi.vocabulary.catalogue import Catalogue, Entry

TOTAL = "total"
_SHOWN = 3  # disagreeing claims named in one message
Row = dict[Column, list[Offer]]


def build_panel(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    catalogue: Catalogue | None = None,
    periods: Periods = "year",
) -> tuple[list[Indicator], list[Issue]]:
    """The panel's rows in the order of their keys, and its conflicts and corrections as issues.

    Args:
        claims: resolved claims, of any number of documents.
        documents: the documents they come from: they lend the year and city a claim lacks.
        catalogue: the indicators known; by default the vocabulary's with the user's own.
        periods: "all" also takes flows of a part of a year or of several years.
    """
    known = catalogue if catalogue is not None else open_catalogue()
    by_id = {document.doc_id: document for document in documents}
    rows: dict[Key, Row] = defaultdict(lambda: defaultdict(list))
    for placed in find_offers(claims, by_id, known, periods):
        _keep(rows, placed)
    panel: list[Indicator] = []
    issues: list[Issue] = []
    for key in sorted(rows):
        entry = known.get(key.indicator)
        if entry is not None:
            found = _find_conflicts(key, rows[key], entry)
            panel.append(_build_row(key, entry, rows[key], conflict=bool(found)))
            issues += found
            issues += _find_corrections(key, rows[key])
    return panel, issues


def _keep(rows: dict[Key, Row], placed: Placed) -> None:
    rows[placed.key][placed.column].append(placed.offer)


def _build_row(key: Key, entry: Entry, row: Row, *, conflict: bool) -> Indicator:
    value, target = _choose(row["value"]), _choose(row["target"])
    head = value or target
    change, baseline = _choose_tied(row["change"], head), _choose_tied(row["baseline"], head)
    chosen = head or change or baseline
    if chosen is None:
        raise AssertionError(f"a row without an offer: {key}")
    claim = chosen.claim
    return Indicator(
        city_code=key.city_code,
        city=key.filing.city,
        year=key.year,
        indicator=key.indicator,
        name_zh=entry.name_zh,
        name_en=entry.name_en,
        family=entry.family,
        scope=key.scope,
        scope_type=key.filing.scope_type,
        breakdown=key.breakdown,
        unit=spell_unit(entry.unit),
        value=_value(value),
        comparator=value.claim.comparator if value else None,
        target=_value(target),
        target_comparator=target.claim.comparator if target else None,
        target_year=target.claim.year if target else None,
        baseline=_value(baseline),
        change=_value(change),
        change_unit=change.unit if change else None,
        n_claims=len({offer.claim.claim_id for offers in row.values() for offer in offers}),
        conflict=conflict,
        confidence=claim.confidence,
        source=claim.source,
        source_start=claim.source_start,
        source_end=claim.source_end,
        quote=claim.quote,
    )


def _value(offer: Offer | None) -> Decimal | None:
    return offer.value if offer else None


def _choose(offers: Sequence[Offer]) -> Offer | None:
    return choose(offers) if offers else None


def _choose_tied(offers: Sequence[Offer], head: Offer | None) -> Offer | None:
    """A change or baseline of the chosen claim's own pair, else of its document, else any.

    Among changes, one that is said to be on the year before (同比) goes first.
    """
    if not offers:
        return None
    claim = head.claim if head else None

    def distance(offer: Offer) -> int:
        if claim is None or offer.claim.doc_id != claim.doc_id:
            return 2
        return 0 if claim.pair_id and offer.claim.pair_id == claim.pair_id else 1

    nearest = min(map(distance, offers))
    near = [offer for offer in offers if distance(offer) == nearest]
    return choose([offer for offer in near if offer.claim.basis == "yoy"] or near)


def _find_conflicts(key: Key, row: Row, entry: Entry) -> list[Issue]:
    """One issue for the value and one for the target, where claims of the cell disagree."""
    issues = []
    for column, test in (("value", disagree), ("target", differ)):
        offers = row[column]  # type: ignore[index]  # the literals are columns
        if len(offers) < 2:
            continue
        chosen = choose(offers)
        others = [offer for offer in offers if offer is not chosen and test(chosen, offer)]
        if others:
            issues.append(_conflict(key, column, entry, chosen, others))
    return issues


def _conflict(key: Key, column: str, entry: Entry, chosen: Offer, others: Sequence[Offer]) -> Issue:
    named = "; ".join(_name(offer) for offer in others[:_SHOWN])
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    part = "" if key.breakdown == TOTAL else f" ({key.breakdown})"
    message = (
        f"two {column}s for {entry.name_zh}{part}, {key.scope}, {key.year}: the panel takes "
        f"{_name(chosen)}; against it {named}{more}"
    )
    return _issue(chosen.claim, "conflict", "warning", message)


def _name(offer: Offer) -> str:
    claim = offer.claim
    return f"{claim.quote} ({claim.indicator_text}) in {claim.source} at {claim.source_start}"


def _find_corrections(key: Key, row: Row) -> list[Issue]:
    """The panel's provenance where a person has corrected a claim behind the row."""
    found = {}
    for offers in row.values():
        for claim in (offer.claim for offer in offers if CORRECTED in offer.claim.rule):
            found[claim.claim_id] = claim
    return [
        _issue(
            claim,
            "corrected",
            "info",
            f"{key.indicator}, {key.scope}, {key.year} rests on a correction of {claim.quote}: "
            + claim.rule[claim.rule.index(CORRECTED) :],
        )
        for claim in found.values()
    ]


def _issue(claim: Claim, code: str, severity: str, message: str) -> Issue:
    return Issue(
        doc_id=claim.doc_id,
        claim_id=claim.claim_id,
        code=code,
        severity=severity,  # type: ignore[arg-type]  # the callers pass literals
        message=message,
        source_start=claim.source_start,
        source_end=claim.source_end,
    )
