"""Document -> numerals and claims: the extractor's table of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthkpi.extract.confidence import confidence_of
from healthkpi.extract.contexts import Timeline
from healthkpi.extract.draft import Draft
from healthkpi.extract.naming import Namer, without_subject
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.scopes import Discourse
from healthkpi.extract.seeds import find_seeds, fold
from healthkpi.extract.segment import Sentence, find_sentences
from healthkpi.extract.sentences import judge_all, share_comparator, surround
from healthkpi.models import Claim, Document, Numeral, Reading


def read_document(document: Document) -> Reading:
    """Find every numeral of ``document`` and explain each: as a claim, a non-claim or unresolved.

    Every digit run of the text lies in exactly one ledger row; rows do not overlap.
    """
    text = fold(document.text)
    seeds = find_seeds(text)
    timeline, discourse = Timeline(document), Discourse(document)
    places = _own_names(document)
    for sentence, drafts, notes in _by_sentence(find_sentences(text), seeds.drafts, seeds.nonclaims):
        dates = [note for note in notes if note.role in ("date", "period")]
        timeline.enter(sentence, text, dates)
        if not drafts:
            continue
        surround(sentence, drafts, notes, text)
        judge_all(drafts)
        claims = [draft for draft in drafts if draft.is_claim]
        if not claims:
            continue
        if len(claims) < len(drafts):
            surround(sentence, claims, notes, text)  # a numeral that is no claim parts no phrase
        share_comparator(claims, text)
        Namer(text, drafts, places).run()
        discourse.enter(sentence, text)
        for draft in drafts:
            if draft.is_claim:
                baseline = draft.status == "baseline"
                timeline.place(draft, text, dates)
                if baseline:
                    draft.status = "baseline"
                discourse.place(draft)
                draft.phrase = without_subject(draft.phrase, draft.scope)
    return _assemble(document, seeds.drafts, seeds.nonclaims)


def _own_names(document: Document) -> tuple[str, ...]:
    """Names of the document's own place, which a phrase does not repeat."""
    city = document.city or ""
    short = city.rstrip("省市") if len(city) > 2 else ""
    return tuple(name for name in (document.org or "", city, short) if len(name) > 1)


def _by_sentence(
    sentences: Sequence[Sentence], drafts: Sequence[Draft], notes: Sequence[NonClaim]
) -> Iterator[tuple[Sentence, list[Draft], list[NonClaim]]]:
    d = n = 0
    for sentence in sentences:
        first_draft, first_note = d, n
        while d < len(drafts) and drafts[d].start < sentence.end:
            d += 1
        while n < len(notes) and notes[n].start < sentence.end:
            n += 1
        yield sentence, list(drafts[first_draft:d]), list(notes[first_note:n])


def _assemble(document: Document, drafts: Sequence[Draft], notes: Sequence[NonClaim]) -> Reading:
    claims: list[Claim] = []
    rows: list[Numeral] = []
    for draft in drafts:
        start, end = document.to_source(draft.start, draft.end)
        claim_id = None
        if draft.is_claim:
            claim = _claim(document, draft, start, end)
            claims.append(claim)
            claim_id = claim.claim_id
        rule = "+".join(draft.rules) or "none"
        quote = document.source_text[start:end]
        rows.append(Numeral(document.doc_id, document.source, start, end, quote, draft.role, rule, claim_id))
    for note in notes:
        start, end = document.to_source(note.start, note.end)
        quote = document.source_text[start:end]
        rows.append(Numeral(document.doc_id, document.source, start, end, quote, note.role, note.rule))
    rows.sort(key=lambda row: row.source_start)
    return Reading(tuple(rows), tuple(claims))


def _claim(document: Document, draft: Draft, start: int, end: int) -> Claim:
    number, sentence = draft.number, draft.sentence
    assert sentence is not None
    prefix = document.doc_id
    return Claim(
        claim_id=f"{prefix}:{start}",
        doc_id=prefix,
        source=document.source,
        source_start=start,
        source_end=end,
        quote=document.source_text[start:end],
        sentence=document.text[sentence.start : sentence.end].replace("\n", "").strip(),
        section=sentence.section,
        reader=document.reader,
        page=None,
        bbox=None,
        value=number.value,
        value_low=number.low,
        value_high=number.high,
        unit=draft.unit,
        comparator=number.comparator,
        measure=draft.measure,
        direction=draft.direction,
        basis=draft.basis,
        status=draft.status,
        pair_id=f"{prefix}:{draft.pair}" if draft.pair else None,
        indicator_text=draft.phrase,
        indicator=None,
        scope=draft.scope,
        scope_type=draft.scope_type,
        scope_code=None,
        city=document.city,
        city_code=document.city_code,
        breakdown="total",
        year=draft.year,
        period=draft.period or (str(draft.year) if draft.year else None),
        period_start=draft.period_start,
        period_end=draft.period_end,
        confidence=confidence_of(draft),
        rule="+".join(draft.rules + [draft.shape] if draft.shape else draft.rules),
    )
