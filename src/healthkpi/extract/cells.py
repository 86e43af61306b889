"""Table cells join the ledger: a cell's claim takes the place of what its digits looked like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.diseases import with_disease
from healthkpi.extract.draft import Draft
from healthkpi.extract.measures import unit_measure
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.tables import CellClaim, read_table_claims
from healthkpi.models import Block, Document

_ROW_NUMBER = re.compile(r"\s*[(]?\d{1,3}[)]?[.、]?\s*")
_NUMBERED = re.compile(r"序号|编号|行次|No\.?$")


def place_cells(
    document: Document, drafts: Sequence[Draft], notes: Sequence[NonClaim]
) -> tuple[list[Draft], list[NonClaim]]:
    """``drafts`` and ``notes`` with the document's table cells read as cells.

    A number of a cell that row and column do not explain is unresolved, or a row's number.
    """
    cells = [block for block in document.blocks if block.kind in ("cell", "header")]
    if not cells:
        return list(drafts), list(notes)
    claims = read_table_claims(document)
    taken = [(claim.number.start, claim.number.end) for claim in claims]
    kept = [d for d in drafts if not _inside(d.start, d.end, taken)]
    kept_notes = [n for n in notes if not _inside(n.start, n.end, taken)]
    spans = [(block.start, block.end) for block in cells]
    for draft in kept:
        if _inside(draft.start, draft.end, spans):
            _refuse(
                draft,
                document,
                next(b for b in cells if b.start < draft.end and draft.start < b.end),
            )
    kept.extend(_draft(claim, document) for claim in claims)
    return sorted(kept, key=lambda draft: draft.start), kept_notes


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(begin < end and start < stop for begin, stop in spans)


def _refuse(draft: Draft, document: Document, block: Block) -> None:
    draft.kind = "cell"
    cell = document.text[block.start : block.end]
    if _NUMBERED.search(block.column) or (not block.row and _ROW_NUMBER.fullmatch(cell)):
        draft.refuse("list_number", "row-number")
    elif block.kind == "header":
        draft.refuse("name", "table-header")  # 1/10万 as a unit, 5岁以下儿童 in a row's name
    else:
        draft.refuse("unresolved", "cell-not-placed")


def _draft(claim: CellClaim, document: Document) -> Draft:
    number = claim.number
    draft = Draft(number, number.start, number.end, kind="cell", role="claim", rules=["table-cell"])
    draft.unit = claim.unit or number.unit
    draft.measure = "change" if claim.direction else unit_measure(draft.unit, claim.indicator_text)
    draft.direction, draft.basis = claim.direction, claim.basis
    draft.status, draft.year = claim.status, claim.year
    title = document.title or ""
    draft.phrase = with_disease(claim.indicator_text, claim.block.caption, title)
    draft.shape = "cell"
    if draft.year is None and draft.status != "target":
        draft.year = document.year
    draft.scope = claim.scope or None
    return draft
