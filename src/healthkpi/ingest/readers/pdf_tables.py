"""Ruled tables of a PDF page: pdfplumber finds the cells, pdfium's characters fill them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from healthkpi.ingest.readers.pdf_glyphs import Glyph, PageSize
from healthkpi.ingest.readers.pdf_lines import Line, find_fragments

Area = tuple[float, float, float, float]  # left, bottom, right, top as displayed


class Table(NamedTuple):
    """A table's area, its cells' lines (None where a merged cell reaches) and its column edges."""

    area: Area
    cells: list[list[list[Line] | None]]
    edges: tuple[int, ...]


def read_tables(
    plumber_page: Any, glyphs: Sequence[Glyph], size: PageSize
) -> tuple[list[Table], list[Glyph]]:
    """The ruled tables of a page, and the characters that are in none of them."""
    tables: list[Table] = []
    rest = list(glyphs)
    for found in plumber_page.find_tables():
        rows = [row.cells for row in found.rows]
        if len(rows) < 2 or max(map(len, rows)) < 2:
            continue
        inside = [glyph for glyph in rest if _contains(_area(found.bbox, size), glyph)]
        if not inside:
            continue
        cells = [[_fill(cell, inside, size) for cell in row] for row in rows]
        edges = tuple(sorted({round(cell[0]) for row in rows for cell in row if cell}))
        tables.append(Table(_area(found.bbox, size), cells, edges))
        taken = set(map(id, inside))
        rest = [glyph for glyph in rest if id(glyph) not in taken]
    return tables, rest


def _area(box: Sequence[float], size: PageSize) -> Area:
    """pdfplumber counts from the top of the page as displayed, pdfium from its bottom."""
    left, top, right, bottom = box
    return left, size.height - bottom, right, size.height - top


def _contains(area: Area, glyph: Glyph) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _fill(cell: Any, glyphs: Sequence[Glyph], size: PageSize) -> list[Line] | None:
    if cell is None:
        return None
    area = _area(cell, size)
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
