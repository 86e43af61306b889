"""Plain text: decoded, its tab-separated tables found; line ends are left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content
from healthkpi.ingest.encodings import decode_bytes
from healthkpi.ingest.flattened import find_flattened
from healthkpi.ingest.tables import describe_table
from healthkpi.models import Block

_LINE = re.compile(r"[^\r\n]*")
_CELL = re.compile(r"(?:^|\t) *([^\t]*?) *(?=\t|$)")
_TABLE_TITLE = re.compile(r"\s*(?:表|附表|附件|注)?[^。；]{2,60}")


def read_text_bytes(data: bytes, declared: str | None = None) -> Content:
    """Read plain text. Raises UnreadableSource for bytes that are not, or hold nothing."""
    text, encoding, repairs = decode_bytes(data, declared)
    if not text.strip():
        raise UnreadableSource("The source holds no text. Save it anew from where it came from.")
    return Content(text, "text/plain", "text", encoding, text_blocks(text), repairs=repairs)


def text_blocks(text: str) -> tuple[Block, ...]:
    """The table cells of a plain text: rows of tab-separated cells, and flattened tables."""
    if "\t" not in text:
        return tuple(find_flattened(text))
    blocks: list[Block] = []
    rows: list[tuple[int, str]] = []
    before = ""
    for start, line in lines_of(text):
        if "\t" in line.strip():
            rows.append((start, line))
            continue
        if rows:
            blocks += _table_blocks(rows, before)
            rows, before = [], ""
        if line.strip():
            before = line
    return tuple(blocks + _table_blocks(rows, before))


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line without its end, and where it begins."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line.rstrip("\r\n")
        at += len(line)


def _table_blocks(rows: list[tuple[int, str]], before: str) -> list[Block]:
    if len(rows) < 2:
        return []
    caption = before.strip() if _TABLE_TITLE.fullmatch(before) else ""
    cells = [line.split("\t") for _, line in rows]
    blocks = []
    for (start, line), bearings in zip(rows, describe_table(cells, caption), strict=True):
        spans = _CELL.finditer(line)
        blocks += [
            bearing.block(start + span.start(1), start + span.end(1), caption, None)
            for span, bearing in zip(spans, bearings, strict=True)
            if span[1]
        ]
    return blocks
