"""What the checks look at: documents, claims and panel, with the look-ups they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from healthkpi.models import Claim, Document, Indicator, Issue, Severity
from healthkpi.resolve.choice import find_step
from healthkpi.resolve.filing import resolve_filing
from healthkpi.resolve.offers import find_year, split_indicators
from healthkpi.resolve.placing import Placed, place_claims, place_sentences
from healthkpi.vocabulary.catalogue import Catalogue, Entry
from healthkpi.vocabulary.load import read_yaml

_SHOWN = 60  # characters of a sentence that a message quotes

PanelKey = tuple[str, int, str, str, str]  # city_code, year, indicator, scope, breakdown


@dataclass(frozen=True)  # no slots: the look-ups are made once, when first asked for
class Facts:
    """The documents by id, the claims in reading order, the panel's rows and the catalogue."""

    documents: Mapping[str, Document]
    claims: tuple[Claim, ...]
    rows: tuple[Indicator, ...]
    catalogue: Catalogue

    @cached_property
    def pairs(self) -> dict[tuple[str, str], list[Claim]]:
        """The claims tied by a pair_id, by document and pair."""
        pairs: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.pair_id is not None:
                pairs[claim.doc_id, claim.pair_id].append(claim)
        return pairs

    @cached_property
    def claims_of(self) -> dict[str, list[Claim]]:
        """The claims of each document, by its id."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.doc_id].append(claim)
        return found

    @cached_property
    def sentences(self) -> list[list[Placed]]:
        """The claims of each sentence that holds more than one, with their places in it."""
        return list(place_sentences(self.claims))

    @cached_property
    def row_by_key(self) -> dict[PanelKey, Indicator]:
        """The panel's rows by their key."""
        return {key_of(row): row for row in self.rows}

    @cached_property
    def own_rows(self) -> dict[tuple[str, int, str], Indicator]:
        """The rows of cities, provinces and the nation themselves, as a whole."""
        return {
            (row.city_code, row.year, row.indicator): row
            for row in self.rows
            if row.scope == row.city and row.breakdown == "total"
        }

    @cached_property
    def claim_by_place(self) -> dict[tuple[str, int], Claim]:
        """The claims by source and offset, to find the one a row was made of."""
        return {(claim.source, claim.source_start): claim for claim in self.claims}

    def claim_of(self, row: Indicator) -> Claim | None:
        """The claim whose number stands in the row."""
        return self.claim_by_place.get((row.source, row.source_start))

    def step_of(self, row: Indicator) -> Decimal:
        """One unit of the last digit of the row's value as its source states it."""
        claim = self.claim_of(row)
        if claim is None or not claim.value or row.value is None:
            return Decimal(0)
        return find_step(claim.quote, claim.value, abs(row.value / claim.value) or Decimal(1))

    def entries(self, claim: Claim) -> Iterator[Entry]:
        """The catalogue entries of the claim's indicators."""
        for indicator in split_indicators(claim):
            entry = self.catalogue.get(indicator)
            if entry is not None:
                yield entry

    def keys(self, claim: Claim) -> Iterator[tuple[PanelKey, Entry]]:
        """The keys of the panel's rows the claim belongs in."""
        document = self.documents.get(claim.doc_id)
        filing, year = resolve_filing(claim, document), find_year(claim, document)
        if filing is not None and year is not None:
            for entry in self.entries(claim):
                key = (filing.city_code, year, entry.id, filing.scope, claim.breakdown)
                yield key, entry


def key_of(row: Indicator) -> PanelKey:
    """The key of a row."""
    return row.city_code, row.year, row.indicator, row.scope, row.breakdown


def part_keys(breakdown: str) -> list[str]:
    """The keys of a breakdown: kind and level of ``kind=中医医院;level=市级``."""
    return [part.split("=")[0] for part in breakdown.split(";")]


def is_no_part(breakdown: str) -> bool:
    """Whether a breakdown is no part of the stock it is filed under: 新增, 申报."""
    return any(key in words("no_parts") for key in part_keys(breakdown))


def words(name: str) -> Any:
    """A list, word or limit of vocabulary/validation.yaml."""
    return read_yaml("validation.yaml")[name]


def make_issue(claim: Claim, code: str, severity: Severity, message: str) -> Issue:
    """An issue at the claim's number, with its sentence as evidence."""
    sentence = claim.sentence if len(claim.sentence) <= _SHOWN else _around(claim)
    return Issue(
        doc_id=claim.doc_id,
        claim_id=claim.claim_id,
        code=code,
        severity=severity,
        message=f"{message}: “{sentence}”",
        source_start=claim.source_start,
        source_end=claim.source_end,
    )


def _around(claim: Claim) -> str:
    """The part of a long sentence in which the number stands."""
    placed = place_claims([claim])
    middle = placed[0].start if placed else 0
    start = max(0, min(middle - _SHOWN // 2, len(claim.sentence) - _SHOWN))
    end = start + _SHOWN
    head, tail = "…" if start else "", "…" if end < len(claim.sentence) else ""
    return f"{head}{claim.sentence[start:end]}{tail}"


def plain(value: Decimal | None) -> str:
    """A value as people write it: 49300, not 4.93E+4."""
    return "none" if value is None else f"{value.normalize():f}"
