"""Spreadsheets (XLSX, XLS): each sheet's tables, a cell as the reader of the sheet sees it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content, ContentBuilder
from healthkpi.ingest.readers.damage import blame_file
from healthkpi.ingest.readers.xlsx_formats import Percents, read_percents
from healthkpi.ingest.sniff import XLSX, sniff_media_type

_MAX_CELLS = 2_000_000


def read_xlsx(data: bytes, declared: str | None = None) -> Content:  # noqa: ARG001  (Reader)
    """Read a workbook's visible sheets. Raises UnreadableSource for one damaged or encrypted."""
    media_type = sniff_media_type(data)
    builder = ContentBuilder()
    with blame_file("The workbook is damaged. Open it in a spreadsheet and save it again."):
        percents = read_percents(data) if media_type == XLSX else {}
        for name, sheet in _sheets(data):
            grid = _grid(sheet, percents.get(name, {}))
            for region in _regions(grid):
                _add_region(builder, region)
    text = builder.text()
    if not text.strip():
        raise UnreadableSource("The workbook's sheets are empty. Save it anew from its source.")
    return Content(text, media_type, "xlsx", blocks=tuple(builder.blocks))


def _sheets(data: bytes) -> Iterator[tuple[str, Any]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for index, meta in enumerate(book.sheets_metadata):
            visible = meta.visible == calamine.SheetVisibleEnum.Visible
            if visible and meta.typ == calamine.SheetTypeEnum.WorkSheet:
                yield meta.name, book.get_sheet_by_index(index)
    except calamine.PasswordError as error:
        message = "The workbook is encrypted. Save it without a password."
        raise UnreadableSource(message) from error


def _grid(sheet: Any, percents: Percents) -> list[list[str | None]]:
    if sheet.total_height * sheet.total_width > _MAX_CELLS:
        raise UnreadableSource("A sheet has millions of cells. Save the part that matters.")
    rows = sheet.to_python(skip_empty_area=False)
    grid: list[list[str | None]] = [
        [_shown(value, percents.get((r, c))) for c, value in enumerate(row)]
        for r, row in enumerate(rows)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for r in range(top, min(bottom + 1, len(grid))):
            for c in range(left, min(right + 1, len(grid[r]))):
                if (r, c) != (top, left):
                    grid[r][c] = None
    return grid


def _shown(value: Any, percent: int | None) -> str:
    """A cell's value as text: whole floats without a point, percentages multiplied out."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float | int):
        if percent is not None:
            return f"{round(value * 100, max(percent, 6)):.10g}%"
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).strip()


def _regions(grid: list[list[str | None]]) -> Iterator[list[list[str | None]]]:
    """The tables of a sheet: runs of rows that are not blank, empty edges cut off."""
    region: list[list[str | None]] = []
    for row in [*grid, []]:
        if any(row) or (region and None in row):
            region.append(row)
        elif region:
            used = [c for r in region for c, cell in enumerate(r) if cell]
            yield [r[min(used) : max(used) + 1] for r in region]
            region = []


def _add_region(builder: ContentBuilder, rows: list[list[str | None]]) -> None:
    """Rows of one cell above a table are its caption; below it they are notes."""
    first = next((i for i, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    last = next((i for i in range(len(rows), first, -1) if sum(map(bool, rows[i - 1])) > 1), first)
    above = [_only(row) for row in rows[:first]]
    for text in above:
        builder.add(text, "caption" if first < last else "paragraph")
    if first < last:
        builder.add_table(rows[first:last], " ".join(above))
    for row in rows[last:]:
        builder.add(_only(row))


def _only(row: list[str | None]) -> str:
    return next((" ".join(cell.split()) for cell in row if cell), "")
