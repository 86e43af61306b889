"""Texts that remember where each of their characters came from.

Every step from source text to working text is a `Mapped`: the new text, and for each of its
characters the span it has in the text before. Steps compose, so that however many there were,
a working offset leads back to the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple


class Mapped(NamedTuple):
    """A text with the way back: character ``i`` came from ``[starts[i], ends[i])`` of the former.

    ``starts`` and ``ends`` are both None where nothing moved.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None


class Edit(NamedTuple):
    """Read ``after`` in place of the characters ``[start, end)``."""

    start: int
    end: int
    after: str


def apply_edits(text: str, edits: Iterable[Edit]) -> Mapped:
    """``text`` with ``edits`` made. Edits must not overlap; they are sorted here.

    Each character of a replacement as long as what it replaces maps one to one; else every
    character of it maps to the whole span replaced.
    """
    ordered = sorted(edits)
    if not ordered:
        return Mapped(text)
    pieces: list[str] = []
    starts: list[Iterable[int]] = []
    ends: list[Iterable[int]] = []
    at = 0
    for start, end, after in ordered:
        if start < at:
            raise ValueError(f"edits overlap at {start}: give each character to one edit")
        pieces += (text[at:start], after)
        starts += (range(at, start), _spread(start, end, len(after), 0))
        ends += (range(at + 1, start + 1), _spread(start, end, len(after), 1))
        at = end
    pieces.append(text[at:])
    starts.append(range(at, len(text)))
    ends.append(range(at + 1, len(text) + 1))
    return Mapped(
        "".join(pieces), tuple(chain.from_iterable(starts)), tuple(chain.from_iterable(ends))
    )


def _spread(start: int, end: int, length: int, side: int) -> Iterable[int]:
    if length == end - start:
        return range(start + side, end + side)
    return [end if side else start] * length


def compose(first: Mapped, second: Mapped) -> Mapped:
    """The one step that does ``first``, then ``second`` on its text."""
    if second.starts is None or second.ends is None:
        return Mapped(second.text, first.starts, first.ends)
    if first.starts is None or first.ends is None:
        return second
    starts, ends = first.starts, first.ends
    size = len(starts)
    return Mapped(
        second.text,
        tuple(starts[at] if at < size else (ends[-1] if ends else 0) for at in second.starts),
        tuple(ends[at - 1] if at else 0 for at in second.ends),
    )


def from_source(mapped: Mapped, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where source spans lie in the mapped text; one of which nothing is left is empty there.

    Sections that were put in order may have moved: a span is found by its first character that is
    still there and its last.
    """
    if mapped.starts is None or mapped.ends is None:
        return list(spans)
    order = sorted(range(len(mapped.starts)), key=mapped.starts.__getitem__)
    starts = [mapped.starts[at] for at in order]
    found = []
    for start, end in spans:
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        if low < high:
            found.append((order[low], order[high - 1] + 1))
        else:
            at = order[low] if low < len(order) else len(order)
            found.append((at, at))
    return found
