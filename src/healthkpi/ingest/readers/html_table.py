"""HTML tables as grids: spans laid out, covered cells None."""

from __future__ import annotations

import re
from typing import Any

_MAX_SPAN = 200
_PROSE = 120  # characters in a cell beyond which a table only lays out a page


def is_data_table(table: Any) -> bool:
    """Whether a table holds figures or names in rows and columns, not the layout of the page."""
    if table.find(".//table") is not None:
        return False
    rows = _rows(table)
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    texts = [_text(cell) for row in rows for cell in row]
    return sum(len(text) > _PROSE for text in texts) * 2 <= len(texts)


def read_grid(table: Any) -> tuple[str, list[list[str | None]]]:
    """The caption of a table and its cells, row by row; None where a merged cell reaches."""
    grid: list[list[str | None]] = []
    covered: dict[tuple[int, int], None] = {}
    for index, row in enumerate(_rows(table)):
        cells: list[str | None] = []
        for cell in row:
            while (index, len(cells)) in covered:
                cells.append(None)
            down, right = _span(cell, "rowspan"), _span(cell, "colspan")
            for r in range(down):
                covered |= {(index + r, len(cells) + c): None for c in range(right)}
            cells += [_text(cell), *([None] * (right - 1))]
        while (index, len(cells)) in covered:
            cells.append(None)
        grid.append(cells)
    caption = table.find("caption")
    return "" if caption is None else _text(caption), grid


def _rows(table: Any) -> list[list[Any]]:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return [row for row in rows if row]


def _span(cell: Any, name: str) -> int:
    digits = re.match(r"\s*(\d+)", cell.get(name) or "1")
    return max(1, min(int(digits[1]) if digits else 1, _MAX_SPAN))


def _text(cell: Any) -> str:
    from healthkpi.ingest.readers.html import collapse

    parts: list[str] = [cell.text or ""]
    for child in cell.iter():
        if child is cell:
            continue
        if child.tag in ("br", "p", "div", "li") and "".join(parts).strip():
            parts.append("\n")
        if child.tag not in ("script", "style"):
            parts.append(child.text or "")
        parts.append(child.tail or "")
    return collapse("".join(parts))
