"""Lines of PDF pages to paragraphs: wrapped lines joined, running heads and feet left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from healthkpi.ingest.clean import is_list_start
from healthkpi.ingest.readers.pdf_lines import Line

_PAGE_NUMBER = re.compile(
    r"[-—－–·•\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—－–·•\s]*|"
    r"[-—－\s]*[ivxIVX]{1,5}[-—－\s]*"
)
_SENTENCE_END = "。！？；!?;"
_EDGE_LINES = 3  # lines at the head and the foot of a page that may run through the document


class Paragraph(NamedTuple):
    """Lines that are one paragraph, over a page's end perhaps; ``page`` is its first."""

    lines: list[Line]
    page: int
    region: tuple[float, float]  # left and right edge of the column its last line is in
    pages: list[int]  # the page of each line


def drop_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without the heads and feet that repeat, and without page numbers."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(key for page in edges for key in {_key(line) for line in page})
    enough = max(2, (len(pages) + 1) // 2)
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        outer = _outermost(page)
        gone = {id(line) for line in edge if seen[_key(line)] >= enough and len(pages) > 1}
        gone |= {id(line) for line in outer if _PAGE_NUMBER.fullmatch(line.text)}
        kept.append([line for line in page if id(line) not in gone])
    return kept


def _edge_lines(page: Sequence[Line]) -> list[Line]:
    rows = sorted(page, key=lambda line: -line.top)
    return rows if len(rows) <= _EDGE_LINES * 2 else rows[:_EDGE_LINES] + rows[-_EDGE_LINES:]


def _outermost(page: Sequence[Line]) -> list[Line]:
    rows = sorted(page, key=lambda line: -line.top)
    return [*rows[:1], *rows[-1:]] if len(rows) > 1 else []


def _key(line: Line) -> tuple[str, int]:
    """A line as it repeats: its text with any number in it, at about its height."""
    return re.sub(r"\d+", "0", line.text), round(line.bottom / 12)


def build_paragraphs(
    columns: Sequence[Sequence[Line]], page: int, before: Paragraph | None
) -> list[Paragraph]:
    """The paragraphs of a page's columns; the first may go on with ``before``, which then grows."""
    paragraphs: list[Paragraph] = []
    for column in columns:
        region = (min(line.left for line in column), max(line.right for line in column))
        last: Line | None = None
        for line in merge_rows(column):
            current = paragraphs[-1] if paragraphs else before
            if current is not None and _goes_on(current, line, region, last):
                current.lines.append(line)
                current.pages.append(page)
                region_now = current._replace(region=region)
                if paragraphs:
                    paragraphs[-1] = region_now
            else:
                paragraphs.append(Paragraph([line], page, region, [page]))
            last = line
    return paragraphs


def merge_rows(column: Sequence[Line]) -> list[Line]:
    """The lines of a column from top to bottom, fragments of one row put together."""
    rows: list[Line] = []
    for line in sorted(column, key=lambda line: (-line.top, line.left)):
        if rows and rows[-1].bottom + 0.5 * line.size < line.top and _level(rows[-1], line):
            both = sorted((*rows[-1].glyphs, *line.glyphs), key=lambda glyph: glyph.left)
            rows[-1] = rows[-1]._replace(
                glyphs=tuple(both),
                left=min(rows[-1].left, line.left),
                right=max(rows[-1].right, line.right),
            )
        else:
            rows.append(line)
    return rows


def _level(one: Line, other: Line) -> bool:
    return abs(one.bottom - other.bottom) < 0.5 * max(one.size, other.size)


def _goes_on(
    current: Paragraph, line: Line, region: tuple[float, float], above: Line | None
) -> bool:
    """Whether ``line`` goes on: the line before was full, and this one is not indented."""
    last = current.lines[-1]
    size = max(last.size, line.size)
    if abs(last.size - line.size) > 0.15 * size or last.right < current.region[1] - 2.2 * size:
        return False
    if line.left > region[0] + 1.2 * size:
        return False
    moved = above is None or above is not last  # to another column or page
    if not moved and last.bottom - line.top > 1.2 * size:
        return False
    ended = last.glyphs[-1].char in _SENTENCE_END
    if ended and (moved or is_list_start(line.text)):
        return False
    if moved and len(last.glyphs) < 10:
        return False
    return not (is_list_start(line.text) and last.right < current.region[1] - 1.2 * size)
