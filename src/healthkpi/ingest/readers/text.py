"""Plain text: decoded, its tables of tabs or bars found; line ends are left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content
from healthkpi.ingest.encodings import decode_bytes
from healthkpi.ingest.tables import describe_table, header_words, is_value
from healthkpi.models import Block

_MAX_CHARACTERS = 20_000_000  # some two hundred books
_TABBED = re.compile(r"(?:^|\t) *([^\t]*?) *(?=\t|$)")
_SPACED = re.compile(r"\S+(?: \S+)*")  # cells of columns held apart by two blanks or more
_BETWEEN_BARS = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
_TABLE_CAPTION = re.compile(r"表|附|单位|进度|情况")
_INDENT = " " * 6
_HAS_COLUMNS = re.compile(r"[ \u3000]{2}\d[\d.,]*[%‰]?[ \u3000]{2,}\d")
_BARRED = re.compile(r"\| *([^|]*?) *(?=\|)")
_RULE = re.compile(r"[\s|:+=-]+")  # the line under a pipe table's header
_CAPTION = re.compile(r"#{0,6}\s*(\S[^。；]{1,59})")
_UNIT_LINE = re.compile(r"[(（]?(?:计量)?单位\s*[:：].{1,12}")

Row = list[tuple[int, str]]  # cells: where each begins in the text, and what it holds


def read_text_bytes(data: bytes, declared: str | None = None) -> Content:
    """Read plain text. Raises UnreadableSource for bytes that are not, or hold nothing."""
    text, encoding, repairs = decode_bytes(data, declared)
    if not text.strip():
        raise UnreadableSource("The source holds no text. Save it anew from where it came from.")
    if len(text) > _MAX_CHARACTERS:
        limit = _MAX_CHARACTERS // 10**6
        raise UnreadableSource(f"The text has more than {limit} million characters. Split it.")
    return Content(text, "text/plain", "text", encoding, text_blocks(text), repairs=repairs)


def text_blocks(text: str) -> tuple[Block, ...]:
    """The table cells of a plain text: rows with tabs or bars, or columns that blanks part."""
    blocks = _marked_tables(text) if "\t" in text or "|" in text else []
    if _HAS_COLUMNS.search(text) or "|" in text:
        taken = {block.start for block in blocks}
        blocks += [block for block in _spaced_tables(text) if block.start not in taken]
    return tuple(sorted(blocks, key=lambda block: block.start))


def _marked_tables(text: str) -> list[Block]:
    blocks: list[Block] = []
    rows: list[Row] = []
    caption = ""
    for start, line in lines_of(text):
        row = _read_row(start, line)
        if row is not None:
            rows.append(row)
        elif not _is_rule(line):
            if rows:
                blocks += _table_blocks(rows, caption)
                rows, caption = [], ""
            caption = _caption(line, caption)
    return blocks + _table_blocks(rows, caption)


def _spaced_tables(text: str) -> Iterator[Block]:
    """Tables whose columns only blanks hold apart: a header, then labels with a value for each."""
    rows: list[Row] = []
    caption = ""
    for start, line in [*lines_of(text), (len(text), "")]:
        row = _columns(start, line)
        if len(row) > 2 and (len(row) == len(rows[0]) if rows else not _has_value(row[1:])):
            rows.append(row)
            continue
        enough = len(rows) > 2 or (len(rows) == 2 and _TABLE_CAPTION.search(caption))
        if enough and all(_is_body(row, rows[0]) for row in rows[1:]):
            yield from _table_blocks(rows, caption)
        starts = len(row) > 2 and not _has_value(row[1:])
        rows, caption = [row] if starts else [], _caption(line, caption)


def _columns(start: int, line: str) -> Row:
    """The cells of a line that two blanks or a bar hold apart."""
    if line.count("|") > 1 and not line.strip().startswith("|"):
        return [(start + cell.start(), cell[0]) for cell in _BETWEEN_BARS.finditer(line)]
    cells = [(start + cell.start(), cell[0]) for cell in _SPACED.finditer(line)]
    if line.startswith(_INDENT) and not _has_value(cells):
        cells.insert(0, (start, ""))  # a header whose first cell is empty
    return cells


def _is_body(row: Row, header: Row) -> bool:
    """A label, and nothing but values after it, and a unit where the header says so."""
    units = {at for at, (_, cell) in enumerate(header) if cell in header_words("unit")}
    cells = [cell for at, (_, cell) in enumerate(row) if at and at not in units]
    return not _has_value(row[:1]) and bool(cells) and all(map(is_value, cells))


def _has_value(row: Row) -> bool:
    return any(is_value(cell) for _, cell in row)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line without its end, and where it begins."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line.rstrip("\r\n")
        at += len(line)


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and bool(_RULE.fullmatch(line))


def _read_row(start: int, line: str) -> Row | None:
    """The cells of a line that is a row, else None."""
    if "\t" in line.strip():
        return [(start + cell.start(1), cell[1]) for cell in _TABBED.finditer(line)]
    barred = line.strip().startswith("|") and line.count("|") > 2 and not _is_rule(line)
    return [(start + c.start(1), c[1]) for c in _BARRED.finditer(line)] if barred else None


def _caption(line: str, before: str) -> str:
    """A table's title is the short line above it, with that of its unit."""
    if not line.strip():
        return before
    match = _CAPTION.fullmatch(line.strip())
    if match and _UNIT_LINE.fullmatch(match[1]) and before:
        return f"{before} {match[1]}"
    return match[1] if match else ""


def _table_blocks(rows: list[Row], caption: str) -> list[Block]:
    if len(rows) < 2:
        return []
    described = describe_table([[cell for _, cell in row] for row in rows], caption)
    return [
        bearing.block(start, start + len(cell), caption, None)
        for row, bearings in zip(rows, described, strict=True)
        for (start, cell), bearing in zip(row, bearings, strict=True)
        if cell
    ]
