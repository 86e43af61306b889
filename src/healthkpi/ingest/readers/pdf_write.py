"""Paragraphs and tables of a PDF into the source text, with the box of every character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from healthkpi.ingest.clean import glue
from healthkpi.ingest.content import ContentBuilder
from healthkpi.ingest.readers.pdf_glyphs import Glyph
from healthkpi.ingest.readers.pdf_lines import Line, spaced
from healthkpi.ingest.readers.pdf_paragraphs import Paragraph
from healthkpi.ingest.readers.pdf_tables import PlacedTable
from healthkpi.models import CharBox

Element = Paragraph | PlacedTable
Chars = list[tuple[str, Glyph | None, int]]  # character, its glyph (None: a blank), its page
_MAX_CAPTION = 60
_HEADING = 1.15  # times the size of the body's text


def write_elements(builder: ContentBuilder, elements: Sequence[Element]) -> None:
    """Write all elements in order."""
    sizes = [line.size for e in elements if isinstance(e, Paragraph) for line in e.lines]
    body = median(sizes) if sizes else 0.0
    caption = ""
    for element in elements:
        if isinstance(element, Paragraph):
            chars = _chars(zip(element.lines, element.pages, strict=True))
            text = "".join(char for char, _, _ in chars)
            heading = element.lines[0].size > body * _HEADING and len(text) <= _MAX_CAPTION
            start = builder.add(text, "heading" if heading else "paragraph", element.page)
            _add_boxes(builder, start, chars)
            caption = text if len(text) <= _MAX_CAPTION and "。" not in text else ""
        else:
            _write_table(builder, element, caption)
            caption = ""


def _write_table(builder: ContentBuilder, placed: PlacedTable, caption: str) -> None:
    cells = [
        [None if cell is None else _chars((line, page) for line in cell) for cell in row]
        for row, page in zip(placed.table.cells, placed.pages, strict=True)
    ]
    grid = [
        [None if cell is None else "".join(c for c, _, _ in cell) for cell in row] for row in cells
    ]
    starts = builder.add_table(grid, caption, placed.pages[0])
    for row, row_starts in zip(cells, starts, strict=True):
        for cell, start in zip(row, row_starts, strict=True):
            _add_boxes(builder, start, cell or [])


def _chars(lines: Iterable[tuple[Line, int]]) -> Chars:
    """The characters of lines that are one; a blank stays only between Latin words."""
    chars: Chars = []
    for line, page in lines:
        shown = spaced(line.glyphs)
        if chars and glue(chars[-1][0], shown[0][0]):
            chars.append((" ", None, page))
        chars += [(char, glyph, page) for char, glyph in shown]
    return chars


def _add_boxes(builder: ContentBuilder, start: int, chars: Chars) -> None:
    for at, (_, glyph, page) in enumerate(chars, start):
        if glyph is not None:
            builder.boxes.append(CharBox(at, at + 1, page, glyph.box))
