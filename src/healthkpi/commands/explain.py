"""Why a number was taken for what it was taken for."""

from __future__ import annotations

from typing import Any

from healthkpi.errors import UsageError
from healthkpi.models import Document
from healthkpi.store import Workspace

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
    from healthkpi.extract.explain import explain_at

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
            lines += [f"{name}: {getattr(claim, name)}" for name in _CLAIM]
    return lines + explain_at(document, offset)
