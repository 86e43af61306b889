"""Markdown: marks of headings and emphasis taken off, pipe tables read as tables."""

from __future__ import annotations

import re

from healthkpi.ingest.content import Content, ContentBuilder
from healthkpi.ingest.readers.text import lines_of, read_text_bytes

_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")


def read_markdown(data: bytes, declared: str | None = None) -> Content:
    """Read Markdown. Raises UnreadableSource as the text reader does."""
    plain = read_text_bytes(data, declared)
    builder = ContentBuilder()
    rows: list[list[str | None]] = []
    caption = ""
    for _, line in lines_of(plain.text):
        if is_pipe_row(line):
            if not _RULE.fullmatch(line):
                rows.append([_plain(cell) for cell in _cells(line)])
            continue
        if rows:
            builder.add_table(rows, caption)
            rows = []
        heading = _HEADING.match(line)
        text = _plain(heading[2] if heading else line)
        builder.add(text, "heading" if heading else "paragraph")
        caption = text.strip() if text.strip() and len(text) <= 60 else caption
    if rows:
        builder.add_table(rows, caption)
    blocks = tuple(builder.blocks)
    title = next((b for b in blocks if b.kind == "heading"), None)
    text = builder.text()
    return plain._replace(
        text=text,
        blocks=blocks,
        title=text[title.start : title.end] if title else None,
        media_type="text/markdown",
        reader="markdown",
    )


def is_pipe_row(line: str) -> bool:
    """Whether a line is a row of a pipe table."""
    return line.strip().startswith("|") and line.count("|") >= 2


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", text))
