"""All repairs of a text, one after the other, with the way back to the source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from healthkpi.ingest.offsets import Edit, Mapped, apply_edits, compose
from healthkpi.ingest.repair.byte_slip import find_slips
from healthkpi.ingest.repair.fill import LOST
from healthkpi.ingest.repair.fragments import stitch_fragments
from healthkpi.ingest.repair.mojibake import find_mojibake
from healthkpi.ingest.repair.ocr import find_ocr
from healthkpi.ingest.repair.pinyin import find_pinyin
from healthkpi.ingest.repair.sections import sort_sections
from healthkpi.models import Repair


class Repaired(NamedTuple):
    """A text after repair: offsets as in ``Document.starts`` and ``ends``, None where unmoved."""

    text: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    repairs: tuple[Repair, ...]


_ORDERS = (
    (
        sort_sections,
        "section_order",
        "The sections stood in another order than their numbers; they are read in theirs.",
    ),
    (
        stitch_fragments,
        "fragment_order",
        "Columns ended in mid-sentence; each is read on where the rest of it stands on the page.",
    ),
)


class _Mend(NamedTuple):
    kind: str
    edit: Edit
    reason: str


def repair_text(source_text: str) -> Repaired:
    """Mend what ``source_text`` suffered on its way, and say where and why.

    Offsets of the repairs count in ``source_text``, base 0, end exclusive. A character that
    cannot be read back is U+FFFD in the text. Sections put in order keep their source offsets,
    so ``starts`` may then go down.
    """
    mapped, repairs = Mapped(source_text), list[Repair]()
    for find in (_mojibake, _slips, _pinyin, _ocr):
        mends = _apart(find(mapped.text))
        if mends:
            repairs += [_report(mapped, mend) for mend in mends]
            mapped = compose(mapped, apply_edits(mapped.text, [mend.edit for mend in mends]))
    for arrange, kind, reason in _ORDERS:
        ordered = arrange(mapped.text)
        if ordered is not None:
            mapped = compose(mapped, ordered)
            repairs.append(Repair(kind, 0, len(source_text), "", "", reason))
    repairs.sort(key=lambda repair: repair.source_start)
    return Repaired(mapped.text, mapped.starts, mapped.ends, tuple(repairs))


def _mojibake(text: str) -> Iterable[_Mend]:
    for edit in find_mojibake(text):
        yield _Mend("mojibake", edit, "UTF-8 had been read as a Western code page.")


def _slips(text: str) -> Iterable[_Mend]:
    for slip in find_slips(text):
        reason = "A byte of the GBK text was lost and what follows was read shifted."
        if slip.after == text[slip.start : slip.end]:
            reason = "A byte of the GBK text seems lost; left, as no reading is likely enough."
        elif lost := slip.after.count(LOST):
            reason += f" {lost} of its characters cannot be told and are marked."
        yield _Mend("byte_slip", Edit(*slip), reason)


def _pinyin(text: str) -> Iterable[_Mend]:
    for edit in find_pinyin(text):
        yield _Mend("pinyin", edit, "A converter left the reading of the character before it.")


def _ocr(text: str) -> Iterable[_Mend]:
    for repair in find_ocr(text):
        yield _Mend("ocr", repair.edit, repair.reason)


def _apart(mends: Iterable[_Mend]) -> list[_Mend]:
    """The mends in order; of two that touch the same characters, the first."""
    kept: list[_Mend] = []
    for mend in sorted(mends, key=lambda mend: mend.edit.start):
        if not kept or mend.edit.start >= kept[-1].edit.end:
            kept.append(mend)
    return kept


def _report(mapped: Mapped, mend: _Mend) -> Repair:
    start, end, after = mend.edit
    before = mapped.text[start:end]
    if mapped.starts is not None and mapped.ends is not None:
        start, end = mapped.starts[start], mapped.ends[end - 1]
    return Repair(mend.kind, start, end, before, after, mend.reason)
