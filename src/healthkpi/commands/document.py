"""One document: its claims, its ledger, and why a number was taken for what it was taken for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from healthkpi.errors import UsageError
from healthkpi.models import Claim, Document
from healthkpi.store import Workspace

_SIGNS = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}
_LEDGER = ("source_start", "source_end", "quote", "role", "rule", "claim_id")
_CLAIM = (
    "sentence",
    "section",
    "value",
    "value_low",
    "value_high",
    "unit",
    "comparator",
    "measure",
    "direction",
    "status",
    "indicator_text",
    "indicator",
    "scope",
    "scope_type",
    "city",
    "breakdown",
    "year",
    "period",
    "confidence",
    "rule",
)


def claim_rows(claims: Iterable[Claim], *, whole: bool) -> tuple[Sequence[str], list[list[Any]]]:
    """Columns and rows of the claims: all columns, or those that a terminal has room for."""
    if whole:
        names = [field.name for field in fields(Claim)]
        return names, [[getattr(claim, name) for name in names] for claim in claims]
    columns = ("at", "quote", "value", "unit", "status", "what is measured", "indicator")
    return (*columns, "scope", "year"), [_shown(claim) for claim in claims]


def _shown(claim: Claim) -> list[Any]:
    number = [claim.source_start, claim.quote, _value(claim), claim.unit, claim.status]
    return [*number, claim.indicator_text, claim.indicator, _scope(claim), claim.year]


def _value(claim: Claim) -> str:
    sign = _SIGNS[claim.comparator]
    if claim.value is None:
        return f"{sign}{_digits(claim.value_low)}–{_digits(claim.value_high)}"
    arrow = {"up": "↑", "down": "↓"}.get(claim.direction or "", "")
    return f"{arrow}{sign}{_digits(claim.value)}"


def _digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _scope(claim: Claim) -> str:
    part = "" if claim.breakdown == "total" else f" ({claim.breakdown})"
    return f"{claim.scope or ''}{part}"


def split_offset(place: str) -> tuple[str, int | None]:
    """``DOC:OFFSET`` in its parts; a claim's id is one, and a bare ``DOC`` has no offset."""
    key, colon, digits = place.rpartition(":")
    return (key, int(digits)) if colon and digits.isdecimal() else (place, None)


def ledger_rows(
    workspace: Workspace, document: Document
) -> tuple[tuple[str, ...], list[list[Any]]]:
    """Columns and rows of the document's ledger."""
    numerals = workspace.numerals(document.doc_id)
    return _LEDGER, [[getattr(numeral, name) for name in _LEDGER] for numeral in numerals]


def reasons_at(workspace: Workspace, document: Document, offset: int) -> list[str]:
    """The ledger row and claim at ``offset`` of the source text, and how they came about.

    Raises:
        UsageError: no numeral stands there.
    """
    near = workspace.numerals(document.doc_id)
    row = next((n for n in near if n.source_start <= offset < n.source_end), None)
    if row is None:
        places = sorted(near, key=lambda n: abs(n.source_start - offset))[:3]
        shown = ", ".join(f"{n.source_start} ({n.quote})" for n in places) or "none in the document"
        raise UsageError(f"no numeral at {offset} of {document.source}. Nearest: {shown}.")
    lines = [f"{document.source}:{row.source_start}-{row.source_end} {row.quote}"]
    lines.append(f"role: {row.role} by {row.rule}")
    for claim in workspace.claims(document.doc_id):
        if claim.claim_id == row.claim_id:
            known = {name: getattr(claim, name) for name in _CLAIM}
            lines += [f"{name}: {value}" for name, value in known.items() if value is not None]
    from healthkpi.extract.explain import explain_at

    return lines + explain_at(document, offset)
