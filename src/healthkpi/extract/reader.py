"""Document -> numerals and claims: the extractor's table of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthkpi.extract.assemble import assemble
from healthkpi.extract.cells import place_cells
from healthkpi.extract.compared import with_rank
from healthkpi.extract.completing import Completer
from healthkpi.extract.contexts import Timeline
from healthkpi.extract.draft import Draft
from healthkpi.extract.naming import Namer
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.own_scope import default_scope
from healthkpi.extract.phrase_words import Earlier
from healthkpi.extract.phrases import without_adverb, without_subject
from healthkpi.extract.scopes import Discourse
from healthkpi.extract.seeds import Seeds, find_seeds, fold
from healthkpi.extract.segment import NOWHERE, Sentence, find_sentences
from healthkpi.extract.sentences import judge_all, surround
from healthkpi.extract.shared_comparators import share_comparator
from healthkpi.extract.theme import Theme
from healthkpi.extract.told import Told
from healthkpi.models import Document, Reading


def read_document(document: Document) -> Reading:
    """Find every numeral of ``document`` and explain each: as a claim, a non-claim or unresolved.

    Every digit run of the text lies in exactly one ledger row; rows do not overlap.
    """
    drafts, notes = read_drafts(document)
    return assemble(document, drafts, notes)


def read_drafts(document: Document) -> Seeds:
    """The numerals of ``document`` in working-text offsets, each with all that was found out."""
    text = fold(document.text)
    seeds = Seeds(*place_cells(document, *find_seeds(text)))
    timeline, discourse, theme = Timeline(document), Discourse(document), Theme(_headline(document))
    places = _own_names(document)
    completer = Completer(text, places)
    told, told_in, told_of = Earlier(), NOWHERE, Told()
    for sentence, drafts, notes in _by_sentence(find_sentences(text), *seeds):
        dates = [note for note in notes if note.role in ("date", "period")]
        timeline.enter(sentence, text, dates)
        for draft in drafts:
            draft.sentence = sentence
        running = [draft for draft in drafts if draft.kind != "cell"]
        told_of = told_of if told_in.paragraph == sentence.paragraph else Told()
        claims = _judge(sentence, running, notes, text, told_of)
        if claims:
            told_of = told_of.after(claims)
            if told_in.headings != sentence.headings:
                told = Earlier(visits=_last_heading(sentence))
            namer = Namer(text, claims, places, told)
            namer.run()
            told, told_in = namer.spoken.told, sentence
            theme.complete(sentence, text, claims)
            discourse.enter(sentence, text)
        for draft in claims:
            timeline.place(draft, text)
            discourse.place(draft)
            draft.phrase = without_subject(draft.phrase, draft.scope)
            draft.phrase = without_adverb(draft.phrase)
            if draft.unit == "名次" and draft.phrase == draft.scope:
                draft.phrase = "排名"  # 兰州高新区全国排名53位
        completer.complete(sentence, claims)
        for draft in claims:
            draft.phrase = with_rank(draft)
    _scope_cells(document, seeds.drafts)
    return seeds


def _judge(
    sentence: Sentence,
    drafts: list[Draft],
    notes: Sequence[NonClaim],
    text: str,
    told: Told,
) -> list[Draft]:
    """The claims among ``drafts``, each with what kind of number it is.

    ``told``: what the paragraph has told so far.
    """
    if not drafts:
        return []
    surround(sentence, drafts, notes, text)
    judge_all(drafts, told)
    claims = [draft for draft in drafts if draft.is_claim]
    if 0 < len(claims) < len(drafts):
        surround(sentence, claims, notes, text)  # a numeral that is no claim parts no phrase
    share_comparator(claims, text)
    return claims


def _scope_cells(document: Document, drafts: Sequence[Draft]) -> None:
    """A table is about the document's own place unless a row or column names another."""
    default = default_scope(document)
    for draft in drafts:
        if draft.kind == "cell" and draft.is_claim and default:
            if draft.scope is None:
                draft.scope = default.name
            draft.scope_type = default.kind if draft.scope == default.name else "county"


def _last_heading(sentence: Sentence) -> str:
    return sentence.headings[-1].text if sentence.headings else ""


def _headline(document: Document) -> str:
    """The title, else the first line of the text."""
    return document.title or fold(document.text[:120]).strip().partition("\n")[0]


def _own_names(document: Document) -> tuple[str, ...]:
    """Names of the document's own place, which a phrase does not repeat."""
    city = document.city or ""
    short = city.rstrip("省市") if len(city) > 2 else ""
    return tuple(name for name in (document.org or "", city, short) if len(name) > 1)


def _by_sentence(
    sentences: Sequence[Sentence], drafts: Sequence[Draft], notes: Sequence[NonClaim]
) -> Iterator[tuple[Sentence, list[Draft], list[NonClaim]]]:
    """Each sentence with the numerals that begin in it."""
    d = n = 0
    for sentence in sentences:
        first_draft, first_note = d, n
        while d < len(drafts) and drafts[d].start < sentence.end:
            d += 1
        while n < len(notes) and notes[n].start < sentence.end:
            n += 1
        yield sentence, list(drafts[first_draft:d]), list(notes[first_note:n])
