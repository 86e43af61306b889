"""Lines of PDF pages to paragraphs: wrapped lines joined, running heads and feet left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from healthkpi.ingest.clean import is_list_start
from healthkpi.ingest.readers.pdf_lines import Line, has_gap

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
    levels = [_levels(page) for page in pages]
    heads = _count(page[:_EDGE_LINES] for page in levels)
    feet = _count(page[-_EDGE_LINES:] for page in levels)
    enough = max(2, (len(pages) + 1) // 2)
    kept = []
    for page, rows in zip(pages, levels, strict=True):
        gone = {id(line) for line in _running(rows, heads, enough)}
        gone |= {id(line) for line in _running(rows[::-1], feet, enough)}
        kept.append([line for line in page if id(line) not in gone])
    return kept


def _levels(page: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page from top to bottom, those of one height together."""
    levels: list[list[Line]] = []
    for line in sorted(page, key=lambda line: -line.bottom):
        if levels and _level(levels[-1][0], line):
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels


def _count(edges: Iterable[Sequence[Sequence[Line]]]) -> Counter[tuple[str, int]]:
    return Counter(key for edge in edges for key in {_key(line) for row in edge for line in row})


def _running(
    rows: Sequence[Sequence[Line]], seen: Counter[tuple[str, int]], enough: int
) -> Iterator[Line]:
    """The running lines at one end of a page, from the edge inwards to the first that is none."""
    steps = [abs(one[0].bottom - other[0].bottom) for one, other in pairwise(rows)]
    leading = median(steps) if len(steps) > _EDGE_LINES else 0.0
    for row, step in zip(rows[:_EDGE_LINES], steps, strict=False):
        repeats = all(seen[_key(line)] >= enough for line in row)
        apart = step > 1.3 * leading  # running heads stand farther from the text than its lines
        if not (repeats and apart) and not all(_PAGE_NUMBER.fullmatch(line.text) for line in row):
            break
        yield from row


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


def _first_word(line: Line) -> float:
    """The width of what could not be parted at the line's beginning: a number, a Latin word."""
    end = line.glyphs[0].right
    for glyph in line.glyphs:
        if not glyph.char.isascii() or glyph.left > end + 0.2 * line.size:
            break
        end = glyph.right
    return end - line.left


def _goes_on(
    current: Paragraph, line: Line, region: tuple[float, float], above: Line | None
) -> bool:
    """Whether ``line`` goes on: the line before was full, and this one is not indented."""
    last = current.lines[-1]
    size = max(last.size, line.size)
    if has_gap(last) or has_gap(line):
        return False  # the rows of a table without rules
    room = max(2.2 * size, _first_word(line) + size)
    if abs(last.size - line.size) > 0.15 * size or last.right < current.region[1] - room:
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
