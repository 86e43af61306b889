"""Reads tests/cases/<phenomenon>.yaml and holds a reading to it.

The README there tells the format.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import read_text
from healthkpi.models import Claim, Document, Numeral, Reading

FOLDER = Path(__file__).parent / "cases"
CITY, YEAR = "长治市", 2024
FIELDS = {"quote", "value", "low", "high", "unit", "comparator", "measure", "direction", "basis"}
FIELDS |= {"status", "scope", "year", "indicator_has", "indicator_not"}
KEYS = {"text", "city", "year", "doc_type", "org", "title", "xfail", "claims", "optional"}
KEYS |= {"nonclaims", "published"}
# Clause marks anywhere, words of the sentence's frame at either end.
LEFTOVERS = re.compile(
    r"[,，。;；!！?？\n]"
    r"|^(?:全市|我市|本市|全年|年末|累计(?!确诊|治愈|出院|死亡|报告)|目前|其中|截至|已有|同时|现有(?!确诊|重症|职工|员工)|共有|分别|[的了并和、])"
    r"|(?:分别|[达为是有约仅仍占的了至到由从在均各、和与及])$"
)


class Span(NamedTuple):
    """Where a quote of a case stands in its text."""

    start: int
    end: int

    def meets(self, row: Claim | Numeral) -> bool:
        """Whether the row shares a character with the span."""
        return row.source_start < self.end and self.start < row.source_end


@cache
def read_phenomena() -> dict[str, list[dict[str, Any]]]:
    """The cases of each phenomenon, by the name of its file."""
    paths = [path for path in sorted(FOLDER.glob("*.yaml")) if not path.name.startswith("numbers_")]
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


def read_case(case: dict[str, Any]) -> tuple[Document, Reading]:
    """The document of a case and what the extractor makes of it."""
    document = read_text(
        case["text"],
        city=case.get("city", CITY),
        year=case.get("year", YEAR),
        doc_type=case.get("doc_type"),
        title=case.get("title"),
    )
    told = {key: case[key] for key in ("org", "published") if key in case}
    document = dataclasses.replace(document, **told)
    return document, read_document(document)


def locate(text: str, quotes: Sequence[str]) -> list[Span]:
    """Where the quotes stand, each after the one before it; none begins inside a number."""
    spans: list[Span] = []
    at = 0
    for quote in quotes:
        at = text.index(quote, at)
        while quote[0].isdigit() and at and (text[at - 1].isdigit() or text[at - 1] in ".．"):
            at = text.index(quote, at + 1)
        spans.append(Span(at, at + len(quote)))
        at += len(quote)
    return spans


def find_faults(case: dict[str, Any]) -> list[str]:
    """What the extractor does otherwise than ``case`` says, one line each; empty: all is right."""
    _, reading = read_case(case)
    return [*_claim_faults(case, reading), *_nonclaim_faults(case, reading)]


def _claim_faults(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    left = list(reading.claims)
    expected = case["claims"]
    for span, fact in zip(
        locate(case["text"], [fact["quote"] for fact in expected]), expected, strict=True
    ):
        found = next((claim for claim in left if span.meets(claim)), None)
        if found is None:
            yield f"{fact['quote']}: no claim, but {_roles(reading, span)}"
            continue
        left.remove(found)
        for name, wanted, got in compare(case, fact, found):
            yield f"{fact['quote']}: {name} is {got!r}, should be {wanted!r}"
    optional = locate_each(case["text"], case.get("optional", []))
    for claim in left:
        if not any(span.meets(claim) for span in optional):
            yield f"{claim.quote}: a claim about {claim.indicator_text!r}, should be none"


def locate_each(text: str, quotes: Sequence[str]) -> list[Span]:
    """Where each quote stands first, whatever their order."""
    return [span for quote in quotes for span in locate(text, [quote])]


def compare(
    case: dict[str, Any], fact: dict[str, Any], claim: Claim
) -> Iterator[tuple[str, object, object]]:
    """The fields in which ``claim`` differs from ``fact``: name, what should be, what is."""
    for name in ("value", "low", "high"):
        got = getattr(claim, name if name == "value" else f"value_{name}")
        wanted = None if fact.get(name) is None else Decimal(str(fact[name]))
        if not _same(got, wanted):
            yield name, str(wanted), str(got)
    status = fact.get("status", "actual")
    wanted_fields: dict[str, object] = {
        "comparator": fact.get("comparator", "eq"),
        "status": status,
    }
    scope = fact.get("scope", [case.get("org", case.get("city", CITY))])
    if scope is not None:
        wanted_fields["scope"] = scope
    wanted_fields |= {name: fact[name] for name in ("unit", "measure") if fact[name] is not None}
    if fact["measure"] is not None:
        wanted_fields["direction"] = fact.get("direction")
    if fact["measure"] == "change":
        wanted_fields["basis"] = fact.get("basis")
    if "year" in fact or status == "actual":
        wanted_fields["year"] = fact.get("year", case.get("year", YEAR))
    for name, wanted in wanted_fields.items():
        got = getattr(claim, name)
        if got not in wanted if isinstance(wanted, list) else got != wanted:
            yield name, wanted, got
    yield from _phrase_faults(fact, claim.indicator_text)


def _same(got: Decimal | None, wanted: Decimal | None) -> bool:
    """Whether the values agree; a fraction is written with four decimals in a case."""
    if got is None or wanted is None or wanted.as_tuple().exponent != -4:
        return got == wanted
    return round(got, 4) == wanted


def _phrase_faults(fact: dict[str, Any], phrase: str) -> Iterator[tuple[str, object, object]]:
    for fault in find_leftovers(phrase):
        yield "indicator", f"without {fault}", phrase
    for part in fact.get("indicator_has", []):
        if part not in phrase:
            yield "indicator", f"…{part}…", phrase
    for part in fact.get("indicator_not", []):
        if part in phrase:
            yield "indicator", f"without {part}", phrase


def find_leftovers(phrase: str) -> list[str]:
    """What no phrase may hold; a phrase has two to sixty characters."""
    faults = [match.group() for match in LEFTOVERS.finditer(phrase)]
    return faults if 2 <= len(phrase) <= 60 else [*faults, "so few or many characters"]


def _nonclaim_faults(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    entries = case.get("nonclaims", [])
    spans = locate(case["text"], [entry["quote_part"] for entry in entries])
    for span, entry in zip(spans, entries, strict=True):
        roles = entry["role"] if isinstance(entry["role"], list) else [entry["role"]]
        found = _roles(reading, span)
        if not set(found) & set(roles) or "claim" in found:
            got = found or "not in the ledger"
            yield f"{entry['quote_part']}: its role is {got}, should be {roles}"


def _roles(reading: Reading, span: Span) -> list[str]:
    return [row.role for row in reading.numerals if span.meets(row)]
