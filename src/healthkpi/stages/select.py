"""Which rows of which tables: the filters of ``healthkpi export``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from healthkpi.errors import UsageError
from healthkpi.export.columns import DEFAULT_TABLES
from healthkpi.models import Claim, Document, Indicator, Issue, Numeral
from healthkpi.resolve.targets import Standing
from healthkpi.vocabulary.places import resolve_place

LEVELS = ("nation", "province", "city", "county", "township", "org", "all")
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export. Empty filters take everything; ``level`` and ``breakdowns`` the panel's rows.

    ``cities`` are names or codes, ``years`` reference years, ``indicators`` catalogue ids.
    """

    tables: Sequence[str] = DEFAULT_TABLES
    cities: Sequence[str] = ()
    years: Sequence[int] = ()
    indicators: Sequence[str] = ()
    level: str = "city"
    breakdowns: bool = False

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            message = f"unknown level {self.level!r}. Try one of: {', '.join(LEVELS)}."
            raise UsageError(message)

    def takes(self, row: Document | Claim | Indicator | Standing) -> bool:
        """Whether ``row`` passes the filters of city, year and, where it has one, indicator."""
        codes = _codes(self.cities)
        return (
            (not codes or row.city_code in codes)
            and (not self.years or row.year in self.years)
            and (
                not self.indicators or isinstance(row, Document) or row.indicator in self.indicators
            )
        )

    def shows(self, row: Indicator | Standing) -> bool:
        """Whether the panel's ``row`` is of the level asked for, and a whole unless parts are."""
        level = self.level == "all" or row.scope_type == self.level
        return level and (self.breakdowns or row.breakdown == TOTAL) and self.takes(row)


def _codes(cities: Iterable[str]) -> set[str]:
    return {_code(city) for city in cities}


@cache
def _code(city: str) -> str:
    if city.isascii() and city.isdigit():
        return city
    place = resolve_place(city)
    if place is None:
        raise UsageError(f"unknown city {city!r}. Give its full name or its six-digit code.")
    return place.code


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a workspace holds, ready to be exported."""

    documents: Sequence[Document]
    numerals: Sequence[Numeral]
    claims: Sequence[Claim]
    indicators: Sequence[Indicator]
    issues: Sequence[Issue]
    counts: Mapping[str, Mapping[str, int]]  # of each document, ledger rows by role
    standings: Sequence[Standing] = ()


def select(content: Content, chosen: Selection) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of ``chosen``, as the export writes them.

    The ledger and the issues follow their documents: a filter of city and year that takes the
    document takes them; a filter of indicators takes the claims' own.
    """
    documents = [document for document in content.documents if chosen.takes(document)]
    claims = [claim for claim in content.claims if chosen.takes(claim)]
    of_documents = {document.doc_id for document in documents}
    of_claims = {claim.claim_id for claim in claims}

    def follows(row: Numeral | Issue) -> bool:
        if chosen.indicators:
            return row.claim_id in of_claims
        return row.doc_id is None or row.doc_id in of_documents

    rows: dict[str, Iterator[dict[str, Any]]] = {
        "documents": (_document_row(d, content.counts.get(d.doc_id, {})) for d in documents),
        "numerals": (_row(numeral) for numeral in content.numerals if follows(numeral)),
        "claims": (_row(claim) for claim in claims),
        "indicators": (_row(row) for row in content.indicators if chosen.shows(row)),
        "targets": (_row(row) for row in content.standings if chosen.shows(row)),
        "issues": (_row(issue) for issue in content.issues if follows(issue)),
    }
    return {name: list(rows[name]) for name in chosen.tables}


def _row(noun: Any) -> dict[str, Any]:
    return {field.name: getattr(noun, field.name) for field in fields(noun)}


def _document_row(document: Document, roles: Mapping[str, int]) -> dict[str, Any]:
    counts = {
        "numerals": sum(roles.values()),
        "claims": roles.get("claim", 0),
        "unresolved": roles.get("unresolved", 0),
    }
    return _row(document) | counts
