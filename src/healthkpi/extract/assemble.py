"""Drafts -> the rows of the contract: claims and the ledger, with offsets into the source text."""

from __future__ import annotations

from collections.abc import Sequence

from healthkpi.extract.confidence import confidence_of
from healthkpi.extract.draft import Draft
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.segment import Sentence
from healthkpi.ingest.boxes import find_place_on_page
from healthkpi.models import Claim, Document, Numeral, Reading


def assemble(document: Document, drafts: Sequence[Draft], notes: Sequence[NonClaim]) -> Reading:
    """The ledger and the claims of ``document``, in the order of its source text."""
    claims: list[Claim] = []
    rows: list[Numeral] = []
    for draft in drafts:
        start, end = document.to_source(draft.start, draft.end)
        claim_id = None
        if draft.is_claim:
            claims.append(_claim(document, draft, start, end))
            claim_id = claims[-1].claim_id
        rule = "+".join(draft.rules) or "none"
        rows.append(_row(document, start, end, draft.role, rule, claim_id))
    for note in notes:
        start, end = document.to_source(note.start, note.end)
        rows.append(_row(document, start, end, note.role, note.rule, None))
    rows.sort(key=lambda row: row.source_start)
    claims.sort(key=lambda claim: claim.source_start)
    return Reading(tuple(rows), tuple(claims))


def _row(
    document: Document, start: int, end: int, role: str, rule: str, claim_id: str | None
) -> Numeral:
    quote = document.source_text[start:end]
    source = document.source
    return Numeral(document.doc_id, source, start, end, quote, role, rule, claim_id)  # type: ignore[arg-type]


def _is_repaired(document: Document, sentence: Sentence, at: int) -> bool:
    """Whether anything in the claim's sentence was mended, so that a person may look at it.

    ``at`` is where the claim begins in the source: a sentence may go on elsewhere on the page.
    """
    if not document.repairs:
        return False
    start, end = document.to_source(sentence.start, sentence.end)
    spans = ((r.source_start, r.source_end) for r in document.repairs if r.kind != "encoding")
    return any((begin < end and start < stop) or begin <= at < stop for begin, stop in spans)


def _claim(document: Document, draft: Draft, start: int, end: int) -> Claim:
    number, sentence = draft.number, draft.sentence
    page, bbox = None, None
    if document.boxes or document.reader not in ("text", "html"):
        page, bbox = find_place_on_page(document, start, end)
    year = str(draft.year) if draft.year else None
    repaired = _is_repaired(document, sentence, start)
    return Claim(
        claim_id=f"{document.doc_id}:{start}",
        doc_id=document.doc_id,
        source=document.source,
        source_start=start,
        source_end=end,
        quote=document.source_text[start:end],
        sentence=document.text[sentence.start : sentence.end].replace("\n", "").strip(),
        section=sentence.section,
        reader=document.reader,
        page=page,
        bbox=bbox,
        value=number.value,
        value_low=number.low,
        value_high=number.high,
        unit=draft.unit,
        comparator=number.comparator,
        measure=draft.measure,
        direction=draft.direction,
        basis=draft.basis,
        status=draft.status,
        pair_id=f"{document.doc_id}:{draft.pair}" if draft.pair else None,
        indicator_text=draft.phrase,
        indicator=None,
        scope=draft.scope,
        scope_type=draft.scope_type,
        scope_code=None,
        city=document.city,
        city_code=document.city_code,
        breakdown="total",
        year=draft.year,
        period=draft.period or year,
        period_start=draft.period_start or (f"{year}-01-01" if year and not draft.period else None),
        period_end=draft.period_end or (f"{year}-12-31" if year and not draft.period else None),
        confidence=confidence_of(draft, ocr=document.reader == "ocr", repaired=repaired),
        rule="+".join([*draft.rules, draft.shape, *(["repaired"] if repaired else [])]),
    )
