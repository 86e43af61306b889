"""Ruled tables of a PDF page: pdfplumber finds the cells, pdfium's characters fill them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from healthkpi.ingest.readers.pdf_glyphs import Frame, Glyph
from healthkpi.ingest.readers.pdf_lines import Line, find_fragments

Area = tuple[float, float, float, float]  # left, bottom, right, top, the page upright
_SAME_LINE = 3.0  # points


class Table(NamedTuple):
    """A table's area, its cells' lines (None where a merged cell reaches) and its column edges."""

    area: Area
    cells: list[list[list[Line] | None]]
    edges: tuple[int, ...]


def read_tables(
    plumber_page: Any, glyphs: Sequence[Glyph], frame: Frame
) -> tuple[list[Table], list[Glyph]]:
    """The ruled tables of a page, and the characters that are in none of them."""
    tables: list[Table] = []
    rest = list(glyphs)
    ruler = _ruler(plumber_page, frame)
    for found in plumber_page.find_tables():
        areas = [ruler.area(cell) for cell in found.cells]
        tops, lefts = _edges([-a[3] for a in areas]), _edges([a[0] for a in areas])
        if len(tops) < 2 or len(lefts) < 2:
            continue
        area = ruler.area(found.bbox)
        inside = [glyph for glyph in rest if _contains(area, glyph)]
        if not inside:
            continue
        cells: list[list[list[Line] | None]] = [[None] * len(lefts) for _ in tops]
        for cell in areas:
            cells[_nearest(tops, -cell[3])][_nearest(lefts, cell[0])] = _fill(cell, inside)
        tables.append(Table(area, cells, tuple(map(round, lefts))))
        taken = set(map(id, inside))
        rest = [glyph for glyph in rest if id(glyph) not in taken]
    return tables, rest


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct edges of cells; those within three points are one line drawn twice."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_LINE:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


class _Ruler(NamedTuple):
    """pdfplumber's coordinates, which count from the top of its page, into those of the glyphs."""

    height: float
    frame: Frame

    def area(self, box: Sequence[float]) -> Area:
        left, top, right, bottom = box
        own = self.frame.from_plumber((left, self.height - bottom, right, self.height - top))
        return self.frame.upright(own)


def _ruler(plumber_page: Any, frame: Frame) -> _Ruler:
    # A crop box makes the page's height differ from what its characters' tops are counted from.
    first = next(iter(plumber_page.chars), None)
    return _Ruler(first["top"] + first["y1"] if first else plumber_page.height, frame)


def _contains(area: Area, glyph: Glyph) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _fill(area: Area, glyphs: Sequence[Glyph]) -> list[Line]:
    lines = find_fragments([glyph for glyph in glyphs if _contains(area, glyph)])
    return sorted(lines, key=lambda line: (-line.top, line.left))


class PlacedTable(NamedTuple):
    """A table and the page of each of its rows."""

    table: Table
    pages: list[int]

    def goes_on(self, following: Table, page: int) -> bool:
        """Whether a table at the head of ``page`` goes on with this one on the page before."""
        ours = self.table
        if self.pages[-1] != page - 1 or len(ours.cells[0]) != len(following.cells[0]):
            return False
        return all(abs(a - b) <= 3 for a, b in zip(ours.edges, following.edges, strict=False))

    def joined(self, following: Table, page: int) -> PlacedTable:
        """The two as one; a header repeated on the new page is left out."""
        repeated = 0
        for ours, theirs in zip(self.table.cells, following.cells, strict=False):
            if [_plain(cell) for cell in ours] != [_plain(cell) for cell in theirs]:
                break
            repeated += 1
        rows = following.cells[repeated:]
        table = self.table._replace(cells=[*self.table.cells, *rows])
        return PlacedTable(table, [*self.pages, *([page] * len(rows))])


def _plain(cell: list[Line] | None) -> str | None:
    return None if cell is None else "".join(line.text for line in cell)
