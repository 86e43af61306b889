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


_SECTIONS = "The sections stood in another order than their numbers; they are read in theirs."
_BLANKS = 8  # between a column's end and its rest where that follows at once
_FRAGMENTS = "A column ended in mid-sentence; it is read on here, where the rest of it stands."


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
    ordered = sort_sections(mapped.text)
    if ordered is not None:
        mapped = compose(mapped, ordered)
        repairs.append(Repair("section_order", 0, len(source_text), "", "", _SECTIONS))
    stitched = stitch_fragments(mapped.text)
    if stitched is not None:
        moved = list(_moved_lines(stitched))
        mapped = compose(mapped, stitched)
        repairs += [_report_move(mapped, start, end) for start, end in moved]
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


def _moved_lines(stitched: Mapped) -> Iterable[tuple[int, int]]:
    """The lines of the stitched text that stood elsewhere: from the join to the line's end."""
    starts, ends = stitched.starts or (), stitched.ends or ()
    for at in range(1, len(starts)):
        joined = stitched.text[at - 1] != "\n" and stitched.text[at] != "\n"
        if joined and abs(starts[at] - ends[at - 1]) > _BLANKS:
            stop = stitched.text.find("\n", at)
            yield at, stop if stop >= 0 else len(stitched.text)


def _report_move(mapped: Mapped, start: int, end: int) -> Repair:
    starts, ends = mapped.starts or (), mapped.ends or ()
    return Repair("fragment_order", starts[start], ends[end - 1], "", "", _FRAGMENTS)
