"""Lines and columns of a PDF page: characters to line fragments, fragments to reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from healthkpi.ingest.readers.pdf_glyphs import Glyph

_COLUMN_GAP = 1.6  # ems between two characters of a line that may be a gutter
_MIN_ROWS = 3  # lines a column has at least
_MIN_WIDTH = 9  # characters a column's lines have at least, or it is a table's column


class Line(NamedTuple):
    """Characters of one line of one column, left to right."""

    glyphs: tuple[Glyph, ...]
    left: float
    bottom: float
    right: float
    top: float
    size: float

    @property
    def text(self) -> str:
        """Its characters, with a blank where there is room for one between Latin words."""
        return "".join(char for char, _ in spaced(self.glyphs))


def make_line(glyphs: Sequence[Glyph]) -> Line:
    """The line of glyphs that are sorted from left to right."""
    return Line(
        tuple(glyphs),
        glyphs[0].left,
        min(glyph.bottom for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.top for glyph in glyphs),
        median(glyph.size for glyph in glyphs),
    )


def spaced(glyphs: Sequence[Glyph]) -> list[tuple[str, Glyph | None]]:
    """The characters of a line and the blanks between them, whose glyph is None."""
    shown: list[tuple[str, Glyph | None]] = []
    for before, glyph in zip([None, *glyphs], glyphs, strict=False):
        if before is not None and _has_blank(before, glyph):
            shown.append((" ", None))
        shown.append((glyph.char, glyph))
    return shown


def _has_blank(before: Glyph, glyph: Glyph) -> bool:
    # Word sets a quarter em between Chinese and digits without a space character; that is no blank.
    latin = before.char.isascii() and glyph.char.isascii()
    room = 0.05 if glyph.blank else 0.2 if latin else 0.8
    return glyph.left - before.right > room * max(before.size, glyph.size)


def find_fragments(glyphs: Sequence[Glyph]) -> list[Line]:
    """Line fragments: the characters of each line, cut at gaps as wide as a gutter."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (-g.bottom, g.left)):
        row = next((row for row in reversed(rows[-4:]) if _same_row(row[-1], glyph)), None)
        if row is None:
            rows.append([glyph])
        else:
            row.append(glyph)
    fragments = []
    for row in rows:
        row.sort(key=lambda g: g.left)
        cut = 0
        for at, (before, glyph) in enumerate(pairwise(row), 1):
            if glyph.left - before.right > _COLUMN_GAP * max(before.size, glyph.size):
                fragments.append(make_line(row[cut:at]))
                cut = at
        fragments.append(make_line(row[cut:]))
    return fragments


def _same_row(other: Glyph, glyph: Glyph) -> bool:
    overlap = min(other.top, glyph.top) - max(other.bottom, glyph.bottom)
    shorter = min(other.top - other.bottom, glyph.top - glyph.bottom)
    near = abs(other.bottom - glyph.bottom) < 0.5 * max(other.size, glyph.size)
    return near or overlap > 0.5 * shorter


def has_gap(line: Line) -> bool:
    """Whether a line has a gap as wide as a gutter, as the rows of a table have."""
    return any(
        glyph.left - before.right > _COLUMN_GAP * max(before.size, glyph.size)
        for before, glyph in pairwise(line.glyphs)
    )


def order_columns(fragments: Sequence[Line]) -> list[list[Line]]:
    """The fragments in reading order, a list a column; what spans columns is one of its own."""
    rows = sorted(fragments, key=lambda line: (-line.top, line.left))
    if len(rows) < _MIN_ROWS * 2:
        return [rows] if rows else []
    gutter = _find_gutter(rows)
    if gutter is not None:
        left = [line for line in rows if line.right <= gutter]
        right = [line for line in rows if line.left >= gutter]
        return order_columns(left) + order_columns(right)
    for first, last in _bands(rows):
        if _find_gutter(rows[first:last]) is not None:
            inside = order_columns(rows[first:last])
            return order_columns(rows[:first]) + inside + order_columns(rows[last:])
    return [rows]


def _bands(rows: Sequence[Line]) -> list[tuple[int, int]]:
    """Stretches of rows between fragments that are wide enough to span columns, longest first."""
    left, right = min(line.left for line in rows), max(line.right for line in rows)
    middle = (left + right) / 2
    wide = [at for at, line in enumerate(rows) if line.left < middle < line.right]
    bounds = [-1, *wide, len(rows)]
    bands = [(low + 1, high) for low, high in pairwise(bounds) if high - low > _MIN_ROWS * 2]
    return sorted(bands, key=lambda band: band[0] - band[1])


def _find_gutter(rows: Sequence[Line]) -> float | None:
    """An x that no fragment crosses, with columns of prose on both sides."""
    spans = sorted((line.left, line.right) for line in rows)
    reach = spans[0][1]
    for left, right in spans[1:]:
        if left - reach > 0.8 * median(line.size for line in rows):
            gutter = (left + reach) / 2
            sides = (
                [line for line in rows if line.right <= gutter],
                [line for line in rows if line.left >= gutter],
            )
            if all(_is_column(side) for side in sides):
                return gutter
        reach = max(reach, right)
    return None


def _is_column(lines: Sequence[Line]) -> bool:
    return len(lines) >= _MIN_ROWS and median(len(line.glyphs) for line in lines) >= _MIN_WIDTH
